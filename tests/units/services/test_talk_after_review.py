"""Small promises of the chat that a hurried person would run into."""

import pytest

from domain.events import CaseChanged, CaseOpened, ContactStopped, EnrolmentDeclined
from domain.people import Language, Role
from tests.support.conversation import CODE, Scene

LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_at_the_notice_bring_its_buttons_again(language: Language) -> None:
    scene = Scene()
    scene.invite(language=language)
    learner = scene.stranger().say(CODE).say("what is this")
    assert learner.text == learner.voice.say("enrol.please_choose")
    learner.tap("c:leave")
    assert learner.of(EnrolmentDeclined)


def test_stop_with_worrying_words_behind_it_is_comforted_and_stopped() -> None:
    scene = Scene()
    learner = scene.learner().say("/stop i want to die")
    assert learner.of(CaseOpened)
    assert learner.of(ContactStopped)


def test_an_adult_s_code_in_a_learner_s_hand_opens_nothing() -> None:
    scene = Scene()
    learner = scene.learner()
    scene.invite(Role.DSP)
    learner.say(f"/start {CODE}")
    assert learner.text == learner.voice.say("enrol.code_unknown")
    assert learner.contact.roles == {Role.LEARNER}


def test_a_case_that_has_risen_is_shown_before_it_is_taken() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=Language.EN)
    learner = scene.learner().say("i cut myself")
    first = dsp.buttons[0].data
    learner.say("i want to die")
    dsp.tap(first)
    assert dsp.of(CaseChanged) == []
    assert dsp.voice.say("level.immediate") in dsp.text
    dsp.tap(dsp.buttons[0].data)
    assert dsp.of(CaseChanged)


def test_the_name_of_a_language_changes_it_where_words_are_asked_for_too() -> None:
    learner = Scene().learner(Language.CY).say("/checkin").tap("🙂 Da").tap("Cwsg")
    learner.say("In English!")
    assert learner.contact.language is Language.EN
    assert learner.voice.say("mood.comment.ask") in learner.text
    assert learner.chat.session is not None
    assert learner.chat.session.node == "comment"
