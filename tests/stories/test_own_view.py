"""A learner looks at their own moods, gets all that is kept, and has it erased."""

import httpx
import pytest

from simulator.client import Phone
from tests.support.chat import check_in, choose, meanings, words
from tests.support.school import Pupil, School

COMMANDS = {"en": ("/me", "/mydata", "/forget"), "cy": ("/fi", "/fymanylion", "/anghofio")}


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


def _asks_a_face(data: list[str]) -> bool:
    return any(each.endswith(":face:4") for each in data)


async def test_staff_are_told_that_it_is_a_learners_own(school: School) -> None:
    await school.enrol_roll([Pupil("A01", 12, "en")])
    head = await school.staff("head")
    await head.send("/me")
    await head.wait_for(words("en", "own.not_learner"))
