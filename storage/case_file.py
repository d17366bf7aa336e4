"""All that is kept of one case: its words with their verdicts, and its chronology."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.ids import AddressId, CaseId, ContactId, TextId
from domain.people import Language
from domain.verdicts import Hit, Level, Verdict
from storage.cases import NOTE
from storage.database import UnitOfWork
from storage.tables import case_history, cases, texts
from storage.texts import WHY, opened
from storage.types import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseText:
    """A text of a case as it was written, with what screening said of it."""

    id: TextId
    body: str
    language: Language | None
    place: str
    verdict: Verdict
    written_at: datetime
    heard_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A line of the chronology, with the note that a person wrote on it."""

    id: int
    at: datetime
    what: str
    staff_id: ContactId | None
    other_id: ContactId | None
    level: Level | None
    note: str
    channel: str = ""


async def texts_of(uow: UnitOfWork, case_id: CaseId) -> list[CaseText]:
    """The words of a case, in the order in which they were written."""
    rows = await uow.connection.execute(
        select(texts)
        .where(texts.c.case_id == case_id)
        .order_by(texts.c.written_at, texts.c.at, texts.c.nth)
    )
    return [_text(uow, row) for row in rows]


def _text(uow: UnitOfWork, row: AnyRow) -> CaseText:
    why = json.loads(uow.cipher.open("words", WHY.format(row.text_id), row.why_sealed))
    return CaseText(
        id=TextId(row.text_id),
        body=opened(uow, row.text_id, row.body_sealed),
        language=Language(row.language) if row.language else None,
        place=row.place,
        verdict=Verdict(
            level=Level(row.level),
            categories=tuple(why["categories"]),
            hits=tuple(Hit(**hit | {"level": Level(hit["level"])}) for hit in why["hits"]),
            lexicon_version=row.lexicon_version,
            screened=row.screened,
        ),
        written_at=row.written_at,
        heard_at=row.at,
    )


async def lines_of(uow: UnitOfWork, case_id: CaseId) -> list[CaseLine]:
    """The chronology of a case, from its first line on."""
    rows = await uow.connection.execute(
        select(case_history)
        .where(case_history.c.case_id == case_id)
        .order_by(case_history.c.entry_id)
    )
    return [_line(uow, row) for row in rows]


def _line(uow: UnitOfWork, row: AnyRow) -> CaseLine:
    note = row.note_sealed and uow.cipher.open("words", NOTE.format(row.seal), row.note_sealed)
    return CaseLine(
        id=row.entry_id,
        at=row.at,
        what=row.what,
        staff_id=ContactId(row.staff_id) if row.staff_id else None,
        other_id=ContactId(row.other_id) if row.other_id else None,
        level=None if row.level is None else Level(row.level),
        note=note or "",
        channel=row.channel or "",
    )


async def count_lines(uow: UnitOfWork, wanted: Collection[CaseId], what: str) -> dict[CaseId, int]:
    """How many lines of one kind each of these cases has."""
    rows = await uow.connection.execute(
        select(case_history.c.case_id, func.count())
        .where(case_history.c.case_id.in_(list(wanted)), case_history.c.what == what)
        .group_by(case_history.c.case_id)
    )
    return {CaseId(case_id): number for case_id, number in rows}


async def newest_line(uow: UnitOfWork) -> int:
    """The number of the newest line of any chronology: it moves with every case."""
    return await uow.connection.scalar(select(func.max(case_history.c.entry_id))) or 0


async def changed_since(uow: UnitOfWork, line: int) -> frozenset[CaseId]:
    """The cases with a line that is newer than this one."""
    rows = await uow.connection.scalars(
        select(case_history.c.case_id).where(case_history.c.entry_id > line).distinct()
    )
    return frozenset(CaseId(each) for each in rows)


async def heard_for_certain(uow: UnitOfWork, wanted: Collection[CaseId]) -> frozenset[CaseId]:
    """Those of the cases with a text in which more was heard than the second opinion alone."""
    rows = await uow.connection.execute(
        select(texts.c.case_id, texts.c.text_id, texts.c.why_sealed, texts.c.screened).where(
            texts.c.case_id.in_(list(wanted)), texts.c.level > 0
        )
    )
    return frozenset(CaseId(row.case_id) for row in rows if _is_certain(uow, row))


def _is_certain(uow: UnitOfWork, row: AnyRow) -> bool:
    why = json.loads(uow.cipher.open("words", WHY.format(row.text_id), row.why_sealed))
    return not row.screened or set(why["categories"]) != {"unclear"}


async def with_words(uow: UnitOfWork, wanted: Collection[CaseId]) -> frozenset[CaseId]:
    """Those of the cases in which there is a worrying text at all."""
    rows = await uow.connection.scalars(
        select(texts.c.case_id)
        .where(texts.c.case_id.in_(list(wanted)), texts.c.level > 0)
        .distinct()
    )
    return frozenset(CaseId(each) for each in rows if each)


async def others_open(uow: UnitOfWork, address_id: AddressId, but: CaseId) -> bool:
    """Whether another case of the same chat is not closed."""
    found = await uow.connection.scalar(
        select(func.count()).where(
            cases.c.address_id == address_id, cases.c.case_id != but, cases.c.status != "closed"
        )
    )
    return bool(found)
