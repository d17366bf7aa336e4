"""Interventions, the waves that ask before and after them, and what came of those waves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update

from domain.ids import ContactId, InterventionId, WaveId
from domain.people import FIRST_YEAR, LAST_YEAR
from domain.session import Status
from storage.database import UnitOfWork
from storage.schedules import ASKED, Wave
from storage.tables import answers, deliveries, intervention_waves, interventions, sessions, waves
from storage.types import AnyRow
from storage.upsert import insert


class Moment(StrEnum):
    """When a group is asked: before the intervention, or after it."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """Something that a school does with a group of the roll, asked about before and after.

    It is asked about both times in the same version of its pack. Once closed it asks no more.
    """

    id: InterventionId
    name: str
    group: str
    pack: str
    version: int
    made_at: datetime
    closed_at: datetime | None = None


def _intervention(row: AnyRow) -> Intervention:
    return Intervention(
        id=InterventionId(row.intervention_id),
        name=row.name,
        group=row.group_name,
        pack=row.pack,
        version=row.version,
        made_at=row.made_at,
        closed_at=row.closed_at,
    )


async def add(uow: UnitOfWork, new: Intervention) -> None:
    """Write a new intervention."""
    row = {
        "intervention_id": new.id,
        "name": new.name,
        "group_name": new.group,
        "pack": new.pack,
        "version": new.version,
        "made_at": new.made_at,
    }
    await insert(uow, interventions, [row])


async def everything(uow: UnitOfWork) -> list[Intervention]:
    """Every intervention, open or closed, the oldest first."""
    rows = await uow.connection.execute(
        select(interventions).order_by(interventions.c.made_at, interventions.c.intervention_id)
    )
    return [_intervention(row) for row in rows]


async def find(uow: UnitOfWork, intervention_id: str) -> Intervention | None:
    """The intervention of that id, or None."""
    rows = await uow.connection.execute(
        select(interventions).where(interventions.c.intervention_id == intervention_id)
    )
    row = rows.first()
    return None if row is None else _intervention(row)


async def close(uow: UnitOfWork, intervention_id: InterventionId, now: datetime) -> None:
    """Note that an intervention asks no more."""
    await uow.connection.execute(
        update(interventions)
        .where(interventions.c.intervention_id == intervention_id)
        .values(closed_at=now)
    )


# --- waves ------------------------------------------------------------------------------------


async def open_wave(
    uow: UnitOfWork, wave_id: WaveId, whose: Intervention, moment: Moment, now: datetime
) -> None:
    """Open a wave that asks the group before or after."""
    wave = {"wave_id": wave_id, "pack": whose.pack, "due_at": now, "opened_at": now}
    link = {"wave_id": wave_id, "intervention_id": whose.id, "moment": moment.value}
    await insert(uow, waves, [wave])
    await insert(uow, intervention_waves, [link])


async def moments_asked(uow: UnitOfWork, intervention_id: InterventionId) -> set[Moment]:
    """Whether the group was asked before, and whether after."""
    found = await uow.connection.scalars(
        select(intervention_waves.c.moment)
        .where(intervention_waves.c.intervention_id == intervention_id)
        .distinct()
    )
    return {Moment(each) for each in found}


async def unfilled(uow: UnitOfWork, since: datetime) -> list[Wave]:
    """Waves opened since then for interventions that are not closed: the group, whatever years."""
    rows = await uow.connection.execute(
        select(waves.c.wave_id, interventions)
        .join(intervention_waves, intervention_waves.c.wave_id == waves.c.wave_id)
        .join(
            interventions,
            interventions.c.intervention_id == intervention_waves.c.intervention_id,
        )
        .where(waves.c.opened_at >= since, interventions.c.closed_at.is_(None))
        .order_by(waves.c.opened_at, waves.c.wave_id)
    )
    return [
        Wave(
            id=WaveId(row.wave_id),
            schedule_id=None,
            pack=row.pack,
            version=row.version,
            first_year=FIRST_YEAR,
            last_year=LAST_YEAR,
            group=row.group_name,
        )
        for row in rows
    ]


# --- what came of them ------------------------------------------------------------------------


async def asked(uow: UnitOfWork, intervention_id: InterventionId) -> int:
    """How many learners were asked, before or after."""
    number = await uow.connection.scalar(
        select(func.count(deliveries.c.contact_id.distinct()))
        .join(intervention_waves, intervention_waves.c.wave_id == deliveries.c.wave_id)
        .where(
            intervention_waves.c.intervention_id == intervention_id,
            deliveries.c.outcome == ASKED,
        )
    )
    return number or 0


Answers = dict[ContactId, dict[str, str]]
"""What each learner chose, by question."""


async def answered(uow: UnitOfWork, intervention_id: InterventionId) -> dict[Moment, Answers]:
    """The answers of each moment, from the newest session that a learner finished out of it."""
    newest = await _newest_finished(uow, intervention_id)
    rows = await uow.connection.execute(
        select(answers).where(answers.c.session_id.in_(list(newest)))
    )
    found: dict[Moment, Answers] = {moment: defaultdict(dict) for moment in Moment}
    for row in rows:
        found[newest[row.session_id]][ContactId(row.contact_id)][row.question] = row.value
    return found


async def _newest_finished(uow: UnitOfWork, intervention_id: InterventionId) -> dict[str, Moment]:
    rows = await uow.connection.execute(
        select(sessions.c.session_id, sessions.c.contact_id, intervention_waves.c.moment)
        .join(intervention_waves, intervention_waves.c.wave_id == sessions.c.wave_id)
        .where(
            intervention_waves.c.intervention_id == intervention_id,
            sessions.c.status == Status.COMPLETED.value,
        )
        .order_by(sessions.c.ended_at, sessions.c.session_id)
    )
    newest = {(row.contact_id, row.moment): row.session_id for row in rows}
    return {session_id: Moment(moment) for (_, moment), session_id in newest.items()}
