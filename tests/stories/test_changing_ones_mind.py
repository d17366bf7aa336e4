"""Skip, back, change of mind, old buttons, and taking up a check-in where it was left."""

from tests.support.chat import check_in, choose, meanings, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "cy")
ERIN = Pupil("L2", 13, "en")


async def test_back_keeps_the_answer_until_another_is_given(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.send("/checkin")
    await choose(phone, ":face:3")
    await choose(phone, ":reason:_back")
    again = await phone.wait_for(lambda m: any(d.endswith(":face:_keep") for d in meanings(m)))
    assert words("en", "mood.face.3") in again.text
    await choose(phone, ":face:_keep")
    await choose(phone, ":reason:_skip")
    await choose(phone, ":comment:_skip")
    await phone.wait_for(words("en", "mood.thanks"))
    assert (await school.program.status())["answers"] == 1


async def test_an_old_button_tapped_twice_counts_once(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.send("/checkin")
    faces = await phone.wait_for(lambda m: any(d.endswith(":face:3") for d in meanings(m)))
    three = next(d for d in meanings(faces) if d.endswith(":face:3"))
    await phone.double_tap(three, message=faces.id)
    await phone.wait_for_toast(words("en", "chat.same_answer"))
    await choose(phone, ":reason:sleep")
    await choose(phone, ":comment:_skip")
    thanks = await phone.wait_for(words("en", "mood.thanks"))

    await phone.tap_old(faces.id, three)
    await phone.tap_old(faces.id, three.replace(":3", ":1"))
    await phone.wait_for(words("en", "flow.changed_to", choice=words("en", "mood.face.1")))
    assert (await school.program.status())["answers"] == 2
    assert (await phone.last()).id > thanks.id


async def test_change_my_mind_after_the_end(school: School) -> None:
    await school.enrol_roll([CADI])
    phone = await school.learner(CADI)
    await check_in(phone, face="5")
    await choose(phone, ":_change")
    again = await phone.wait_for(words("cy", "flow.changed"))
    assert words("cy", "mood.face.5") in again.text
    await choose(phone, ":face:3")
    await choose(phone, ":reason:_keep")
    await choose(phone, ":comment:_skip")
    await phone.wait_for(words("cy", "mood.thanks"), since=again.id)
    status = await school.program.status()
    assert (status["answers"], status["open_sessions"]) == (2, 0)


async def test_an_interrupted_check_in_goes_on_after_a_kill_and_in_the_other_language(
    school: School,
) -> None:
    await school.enrol_roll([CADI])
    phone = await school.learner(CADI)
    await phone.send("/checkin")
    await choose(phone, ":face:4")
    await phone.wait_for(words("cy", "mood.reason.ask"))

    await school.program.kill()
    await school.program.start()

    await phone.send("/language")
    await choose(phone, "c:lang:en")
    asked = await phone.wait_for(words("en", "mood.reason.ask"))
    assert words("en", "flow.resumed") in asked.text
    await choose(phone, ":reason:friends")
    await choose(phone, ":comment:_skip")
    await phone.wait_for(words("en", "mood.thanks"))
    assert (await school.program.status())["answers"] == 2


async def test_typing_where_a_button_is_asked_for(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.send("/checkin")
    await phone.wait_for(words("en", "mood.face.ask"))
    await phone.send("we had chips")
    await phone.wait_for(words("en", "flow.choose"))
    await phone.send("very good")
    await phone.wait_for(words("en", "mood.reason.ask"))
