"""A prompt that waits to leave is a question nobody has seen: nothing answers it by chance."""

from datetime import UTC, datetime

import pytest

from domain.messages import Lane
from services import schedules, waves
from services.runtime import Runtime
from storage.tables import answers, sessions
from tests.integration.door import Door, rows, waiting
from tests.integration.people import a_dsp, join
from tests.support.clock import Clock

DUE = datetime(2026, 11, 17, 8, 45, tzinfo=UTC)


@pytest.fixture
async def prompted(runtime: Runtime, clock: Clock) -> Door:
    """Cadi is asked how she feels, and the question has not left yet."""
    clock.set(DUE.replace(day=16))
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await schedules.add(runtime, "mood", "tuesday", "08:45", "7-13")
    clock.set(DUE)
    await waves.open_due(runtime)
    return Door(runtime)


async def prompts(rt: Runtime) -> int:
    return sum(each.message.lane is Lane.BULK for each in await waiting(rt.database))


async def test_after_worrying_words_nothing_is_answered_and_nothing_asked(
    prompted: Door, runtime: Runtime
) -> None:
    await prompted.say("cadi", "i want to kill myself")
    said_before = len(await waiting(runtime.database))
    await prompted.say("cadi", "good")
    (session,) = await rows(runtime.database, sessions)
    assert session["status"] == "parked"
    assert await rows(runtime.database, answers) == []
    assert await prompts(runtime) == 0
    new = (await waiting(runtime.database))[said_before:]
    assert all(":face:" not in b.data for w in new for row in w.message.buttons for b in row)


async def test_asking_oneself_takes_the_prompt_s_place(prompted: Door, runtime: Runtime) -> None:
    await prompted.say("cadi", "/checkin", "good")
    assert await prompts(runtime) == 0
    (answer,) = await rows(runtime.database, answers)
    assert (answer["question"], answer["value"]) == ("face", "4")


async def test_beginning_something_else_takes_it_back(prompted: Door, runtime: Runtime) -> None:
    await prompted.say("cadi", "/more")
    await prompted.choose("cadi", "c:begin:my-book")
    assert await prompts(runtime) == 0
    await prompted.say("cadi", "We won the cup")
    assert [row["pack"] for row in await rows(runtime.database, answers)] == ["my-book"]
