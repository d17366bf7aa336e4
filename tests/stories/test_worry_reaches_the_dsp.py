"""A worrying comment: the learner is answered at once, and the DSP is paged and takes the case."""

import asyncio
import time

import pytest

from tests.support.chat import choose, meanings, opening, words
from tests.support.school import Pupil, School

WORRY = {"en": "i want to die", "cy": "dwi isio marw"}


@pytest.mark.parametrize("language", ["cy", "en"])
async def test_a_worrying_comment_is_answered_paged_and_taken(
    school: School, language: str
) -> None:
    await school.enrol_roll([Pupil("L1", 12, language)])
    dsp = await school.staff("dsp", language)
    learner = await school.learner(Pupil("L1", 12, language))
    await learner.send("/checkin")
    await choose(learner, ":face:1")
    await choose(learner, ":reason:family")
    await learner.wait_for(words(language, "mood.comment.ask"))

    began = time.monotonic()
    await learner.send(WORRY[language])
    page = await dsp.wait_for(words(language, "level.immediate"))
    assert time.monotonic() - began < 5
    answer = await learner.wait_for(words(language, "support.immediate"))

    assert WORRY[language] not in page.text
    assert "Dychmygol" not in page.text
    assert "suicide" not in page.text
    assert (await learner.last()).id == answer.id, "nothing cheerful follows"

    await dsp.tap(page.labels[0])
    await dsp.wait_for(opening(language, "page.taken"))
    await dsp.send("/cases")
    listed = await dsp.wait_for(words(language, "cases.title"))
    assert words(language, "cases.state.acknowledged") in listed.text
    assert WORRY[language] not in listed.text

    status = await school.program.status()
    assert status["open_cases"] == {"immediate": 1, "urgent": 0, "watch": 0}
    assert status["answers"] == 3
    assert status["open_sessions"] == 0


async def test_words_are_heard_after_stop_and_before_anybody_can_be_paged(school: School) -> None:
    await school.enrol_roll([Pupil("L1", 13, "en")])
    learner = await school.learner(Pupil("L1", 13, "en"))

    await learner.send("/stop")
    await learner.wait_for(words("en", "stop.done"))
    await learner.send("i cut myself again")
    await learner.wait_for(words("en", "support.urgent"))

    dsp = await school.staff("dsp")
    page = await dsp.wait_for("urgent")
    assert page.buttons, "whoever joins later is paged for what waits"


async def test_talk_to_someone_needs_no_words(school: School) -> None:
    await school.enrol_roll([Pupil("L1", 12, "cy")])
    dsp = await school.staff("dsp")
    learner = await school.learner(Pupil("L1", 12, "cy"))

    await choose(learner, "c:talk")

    await dsp.wait_for("urgent")
    answer = await learner.wait_for(words("cy", "talk.sent"))
    assert meanings(answer)[-1] == "c:mistake"
    await choose(learner, "c:talkwhen:today")
    await choose(learner, "c:talkwhom:any")
    await learner.wait_for(words("cy", "talk.whom.any.noted"))


async def test_the_answer_is_one_tap_away_in_the_other_language(school: School) -> None:
    await school.enrol_roll([Pupil("L1", 12, "en")])
    learner = await school.learner(Pupil("L1", 12, "en"))
    await learner.send("i want to die")
    await learner.wait_for(words("en", "support.immediate"))
    await choose(learner, "s:immediate:cy")
    await learner.wait_for(words("cy", "support.immediate"))


async def test_a_question_on_its_way_is_taken_back(school: School) -> None:
    await school.enrol_roll([Pupil("L1", 12, "en")])
    learner = await school.learner(Pupil("L1", 12, "en"))
    await learner.send("/checkin")
    await learner.wait_for(words("en", "mood.face.ask"))
    await school.telegram.faults("429", times=1, method="sendMessage", retry_after=3)
    await choose(learner, ":face:1")
    await learner.send("i want to die")
    answer = await learner.wait_for(words("en", "support.immediate"))
    await asyncio.sleep(3.5)
    assert (await learner.last()).id == answer.id
