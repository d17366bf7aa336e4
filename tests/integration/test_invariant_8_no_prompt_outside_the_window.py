"""Invariant 8.

No prompt leaves outside the school's sending window, whatever queue it waited in.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.messages import Lane
from services import settings
from services.runtime import Runtime
from services.senders import TryLater
from storage.tables import outbox as outbox_rows
from tests.integration.door import how_many
from tests.integration.outbox import queue
from tests.integration.people import join, join_many
from tests.integration.senders import Recorder, dispatching, until, until_empty
from tests.support.clock import Clock

MOMENTS = [
    (datetime(2026, 11, 17, 7, 59, 59, tzinfo=UTC), False, "a second too early"),
    (datetime(2026, 11, 17, 8, 0, tzinfo=UTC), True, "as it opens"),
    (datetime(2026, 11, 17, 17, 59, tzinfo=UTC), True, "before it closes"),
    (datetime(2026, 11, 17, 18, 0, 1, tzinfo=UTC), False, "a second too late"),
    (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), False, "on a Saturday"),
    (datetime(2026, 6, 9, 7, 0, tzinfo=UTC), True, "eight by the clock on the wall, in summer"),
    (datetime(2026, 6, 9, 17, 0, 1, tzinfo=UTC), False, "past six by the clock on the wall"),
    (datetime(2026, 10, 26, 7, 30, tzinfo=UTC), False, "the Monday after the clocks went back"),
]


@pytest.fixture
def sender(clock: Clock) -> Recorder:
    return Recorder(clock)


@pytest.mark.parametrize(("now", "leaves", "note"), MOMENTS, ids=[m[2] for m in MOMENTS])
async def test_a_prompt_leaves_only_while_the_window_is_open(
    runtime: Runtime, sender: Recorder, clock: Clock, now: datetime, *, leaves: bool, note: str
) -> None:
    assert note
    clock.set(now)
    cadi = await join(runtime, "cadi")
    await queue(runtime, Lane.BULK, [(cadi, "prompt")])
    await queue(runtime, Lane.REPLY, [(cadi, "reply")])
    await queue(runtime, Lane.SAFEGUARDING, [(cadi, "support")])
    async with dispatching(runtime, sender):
        await until(lambda: len(sender.sent) >= (3 if leaves else 2))
        await asyncio.sleep(0.05)

    assert ("prompt" in sender.to("cadi")) is leaves
    assert await how_many(runtime.database, outbox_rows) == (0 if leaves else 1)


async def test_what_waits_outside_leaves_when_the_window_opens(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    clock.set(datetime(2026, 11, 17, 7, 30, tzinfo=UTC))
    await queue(runtime, Lane.BULK, [(await join(runtime, "cadi"), "prompt")])
    async with dispatching(runtime, sender):
        await asyncio.sleep(0.05)
        assert sender.tried == 0
        clock.move(minutes=30)
        runtime.bell.ring()
        await until(lambda: sender.to("cadi") == ["prompt"])


async def test_what_was_put_off_past_the_end_does_not_leave(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    clock.set(datetime(2026, 11, 17, 17, 55, tzinfo=UTC))
    sender.faults["cadi"].append(TryLater(timedelta(minutes=10)))
    await queue(runtime, Lane.BULK, [(await join(runtime, "cadi"), "prompt")])
    async with dispatching(runtime, sender):
        await until(lambda: sender.tried == 1)
        clock.move(minutes=11)
        runtime.bell.ring()
        await asyncio.sleep(0.1)

    assert sender.sent == []


async def test_the_window_may_close_while_prompts_stand_in_line(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    clock.set(datetime(2026, 11, 17, 17, 59, 50, tzinfo=UTC))
    learners = await join_many(runtime, 40)
    await queue(runtime, Lane.BULK, [(each, "prompt") for each in learners])
    sender.when_sent = lambda: _close(clock, sender)
    async with dispatching(runtime, sender):
        await until(lambda: len(sender.sent) == 7)
        await asyncio.sleep(0.3)

    assert len(sender.sent) == 7
    assert await how_many(runtime.database, outbox_rows) == 33


def _close(clock: Clock, sender: Recorder) -> None:
    if len(sender.sent) == 7:
        clock.set(datetime(2026, 11, 17, 18, 0, 1, tzinfo=UTC))


LATER = [
    (datetime(2026, 11, 18, 7, 59, tzinfo=UTC), 0, 1, "before the next morning"),
    (datetime(2026, 11, 18, 8, 0, tzinfo=UTC), 1, 0, "the next morning"),
    (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), 0, 0, "days later"),
]


@pytest.mark.parametrize(("now", "left", "waits", "note"), LATER, ids=[m[3] for m in LATER])
async def test_a_prompt_of_the_evening_leaves_in_the_morning_or_not_at_all(
    runtime: Runtime,
    sender: Recorder,
    clock: Clock,
    now: datetime,
    left: int,
    waits: int,
    note: str,
) -> None:
    clock.set(datetime(2026, 11, 17, 18, 30, tzinfo=UTC))
    await queue(runtime, Lane.BULK, [(await join(runtime, "cadi"), "prompt")])
    clock.set(now)
    async with dispatching(runtime, sender):
        await asyncio.sleep(0.1)
        if not waits:
            await until_empty(runtime)

    assert len(sender.sent) == left, note
    assert await how_many(runtime.database, outbox_rows) == waits


async def test_a_school_may_set_its_own_window(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    await settings.set_window(runtime, "00:00", "23:59", any_day=True, reason="boarders")
    clock.set(datetime(2026, 11, 21, 21, 0, tzinfo=UTC))
    await queue(runtime, Lane.BULK, [(await join(runtime, "cadi"), "prompt")])
    async with dispatching(runtime, sender):
        await until(lambda: sender.to("cadi") == ["prompt"])
