"""What the bot cannot read, and what was changed after it was sent."""

from dataclasses import replace

import pytest
from worry import STATES

from domain.events import AnswerRecorded, CaseOpened, TextHeard
from domain.messages import InboundKind
from domain.people import Language, Role
from domain.verdicts import Level, Verdict
from escalation.beside import NOTHING, Beside
from escalation.lexicon import load_lexicon
from escalation.screening import Screener
from locales.reader import both
from tests.support.conversation import Conversation, Scene

LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["voice", "photo", "video_note", "document", "other"])
def test_what_cannot_be_read_is_said_so_and_a_person_looks(what: str, language: Language) -> None:
    scene = Scene()
    learner = scene.learner(language).send(what)
    assert learner.text == learner.voice.say("chat.media_talk")
    assert "999" in learner.text
    assert learner.labels == [learner.voice.say("talk.button")]
    assert learner.heard.place == what
    verdict = learner.heard.verdict
    assert (verdict.screened, verdict.level) == (False, Level.WATCH)
    assert verdict.categories == ("unscreened",)
    assert learner.opened.level is Level.WATCH
    assert scene.case.waits


@pytest.mark.parametrize("state", STATES)
def test_a_person_looks_whoever_sent_it(state: str) -> None:
    person = STATES[state](Scene(), Language.EN).send("voice")
    assert person.of(CaseOpened)
    assert person.answers


def test_staff_are_offered_no_button_and_told_of_none() -> None:
    dsp = Scene().staff(Role.DSP).send("voice")
    assert (dsp.text, dsp.labels) == (dsp.voice.say("chat.media"), [])


def test_a_stranger_is_told_in_both_languages() -> None:
    assert Scene().stranger().send("voice").text == both("chat.media")


def test_a_caption_is_read() -> None:
    learner = Scene().learner().send("photo", "my new bike")
    assert learner.heard.body == "my new bike"
    assert learner.heard.verdict.level is Level.WATCH, "the picture itself is not"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sticker_stands_for_its_emoji_and_is_nobody_s_case(language: Language) -> None:
    learner = Scene().learner(language).send("sticker", "🙂")
    assert learner.text == learner.voice.say("chat.sticker")
    assert (learner.heard.body, learner.heard.verdict.screened) == ("🙂", True)
    assert learner.of(CaseOpened) == []


def test_a_picture_answers_no_question_and_leaves_it_open() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").tap("Sleep").send("photo", "look")
    assert learner.of(AnswerRecorded) == []
    assert learner.say("that was my bed").of(AnswerRecorded)


# --- edits ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_learner_s_new_words_are_kept_beside_the_first(language: Language) -> None:
    learner = Scene().learner(language).say("I like maths").edit("I like art")
    assert learner.text == learner.voice.say("chat.edit_noted")
    assert (learner.heard.body, learner.heard.place) == ("I like art", "edit")


def test_an_edit_is_no_answer_and_no_command() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").tap("Sleep").edit("/stop")
    assert learner.of(AnswerRecorded) == []
    assert learner.contact.standing == "joined"


def test_nothing_is_said_to_be_kept_where_it_is_not() -> None:
    stranger = Scene().stranger().edit("hello")
    assert (stranger.text, stranger.of(TextHeard)) == (both("enrol.need_code"), [])
    dsp = Scene().staff(Role.DSP).edit("hello")
    assert (dsp.text, dsp.of(TextHeard)) == (dsp.voice.say("staff.words"), [])


# --- what could not be understood, or not screened --------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_an_update_that_cannot_be_understood_goes_to_a_person(state: str) -> None:
    person = STATES[state](Scene(), Language.EN).receive(InboundKind.UNREADABLE, "some words")
    assert (person.heard.body, person.heard.place) == ("some words", "unreadable")
    assert not person.heard.verdict.screened
    assert person.of(CaseOpened)
    assert "999" in person.text


class Broken(Screener):
    """A screener with a fault."""

    def screen(
        self, text: str, language: str | None, age: int | None, beside: Beside = NOTHING
    ) -> Verdict:
        raise ValueError(text, language, age, beside)


def where_screening_fails() -> Conversation:
    scene = Scene()
    scene.world = replace(scene.world, screener=Broken(load_lexicon()))
    return scene.learner()


@pytest.mark.parametrize("way", ["say", "edit"])
def test_where_screening_fails_a_person_must_read_and_the_learner_is_comforted(way: str) -> None:
    learner = where_screening_fails()
    getattr(learner, way)("anything")
    assert (learner.heard.verdict.screened, learner.opened.level) == (False, Level.URGENT)
    assert learner.text.startswith(learner.voice.say("support.urgent"))
