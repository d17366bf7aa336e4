"""A bell that any number of loops can wait for, none of which may miss a ring."""

import asyncio
from contextlib import suppress


class Bell:
    """Rings whenever something was put in the outbox or came back from a send.

    A loop takes `next_ring` before it looks for work; a ring that comes while it looks is kept.
    """

    def __init__(self) -> None:
        self._ring = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits."""
        self._ring.set()
        self._ring = asyncio.Event()

    def next_ring(self) -> asyncio.Event:
        """The ring to wait for."""
        return self._ring


async def wait(ring: asyncio.Event, seconds: float) -> None:
    """Wait for a ring, for so long at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ring.wait()
