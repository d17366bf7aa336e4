"""How a check-in begins, goes on and ends, in both languages and for every age."""

import pytest
from walk import LEARNER, NOON, SESSION, Walk, a_pack, mood, thanks, two_options, words_question

from domain.events import AnswerRecorded, AnswerWithdrawn, SessionSaved
from domain.ids import WaveId
from domain.people import Band, Language
from domain.session import Status
from flows.calendar import week_of
from flows.engine import start
from locales.reader import voice

LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("band", list(Band))
def test_the_first_question_is_asked_in_the_words_of_the_age(
    language: Language, band: Band
) -> None:
    walk = Walk(language=language, band=band)
    speak = voice(language, band)
    assert walk.text == speak.say("mood.face.ask")
    faces = [speak.say(f"mood.face.{face}") for face in (5, 4, 3, 2, 1)]
    assert walk.labels == [*faces, speak.say("flow.skip")]


def test_the_youngest_are_asked_in_other_words_than_the_oldest() -> None:
    asked = {Walk(band=band).text for band in Band}
    assert len(asked) == len(Band)
    assert "😀 Very happy" in Walk(band=Band.AGES_7_9).labels
    assert "😀 Very good" in Walk(band=Band.AGES_15_18).labels


def test_a_start_is_saved_with_its_wave() -> None:
    sprint = start(
        mood(), Walk().talk, session_id=SESSION, contact_id=LEARNER, wave_id=WaveId("w1")
    )
    (event,) = sprint.events
    assert isinstance(event, SessionSaved)
    kept = event.session
    assert (kept.id, kept.contact_id, kept.wave_id) == (SESSION, LEARNER, "w1")
    assert (kept.node, kept.status, kept.path, kept.given) == ("face", Status.WAITING, (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_check_in_by_the_labels_of_its_buttons(language: Language) -> None:
    walk = Walk(language=language)
    speak = walk.voice
    walk.tap_label(speak.say("mood.face.4")).tap_label(speak.say("mood.reason.friends"))
    assert walk.text == speak.say("mood.comment.ask")
    walk.tap_label(speak.say("flow.skip"))
    assert walk.text == speak.say("mood.thanks")
    assert walk.labels == [speak.say("flow.change")]
    assert walk.session.status is Status.COMPLETED
    assert walk.session.given == (("face", "4"), ("reason", "friends"))
    assert walk.session.ended_at == NOON


def test_an_answer_is_a_complete_fact() -> None:
    walk = Walk().tap("face", "2")
    answer, stands = walk.events
    assert answer == AnswerRecorded(
        session_id=SESSION,
        contact_id=LEARNER,
        pack="mood",
        question="face",
        value="2",
        text_id=None,
        notice_version="1",
        week=week_of(NOON),
        at=NOON,
    )
    assert stands == SessionSaved(walk.session)


def test_words_are_an_answer_that_names_where_they_are_kept() -> None:
    walk = Walk().tap("face", "4").tap("reason", "sleep").type("I slept badly", "t9")
    answer = walk.events[0]
    assert isinstance(answer, AnswerRecorded)
    assert (answer.question, answer.value, answer.text_id) == ("comment", "words", "t9")
    assert "slept" not in repr(walk.sprint)


def test_a_question_that_is_skipped_has_no_answer() -> None:
    walk = Walk().tap("face", "_skip")
    assert walk.events == (SessionSaved(walk.session),)
    assert (walk.session.node, walk.session.path, walk.session.given) == ("reason", ("face",), ())


def test_skipping_takes_back_an_answer_given_before() -> None:
    walk = Walk().tap("face", "4").tap("reason", "_back").tap("face", "_skip")
    assert walk.events[0] == AnswerWithdrawn(session_id=SESSION, question="face")
    assert walk.session.given == ()


def test_a_question_that_is_not_optional_cannot_be_skipped() -> None:
    walk = Walk(pack=a_pack({"a": two_options("end", optional=False), "end": thanks()}))
    assert walk.labels == ["😀 Very good", "😢 Very low"]
    walk.tap("a", "_skip")
    assert (walk.session.node, walk.session.status) == ("a", Status.WAITING)


def test_what_lies_on_the_way_is_said_before_the_question() -> None:
    pack = a_pack(
        {
            "hello": {"kind": "say", "say": "mood.title", "next": "a"},
            "a": words_question("end", optional=False),
            "end": thanks(),
        }
    )
    walk = Walk(pack=pack)
    assert walk.text == f"How do you feel?\n\n{walk.voice.say('mood.comment.ask')}"
    assert walk.buttons == []


def test_a_pack_that_only_speaks_ends_as_it_begins() -> None:
    walk = Walk(pack=a_pack({"end": thanks()}, change_minutes=0))
    assert (walk.session.status, walk.buttons) == (Status.COMPLETED, [])
    assert walk.text == walk.voice.say("mood.thanks")


def test_a_pack_may_end_with_a_question() -> None:
    last = {"a": two_options("b"), "b": {"kind": "say", "say": "mood.title"}}
    assert Walk(pack=a_pack(last)).tap("a", "up").text == "How do you feel?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_coming_back_asks_the_open_question_again(language: Language) -> None:
    walk = Walk(language=language).tap("face", "4").come_back()
    speak = walk.voice
    assert walk.text == f"{speak.say('flow.resumed')}\n\n{speak.say('mood.reason.ask')}"
    assert speak.say("mood.reason.friends") in walk.labels
    assert walk.session.status is Status.WAITING


def test_coming_back_in_the_other_language_asks_in_that_language() -> None:
    walk = Walk(language=Language.EN).tap("face", "4").speaking(Language.CY).come_back()
    assert walk.text.startswith("Ble oedden ni?")
    assert "Ffrindiau" in walk.labels
    assert walk.tap_label("Ffrindiau").session.given == (("face", "4"), ("reason", "friends"))


def test_coming_back_to_what_has_ended_says_nothing() -> None:
    walk = Walk().finished()
    ended = walk.session
    assert walk.come_back().sprint.said == ()
    assert (walk.session, walk.events) == (ended, ())
