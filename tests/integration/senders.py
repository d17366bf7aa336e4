"""A channel's way out that keeps what it was given, and fails when it is told to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from domain.messages import Lane, Outbound
from services.dispatch import Dispatcher
from services.runtime import Runtime
from storage.tables import outbox
from tests.integration.door import how_many

FAST = 1000
"""Messages a second, where pacing is not what is looked at."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as it left."""

    address: str
    message: Outbound
    picture: bytes | None
    at: datetime
    after: float  # on the loop's own clock


class Recorder:
    """A sender: `services.senders.Sender`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.sent: list[Sent] = []
        self.tried = 0
        self.taps: list[tuple[str, str]] = []
        self.faults: dict[str, deque[Exception]] = defaultdict(deque)
        self.takes = 0.0
        self.when_sent: Callable[[], None] = lambda: None
        self._now = now

    async def send(self, address: str, message: Outbound, picture: bytes | None) -> None:
        """Keep a message, or fail as told for this address."""
        self.tried += 1
        if self.faults[address]:
            raise self.faults[address].popleft()
        after = asyncio.get_running_loop().time()
        self.sent.append(Sent(address, message, picture, self._now(), after))
        self.when_sent()
        await asyncio.sleep(self.takes)

    async def answer_tap(self, tap_id: str, text: str) -> None:
        """Keep a sign of life."""
        self.taps.append((tap_id, text))

    def to(self, address: str) -> list[str]:
        """What was sent to somebody, in order."""
        return [each.message.text for each in self.sent if each.address == address]

    def of(self, lane: Lane) -> list[Sent]:
        """What left by a lane."""
        return [each for each in self.sent if each.message.lane is lane]


@asynccontextmanager
async def dispatching(
    rt: Runtime, sender: Recorder, *, rate: float = FAST
) -> AsyncIterator[Dispatcher]:
    """The outbox being drained; at the end what is under way arrives."""
    stop = asyncio.Event()
    dispatcher = Dispatcher(rt, sender, rate=rate)
    running = asyncio.create_task(dispatcher.run(stop))
    try:
        yield dispatcher
    finally:
        stop.set()
        rt.bell.ring()
        await running


async def until(holds: Callable[[], bool], within: float = 5.0) -> None:
    """Wait until something holds; fail if it does not in time."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 - looked at from outside, as a phone would
            await asyncio.sleep(0.005)


async def until_empty(rt: Runtime, within: float = 5.0) -> None:
    """Wait until nothing waits in the outbox any more; fail if it does not come to that."""
    async with asyncio.timeout(within):
        while await how_many(rt.database, outbox):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
