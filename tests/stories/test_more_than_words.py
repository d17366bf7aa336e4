"""What comes beside typed words: recordings, pictures and their captions, stickers, edits."""

import pytest

from simulator.client import Phone
from tests.support.chat import meanings, opening, words
from tests.support.school import Pupil, School

LANGUAGES = ["cy", "en"]
GRAVE = {"en": "i want to die", "cy": "dwi isio marw"}


async def learner_and_dsp(school: School, language: str) -> tuple[Phone, Phone]:
    """A learner and a safeguarding person who both speak a language."""
    await school.enrol_roll([Pupil("L1", 12, language)])
    dsp = await school.staff("dsp", language)
    return await school.learner(Pupil("L1", 12, language)), dsp


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_voice_note_is_not_heard_and_a_person_is_told_of_it(
    school: School, language: str
) -> None:
    learner, dsp = await learner_and_dsp(school, language)
    await learner.voice()
    told = await learner.wait_for(words(language, "chat.media_talk"))
    assert meanings(told) == ["c:talk"]
    await dsp.send("/cases")
    listed = await dsp.wait_for(words(language, "level.watch"))
    await dsp.tap(listed.labels[0])
    await dsp.wait_for(opening(language, "page.taken"))
    await learner.tap("c:talk")
    await learner.wait_for(words(language, "talk.sent"))
    await dsp.wait_for(words(language, "level.urgent"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_caption_is_read_and_the_picture_is_never_fetched(
    school: School, language: str
) -> None:
    learner, dsp = await learner_and_dsp(school, language)
    await learner.photo(GRAVE[language])
    await learner.wait_for(words(language, "support.immediate"))
    page = await dsp.wait_for(words(language, "level.immediate"))
    assert GRAVE[language] not in page.text
    assert await school.telegram.calls("getFile") == []
    assert not [file for file in school.program.data.rglob("*") if file.suffix == ".jpg"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_edit_keeps_the_first_words_and_is_heard_again(
    school: School, language: str
) -> None:
    learner, dsp = await learner_and_dsp(school, language)
    sent = await learner.send("Helo")
    await learner.wait_for(words(language, "chat.kept"))
    await learner.edit(sent["message_id"], GRAVE[language])
    await learner.wait_for(words(language, "support.immediate"))
    await dsp.wait_for(words(language, "level.immediate"))
    status = await school.program.status()
    assert status["open_cases"]["immediate"] == 1
    assert status["texts_unread"] == 1, "the first words wait on the reading list as they did"


async def test_a_worrying_first_text_is_not_undone_by_an_edit(school: School) -> None:
    learner, dsp = await learner_and_dsp(school, "en")
    sent = await learner.send(GRAVE["en"])
    await dsp.wait_for(words("en", "level.immediate"))
    await learner.edit(sent["message_id"], "Helo")
    await learner.wait_for(words("en", "chat.edit_noted"))
    assert (await school.program.status())["open_cases"]["immediate"] == 1


async def test_a_sticker_alone_pages_nobody(school: School) -> None:
    learner, dsp = await learner_and_dsp(school, "en")
    before = await dsp.last()
    await learner.sticker("🙂")
    await learner.wait_for(words("en", "chat.sticker"))
    await school.ticks()
    assert (await dsp.last()).id == before.id
