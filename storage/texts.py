"""What people wrote, sealed, each with the verdict of screening."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from domain.events import TextHeard
from domain.ids import AddressId
from domain.said import Said
from domain.verdicts import Verdict
from storage.database import UnitOfWork
from storage.tables import texts
from storage.upsert import insert

PLACE = "texts.body_sealed:{}"
_MOST_LATELY = 8  # a conversation, or a few days of one line each
_LONGEST_LATELY = 600  # letters of each, from its end
WHY = "texts.why_sealed:{}"


def opened(uow: UnitOfWork, text_id: str, sealed: bytes) -> str:
    """The words themselves."""
    return uow.cipher.open("words", PLACE.format(text_id), sealed)


async def add(uow: UnitOfWork, heard: Iterable[TextHeard]) -> None:
    """Write texts with their verdicts, in the order in which they were taken."""
    rows = [_row(uow, event) | {"nth": nth} for nth, event in enumerate(heard)]
    await insert(uow, texts, rows)


async def lately(
    uow: UnitOfWork, addresses: Collection[AddressId], since: datetime
) -> dict[AddressId, tuple[Said, ...]]:
    """What was written in these chats since then, oldest first; the last few of each chat."""
    if not addresses:
        return {}
    rank = func.row_number().over(
        partition_by=texts.c.address_id,
        order_by=(texts.c.written_at.desc(), texts.c.at.desc(), texts.c.nth.desc()),
    )
    ranked = (
        select(
            texts.c.address_id,
            texts.c.text_id,
            texts.c.body_sealed,
            texts.c.written_at,
            rank.label("rank"),
        )
        .where(texts.c.address_id.in_(addresses), texts.c.written_at >= since)
        .subquery()
    )
    newest = select(ranked).where(ranked.c.rank <= _MOST_LATELY).order_by(ranked.c.rank.desc())
    found: dict[AddressId, tuple[Said, ...]] = {}
    for row in await uow.connection.execute(newest):
        body = opened(uow, row.text_id, row.body_sealed)[-_LONGEST_LATELY:]
        said = Said(body=body, written_at=row.written_at)
        found[row.address_id] = (*found.get(row.address_id, ()), said)
    return found


def _row(uow: UnitOfWork, event: TextHeard) -> dict[str, Any]:
    verdict = event.verdict
    return {
        "text_id": event.text_id,
        "address_id": event.address_id,
        "contact_id": event.contact_id,
        "case_id": event.case_id,
        "body_sealed": uow.cipher.seal("words", PLACE.format(event.text_id), event.body),
        "language": event.language.value if event.language else None,
        "place": event.place,
        "level": int(verdict.level),
        "screened": verdict.screened,
        "why_sealed": uow.cipher.seal("words", WHY.format(event.text_id), _why(verdict)),
        "lexicon_version": verdict.lexicon_version,
        "written_at": event.written_at,
        "at": event.at,
        "due_at": event.due_at,
        "concerned": sorted(event.concerned),
    }


def _why(verdict: Verdict) -> str:
    """Categories and hits as JSON: they tell of the words, so they are sealed like them."""
    hits = [asdict(hit) | {"level": int(hit.level)} for hit in verdict.hits]
    return json.dumps({"categories": verdict.categories, "hits": hits})
