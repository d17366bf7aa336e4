"""Cases and their chronology, to which lines are only ever added."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, update

from domain.events import CaseAcknowledged, CaseNoted, CaseOpened, CaseWordsAdded, StaffPaged
from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level
from escalation.case import Case, Status
from storage.database import UnitOfWork
from storage.tables import case_history, cases
from storage.types import AnyRow
from storage.upsert import insert

CaseEvent = CaseOpened | CaseWordsAdded | CaseAcknowledged | CaseNoted | StaffPaged


def _case(row: AnyRow) -> Case:
    return Case(
        id=CaseId(row.case_id),
        address_id=AddressId(row.address_id),
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        level=Level(row.level),
        status=Status(row.status),
        opened_at=row.opened_at,
        acknowledged_by=ContactId(row.acknowledged_by) if row.acknowledged_by else None,
        acknowledged_at=row.acknowledged_at,
        paged_at=row.paged_at,
    )


Whose = tuple[AddressId, ContactId | None]
"""A chat and who wrote there. A shared phone keeps the concerns of its people apart."""


async def of_chats(uow: UnitOfWork, wanted: Iterable[AddressId]) -> dict[Whose, Case]:
    """The cases that are not closed, of these chats, by who wrote there."""
    rows = await uow.connection.execute(
        select(cases).where(
            cases.c.address_id.in_(list(wanted)), cases.c.status != Status.CLOSED.value
        )
    )
    found = [_case(row) for row in rows]
    return {(case.address_id, case.contact_id): case for case in found}


async def not_closed(uow: UnitOfWork) -> list[Case]:
    """Every case that is not closed: the gravest first, then the one that waits longest."""
    rows = await uow.connection.execute(
        select(cases)
        .where(cases.c.status != Status.CLOSED.value)
        .order_by(cases.c.level.desc(), cases.c.opened_at)
    )
    return [_case(row) for row in rows]


async def by_id(uow: UnitOfWork, wanted: Iterable[CaseId]) -> dict[CaseId, Case]:
    """The cases with these ids."""
    rows = await uow.connection.execute(select(cases).where(cases.c.case_id.in_(list(wanted))))
    return {CaseId(row.case_id): _case(row) for row in rows}


async def unpaged(uow: UnitOfWork) -> list[Case]:
    """Cases, taken or not, with something in them of which nobody could be told yet."""
    rows = await uow.connection.execute(
        select(cases)
        .where(cases.c.status != Status.CLOSED.value, cases.c.paged_at.is_(None))
        .order_by(cases.c.level.desc(), cases.c.opened_at)
    )
    return [_case(row) for row in rows]


async def write(uow: UnitOfWork, events: Iterable[CaseEvent]) -> None:
    """Write what happened to cases, in order, each with its line in the chronology."""
    for event in events:
        await _change(uow, event)
        await insert(uow, case_history, [_line(event)])


async def _change(uow: UnitOfWork, event: CaseEvent) -> None:
    match event:
        case CaseOpened():
            await insert(uow, cases, [_opened(event)])
        case CaseWordsAdded(raised=True):
            reopened = {
                "level": int(event.level),
                "status": Status.OPEN.value,
                "acknowledged_by": None,
                "acknowledged_at": None,
            }
            await _set(uow, event.case_id, reopened)
        case CaseAcknowledged():
            taken = {
                "status": Status.ACKNOWLEDGED.value,
                "acknowledged_by": event.staff_id,
                "acknowledged_at": event.at,
            }
            await _set(uow, event.case_id, taken)
        case StaffPaged(staff_id=str()):
            await _set(uow, event.case_id, {"paged_at": event.at})
        case StaffPaged():  # nobody could be told: the case waits for the first who can be
            await _set(uow, event.case_id, {"paged_at": None})
        case CaseWordsAdded() | CaseNoted():
            return


async def _set(uow: UnitOfWork, case_id: CaseId, values: dict[str, Any]) -> None:
    await uow.connection.execute(update(cases).where(cases.c.case_id == case_id).values(values))


def _opened(event: CaseOpened) -> dict[str, Any]:
    return {
        "case_id": event.case_id,
        "address_id": event.address_id,
        "contact_id": event.contact_id,
        "whose": event.contact_id or event.address_id,
        "level": int(event.level),
        "status": Status.OPEN.value,
        "opened_at": event.at,
    }


def _line(event: CaseEvent) -> dict[str, Any]:
    staff: ContactId | None = None
    level: int | None = None
    match event:
        case CaseOpened():
            what, level = "opened", int(event.level)
        case CaseWordsAdded():
            what, level = ("raised" if event.raised else "words_added"), int(event.level)
        case CaseAcknowledged():
            what, staff = "acknowledged", event.staff_id
        case StaffPaged():
            what, staff, level = "paged", event.staff_id, int(event.level)
            what = what if staff else "nobody_to_page"
        case CaseNoted():
            what = event.note
    return {
        "case_id": event.case_id,
        "at": event.at,
        "what": what,
        "staff_id": staff,
        "level": level,
    }


async def open_by_level(uow: UnitOfWork) -> dict[Level, int]:
    """How many cases are not closed, by level."""
    rows = await uow.connection.execute(
        select(cases.c.level, func.count())
        .where(cases.c.status != Status.CLOSED.value)
        .group_by(cases.c.level)
    )
    found = {Level(level): number for level, number in rows}
    return {level: found.get(level, 0) for level in Level if level is not Level.NONE}


async def forget_pages(uow: UnitOfWork) -> None:
    """Let every open case be paged again: somebody who was paged cannot be reached any more."""
    await uow.connection.execute(
        update(cases).where(cases.c.status == Status.OPEN.value).values(paged_at=None)
    )
