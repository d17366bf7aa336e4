"""An update counts once, however often it is delivered; the cursor moves with its effects."""

from sqlalchemy import select

from domain.messages import Channel
from services.runtime import Runtime
from storage import updates
from storage.tables import answers, cursors, taken_updates, texts
from tests.integration.door import Door, how_many, rows, words_to
from tests.integration.people import join
from tests.support.clock import Clock


async def test_the_same_update_twice_in_one_batch(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    hello = door.text("cadi", "hello")

    turn = await door.take(hello, hello, hello)

    assert turn.taken == 1
    assert await how_many(runtime.database, texts) == 1
    assert len(await words_to(runtime.database, "cadi")) == 1


async def test_the_same_update_a_hundred_times(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    await door.choose("cadi", ":face:4")
    tap = door.tap("cadi", await door.button("cadi", ":reason:friends"))

    taken = [(await door.take(tap)).taken for _ in range(100)]

    assert sum(taken) == 1
    assert await how_many(runtime.database, answers) == 2


async def test_a_batch_that_overlaps_an_earlier_one(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    first, second, third = (door.text("cadi", word) for word in ("un", "dau", "tri"))
    await door.take(first, second)

    assert (await door.take(second, third)).taken == 1
    assert await how_many(runtime.database, texts) == 3


async def test_it_is_remembered_when_the_program_starts_again(
    runtime: Runtime, restarted: Runtime, door: Door
) -> None:
    await join(runtime, "cadi")
    hello = door.text("cadi", "hello")
    await door.take(hello)

    assert (await Door(restarted).take(hello)).taken == 0


async def test_the_cursor_stands_after_the_newest_update(runtime: Runtime, door: Door) -> None:
    await door.say("stranger", "un", "dau", "tri")

    [cursor] = await rows(runtime.database, cursors)
    taken = await rows(runtime.database, taken_updates)

    assert cursor["value"] == max(row["update_id"] for row in taken) + 1


async def test_a_batch_without_anything_for_us_moves_the_cursor(
    runtime: Runtime, door: Door
) -> None:
    await door.take()

    async with runtime.database.read() as uow:
        assert await updates.cursor(uow, Channel.TELEGRAM, runtime.now()) == 1


async def test_a_cursor_is_not_trusted_after_a_week_of_silence(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await door.say("stranger", "hello")
    clock.move(days=7)

    async with runtime.database.read() as uow:
        assert await updates.cursor(uow, Channel.TELEGRAM, runtime.now()) is None
        assert await uow.connection.scalar(select(cursors.c.value)) is not None
