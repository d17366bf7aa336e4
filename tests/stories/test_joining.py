"""Codes, the age of the channel, stop, and the words that work at any time."""

import pytest

from tests.support.chat import choose, opening, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "cy")
ERIN = Pupil("L2", 13, "en")
YOUNG = Pupil("L3", 5, "en")


async def test_wrong_used_and_unknown_codes_get_the_same_kind_answer(school: School) -> None:
    await school.enrol_roll([CADI, ERIN])
    await school.learner(CADI)
    stranger = await school.phone("Stranger")
    answers = set()
    for code in ("ABC-DEF-GHJ", school.codes["L1"], "nonsense"):
        sent = await stranger.send(f"/start {code}")
        kind = words("en", "enrol.code_unknown")
        answers.add((await stranger.wait_for(kind, since=sent["message_id"])).text)
    assert len(answers) == 1
    assert words("cy", "enrol.code_unknown") in answers.pop()


async def test_guessing_is_slowed_and_a_right_code_waits_too(school: School) -> None:
    await school.enrol_roll([ERIN])
    guesser = await school.phone("Guesser")
    for number in range(5):
        await guesser.send(f"/start ABC-DEF-GH{number}")
    await guesser.wait_for(opening("en", "enrol.code_slow"))
    sent = await guesser.send(f"/start {school.codes['L2']}")
    await guesser.wait_for(opening("en", "enrol.code_slow"), since=sent["message_id"])


async def test_a_year_5_learner_is_shown_the_other_way_in(school: School) -> None:
    await school.enrol_roll([YOUNG])
    phone = await school.phone("Young")
    await phone.send(f"/start {school.codes['L3']}")
    await phone.wait_for("16")
    assert (await school.program.status())["learners"]["joined"] == 0

    await school.program.cli(
        "settings", "channel", "--from-year", "3", "--reason", "A trial with parents' agreement."
    )
    await phone.send(f"/start {school.codes['L3']}")
    notice = await phone.wait_for("A trial with parents' agreement.")
    assert words("en", "enrol.agree") in notice.labels


async def test_leaving_the_notice_gives_the_code_back(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.phone("Erin")
    await phone.send(f"/start {school.codes['L2']}")
    await choose(phone, "c:leave")
    await phone.wait_for(words("en", "enrol.left"))
    await phone.send(f"/start {school.codes['L2']}")
    await choose(phone, "c:agree")
    await phone.wait_for("/checkin")


@pytest.mark.parametrize(("stop", "language"), [("/stop", "en"), ("/stopio", "cy")])
async def test_stop_stays_until_start(school: School, stop: str, language: str) -> None:
    pupil = Pupil("L1", 12, language)
    await school.enrol_roll([pupil])
    phone = await school.learner(pupil)
    schedule = (await school.program.cli("schedule", "add")).split()[-1]
    await school.open_window()
    await phone.send(stop)
    await phone.wait_for(words(language, "stop.done"))
    await phone.send("hello")
    await phone.wait_for(words(language, "stop.already"))
    assert "Asked: 0." in await school.program.cli("schedule", "run-now", schedule)
    await phone.send("/start")
    await phone.wait_for(words(language, "enrol.welcome_back"))
    assert "Asked: 1." in await school.program.cli("schedule", "run-now", schedule)
    await phone.wait_for(words(language, "mood.face.ask"))


async def test_help_language_privacy_work_in_the_middle(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.send("/checkin")
    await phone.wait_for(words("en", "mood.face.ask"))
    for command, key in (
        ("/help", "help.learner"),
        ("/privacy", "privacy.learner"),
        ("/cymorth", "help.learner"),
    ):
        await phone.send(command)
        await phone.wait_for(words("en", key))
    await choose(phone, "c:lang:cy")
    await phone.wait_for(words("cy", "mood.face.ask"))
    await choose(phone, ":face:3")
    await phone.wait_for(words("cy", "mood.reason.ask"))
