"""The simulator's time: it runs like ours, and can be put forward.

Updates expire and limits recover by this clock, so a test sees a day pass in an instant.
"""

import asyncio
import time
from datetime import datetime


class Clock:
    """Seconds since 1970, from wherever it was set."""

    def __init__(self, start: datetime | None = None) -> None:
        self.offset = start.timestamp() - time.time() if start else 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """The time, as a fraction of seconds."""
        return time.time() + self.offset

    def date(self) -> int:
        """The time as Telegram writes it: whole seconds."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        """Let time pass at once; whoever sleeps by this clock looks at it again."""
        self.offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def set(self, moment: datetime) -> None:
        """Put the clock to a moment, forward or back."""
        self.advance(moment.timestamp() - self.now())

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            await wait_for(self._moved, left)


async def wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event came within that time."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
