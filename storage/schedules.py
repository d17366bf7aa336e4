"""Schedules, their waves, and who was asked in each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    cast,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from domain.ids import AddressId, ContactId, ScheduleId, WaveId
from domain.people import Contact, Role, Standing
from flows.calendar import Weekly
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import (
    addresses,
    contacts,
    deliveries,
    intervention_waves,
    schedules,
    waves,
)
from storage.types import AnyRow
from storage.upsert import insert, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A pack that goes out every week on a weekday at a time of the wall clock.

    With a `group` it goes only to those learners of its years who are in that group of the roll.
    """

    id: ScheduleId
    pack: str
    weekday: int
    clock: time
    first_year: int
    last_year: int
    made_at: datetime
    group: str | None = None

    @property
    def recurrence(self) -> Weekly:
        """When it is due."""
        return Weekly(weekday=self.weekday, clock=self.clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One fielding of a pack to its audience, in its newest version or in the one named."""

    id: WaveId
    schedule_id: ScheduleId | None
    pack: str
    first_year: int
    last_year: int
    group: str | None = None
    version: int | None = None


ASKED = "asked"
"""The outcome of a delivery to a learner who was asked; any other says why not."""

FORGOTTEN = "forgotten"
"""The outcome once they have had it erased: it says only that this wave asks them nothing more."""


def _schedule(row: AnyRow) -> Schedule:
    return Schedule(
        id=ScheduleId(row.schedule_id),
        pack=row.pack,
        weekday=row.weekday,
        clock=row.clock,
        first_year=row.first_year,
        last_year=row.last_year,
        made_at=row.made_at,
        group=row.group_name,
    )


async def add(uow: UnitOfWork, new: Schedule) -> None:
    """Write a new schedule."""
    row = {
        "schedule_id": new.id,
        "pack": new.pack,
        "weekday": new.weekday,
        "clock": new.clock,
        "first_year": new.first_year,
        "last_year": new.last_year,
        "made_at": new.made_at,
        "group_name": new.group,
    }
    await insert(uow, schedules, [row])


async def active(uow: UnitOfWork) -> list[Schedule]:
    """Every schedule that has not been removed, the oldest first."""
    rows = await uow.connection.execute(
        select(schedules)
        .where(schedules.c.removed_at.is_(None))
        .order_by(schedules.c.made_at, schedules.c.schedule_id)
    )
    return [_schedule(row) for row in rows]


async def remove(uow: UnitOfWork, schedule_id: ScheduleId, now: datetime) -> bool:
    """Take a schedule out of use; False if there is no such schedule in use."""
    done = await uow.connection.execute(
        update(schedules)
        .where(schedules.c.schedule_id == schedule_id, schedules.c.removed_at.is_(None))
        .values(removed_at=now)
    )
    return done.rowcount > 0


async def open_wave(
    uow: UnitOfWork, wave_id: WaveId, schedule: Schedule, due_at: datetime, now: datetime
) -> bool:
    """Open the wave of a schedule at a due time; False if it was opened before."""
    row = {
        "wave_id": wave_id,
        "schedule_id": schedule.id,
        "pack": schedule.pack,
        "due_at": due_at,
        "opened_at": now,
    }
    await insert_missing(uow, waves, [row], ("schedule_id", "due_at"))
    found = await uow.connection.scalar(select(waves.c.wave_id).where(waves.c.wave_id == wave_id))
    return found is not None


async def unfilled(uow: UnitOfWork, since: datetime) -> list[Wave]:
    """Waves of schedules opened since then, with the audience they are for."""
    rows = await uow.connection.execute(
        select(waves, schedules.c.first_year, schedules.c.last_year, schedules.c.group_name)
        .join(schedules, schedules.c.schedule_id == waves.c.schedule_id)
        .where(waves.c.opened_at >= since)
        .order_by(waves.c.opened_at)
    )
    return [
        Wave(
            id=WaveId(row.wave_id),
            schedule_id=ScheduleId(row.schedule_id),
            pack=row.pack,
            first_year=row.first_year,
            last_year=row.last_year,
            group=row.group_name,
        )
        for row in rows
    ]


async def not_asked(uow: UnitOfWork, wave: Wave, limit: int) -> list[tuple[Contact, AddressId]]:
    """Learners of a wave's audience who have joined, can be reached and were not yet asked.

    An intervention may ask before, or after, in several waves; each learner is asked in one.
    """
    asked = select(deliveries.c.contact_id).where(
        or_(
            deliveries.c.wave_id == wave.id,
            deliveries.c.wave_id.in_(_of_the_same_moment(wave))
            & deliveries.c.outcome.in_((ASKED, FORGOTTEN)),
        )
    )
    rows = await uow.connection.execute(
        select(*COLUMNS, addresses.c.address_id)
        .join(addresses, addresses.c.contact_id == contacts.c.contact_id)
        .where(
            contacts.c.standing == Standing.JOINED.value,
            contacts.c.language.is_not(None),
            contacts.c.roles.like(f"%{Role.LEARNER.value}%"),
            contacts.c.year.between(wave.first_year, wave.last_year),
            addresses.c.reachable,
            contacts.c.contact_id.not_in(asked),
            *_in_group(wave.group),
        )
        .order_by(contacts.c.contact_id)
        .limit(limit)
    )
    return [(contact_from(row), AddressId(row.address_id)) for row in rows]


async def not_joined(uow: UnitOfWork, group: str | None, first_year: int, last_year: int) -> int:
    """How many learners of an audience are on the roll and have not agreed to the notice yet."""
    number = await uow.connection.scalar(
        select(func.count())
        .select_from(contacts)
        .where(
            contacts.c.standing.in_([Standing.INVITED.value, Standing.READING.value]),
            contacts.c.roles.like(f"%{Role.LEARNER.value}%"),
            contacts.c.year.between(first_year, last_year),
            *_in_group(group),
        )
    )
    return number or 0


def _of_the_same_moment(wave: Wave) -> Select[tuple[str]]:
    """The waves that ask before, or after, the same intervention; none for a schedule's wave."""
    own = select(intervention_waves.c.intervention_id, intervention_waves.c.moment).where(
        intervention_waves.c.wave_id == wave.id
    )
    moment = tuple_(intervention_waves.c.intervention_id, intervention_waves.c.moment)
    return select(intervention_waves.c.wave_id).where(moment.in_(own))


def _in_group(group: str | None) -> tuple[ColumnElement[bool], ...]:
    """That a learner is in a group; nothing where everybody is meant."""
    if group is None:
        return ()
    return (cast(contacts.c.groups, Text).contains(json.dumps(group), autoescape=True),)


async def group_exists(uow: UnitOfWork, group: str) -> bool:
    """Whether anybody on the roll is in a group of that name."""
    found = await uow.connection.scalar(
        select(contacts.c.contact_id).where(*_in_group(group)).limit(1)
    )
    return found is not None


async def deliver(
    uow: UnitOfWork, wave_id: WaveId, outcomes: Iterable[tuple[ContactId, str]], week: date
) -> None:
    """Write down who was asked in a wave, or why not."""
    rows = [
        {"wave_id": wave_id, "contact_id": contact_id, "week": week, "outcome": outcome}
        for contact_id, outcome in outcomes
    ]
    await insert_missing(uow, deliveries, rows, ("wave_id", "contact_id"))


async def add_past_wave(uow: UnitOfWork, wave_id: WaveId, pack: str, at: datetime) -> None:
    """Write a wave that was fielded before the school came to Gwrando."""
    row = {"wave_id": wave_id, "pack": pack, "due_at": at, "opened_at": at}
    await insert_missing(uow, waves, [row], ("wave_id",))


FILLING = timedelta(hours=12)
"""How long after its opening a wave is still looked at for learners not yet asked."""


async def forget_deliveries(uow: UnitOfWork, contact_id: ContactId, at: datetime) -> None:
    """Erase whether a learner was asked. Of waves still being filled it stays that they are not
    to be asked, or the next tick would ask somebody who has just had everything erased."""
    own = deliveries.c.contact_id == contact_id
    filling = deliveries.c.wave_id.in_(_opened_since(at - FILLING))
    await uow.connection.execute(delete(deliveries).where(own, ~filling))
    await uow.connection.execute(update(deliveries).where(own).values(outcome=FORGOTTEN))


async def forget_forgotten(uow: UnitOfWork, now: datetime) -> int:
    """Let go of what stayed of erased deliveries once their wave asks nobody more; how many."""
    filling = deliveries.c.wave_id.in_(_opened_since(now - FILLING))
    gone = await uow.connection.execute(
        delete(deliveries).where(deliveries.c.outcome == FORGOTTEN, ~filling)
    )
    return gone.rowcount


def _opened_since(since: datetime) -> Select[tuple[str]]:
    return select(waves.c.wave_id).where(waves.c.opened_at >= since)
