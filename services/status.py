"""What is there, in numbers: no name, no word and no group small enough to matter."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from domain.messages import Lane
from domain.people import Standing
from services import settings
from services.duty import pagers, safeguards
from services.runtime import Runtime
from services.world import Pager
from storage import cases, contacts, notes, outbox, over_time, readings, sessions
from storage.database import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneStatus:
    """How many messages wait in a lane, and for how many seconds the oldest has (None: none)."""

    waiting: int
    oldest_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The program's state at a glance."""

    learners: dict[str, int]
    answers: int
    open_sessions: int
    open_cases: dict[str, int]
    safeguarding_staff_reachable: int
    notes_waiting: int
    texts_unread: int
    texts_overdue: int
    signs_waiting: int
    faulty_packs: tuple[str, ...]
    outbox: dict[str, LaneStatus]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


async def look(rt: Runtime) -> Status:
    """Count what is there now."""
    async with rt.database.read() as uow:
        standings = await contacts.counts(uow)
        levels = await cases.open_by_level(uow)
        lanes = await outbox.waiting_by_lane(uow, rt.now())
        reading = await readings.waiting(uow, rt.now())
        return Status(
            learners=_learners(standings),
            answers=await sessions.count_answers(uow),
            open_sessions=await sessions.count_current(uow),
            open_cases={level.word: levels[level] for level in sorted(levels, reverse=True)},
            safeguarding_staff_reachable=sum(map(safeguards, await _staff(rt, uow))),
            faulty_packs=rt.faulty_packs,
            notes_waiting=sum((await notes.to_be_read(uow)).values()),
            texts_unread=reading.unread,
            texts_overdue=reading.overdue,
            signs_waiting=await _signs(uow),
            outbox={lane.name.lower(): _lane(*lanes[lane]) for lane in Lane},
        )


async def _staff(rt: Runtime, uow: UnitOfWork) -> tuple[Pager, ...]:
    return await pagers(uow, rt.now(), rt.channels)


async def _signs(uow: UnitOfWork) -> int:
    since = (await settings.load(uow)).over_time.since
    return 0 if since is None else await over_time.waiting(uow, since)


def _learners(standings: dict[Standing, int]) -> dict[str, int]:
    counted = {standing.value: number for standing, number in standings.items()}
    return {"total": sum(counted.values()), **counted}


def _lane(waiting: int, oldest: timedelta | None) -> LaneStatus:
    return LaneStatus(
        waiting=waiting,
        oldest_seconds=None if oldest is None else max(0.0, round(oldest.total_seconds(), 1)),
    )
