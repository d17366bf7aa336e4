"""The clock: APScheduler ticks, and every tick asks a use case what is due. It holds no state."""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from services import (
    cases,
    housekeeping,
    over_time,
    passing_on,
    reading_duty,
    rollups,
    watchdog,
    waves,
    wordlist,
)
from services.runtime import Runtime

logger = logging.getLogger(__name__)

TICKS: tuple[tuple[str, Callable[[Runtime], Awaitable[object]], int], ...] = (
    ("waves", waves.open_due, 10),
    ("chase", cases.chase, 2),
    ("watch", watchdog.look, 15),
    ("rollups", rollups.fill, 2),
    ("notes", passing_on.carry, 10),
    ("reading", reading_duty.remind, 60),
    ("signs", over_time.tend, 60),
    ("words", wordlist.refresh, 10),
    ("tidy", housekeeping.tidy, 3600),
)
"""What is done, and every how many seconds."""


def clockwork(rt: Runtime) -> AsyncIOScheduler:
    """A scheduler that ticks; start it in the running loop and shut it down at the end."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, act, seconds in TICKS:
        scheduler.add_job(
            act,
            "interval",
            args=(rt,),
            id=name,
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler
