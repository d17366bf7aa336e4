"""A scheduled check-in: one wave for each due time, whatever ticks or restarts."""

from tests.support.chat import choose, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "cy")
ERIN = Pupil("L2", 13, "en")


async def test_a_wave_asks_each_learner_once(school: School) -> None:
    await school.enrol_roll([CADI, ERIN])
    cadi, erin = await school.learner(CADI), await school.learner(ERIN)
    await school.open_window()
    schedule = (
        await school.program.cli(
            "schedule", "add", "mood", "--day", "tuesday", "--at", "08:45", "--years", "7-13"
        )
    ).split()[-1]

    assert "Asked: 2." in await school.program.cli("schedule", "run-now", schedule)
    await cadi.wait_for(words("cy", "mood.face.ask"))
    await erin.wait_for(words("en", "mood.face.ask"))
    await choose(erin, ":face:5")
    await erin.wait_for(words("en", "mood.reason.ask"))

    assert "Asked: 0. Left out: 2." in await school.program.cli("schedule", "run-now", schedule)
    await school.program.stop()
    await school.program.start()
    asked = [m for m in (await cadi.transcript()).from_bot if ":face:" in str(m.buttons)]
    assert len(asked) == 1


async def test_schedules_are_added_listed_and_removed(school: School) -> None:
    cli = school.program.cli
    new = (await cli("schedule", "add", "--day", "Mawrth", "--years", "7-13")).split()[-1]
    assert f"{new}  mood: Tuesdays 08:45 Europe/London, years 7-13" in await cli(
        "schedule", "list"
    )
    assert "is not a day" in await cli("schedule", "add", "--day", "someday", status=2)
    assert "is not a time" in await cli("schedule", "add", "--at", "25:00", status=2)
    assert "years go from" in await cli("schedule", "add", "--years", "13-7", status=2)
    assert "there is no pack" in await cli("schedule", "add", "nothing", status=2)
    await cli("schedule", "remove", new)
    assert "no schedules" in await cli("schedule", "list")
    assert "there is no schedule" in await cli("schedule", "run-now", new, status=2)


async def test_prompts_wait_while_the_window_is_closed(school: School) -> None:
    await school.enrol_roll([ERIN])
    erin = await school.learner(ERIN)
    await school.close_window()
    schedule = (await school.program.cli("schedule", "add")).split()[-1]
    printed = await school.program.cli("schedule", "run-now", schedule)
    assert "The sending window is closed" in printed
    await erin.send("/help")
    await erin.wait_for(words("en", "help.learner"))
    assert (await school.program.status())["outbox"]["bulk"]["waiting"] == 1
    await school.open_window()
    await erin.wait_for(words("en", "mood.face.ask"))
