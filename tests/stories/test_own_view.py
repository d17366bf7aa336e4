"""A learner looks at their own moods, gets all that is kept, and has it erased."""

import httpx
import pytest

from simulator.client import Message, Phone
from tests.support.chat import check_in, choose, meanings, words
from tests.support.school import Pupil, School

COMMANDS = {"en": ("/me", "/mydata", "/forget"), "cy": ("/fi", "/fymanylion", "/anghofio")}
MORE = {"en": "/more", "cy": "/mwy"}
PARTS = ("joy", "interest", "others", "purpose", "progress", "health")


async def _files(phone: Phone) -> list[str]:
    return [m.text for m in (await phone.transcript()).from_bot if m.kind == "document"]


async def _picture(school: School, path: str) -> bytes:
    async with httpx.AsyncClient(base_url=school.telegram.base_url, trust_env=False) as http:
        return (await http.get(path)).content


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_see_it_get_it_and_have_it_erased(school: School, language: str) -> None:
    me, mydata, forget = COMMANDS[language]
    await school.enrol_roll([Pupil("A01", 12, language)])
    phone = await school.learner(Pupil("A01", 12, language))
    await phone.send(me)
    await phone.wait_for(words(language, "own.me.none"))
    await check_in(phone, face="4")

    await phone.send(me)
    picture = await phone.wait_for(lambda m: m.photo is not None, timeout=20)
    assert words(language, "board.face.4") in picture.text
    assert (await _picture(school, picture.photo or "")).startswith(b"\x89PNG")
    await phone.wait_for(words(language, "own.me.reasons"))

    await phone.send(mydata)
    await phone.wait_for(words(language, "own.data.page"))
    await phone.wait_for(words(language, "own.data.program"))
    keys = ("own.data.page", "own.data.program")
    assert await _files(phone) == [words(language, key) for key in keys]

    old = next(m for m in (await phone.transcript()).from_bot if _asks_a_face(meanings(m)))
    last = (await phone.send(forget))["message_id"]
    await phone.wait_for(words(language, "own.forget.ask"))
    await choose(phone, ":keep", since=last)
    await phone.wait_for(words(language, "own.forget.kept"))
    last = (await phone.send(forget))["message_id"]
    asked = await phone.wait_for(lambda m: m.id > last and bool(m.buttons))
    await phone.tap(meanings(asked)[0], message=asked.id)
    await phone.wait_for(words(language, "own.forget.done"))
    status = await school.program.status()
    assert status["answers"] == 0

    await phone.tap_old(old.id, meanings(old)[0])
    await phone.wait_for_toast(words(language, "chat.old_button"))
    last = (await phone.send(me))["message_id"]
    await phone.wait_for(words(language, "own.me.none"), since=last)


async def _profile(phone: Phone, language: str, points: str, *then: str) -> Message:
    """A profile that the learner begins, and what they choose once they have seen the picture."""
    last = (await phone.send(MORE[language]))["message_id"]
    last = (await choose(phone, ":perma-profile", since=last)).id
    for part, point in zip(PARTS, points, strict=True):
        last = (await choose(phone, f":{part}:{point}", since=last)).id
    picture = await phone.wait_for(lambda m: m.photo is not None, since=last, timeout=20)
    last = picture.id
    for ending in then:
        last = (await choose(phone, ending, since=last)).id
    await phone.wait_for(words(language, "perma.bye"), since=last)
    return picture


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_see_a_profile_set_a_goal_and_see_then_and_now(
    school: School, language: str
) -> None:
    await school.enrol_roll([Pupil("A01", 12, language)])
    phone = await school.learner(Pupil("A01", 12, language))
    joy = words(language, "perma.strand.joy")

    first = await _profile(phone, language, "215334", ":strand:joy", ":goal_joy:fun")
    assert f"{joy}: 2 ●●○○○" in first.text
    assert (await _picture(school, first.photo or "")).startswith(b"\x89PNG")

    second = await _profile(phone, language, "415234", ":went:well", ":strand:not_today")
    assert f"{joy}: 2 ●●○○○ → 4 ●●●●○" in second.text
    assert second.photo not in {None, first.photo}

    last = (await phone.send(COMMANDS[language][0]))["message_id"]
    own = await phone.wait_for(lambda m: m.photo is not None, since=last, timeout=20)
    both = words(language, "own.me.point_then", now="4 / 5", then="2")
    assert words(language, "own.me.answer", question=joy, answer=both) in own.text
    assert (await _picture(school, own.photo or "")).startswith(b"\x89PNG")


def _asks_a_face(data: list[str]) -> bool:
    return any(each.endswith(":face:4") for each in data)


async def test_staff_are_told_that_it_is_a_learners_own(school: School) -> None:
    await school.enrol_roll([Pupil("A01", 12, "en")])
    head = await school.staff("head")
    await head.send("/me")
    await head.wait_for(words("en", "own.not_learner"))
