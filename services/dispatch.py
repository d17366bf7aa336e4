"""Draining the outbox after the commit, in lanes: pages before replies before prompts.

Each lane has a loop of its own, so that a page never stands behind a prompt. A chat's messages of
one lane leave one after another. All lanes share the channel's rate; prompts have a smaller one of
their own inside it and leave only inside the school's sending window. Sends are at least once:
what was sent and not yet marked as gone when the program died is sent again. A send that fails in
a way nobody foresaw waits and is tried again, and holds up no other chat; what is said for safety
lets whatever stands behind it go first.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

from domain.events import TapAnswered
from domain.ids import AddressId
from domain.messages import Channel, Lane, OutboundKind
from services import settings
from services.bell import wait
from services.enclosures import Enclosures, NobodysNow
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from services.senders import Refused, Sender, TryLater, Undeliverable
from storage import outbox
from storage.database import is_away
from storage.outbox import Waiting

logger = logging.getLogger(__name__)

RATE = 29
"""Messages a second over all chats: just under what Telegram lets a bot send."""

BULK_RATE = 20
"""Scheduled prompts a second, so that replies always find room."""

AT_ONCE = {Lane.SAFEGUARDING: 8, Lane.REPLY: 16, Lane.BULK: 6}
"""Sends of one lane under way at a time."""

TAPS_AT_ONCE = 8
"""Taps answered at a time, so that slow ones leave the connections to pages and replies."""

LONGEST_BACKOFF = {Lane.SAFEGUARDING: 10, Lane.REPLY: 60, Lane.BULK: 300}
"""Seconds between tries, at the most, while a channel does not answer."""

MAIL_AT_ONCE = 2
MAIL_BACKOFF = 120
"""Fewer at a time and longer between tries for a mail server, which may lock out who hurries."""

KEPT_TRYING = {Lane.REPLY: timedelta(hours=24), Lane.BULK: timedelta(days=4)}
"""How long a message is worth sending. A page is, until it is sent."""

KEPT_FAILING = timedelta(hours=24)
"""How long what is made only as it leaves is tried in the lane for safety though that fails."""

TRIES_TO_MAKE = 5
"""How often what is made only as it leaves, a picture or a page, is tried as a reply."""

LOOK_AGAIN = 1.0
"""Seconds until a lane looks for what another process has queued."""


@dataclass(frozen=True, slots=True)
class _Done:
    waiting: Waiting
    outcome: Outcome


UnderWay = dict[AddressId, asyncio.Task[_Done]]
"""The sends of one lane that have begun, or whose outcome is not written yet, by chat."""


class Dispatcher:
    """Drains one channel's outbox through one sender."""

    def __init__(
        self,
        rt: Runtime,
        sender: Sender,
        *,
        channel: Channel = Channel.TELEGRAM,
        rate: float = RATE,
    ) -> None:
        self._rt = rt
        self._sender = sender
        self._channel = channel
        self._enclosures = Enclosures(rt)
        self._all = AsyncLimiter(3, 3 / rate)
        self._prompts = AsyncLimiter(2, 2 / min(BULK_RATE, rate))
        self._taps: set[asyncio.Task[None]] = set()
        self._taps_at_once = asyncio.Semaphore(TAPS_AT_ONCE)

    async def run(self, stop: asyncio.Event) -> None:
        """Drain every lane until told to stop, and let what is under way then arrive."""
        async with asyncio.TaskGroup() as lanes:
            for lane in Lane:
                lanes.create_task(self._drain(lane, stop), name=f"lane-{lane.name.lower()}")
        await asyncio.gather(*self._taps)

    def answer_taps(self, taps: Iterable[TapAnswered]) -> None:
        """Give taps their sign of life, beside everything else."""
        for tap in taps:
            task = asyncio.create_task(self._answer_tap(tap))
            self._taps.add(task)
            task.add_done_callback(self._taps.discard)

    async def _answer_tap(self, tap: TapAnswered) -> None:
        async with self._taps_at_once:
            await self._sender.answer_tap(tap.tap_id, tap.text)

    async def _drain(self, lane: Lane, stop: asyncio.Event) -> None:
        under_way: UnderWay = {}
        while under_way or not stop.is_set():
            ring = self._rt.bell.next_ring()
            try:
                finished = await self._settle(under_way, stop)
                started = 0 if stop.is_set() else await self._begin(lane, under_way)
            except Exception as error:
                kind = type(error).__name__
                logger.error("lane_waits", extra={"lane": lane.name, "error": kind})  # noqa: TRY400
                finished = started = 0
            if not finished and not started:
                await wait(ring, LOOK_AGAIN)

    async def _settle(self, under_way: UnderWay, stop: asyncio.Event) -> int:
        """Write what came of the sends that are over; only then may their chats go on."""
        over = [address for address, task in under_way.items() if task.done()]
        if not over:
            return 0
        try:
            return await self._write(under_way, over)
        except Exception as error:
            if is_away(error):
                raise
        return sum([await self._write_alone(under_way, address, stop) for address in over])

    async def _write(self, under_way: UnderWay, over: list[AddressId]) -> int:
        done = [under_way[address].result() for address in over]
        await write_outcomes(self._rt, [(each.waiting, each.outcome) for each in done])
        for address in over:
            del under_way[address]
        return len(over)

    async def _write_alone(
        self, under_way: UnderWay, address: AddressId, stop: asyncio.Event
    ) -> int:
        """One that cannot be written keeps its own chat waiting, not others, nor the end."""
        try:
            return await self._write(under_way, [address])
        except Exception as error:
            extra = {
                "outbox_id": under_way[address].result().waiting.id,
                "error": type(error).__name__,
            }
            logger.error("outcome_not_written", extra=extra)  # noqa: TRY400 - as above
        if stop.is_set():
            del under_way[address]
        return 0

    async def _begin(self, lane: Lane, under_way: UnderWay) -> int:
        at_once = MAIL_AT_ONCE if self._channel is Channel.EMAIL else AT_ONCE[lane]
        room = at_once - len(under_way)
        if room <= 0:
            return 0
        async with self._rt.database.read() as uow:
            if lane is Lane.BULK and not (await settings.load(uow)).sends_now(self._rt.now()):
                return 0
            found = await outbox.due(
                uow,
                lane,
                self._rt.now(),
                channel=self._channel,
                busy=set(under_way),
                limit=room,
            )
        for waiting in found:
            task = asyncio.create_task(self._deliver(waiting))
            task.add_done_callback(lambda _: self._rt.bell.ring())
            under_way[waiting.message.to] = task
        return len(found)

    async def _deliver(self, waiting: Waiting) -> _Done:
        try:
            outcome = await self._try(waiting)
        except Exception as error:
            extra = {"outbox_id": waiting.id, "error": type(error).__name__}
            logger.error("send_failed", extra=extra)  # noqa: TRY400 - its message may hold words
            outcome = self._failed(waiting)
        return _Done(waiting, outcome)

    def _failed(self, waiting: Waiting) -> Outcome:
        """It is tried again, and makes way where it would keep something from its chat.

        For safety that is everything; of replies what has to be made, which is given up soon.
        """
        if waiting.message.lane is Lane.SAFEGUARDING:
            return self._makes_way(waiting)
        if waiting.message.kind is OutboundKind.TEXT:
            return Outcome.put_off(self._next_try(waiting, None))
        if waiting.attempts >= TRIES_TO_MAKE:
            self._give_up(waiting)
            return Outcome.dropped()
        return Outcome.set_back(self._next_try(waiting, None))

    def _makes_way(self, waiting: Waiting) -> Outcome:
        """Plain words are tried until they are sent; what cannot be made is given up one day."""
        is_made = waiting.message.kind is not OutboundKind.TEXT
        if is_made and waiting.attempts and self._age(waiting) > KEPT_FAILING:
            self._give_up(waiting)
            return Outcome.dropped()
        return Outcome.set_back(self._next_try(waiting, None))

    def _give_up(self, waiting: Waiting) -> None:
        extra = {"outbox_id": waiting.id, "kind": waiting.message.kind.value}
        logger.error("message_given_up", extra=extra)

    def _age(self, waiting: Waiting) -> timedelta:
        return self._rt.now() - waiting.queued_at

    async def _try(self, waiting: Waiting) -> Outcome:
        message = waiting.message
        kept = KEPT_TRYING.get(message.lane)
        if kept is not None and self._age(waiting) > kept:
            return Outcome.dropped()
        try:
            await self._pace(message.lane)
            if message.lane is Lane.BULK and not await self._window_is_open():
                return Outcome.put_off(self._rt.now())
            message, enclosed = await self._enclosures.enclose(message)
            await self._sender.send(waiting.address, message, enclosed)
        except NobodysNow:
            return Outcome.dropped()
        except Undeliverable:
            return Outcome.unreachable()
        except TryLater as later:
            return Outcome.put_off(self._next_try(waiting, later.after))
        except Refused as refused:
            cause = type(refused.__cause__).__name__
            logger.error("message_refused", extra={"outbox_id": waiting.id, "error": cause})  # noqa: TRY400
            if message.lane is Lane.SAFEGUARDING:
                return self._makes_way(waiting)
            return Outcome.dropped()
        return Outcome.sent()

    async def _pace(self, lane: Lane) -> None:
        if lane is Lane.BULK:
            await self._prompts.acquire()
        await self._all.acquire()

    async def _window_is_open(self) -> bool:
        return (await settings.current(self._rt)).sends_now(self._rt.now())

    def _next_try(self, waiting: Waiting, after: timedelta | None) -> datetime:
        by_mail = self._channel is Channel.EMAIL
        longest = MAIL_BACKOFF if by_mail else LONGEST_BACKOFF[waiting.message.lane]
        backoff = timedelta(seconds=min(2 ** min(waiting.attempts, 10), longest))
        return self._rt.now() + (backoff if after is None else after)
