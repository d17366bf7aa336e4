"""A sixth-former joins, checks in by taps alone, and each answer is counted once."""

import pytest

from tests.support.chat import check_in, choose, words
from tests.support.school import Pupil, School


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_from_the_code_to_the_thanks(school: School, language: str) -> None:
    await school.enrol_roll([Pupil("L1", 12, language)])
    phone = await school.phone("Learner")

    await phone.send(f"/start {school.codes['L1']}")
    notice = await phone.wait_for("999")
    assert words(language, "enrol.agree") in notice.labels
    await choose(phone, "c:agree")
    await phone.wait_for("/checkin")

    await phone.send("/checkin")
    faces = await choose(phone, ":face:4")
    assert words(language, "mood.face.ask") in faces.text
    await choose(phone, ":reason:friends")
    comment = await phone.wait_for(words(language, "mood.comment.ask"))
    assert len(comment.text.splitlines()) > 1, "who may read it is said in the same breath"
    await phone.send("diwrnod iawn / an ordinary day")
    await phone.wait_for(words(language, "mood.thanks"))

    status = await school.program.status()
    assert status["answers"] == 3
    assert status["open_sessions"] == 0
    assert status["learners"]["joined"] == 1


async def test_a_second_check_in_begins_anew(school: School) -> None:
    await school.enrol_roll([Pupil("L1", 12, "en")])
    phone = await school.learner(Pupil("L1", 12, "en"))
    first = await check_in(phone, face="2")
    second = await check_in(phone, face="5")
    assert second.id > first.id
    assert (await school.program.status())["answers"] == 4
