"""A sixth-former joins, checks in by taps alone, and the answer is counted once."""

import pytest

from tests.support.school import Pupil, School

WORDS = {
    "en": ("I agree", "Good", "Friends", "Skip", "Thank you"),
    "cy": ("Rydw i'n cytuno", "Da", "Ffrindiau", "Neidio heibio", "Diolch"),
}


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_a_check_in_from_the_code_to_the_thanks(school: School, language: str) -> None:
    agree, good, friends, skip, thanks = WORDS[language]
    await school.enrol_roll([Pupil("L1", 12, language)])
    phone = await school.phone("Learner")

    await phone.send(f"/start {school.codes['L1']}")
    notice = await phone.wait_for("999")
    assert agree in notice.labels
    await phone.tap(agree)
    joined = await phone.wait_for("/checkin")

    await phone.send("/checkin")
    faces = await phone.wait_for(lambda m: len(m.labels) >= 5, since=joined.id)
    await phone.tap(good)
    await phone.wait_for(lambda m: friends in m.labels, since=faces.id)
    await phone.tap(friends)
    await phone.wait_for(lambda m: skip in m.labels and friends not in m.labels, since=faces.id)
    await phone.tap(skip)
    await phone.wait_for(thanks, since=faces.id)

    status = await school.program.status()
    assert status["answers"] == 2
    assert status["open_sessions"] == 0
    assert status["learners"]["joined"] == 1
