"""What was written in a chat in the last days is there when the next words come."""

from services.runtime import Runtime
from storage.tables import cases, texts
from tests.integration.door import Door, rows
from tests.integration.people import a_dsp, join
from tests.support.clock import Clock


async def test_words_of_another_batch_are_a_piece_of_the_sentence(
    door: Door, runtime: Runtime
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await join(runtime, "deio")
    await door.say("cadi", "i want")
    await door.say("deio", "to die")
    assert await rows(runtime.database, cases) == []
    await door.say("cadi", "to die")
    (case,) = await rows(runtime.database, cases)
    last = (await rows(runtime.database, texts))[-1]
    assert last["case_id"] == case["case_id"]


async def test_pieces_of_one_second_keep_their_order(
    door: Door, runtime: Runtime, clock: Clock
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    for batch in (("i", "want", "to", "kill"), ("my", "self")):
        await door.say("cadi", *batch)
        clock.move(milliseconds=150)
    assert len(await rows(runtime.database, cases)) == 1


async def test_words_of_last_week_are_not(door: Door, runtime: Runtime, clock: Clock) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    for _ in range(3):
        await door.say("cadi", "i feel so sad")
        clock.move(days=4)
    assert {row["level"] for row in await rows(runtime.database, texts)} == {1}


async def test_a_sad_word_a_day_adds_up(door: Door, runtime: Runtime, clock: Clock) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    for _ in range(3):
        await door.say("cadi", "i feel so sad")
        clock.move(days=1)
    assert sorted(row["level"] for row in await rows(runtime.database, texts)) == [1, 1, 2]


async def test_the_lowest_face_makes_sad_words_weigh_more(door: Door, runtime: Runtime) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    for ending in (":face:1", ":reason:friends"):
        await door.choose("cadi", ending)
    await door.say("cadi", "i feel so sad")
    assert [row["level"] for row in await rows(runtime.database, texts)] == [2]
