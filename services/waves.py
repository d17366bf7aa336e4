"""Scheduled check-ins: a wave opens once for each due time, and asks each learner once.

The clock only ticks; the rows decide. A wave is unique by schedule and due time, a delivery by
wave and contact, so that any number of ticks, restarts or processes ask nobody twice. A due time
that was missed by more than a few hours is let go. A learner who makes the program fail is set
aside, a wave that does so waits, and the others are asked all the same.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.events import Event, PromptsWithdrawn
from domain.ids import AddressId, ScheduleId, SessionId, WaveId
from domain.people import Contact
from domain.session import Session, Status
from flows.calendar import week_of
from flows.definition import Pack, newest
from flows.engine import abandon, start
from services import effects
from services.prompting import prompts, talk_to
from services.runtime import Runtime
from storage import cases, interventions, schedules, sessions
from storage.database import UnitOfWork, is_away
from storage.schedules import ASKED, FILLING, Schedule, Wave
from storage.sessions import Finished

logger = logging.getLogger(__name__)

LATE = timedelta(hours=4)
"""How late a wave may still be opened."""

STALE = timedelta(hours=12)
"""How long an unfinished session keeps a learner from being asked anew."""

CHUNK = 200
"""Learners asked in one transaction."""

BUSY, PAUSED, FAILED = "busy", "paused", "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening waves came to.

    `not_joined` learners of the audience cannot be asked yet; the clock does not count them.
    """

    waves: int
    asked: int
    left_out: int
    not_joined: int = 0


async def open_due(rt: Runtime) -> Opened:
    """Open every wave that is due, and ask whoever has not been asked in those that are open."""
    now = rt.now()
    async with rt.database.write() as uow:
        opened = 0
        for schedule in await schedules.active(uow):
            due_at = schedule.recurrence.newest_due(now)
            if due_at >= schedule.made_at and now - due_at <= LATE:
                opened += await _open(rt, uow, schedule, due_at)
        if opened:
            await uow.commit()
    return await fill(rt, opened)


async def run_now(rt: Runtime, schedule_id: ScheduleId) -> Opened | None:
    """Open a wave of a schedule at this moment; None if there is no such schedule."""
    async with rt.database.write() as uow:
        found = [each for each in await schedules.active(uow) if each.id == schedule_id]
        if not found:
            return None
        schedule = found[0]
        opened = await _open(rt, uow, schedule, rt.now())
        not_joined = await schedules.not_joined(
            uow, schedule.group, schedule.first_year, schedule.last_year
        )
        await uow.commit()
    return replace(await fill(rt, opened), not_joined=not_joined)


async def _open(rt: Runtime, uow: UnitOfWork, schedule: Schedule, due_at: datetime) -> int:
    return int(await schedules.open_wave(uow, WaveId(rt.new_id()), schedule, due_at, rt.now()))


async def fill(rt: Runtime, opened: int) -> Opened:
    """Ask whoever has not been asked in the waves that are open; `opened` of them are new."""
    since = rt.now() - FILLING
    async with rt.database.read() as uow:
        waves = [*await schedules.unfilled(uow, since), *await interventions.unfilled(uow, since)]
    asked = left_out = 0
    for wave in waves:
        outcomes = await _fill_or_leave(rt, wave)
        asked += outcomes.count(ASKED)
        left_out += len(outcomes) - outcomes.count(ASKED)
    if opened or asked or left_out:
        logger.info("waves_filled", extra={"waves": opened, "asked": asked, "left_out": left_out})
        rt.bell.ring()
    return Opened(waves=opened, asked=asked, left_out=left_out)


async def _fill_or_leave(rt: Runtime, wave: Wave) -> list[str]:
    """Ask whoever is left of a wave; what came of each. A wave that fails is tried again later."""
    outcomes: list[str] = []
    try:
        while some := await _fill_some(rt, wave):
            outcomes += some
    except Exception as error:
        extra = {"wave": wave.id, "error": type(error).__name__}
        logger.error("wave_waits", extra=extra)  # noqa: TRY400 - its message may hold words
    return outcomes


