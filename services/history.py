"""Check-ins from before: what a school collected another way, brought in from a CSV file.

One line for each learner who was asked on a day; an empty value means asked, but not answered.
Bringing in the same file again changes nothing, because what is written has fixed names.
"""

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, StringConstraints

from domain.errors import BadInput
from domain.events import AnswerRecorded, Event, SessionSaved
from domain.ids import ID_LENGTH, ContactId, SessionId, WaveId
from domain.session import Session, Status
from flows.calendar import at_wall_clock, week_of
from flows.definition import Pack, newest
from flows.nodes import Choice
from services import effects
from services.csv_files import read_rows
from services.rollups import fill_week
from services.runtime import Runtime
from services.world import NOTICE_VERSION
from storage import people, schedules
from storage.database import UnitOfWork
from storage.people import REFERENCE

ASKED_AT = time(8, 45)
"""The time of day that past check-ins are given; their files know only the day."""


def _date(value: object) -> object:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("write the date as 2026-11-17") from None


class PastRow(BaseModel):
    """One learner, asked one question on one day."""

    learner_id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    date: Annotated[date, BeforeValidator(_date)]
    pack: str
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Past:
    """What bringing in past check-ins came to."""

    asked: int
    answered: int
    released: int


async def import_past(rt: Runtime, path: Path) -> Past:
    """Bring in past check-ins, whole or not at all, and release what may be shown of them."""
    rows = read_rows(path, PastRow, more=lambda rows: _unknown(rt, rows))
    async with rt.database.write() as uow:
        who = await _learners(uow, rows)
        for day, pack_id in dict.fromkeys((row.date, row.pack) for _, row in rows):
            some = [row for _, row in rows if (row.date, row.pack) == (day, pack_id)]
            await _import_day(rt, uow, _pack(rt, pack_id), day, some, who)
        await uow.commit()
    weeks = sorted({week_of(at_wall_clock(row.date, ASKED_AT)) for _, row in rows})
    released = sum([await fill_week(rt, week) for week in weeks])
    answered = sum(bool(row.value) for _, row in rows)
    return Past(asked=len(rows), answered=answered, released=released)


def _unknown(rt: Runtime, rows: list[tuple[int, PastRow]]) -> list[str]:
    faults = []
    today = at_wall_clock(rt.now().date(), ASKED_AT).date()
    for line, row in rows:
        pack = newest(rt.packs, row.pack)
        node = pack.nodes.get(row.question) if pack else None
        if pack is None:
            faults.append(f"line {line}, column pack: there is no such pack")
        elif not isinstance(node, Choice):
            faults.append(f"line {line}, column question: the pack asks no such question")
        elif row.value and row.value not in node.options:
            wanted = ", ".join(node.options)
            faults.append(f"line {line}, column value: write one of {wanted}, or leave it empty")
        if row.date > today:
            faults.append(f"line {line}, column date: this day has yet to come")
    return faults + _twice(rows)


def _twice(rows: list[tuple[int, PastRow]]) -> list[str]:
    first: dict[tuple[str, date, str, str], int] = {}
    faults = []
    for line, row in rows:
        before = first.setdefault((row.learner_id, row.date, row.pack, row.question), line)
        if before != line:
            faults.append(f"line {line}, column learner_id: asked the same on line {before} too")
    return faults


async def _learners(uow: UnitOfWork, rows: list[tuple[int, PastRow]]) -> dict[str, ContactId]:
    by_hash = await people.by_reference(uow)
    found = {
        row.learner_id: by_hash.get(uow.cipher.find_by(REFERENCE, row.learner_id))
        for _, row in rows
    }
    faults = [
        f"line {line}, column learner_id: this learner is not on the roll"
        for line, row in rows
        if found[row.learner_id] is None
    ]
    if faults:
        raise BadInput(*faults)
    return {reference: contact for reference, contact in found.items() if contact}


def _pack(rt: Runtime, pack_id: str) -> Pack:
    pack = newest(rt.packs, pack_id)
    if pack is None:
        raise LookupError(pack_id)
    return pack


async def _import_day(
    rt: Runtime,
    uow: UnitOfWork,
    pack: Pack,
    day: date,
    rows: list[PastRow],
    who: dict[str, ContactId],
) -> None:
    at = at_wall_clock(day, ASKED_AT)
    wave_id = WaveId(_name(uow, pack.id, day))
    await schedules.add_past_wave(uow, wave_id, pack.id, at)
    asked = [(who[row.learner_id], "asked") for row in rows]
    await schedules.deliver(uow, wave_id, asked, week_of(at))
    events: list[Event] = []
    for row in rows:
        if not row.value:
            continue
        session = Session(
            id=SessionId(_name(uow, pack.id, day, who[row.learner_id], row.question)),
            contact_id=who[row.learner_id],
            pack=pack.id,
            version=pack.version,
            node=row.question,
            status=Status.COMPLETED,
            started_at=at,
            touched_at=at,
            ended_at=at,
            path=(row.question,),
            given=((row.question, row.value),),
            wave_id=wave_id,
        )
        answer = AnswerRecorded(
            session_id=session.id,
            contact_id=session.contact_id,
            pack=pack.id,
            question=row.question,
            value=row.value,
            text_id=None,
            notice_version=NOTICE_VERSION,
            week=week_of(at),
            at=at,
        )
        events += [SessionSaved(session), answer]
    await effects.apply(rt, uow, events)


def _name(uow: UnitOfWork, *what: object) -> str:
    """The id of something from before: the same for the same thing, and saying nothing of it."""
    return uow.cipher.find_by("past", "|".join(map(str, what)))[:ID_LENGTH]
