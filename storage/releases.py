"""Released tables, frozen, and the ledger of whose answer is in which of them.

The ledger is pseudonymous and stays here: it exists so that nobody is counted twice and so that
disclosure control can see what could be worked out. Released tables know no contact.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from domain.ids import ContactId
from reporting.disclosure import Record
from reporting.slices import SCHOOL, year_slice
from reporting.tables import ReleasedTable, restore, to_row
from storage.database import UnitOfWork
from storage.tables import answers, contacts, deliveries, releases, sessions, tallied, waves
from storage.upsert import insert, upsert

ERASED = ""
"""The answer in the ledger of somebody who has had it erased; that they were counted stays."""


async def add(uow: UnitOfWork, new: Iterable[ReleasedTable]) -> None:
    """Freeze tables. One that is there already fails the transaction: nothing is recomputed."""
    await insert(uow, releases, [_row(table) for table in new])


def _row(table: ReleasedTable) -> dict[str, Any]:
    row = to_row(table)
    row["release_id"] = row.pop("id")
    row["week"] = table.week
    return row


async def of_weeks(uow: UnitOfWork, measure: str, weeks: Iterable[date]) -> list[ReleasedTable]:
    """The released parts of some weeks."""
    rows = await uow.connection.execute(
        select(releases).where(releases.c.measure == measure, releases.c.week.in_(list(weeks)))
    )
    return [restore({**row._mapping, "id": row.release_id}) for row in rows]


async def by_id(uow: UnitOfWork, wanted: Iterable[str]) -> list[ReleasedTable]:
    """The released parts with these names."""
    rows = await uow.connection.execute(
        select(releases).where(releases.c.release_id.in_(list(wanted)))
    )
    return [restore({**row._mapping, "id": row.release_id}) for row in rows]


async def weeks(uow: UnitOfWork, measure: str) -> list[date]:
    """The weeks of which something was released, the newest first."""
    found = await uow.connection.scalars(
        select(releases.c.week)
        .where(releases.c.measure == measure)
        .distinct()
        .order_by(releases.c.week.desc())
    )
    return list(found)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The answers of a week under keys that mean nothing elsewhere, and whose they are."""

    records: tuple[Record, ...]
    owners: dict[str, ContactId]


async def ledger(uow: UnitOfWork, *, measure: str, pack: str, question: str, week: date) -> Ledger:
    """One record for everybody who answered in a week: as it was counted, else the newest."""
    given = await _given(uow, pack, question, week)
    by_contact = {**given, **await _counted(uow, measure, week)}
    owners = {str(number): contact for number, contact in enumerate(sorted(by_contact))}
    records = tuple(replace(by_contact[contact], key=key) for key, contact in owners.items())
    return Ledger(records, owners)


async def _given(uow: UnitOfWork, pack: str, question: str, week: date) -> dict[ContactId, Record]:
    """The newest answer of everybody, without those that their learner began to think over.

    Such an answer is off the way of its session until it is given again.
    """
    rows = await uow.connection.execute(
        select(answers.c.contact_id, contacts.c.year, answers.c.value)
        .add_columns(sessions.c.path)
        .join(contacts, contacts.c.contact_id == answers.c.contact_id)
        .join(sessions, sessions.c.session_id == answers.c.session_id)
        .where(
            answers.c.week == week,
            answers.c.pack == pack,
            answers.c.question == question,
            contacts.c.year.is_not(None),
        )
        .order_by(answers.c.at)
    )
    return {
        ContactId(row.contact_id): Record(key="", year=row.year, option=row.value)
        for row in rows
        if question in row.path
    }


async def _counted(uow: UnitOfWork, measure: str, week: date) -> dict[ContactId, Record]:
    rows = await uow.connection.execute(
        select(tallied).where(tallied.c.measure == measure, tallied.c.week == week)
    )
    return {
        ContactId(row.contact_id): Record(
            key="",
            year=row.year,
            option=row.value,
            school_part=row.school_part,
            year_part=row.year_part,
            erased=row.value == ERASED,
        )
        for row in rows
    }


async def mark_counted(
    uow: UnitOfWork, measure: str, week: date, whose: Ledger, counted: Iterable[Record]
) -> None:
    """Write down which part each record is in now."""
    rows = [
        {
            "measure": measure,
            "week": week,
            "contact_id": whose.owners[record.key],
            "year": record.year,
            "value": record.option,
            "school_part": record.school_part,
            "year_part": record.year_part,
        }
        for record in counted
    ]
    await upsert(uow, tallied, rows, ("measure", "week", "contact_id"))


async def asked(uow: UnitOfWork, *, pack: str, question: str, week: date) -> dict[str, int]:
    """How many people could answer in a week: all whom a wave was for, or who answered unasked.

    Whoever was left out for now, busy or with an open case, could answer all the same, and a count
    without them would tell the council that there is somebody.
    """
    put_to = (
        select(deliveries.c.contact_id)
        .join(waves, waves.c.wave_id == deliveries.c.wave_id)
        .where(deliveries.c.week == week, waves.c.pack == pack)
    )
    gave = select(answers.c.contact_id).where(
        answers.c.week == week, answers.c.pack == pack, answers.c.question == question
    )
    everybody = put_to.union(gave).subquery()
    rows = await uow.connection.execute(
        select(contacts.c.year, func.count())
        .join(everybody, everybody.c.contact_id == contacts.c.contact_id)
        .where(contacts.c.year.is_not(None))
        .group_by(contacts.c.year)
    )
    years = {year_slice(year): number for year, number in rows}
    return {SCHOOL: sum(years.values()), **years}
