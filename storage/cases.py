"""Cases and their chronology, to which lines are only ever added."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from domain.cases import Case, Clock, Happened, Outcome, Status
from domain.events import CaseChanged, CaseNoted, CaseOpened, PageTried, StaffPaged
from domain.ids import ID_LENGTH, AddressId, CaseId, Chance, ContactId
from domain.verdicts import Level
from storage.clocks import as_json, from_json
from storage.database import UnitOfWork
from storage.tables import case_history, cases
from storage.types import AnyRow
from storage.upsert import insert

CaseEvent = CaseOpened | CaseChanged | CaseNoted | StaffPaged | PageTried

NOTE = "case_history.note_sealed:{}"


def _case(row: AnyRow) -> Case:
    return Case(
        id=CaseId(row.case_id),
        address_id=AddressId(row.address_id),
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        level=Level(row.level),
        status=Status(row.status),
        opened_at=row.opened_at,
        clock=from_json(row.clock, row.next_at),
        holder=ContactId(row.acknowledged_by) if row.acknowledged_by else None,
        acknowledged_at=row.acknowledged_at,
        paged_at=row.paged_at,
        concerned=frozenset(ContactId(each) for each in row.concerned),
        paused=row.paused,
        outcome=Outcome(row.outcome) if row.outcome else None,
        closed_at=row.closed_at,
        talk_by=row.talk_by,
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


async def closed_lately(uow: UnitOfWork, limit: int) -> list[Case]:
    """The cases that were closed last, the newest first."""
    rows = await uow.connection.execute(
        select(cases)
        .where(cases.c.status == Status.CLOSED.value)
        .order_by(cases.c.closed_at.desc(), cases.c.case_id)
        .limit(limit)
    )
    return [_case(row) for row in rows]


async def closed_as(uow: UnitOfWork, outcome: Outcome) -> list[Case]:
    """Every case that was closed with this outcome."""
    rows = await uow.connection.execute(
        select(cases)
        .where(cases.c.status == Status.CLOSED.value, cases.c.outcome == outcome.value)
        .order_by(cases.c.closed_at, cases.c.case_id)
    )
    return [_case(row) for row in rows]


async def by_id(uow: UnitOfWork, wanted: Iterable[CaseId]) -> dict[CaseId, Case]:
    """The cases with these ids."""
    rows = await uow.connection.execute(select(cases).where(cases.c.case_id.in_(list(wanted))))
    return {CaseId(row.case_id): _case(row) for row in rows}


async def held_by(uow: UnitOfWork, staff: Iterable[ContactId]) -> list[Case]:
    """The cases that are not closed and in the hands of these."""
    rows = await uow.connection.execute(
        select(cases).where(
            cases.c.status != Status.CLOSED.value, cases.c.acknowledged_by.in_(list(staff))
        )
    )
    return [_case(row) for row in rows]


async def waiting(uow: UnitOfWork) -> list[Case]:
    """Cases whose clock runs or has not begun, or whose sender waits to talk.

    The gravest first, then the oldest.
    """
    untold = and_(cases.c.status == Status.OPEN.value, cases.c.clock.is_(None))
    rows = await uow.connection.execute(
        select(cases)
        .where(
            cases.c.status != Status.CLOSED.value,
            or_(cases.c.next_at.is_not(None), cases.c.talk_by.is_not(None), untold),
        )
        .order_by(cases.c.level.desc(), cases.c.opened_at)
    )
    return [_case(row) for row in rows]


async def holders(uow: UnitOfWork) -> frozenset[ContactId]:
    """Everybody in whose hands a case is that is not closed."""
    rows = await uow.connection.scalars(
        select(cases.c.acknowledged_by)
        .where(cases.c.status != Status.CLOSED.value, cases.c.acknowledged_by.is_not(None))
        .distinct()
    )
    return frozenset(ContactId(each) for each in rows if each is not None)


async def paused(uow: UnitOfWork, wanted: Iterable[ContactId]) -> frozenset[ContactId]:
    """Those of the contacts to whom no check-ins are sent until somebody resumes them."""
    rows = await uow.connection.scalars(
        select(cases.c.contact_id)
        .where(cases.c.contact_id.in_(list(wanted)), cases.c.paused)
        .distinct()
    )
    return frozenset(ContactId(each) for each in rows)


async def write(uow: UnitOfWork, events: Iterable[CaseEvent], chance: Chance) -> None:
    """Write what happened to cases, in order, each with its line in the chronology."""
    for event in events:
        await _change(uow, event)
        await insert(uow, case_history, [_line(uow, event, chance)])


async def _change(uow: UnitOfWork, event: CaseEvent) -> None:
    match event:
        case CaseOpened():
            await insert(uow, cases, [_opened(event.case)])
        case CaseChanged():
            await _set(uow, event.case.id, _stands(event.case))
        case StaffPaged():  # where nobody could be told, the case waits for the first who can be
            told = {"paged_at": event.at if event.staff_id else None}
            await _set(uow, event.case_id, told | _clock(event.clock))
        case CaseNoted() | PageTried():
            return


async def _set(uow: UnitOfWork, case_id: CaseId, values: dict[str, Any]) -> None:
    await uow.connection.execute(update(cases).where(cases.c.case_id == case_id).values(values))


def _opened(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "address_id": case.address_id,
        "contact_id": case.contact_id,
        "whose": case.contact_id or case.address_id,
        "opened_at": case.opened_at,
        **_stands(case),
    }


def _stands(case: Case) -> dict[str, Any]:
    """All that may change of a case, but for when it was paged."""
    return {
        "level": int(case.level),
        "status": case.status.value,
        "acknowledged_by": case.holder,
        "acknowledged_at": case.acknowledged_at,
        **_clock(case.clock),
        "concerned": sorted(case.concerned),
        "paused": case.paused,
        "outcome": case.outcome.value if case.outcome else None,
        "closed_at": case.closed_at,
        "talk_by": case.talk_by,
    }


def _clock(clock: Clock | None) -> dict[str, Any]:
    return {"clock": as_json(clock), "next_at": clock.next_at if clock else None}


def _line(uow: UnitOfWork, event: CaseEvent, chance: Chance) -> dict[str, Any]:
    line: dict[str, Any] = {
        "at": event.at,
        "staff_id": None,
        "other_id": None,
        "level": None,
        "channel": None,
        "seal": None,
        "note_sealed": None,
    }
    match event:
        case CaseOpened():
            level = int(event.case.level)
            return line | {"case_id": event.case.id, "what": Happened.OPENED, "level": level}
        case CaseChanged():
            return line | _changed(uow, event, chance)
        case StaffPaged():
            what = Happened.PAGED if event.staff_id else Happened.NOBODY_TO_PAGE
            own = {"what": what, "staff_id": event.staff_id, "level": int(event.level)}
            return line | own | {"case_id": event.case_id}
        case PageTried():
            tried = {"what": f"page_{event.outcome.value}", "channel": event.channel.value}
            return line | tried | {"case_id": event.case_id, "staff_id": event.staff_id}
        case CaseNoted():
            return line | {"case_id": event.case_id, "what": event.note}


def _changed(uow: UnitOfWork, event: CaseChanged, chance: Chance) -> dict[str, Any]:
    own: dict[str, Any] = {
        "case_id": event.case.id,
        "what": event.what.value,
        "staff_id": event.staff_id,
        "other_id": event.other_id,
        "level": None if event.level is None else int(event.level),
    }
    if event.note:
        seal = chance(ID_LENGTH)
        sealed = uow.cipher.seal("words", NOTE.format(seal), event.note)
        own |= {"seal": seal, "note_sealed": sealed}
    return own


async def open_by_level(uow: UnitOfWork) -> dict[Level, int]:
    """How many cases are not closed, by level."""
    rows = await uow.connection.execute(
        select(cases.c.level, func.count())
        .where(cases.c.status != Status.CLOSED.value)
        .group_by(cases.c.level)
    )
    found = {Level(level): number for level, number in rows}
    return {level: found.get(level, 0) for level in Level if level is not Level.NONE}