async def _fill_some(rt: Runtime, wave: Wave) -> list[str]:
    """Ask the next learners together, or one by one where that fails for one of them."""
    try:
        return await _fill(rt, wave, CHUNK)
    except Exception as error:
        if is_away(error):
            raise
        logger.warning("wave_one_by_one", extra={"wave": wave.id, "error": type(error).__name__})
    outcomes: list[str] = []
    while len(outcomes) < CHUNK and (one := await _fill_one(rt, wave)):
        outcomes += one
    return outcomes


async def _fill_one(rt: Runtime, wave: Wave) -> list[str]:
    try:
        return await _fill(rt, wave, 1)
    except Exception as error:
        if is_away(error):
            raise
        extra = {"wave": wave.id, "error": type(error).__name__}
        logger.error("learner_set_aside", extra=extra)  # noqa: TRY400 - as above
    return await _set_aside(rt, wave)


async def _set_aside(rt: Runtime, wave: Wave) -> list[str]:
    """Leave out the next learner of a wave, who cannot be asked, and nobody after them."""
    async with rt.database.write() as uow:
        outcomes = [(contact.id, FAILED) for contact, _ in await schedules.not_asked(uow, wave, 1)]
        await schedules.deliver(uow, wave.id, outcomes, week_of(rt.now()))
        await uow.commit()
    return [outcome for _, outcome in outcomes]


async def _fill(rt: Runtime, wave: Wave, limit: int) -> list[str]:
    """Ask the next learners of a wave in one transaction; what came of each."""
    async with rt.database.write() as uow:
        audience = await schedules.not_asked(uow, wave, limit)
        if not audience:
            return []
        at_rest = await sessions.load(uow, [contact.id for contact, _ in audience], [])
        current = {session.contact_id: session for session in at_rest}
        paused = await cases.paused(uow, [contact.id for contact, _ in audience])
        before = await sessions.finished(uow, [contact.id for contact, _ in audience], [wave.pack])
        asked = [
            _ask(
                rt,
                wave,
                contact,
                address,
                current.get(contact.id),
                before.get(contact.id, ()),
                paused=contact.id in paused,
            )
            for contact, address in audience
        ]
        await effects.apply(rt, uow, [event for _, events in asked for event in events])
        outcomes = [outcome for outcome, _ in asked]
        ids = [contact.id for contact, _ in audience]
        await schedules.deliver(uow, wave.id, zip(ids, outcomes, strict=True), week_of(rt.now()))
        await uow.commit()
    return outcomes


def _ask(
    rt: Runtime,
    wave: Wave,
    contact: Contact,
    address: AddressId,
    session: Session | None,
    before: Sequence[Finished],
    *,
    paused: bool,
) -> tuple[str, Sequence[Event]]:
    """What comes of one learner: asked, busy with another question, or paused.

    Paused is who had a case, until its holder lets check-ins go on, and whose age the newest
    version of the pack is not for.
    """
    now = rt.now()
    pack = _pack(rt, wave)
    if paused or pack is None or contact.band not in pack.bands:
        return PAUSED, ()
    if session is not None and _is_busy(session, now):
        return BUSY, ()
    given_up: tuple[Event, ...] = ()
    if session is not None:  # an old question, perhaps still waiting to leave, gives way
        taken_back = PromptsWithdrawn(address_id=address, scheduled_only=True)
        given_up = (*abandon(session, now).events, taken_back)
    sprint = start(
        pack,
        talk_to(contact, now, before),
        session_id=SessionId(rt.new_id()),
        contact_id=contact.id,
        wave_id=wave.id,
    )
    said = prompts(sprint, contact, address, now, wave.id)
    return ASKED, (*given_up, *sprint.events, *said)


def _pack(rt: Runtime, wave: Wave) -> Pack | None:
    if wave.version is None:
        return newest(rt.packs, wave.pack)
    return rt.packs.get((wave.pack, wave.version))


def _is_busy(session: Session, now: datetime) -> bool:
    """Whether a question of this session is still fresh; one put aside is never pushed away."""
    if session.status is Status.PARKED:
        return now - session.touched_at < 2 * STALE
    return now - session.touched_at < STALE
