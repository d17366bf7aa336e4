"""Nobody has said which language: everything comes in both, Welsh first, until they choose."""

import pytest

from simulator.client import Message
from tests.support.chat import choose, meanings, opening, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "")
LANGUAGES = ("cy", "en")


def assert_welsh_first(message: Message, key: str) -> None:
    """The message holds both texts whole, the Welsh one before the English one."""
    welsh, english = (message.text.index(words(language, key)) for language in LANGUAGES)
    assert welsh < english


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_learner_chooses_by_the_button_they_agree_with(
    school: School, language: str
) -> None:
    await school.enrol_roll([CADI])
    phone = await school.phone("Cadi")
    await phone.send(f"/start {school.codes['L1']}")
    notice = await phone.wait_for(lambda m: bool(m.buttons))
    assert_welsh_first(notice, "enrol.greeting")
    assert notice.labels == [
        words(each, key) for each in LANGUAGES for key in ("enrol.agree", "enrol.leave")
    ]

    await choose(phone, f"c:agree:{language}")
    joined = await phone.wait_for(words(language, "enrol.agreed"))
    assert joined.text == words(language, "enrol.agreed")
    await phone.send("/checkin")
    asked = await phone.wait_for(words(language, "mood.face.ask"))
    other = "en" if language == "cy" else "cy"
    assert words(other, "mood.face.ask") not in asked.text

    await school.enrol_roll([Pupil("L1", 12, other)])
    sent = await phone.send("/help")
    await phone.wait_for(words(language, "help.learner"), since=sent["message_id"])


async def test_worrying_words_before_a_choice_are_answered_and_paged_in_both(
    school: School,
) -> None:
    await school.enrol_roll([CADI])
    dsp = await school.staff("dsp", "")
    assert_welsh_first(await dsp.last(), "enrol.role.dsp")
    phone = await school.phone("Cadi")
    await phone.send(f"/start {school.codes['L1']}")
    await phone.wait_for(lambda m: bool(m.buttons))

    await phone.send("i want to die")
    answer = await phone.wait_for(words("en", "support.immediate"))
    assert_welsh_first(answer, "support.immediate")
    page = await dsp.wait_for(words("en", "level.immediate"))
    assert_welsh_first(page, "level.immediate")
    assert meanings(page)[1:] == ["c:desk"]

    await dsp.tap(page.labels[0])
    taken = await dsp.wait_for(opening("en", "page.taken"))
    assert opening("cy", "page.taken") in taken.text
    await choose(phone, "c:agree:cy")
    await phone.wait_for(words("cy", "enrol.agreed"))


async def test_a_language_is_chosen_by_naming_it(school: School) -> None:
    await school.enrol_roll([CADI])
    phone = await school.phone("Cadi")
    await phone.send(f"/start {school.codes['L1']}")
    notice = await phone.wait_for(lambda m: bool(m.buttons))
    await phone.send("English, please 🙂")
    again = await phone.wait_for(words("en", "enrol.greeting"), since=notice.id)
    assert words("cy", "enrol.greeting") not in again.text

    head = await school.staff("head", "")
    sent = await head.send("Cymraeg os gwelwch yn dda")
    told = await head.wait_for(words("cy", "language.set"), since=sent["message_id"])
    assert told.text == words("cy", "language.set")
    await head.send("/results")
    only = await head.wait_for(words("cy", "results.none"))
    assert only.text == words("cy", "results.none")
