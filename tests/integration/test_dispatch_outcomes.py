"""What comes of a send: gone, tried again, given up, or nobody is there."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from domain.messages import Lane
from domain.people import Role, Standing
from services.cases import chase
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from services.senders import Refused, TryLater, Undeliverable
from storage.tables import addresses, cases, contacts, people
from storage.tables import outbox as outbox_rows
from tests.integration.book_room import a_learner, an_adult, draw_code
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.outbox import queue
from tests.integration.people import a_dsp, join
from tests.integration.senders import Recorder, dispatching, until, until_empty
from tests.support.clock import Clock


@pytest.fixture
def sender(clock: Clock) -> Recorder:
    return Recorder(clock)


async def test_try_later_is_obeyed_to_the_second(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    cadi = await join(runtime, "cadi")
    sender.faults["cadi"].append(TryLater(timedelta(seconds=30)))
    await queue(runtime, Lane.REPLY, [(cadi, "one"), (cadi, "two")])
    async with dispatching(runtime, sender):
        await until(lambda: sender.tried == 1)
        clock.move(seconds=29)
        runtime.bell.ring()
        await asyncio.sleep(0.05)
        assert sender.tried == 1
        clock.move(seconds=1)
        runtime.bell.ring()
        await until_empty(runtime)

    assert sender.to("cadi") == ["one", "two"]


async def test_a_channel_that_does_not_answer_is_asked_less_and_less(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    cadi = await join(runtime, "cadi")
    sender.faults["cadi"].extend(TryLater() for _ in range(5))
    await queue(runtime, Lane.REPLY, [(cadi, "one")])
    waits = []
    async with dispatching(runtime, sender):
        for tried in range(1, 6):
            await until(lambda tried=tried: sender.tried == tried)  # type: ignore[misc]
            until_when = await _put_off_until(runtime)
            waits.append((until_when - clock()).total_seconds())
            clock.move(seconds=waits[-1])
            runtime.bell.ring()
        await until_empty(runtime)

    assert waits == [1, 2, 4, 8, 16]


async def _put_off_until(rt: Runtime) -> datetime:
    """Until when the one message that waits was put off, once that is written."""
    async with asyncio.timeout(3):
        while True:
            times = [row["not_before"] for row in await rows(rt.database, outbox_rows)]
            if len(times) == 1 and times[0] is not None and times[0] > rt.now():
                return datetime.fromisoformat(times[0].isoformat())
            await asyncio.sleep(0.005)


async def test_a_chat_that_is_gone_gets_nothing_more(runtime: Runtime, sender: Recorder) -> None:
    cadi, ifan = await join(runtime, "cadi"), await join(runtime, "ifan")
    sender.faults["cadi"].append(Undeliverable())
    for lane in (Lane.REPLY, Lane.BULK):
        await queue(runtime, lane, [(cadi, "one"), (cadi, "two"), (ifan, "one")])
    async with dispatching(runtime, sender):
        await until_empty(runtime)

    reachable = {
        row["contact_id"]: row["reachable"] for row in await rows(runtime.database, addresses)
    }
    standing = {
        row["contact_id"]: row["standing"] for row in await rows(runtime.database, contacts)
    }
    assert (reachable[cadi.contact.id], reachable[ifan.contact.id]) == (False, True)
    assert standing[cadi.contact.id] == Standing.STOPPED.value
    assert sender.to("ifan") == ["one", "one"]


async def test_who_writes_again_is_reachable_again(runtime: Runtime, sender: Recorder) -> None:
    cadi = await join(runtime, "cadi")
    sender.faults["cadi"].append(Undeliverable())
    await queue(runtime, Lane.REPLY, [(cadi, "one")])
    async with dispatching(runtime, sender):
        await until_empty(runtime)
        await Door(runtime).say("cadi", "/start")
        await until(lambda: len(sender.to("cadi")) == 1)

    [address] = await rows(runtime.database, addresses)
    [contact] = await rows(runtime.database, contacts)
    assert (address["reachable"], contact["standing"]) == (True, Standing.JOINED.value)


async def test_a_message_the_channel_never_takes_is_dropped_and_the_next_goes(
    runtime: Runtime, sender: Recorder
) -> None:
    cadi = await join(runtime, "cadi")
    sender.faults["cadi"].append(Refused())
    await queue(runtime, Lane.REPLY, [(cadi, "one"), (cadi, "two")])
    async with dispatching(runtime, sender):
        await until_empty(runtime)

    assert sender.to("cadi") == ["two"]


UNFORESEEN = [RuntimeError("unforeseen"), OperationalError("SELECT", {}, OSError("gone"))]


@pytest.mark.parametrize("fault", UNFORESEEN, ids=["of the sender", "of the database"])
@pytest.mark.parametrize("lane", list(Lane))
async def test_a_fault_nobody_foresaw_is_tried_again_and_stops_no_one_else(
    runtime: Runtime, sender: Recorder, clock: Clock, lane: Lane, fault: Exception
) -> None:
    cadi, ifan = await join(runtime, "cadi"), await join(runtime, "ifan")
    sender.faults["cadi"].append(fault)
    await queue(runtime, lane, [(cadi, "one"), (ifan, "one")])
    async with dispatching(runtime, sender):
        await until(lambda: sender.to("ifan") == ["one"])
        await _put_off_until(runtime)
        clock.move(seconds=1)
        runtime.bell.ring()
        await until(lambda: sender.to("cadi") == ["one"])
        await queue(runtime, lane, [(ifan, "two")])
        await until(lambda: sender.to("ifan") == ["one", "two"])


@pytest.mark.parametrize(
    ("lane", "after", "goes"),
    [
        (Lane.REPLY, timedelta(hours=23), True),
        (Lane.REPLY, timedelta(hours=25), False),
        (Lane.SAFEGUARDING, timedelta(days=30), True),
    ],
)
async def test_what_is_too_old_to_be_worth_sending_is_dropped(
    runtime: Runtime, sender: Recorder, clock: Clock, lane: Lane, after: timedelta, *, goes: bool
) -> None:
    cadi = await join(runtime, "cadi")
    await queue(runtime, lane, [(cadi, "one")])
    clock.set(clock() + after)
    async with dispatching(runtime, sender):
        await until_empty(runtime)

    assert bool(sender.sent) is goes


async def test_a_page_that_finds_nobody_goes_to_the_next_who_joins(
    runtime: Runtime, sender: Recorder
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    sender.faults["dsp"].append(Undeliverable())
    await Door(runtime).say("cadi", "i want to die")
    async with dispatching(runtime, sender):
        await until_empty(runtime)
        assert await chase(runtime) == 1
        [case] = await rows(runtime.database, cases)
        assert case["paged_at"] is None, "the whole ladder finds nobody"
        await join(runtime, "deputy", roles=frozenset({Role.DEPUTY}))
        assert await chase(runtime) == 1
        await until(lambda: len(sender.to("deputy")) == 1)


async def test_taps_get_their_sign_of_life(runtime: Runtime, sender: Recorder) -> None:
    door = Door(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    async with dispatching(runtime, sender) as dispatcher:
        turn = await door.take(door.tap("cadi", "made up"), door.tap("cadi", "c:talk"))
        dispatcher.answer_taps(turn.taps)

    assert [tap_id for tap_id, _ in sender.taps] == ["tap-cadi", "tap-cadi"]


async def test_what_cannot_be_made_keeps_no_answer_from_a_child(
    runtime: Runtime, sender: Recorder, clock: Clock, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """News of a book is made as it leaves; after a day of failing it is given up."""
    await a_dsp(runtime)
    await a_learner(runtime)
    head = await an_adult(runtime)
    code = await draw_code(door, "cadi")
    async with runtime.database.write() as uow:
        broken = update(people).where(people.c.contact_id == head.contact.id)
        await uow.connection.execute(broken.values(first_name_sealed=b"broken"))
        await uow.commit()
    await door.say("head", f"/book {code}")
    await door.say("cadi", "my dad hits me")

    async with dispatching(runtime, sender):
        await until(lambda: len(sender.to("cadi")) == 1)
        assert await how_many(runtime.database, outbox_rows) > 0
        await until(lambda: "send_failed" in caplog.text)
        clock.move(hours=25)
        runtime.bell.ring()
        await until(lambda: "message_given_up" in caplog.text)
    assert not [each for each in await waiting(runtime.database) if each.address == "cadi"]
    assert "Hefin" not in f"{caplog.text} {[each.__dict__ for each in caplog.records]}"


async def test_plain_words_for_safety_are_never_given_up(
    runtime: Runtime, sender: Recorder, clock: Clock
) -> None:
    cadi = await join(runtime, "cadi")
    await queue(runtime, Lane.SAFEGUARDING, [(cadi, "one"), (cadi, "two")])
    sender.faults["cadi"].extend([RuntimeError(), TryLater()])
    async with dispatching(runtime, sender):
        await until(lambda: sender.tried == 2)
        sender.faults["cadi"].extend(Refused() for _ in range(3))
        async with asyncio.timeout(5):
            while await how_many(runtime.database, outbox_rows):
                clock.move(days=2)
                runtime.bell.ring()
                await asyncio.sleep(0.02)
    assert sorted(sender.to("cadi")) == ["one", "two"]


async def test_a_message_may_be_gone_by_the_time_it_is_set_back(
    runtime: Runtime, clock: Clock
) -> None:
    """Another lane has found its chat to be gone."""
    cadi = await join(runtime, "cadi")
    await queue(runtime, Lane.SAFEGUARDING, [(cadi, "one")])
    [one] = await waiting(runtime.database)
    await write_outcomes(runtime, [(one, Outcome.unreachable())])
    await write_outcomes(runtime, [(one, Outcome.set_back(clock()))])
    assert await waiting(runtime.database) == []


async def test_a_round_that_fails_ends_no_lane(
    runtime: Runtime, sender: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    """One message that nobody can open keeps its lane waiting, and the program goes on."""
    cadi, ifan = await join(runtime, "cadi"), await join(runtime, "ifan")
    await queue(runtime, Lane.REPLY, [(cadi, "one")])
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(outbox_rows).values(payload_sealed=b"broken"))
        await uow.commit()
    async with dispatching(runtime, sender):
        await until(lambda: "lane_waits" in caplog.text)
        await queue(runtime, Lane.SAFEGUARDING, [(ifan, "two")])
        await until(lambda: sender.to("ifan") == ["two"])
