"""What people wrote, sealed, each with the verdict of screening."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from domain.events import TextHeard
from domain.verdicts import Verdict
from storage.database import UnitOfWork
from storage.tables import texts
from storage.upsert import insert

PLACE = "texts.body_sealed:{}"


WHY = "texts.why_sealed:{}"


def opened(uow: UnitOfWork, text_id: str, sealed: bytes) -> str:
    """The words themselves."""
    return uow.cipher.open("words", PLACE.format(text_id), sealed)


async def add(uow: UnitOfWork, heard: Iterable[TextHeard]) -> None:
    """Write texts with their verdicts."""
    await insert(uow, texts, [_row(uow, event) for event in heard])


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
    }


def _why(verdict: Verdict) -> str:
    """Categories and hits as JSON: they tell of the words, so they are sealed like them."""
    hits = [asdict(hit) | {"level": int(hit.level)} for hit in verdict.hits]
    return json.dumps({"categories": verdict.categories, "hits": hits})
