"""Answers become released tables: never fewer than ten, never a different answer afterwards."""

import pytest
from sqlalchemy import delete, update

from domain.ids import WaveId
from flows.calendar import week_of
from services import rollups
from services.results import Board
from services.runtime import Runtime
from storage import schedules
from storage.tables import answers, contacts, releases, tallied
from tests.integration.door import Door, how_many, rows
from tests.integration.people import join, join_many
from tests.support.clock import Clock


async def _answer(rt: Runtime, door: Door, number: int, *, year: int = 12) -> None:
    """So many learners of a year join, and say how they feel."""
    for member in await join_many(rt, number, year=year):
        await door.say(member.address, "/checkin")
        await door.choose(member.address, ":face:4")


async def _shown(rt: Runtime) -> dict[str, int]:
    """How many answers each slice shows this week."""
    tables = await Board(rt).tables(week_of(rt.now()))
    return {table.slice: table.answered for table in tables}


async def test_nine_are_hidden_and_ten_are_shown(runtime: Runtime, door: Door) -> None:
    await _answer(runtime, door, 9)
    assert await rollups.fill(runtime) == 0
    assert await _shown(runtime) == {}

    await _answer(runtime, door, 1, year=13)
    await rollups.fill(runtime)
    assert await _shown(runtime) == {"school": 10}


async def test_filling_again_releases_nothing_again(runtime: Runtime, door: Door) -> None:
    await _answer(runtime, door, 10)
    assert await rollups.fill(runtime) > 0
    before = await rows(runtime.database, releases)

    assert [await rollups.fill(runtime) for _ in range(3)] == [0, 0, 0]
    assert await rows(runtime.database, releases) == before


@pytest.mark.parametrize("ending", [":face:_keep", ":face:2"])
async def test_an_answer_that_is_thought_over_is_in_no_tally_until_it_is_given_again(
    runtime: Runtime, door: Door, ending: str
) -> None:
    await _answer(runtime, door, 9)
    await join(runtime, "cadi")
    await door.check_in("cadi")
    await door.choose("cadi", ":_change")
    await rollups.fill(runtime)
    assert await _shown(runtime) == {}

    await door.choose("cadi", ending)
    await rollups.fill(runtime)
    assert (await _shown(runtime))["school"] == 10


async def test_late_answers_wait_until_they_are_ten(runtime: Runtime, door: Door) -> None:
    await _answer(runtime, door, 10)
    await rollups.fill(runtime)
    await _answer(runtime, door, 9, year=13)
    await rollups.fill(runtime)
    assert (await _shown(runtime))["school"] == 10

    await _answer(runtime, door, 1, year=11)
    await rollups.fill(runtime)
    assert (await _shown(runtime))["school"] == 20


async def test_a_change_of_mind_after_the_release_changes_nothing_shown(
    runtime: Runtime, door: Door
) -> None:
    await _answer(runtime, door, 10)
    await rollups.fill(runtime)
    before = await rows(runtime.database, releases)

    await door.choose("12-0", ":face:1")
    await rollups.fill(runtime)

    assert {row["value"] for row in await rows(runtime.database, answers)} == {"4", "1"}
    assert await rows(runtime.database, releases) == before


async def test_the_last_evening_of_a_week_is_counted_in_the_next(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    week = week_of(clock())
    await _answer(runtime, door, 10)
    clock.move(days=7)

    await rollups.fill(runtime)

    assert [table.answered for table in await Board(runtime).tables(week)][:1] == [10]
    clock.move(days=14)
    assert await rollups.fill(runtime) == 0


@pytest.mark.parametrize("lost", ["ledger", "release"])
async def test_a_week_whose_history_was_lost_gets_no_further_part(
    runtime: Runtime, door: Door, caplog: pytest.LogCaptureFixture, lost: str
) -> None:
    await _answer(runtime, door, 10)
    await rollups.fill(runtime)
    async with runtime.database.write() as uow:
        some = tallied if lost == "ledger" else releases
        await uow.connection.execute(delete(some))
        await uow.commit()
    await _answer(runtime, door, 10, year=13)
    before = await how_many(runtime.database, releases)

    assert await rollups.fill(runtime) == 0
    assert await how_many(runtime.database, releases) == before
    assert "week_sealed" in caplog.text


async def test_a_learner_who_moves_up_a_year_is_not_counted_twice(
    runtime: Runtime, door: Door
) -> None:
    await _answer(runtime, door, 10)
    await rollups.fill(runtime)
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(contacts).values(year=13))
        await uow.commit()
    await _answer(runtime, door, 9, year=11)

    assert await rollups.fill(runtime) == 0
    assert (await _shown(runtime))["school"] == 10


async def test_only_who_was_asked_this_question_counts_as_asked(
    runtime: Runtime, door: Door
) -> None:
    """Another pack's wave in the same week is another question."""
    await _answer(runtime, door, 10)
    unasked = await join_many(runtime, 5, year=13)
    async with runtime.database.write() as uow:
        await schedules.add_past_wave(uow, WaveId("another"), "another", runtime.now())
        outcomes = [(each.contact.id, "asked") for each in unasked]
        await schedules.deliver(uow, WaveId("another"), outcomes, week_of(runtime.now()))
        await uow.commit()

    await rollups.fill(runtime)

    [school] = [row for row in await rows(runtime.database, releases) if row["slice"] == "school"]
    assert (school["answered"], school["asked"]) == (10, 10)


async def test_a_week_that_cannot_be_read_keeps_nothing_from_the_next(
    runtime: Runtime, door: Door, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await _answer(runtime, door, 10)
    assert await rollups.fill(runtime)
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(releases).values(cells="broken"))
        await uow.commit()
    clock.move(days=7)
    await _answer(runtime, door, 10, year=13)
    assert await rollups.fill(runtime)
    assert "week_waits" in caplog.text
