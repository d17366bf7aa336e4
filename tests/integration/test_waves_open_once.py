"""A wave opens once for each due time and asks each learner once, whatever ticks or restarts."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from services import schedules, waves
from services.runtime import Runtime
from storage.tables import deliveries, sessions
from storage.tables import waves as wave_rows
from tests.integration.cuts import Cut, cut_before
from tests.integration.door import how_many, rows, waiting
from tests.integration.people import join_many
from tests.support.clock import Clock

MONDAY = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 17, 8, 45, tzinfo=UTC)


@pytest.fixture
async def tuesdays(runtime: Runtime, clock: Clock) -> None:
    """Learners of year 12, and a check-in every Tuesday at 08:45 since Monday."""
    clock.set(MONDAY)
    await join_many(runtime, 7)
    await schedules.add(runtime, "mood", "tuesday", "08:45", "7-13")
    clock.set(DUE)


async def _asked_once_each(rt: Runtime, number: int) -> None:
    assert await how_many(rt.database, wave_rows) == 1
    outcomes = [row["outcome"] for row in await rows(rt.database, deliveries)]
    assert outcomes == ["asked"] * number
    prompts = [each.address for each in await waiting(rt.database)]
    assert len(prompts) == len(set(prompts)) == number
    assert await how_many(rt.database, sessions) == number


@pytest.mark.usefixtures("tuesdays")
async def test_however_often_the_clock_ticks(runtime: Runtime, clock: Clock) -> None:
    first = await waves.open_due(runtime)
    for _ in range(20):
        clock.move(seconds=10)
        assert await waves.open_due(runtime) == waves.Opened(waves=0, asked=0, left_out=0)

    assert first == waves.Opened(waves=1, asked=7, left_out=0)
    await _asked_once_each(runtime, 7)


@pytest.mark.usefixtures("tuesdays")
async def test_two_programs_that_tick_at_once(runtime: Runtime, restarted: Runtime) -> None:
    both = await asyncio.gather(*(waves.open_due(rt) for rt in (runtime, restarted) * 3))

    assert sum(each.waves for each in both) == 1
    assert sum(each.asked for each in both) == 7
    await _asked_once_each(runtime, 7)


@pytest.mark.usefixtures("tuesdays")
async def test_a_program_that_ends_at_any_moment_of_it(
    runtime: Runtime, restarted: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three learners in a transaction, and a cut before one statement after another."""
    monkeypatch.setattr(waves, "CHUNK", 3)
    for number in range(8):
        with cut_before(number), suppress(Cut):
            await waves.open_due(runtime)

    await waves.open_due(restarted)
    await _asked_once_each(runtime, 7)


@pytest.mark.usefixtures("tuesdays")
async def test_a_start_in_between_asks_those_who_were_not_yet_asked(
    runtime: Runtime, restarted: Runtime
) -> None:
    await waves.open_due(runtime)
    await join_many(restarted, 2, year=7)

    assert (await waves.open_due(restarted)).asked == 2
    await _asked_once_each(runtime, 9)


@pytest.mark.usefixtures("tuesdays")
@pytest.mark.parametrize(
    ("late", "opened", "note"),
    [
        (timedelta(0), 1, "to the minute"),
        (-timedelta(seconds=1), 0, "not yet due"),
        (timedelta(hours=4), 1, "as late as may be"),
        (timedelta(hours=4, seconds=1), 0, "too late"),
        (timedelta(days=1), 0, "a day late"),
    ],
)
async def test_a_due_time_long_missed_is_let_go(
    runtime: Runtime, clock: Clock, late: timedelta, opened: int, note: str
) -> None:
    clock.set(DUE + late)

    assert (await waves.open_due(runtime)).waves == opened, note


async def test_a_schedule_made_after_the_hour_waits_for_next_week(
    runtime: Runtime, clock: Clock
) -> None:
    clock.set(DUE + timedelta(minutes=5))
    await join_many(runtime, 1)
    await schedules.add(runtime, "mood", "tuesday", "08:45", "7-13")

    assert (await waves.open_due(runtime)).waves == 0
    clock.set(DUE + timedelta(days=7))
    assert (await waves.open_due(runtime)).waves == 1


@pytest.mark.usefixtures("tuesdays")
async def test_a_schedule_that_was_removed_opens_nothing(runtime: Runtime) -> None:
    [listed] = await schedules.listed(runtime)
    await schedules.remove(runtime, listed.schedule.id)

    assert (await waves.open_due(runtime)).waves == 0


@pytest.mark.parametrize(
    ("week", "note"),
    [
        (datetime(2026, 3, 24, 8, 45, tzinfo=UTC), "the week before the clocks go forward"),
        (datetime(2026, 3, 31, 7, 45, tzinfo=UTC), "the week after"),
        (datetime(2026, 10, 20, 7, 45, tzinfo=UTC), "the week before they go back"),
        (datetime(2026, 10, 27, 8, 45, tzinfo=UTC), "the week after"),
    ],
)
async def test_a_quarter_to_nine_is_a_quarter_to_nine_on_the_wall(
    runtime: Runtime, clock: Clock, week: datetime, note: str
) -> None:
    clock.set(week - timedelta(days=14))
    await join_many(runtime, 1)
    await schedules.add(runtime, "mood", "tuesday", "08:45", "7-13")

    clock.set(week - timedelta(seconds=1))
    assert (await waves.open_due(runtime)).waves == 0, note
    clock.set(week)
    assert (await waves.open_due(runtime)).waves == 1, note
