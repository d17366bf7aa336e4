"""Pages before replies before prompts; a chat's messages one after another; at Telegram's pace."""

import asyncio

import pytest

from domain.messages import Lane
from services.dispatch import BULK_RATE, RATE
from services.runtime import Runtime
from storage.tables import outbox as outbox_rows
from tests.integration.door import how_many
from tests.integration.outbox import queue
from tests.integration.people import a_dsp, join, join_many
from tests.integration.senders import Recorder, dispatching, until


async def test_a_page_leaves_within_a_second_whatever_else_waits(runtime: Runtime) -> None:
    dsp = await a_dsp(runtime)
    learners = await join_many(runtime, 500)
    await queue(runtime, Lane.BULK, [(each, "How is your week?") for each in learners])
    await queue(runtime, Lane.REPLY, [(each, "Thank you") for each in learners[:100]])
    sender = Recorder(runtime.now)
    sender.takes = 0.05
    async with dispatching(runtime, sender, rate=RATE):
        await until(lambda: len(sender.sent) >= 12)
        queued_at = asyncio.get_running_loop().time()
        await queue(runtime, Lane.SAFEGUARDING, [(dsp, "A case")])
        await until(lambda: bool(sender.to("dsp")))
        [page] = sender.of(Lane.SAFEGUARDING)

    assert page.after - queued_at < 1.0
    assert await how_many(runtime.database, outbox_rows) > 400


@pytest.mark.parametrize("kind", ["sqlite"])  # the pace is not the database's
async def test_the_pace_stays_below_what_telegram_allows(runtime: Runtime) -> None:
    learners = await join_many(runtime, 120)
    await queue(runtime, Lane.BULK, [(each, "How is your week?") for each in learners])
    await queue(runtime, Lane.REPLY, [(each, "Thank you") for each in learners])
    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender, rate=RATE):
        await until(lambda: len(sender.sent) >= 60)

    times = [each.after for each in sender.sent]
    prompts = [each.after for each in sender.of(Lane.BULK)]
    assert _most_in_a_second(times) <= 30 + 2
    assert _most_in_a_second(prompts) <= BULK_RATE + 3


def _most_in_a_second(times: list[float]) -> int:
    return max(sum(start <= each < start + 1 for each in times) for start in times)


async def test_one_chat_gets_its_messages_in_order(runtime: Runtime) -> None:
    cadi, ifan = await join(runtime, "cadi"), await join(runtime, "ifan")
    numbered = [(who, str(n)) for n in range(15) for who in (cadi, ifan)]
    await queue(runtime, Lane.REPLY, numbered)
    sender = Recorder(runtime.now)
    sender.takes = 0.001
    async with dispatching(runtime, sender):
        await until(lambda: len(sender.sent) == 30)

    assert sender.to("cadi") == sender.to("ifan") == [str(n) for n in range(15)]


async def test_what_waited_is_sent_when_the_program_starts_again(
    runtime: Runtime, restarted: Runtime
) -> None:
    cadi = await join(runtime, "cadi")
    await queue(runtime, Lane.REPLY, [(cadi, "one"), (cadi, "two")])
    sender = Recorder(runtime.now)
    async with dispatching(restarted, sender):
        await until(lambda: len(sender.sent) == 2)

    assert sender.to("cadi") == ["one", "two"]
    assert await how_many(runtime.database, outbox_rows) == 0


async def test_what_is_under_way_arrives_before_the_end(runtime: Runtime) -> None:
    cadi = await join(runtime, "cadi")
    await queue(runtime, Lane.REPLY, [(cadi, "one")])
    sender = Recorder(runtime.now)
    sender.takes = 0.1
    async with dispatching(runtime, sender):
        await until(lambda: sender.tried == 1)

    assert await how_many(runtime.database, outbox_rows) == 0


async def test_a_message_of_another_process_is_found_without_a_ring(
    runtime: Runtime, restarted: Runtime
) -> None:
    cadi = await join(runtime, "cadi")
    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender):
        await asyncio.sleep(0.05)
        await queue(restarted, Lane.REPLY, [(cadi, "from the office")])
        await until(lambda: sender.to("cadi") == ["from the office"], within=3)
