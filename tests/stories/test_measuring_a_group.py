"""A school measures what it does with a group, on the command line and in the chat."""

from tests.support.chat import choose, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "cy", groups="Nurture")
ERIN = Pupil("L2", 13, "en")
QUESTIONS = ("calm", "confident", "worries", "others", "ready")


async def test_a_group_is_asked_before_and_after(school: School) -> None:
    cli = school.program.cli
    await school.enrol_roll([CADI, ERIN])
    cadi, erin = await school.learner(CADI), await school.learner(ERIN)
    await school.open_window()
    assert "no interventions" in await cli("intervention", "list")

    new = await cli("intervention", "add", "Calm mornings", "--group", "Nurture")
    name = new.splitlines()[-1]
    assert " " not in name
    assert "before, and then after" in await cli("intervention", "ask", name, "after", status=2)

    assert "Asked: 1." in await cli("intervention", "ask", name, "before")
    await cadi.wait_for(words("cy", "beforeafter.calm.ask@15-18"))
    for question in QUESTIONS:
        await choose(cadi, f":{question}:3")
    await cadi.wait_for(words("cy", "beforeafter.first@15-18"))
    assert "Asked: 0. Left out: 0." in await cli("intervention", "ask", name, "before")

    assert "Asked: 1." in await cli("intervention", "ask", name, "after")
    listed = await cli("intervention", "list")
    assert f"{name}  Calm mornings (before-and-after, group Nurture, open)" in listed
    assert "answered both times: fewer than 10" in listed
    assert "until it is closed" in await cli("intervention", "result", name, status=2)

    early = await cli("intervention", "close", name, status=2)
    assert "fewer than 10 have answered both times" in early
    assert len(early.splitlines()) == 1

    closed = await cli("intervention", "close", name, "--for-good")
    assert "Not shown: fewer than ten answered both times." in closed
    assert await cli("intervention", "result", name) == closed
    assert await cli("intervention", "close", name) == closed
    assert "is closed" in await cli("intervention", "ask", name, "after", status=2)
    assert not [m for m in (await erin.transcript()).from_bot if ":calm:" in str(m.buttons)]


async def test_what_does_not_fit_is_said_in_one_sentence(school: School) -> None:
    cli = school.program.cli
    await school.enrol_roll([CADI])
    for words_given, fault in (
        (("--group", "Nobody"), "nobody on the roll is in a group called 'Nobody'"),
        (("--group", "Nurture", "--pack", "modd"), "there is no pack 'modd'"),
        (("--group", "Nurture", "--pack", "mood"), "the pack 'mood' does not fit"),
    ):
        told = await cli("intervention", "add", "Calm mornings", *words_given, status=2)
        assert fault in told
    new = ("intervention", "add", "Calm mornings", "--group", "Nurture")
    name = (await cli(*new)).split()[-1]
    assert f"is open already, as {name}" in await cli(*new, status=2)
    assert "there is no intervention" in await cli("intervention", "close", "none", status=2)
