"""A check-in in a chat: by command, by tap and by words."""

from dataclasses import replace

import pytest

from domain.events import AnswerRecorded, MessageQueued, SessionSaved, TextHeard
from domain.messages import Lane
from domain.people import Band, Language, Role
from flows.definition import Pack, newest
from tests.support.conversation import Conversation, Scene

LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [3, 5, 8, 12])
def test_a_whole_check_in_by_taps(language: Language, year: int) -> None:
    learner = Scene().learner(language, year=year).say("/checkin")
    speak = learner.voice
    assert learner.text == speak.say("mood.face.ask")
    learner.tap(speak.say("mood.face.4")).tap(speak.say("mood.reason.sleep"))
    assert learner.text == speak.say("mood.comment.ask")
    learner.tap(speak.say("flow.skip"))
    assert learner.text == speak.say("mood.thanks")
    assert learner.chat.session is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [3, 5, 8, 12])
def test_after_a_low_face_the_end_says_how_to_talk_to_somebody(
    language: Language, year: int
) -> None:
    learner = Scene().learner(language, year=year).say("/checkin")
    learner.tap(learner.voice.say("mood.face.1"))
    learner.tap(learner.voice.say("flow.skip")).tap(learner.voice.say("flow.skip"))
    assert learner.text == learner.voice.say("mood.low")
    assert ("/siarad" if language is Language.CY else "/talk") in learner.text


def test_the_replies_leave_in_their_lane() -> None:
    learner = Scene().learner().say("/checkin")
    assert [event.message.lane for event in learner.of(MessageQueued)] == [Lane.REPLY]


def test_words_at_the_last_question_are_the_answer_and_are_kept() -> None:
    learner = at_the_comment().say("Maths was fun")
    (answer,) = learner.of(AnswerRecorded)
    assert (answer.question, answer.text_id) == ("comment", learner.heard.text_id)
    assert learner.heard.place == "mood/comment"
    assert learner.text == learner.voice.say("mood.thanks")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_at_a_question_with_faces_are_kept_and_kindly_asked_again(
    language: Language,
) -> None:
    learner = Scene().learner(language).say("/checkin").say("hmm")
    assert learner.text.startswith(learner.voice.say("flow.choose"))
    assert learner.heard.place == "mood/face"
    assert learner.of(AnswerRecorded) == []


def test_a_label_typed_out_is_answered_and_heard() -> None:
    learner = Scene().learner(Language.CY).say("/hwyliau").say("Da iawn")
    assert learner.of(AnswerRecorded)[0].value == "5"
    assert learner.of(TextHeard)


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_for_it_again_goes_on_where_it_was(language: Language) -> None:
    learner = Scene().learner(language).say("/checkin").say("/checkin")
    assert learner.text.startswith(learner.voice.say("flow.resumed"))
    assert learner.chat.session is not None


def test_each_check_in_has_an_id_of_its_own() -> None:
    learner = Scene().learner()
    first = finished(learner)
    second = finished(learner)
    assert first != second


def newest_mood(scene: Scene) -> Pack:
    pack = newest(scene.world.packs, "mood")
    assert pack is not None
    return pack


def test_a_session_whose_pack_is_gone_is_given_up_for_a_new_one() -> None:
    scene = Scene()
    learner = scene.learner().say("/checkin")
    scene.world = replace(scene.world, packs={("mood", 99): newest_mood(scene)})
    learner.say("some words").say("/checkin")
    given_up, begun = learner.of(SessionSaved)
    assert (given_up.session.status, begun.session.status) == ("abandoned", "waiting")


def test_without_any_pack_there_is_nothing_to_answer() -> None:
    scene = Scene()
    scene.world = replace(scene.world, packs={})
    learner = scene.learner().say("/checkin")
    assert learner.text == learner.voice.say("checkin.none")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [Role.DSP, Role.COUNCIL, Role.HEAD])
def test_the_questions_are_for_learners(role: Role, language: Language) -> None:
    person = Scene().staff(role, language=language).say("/checkin")
    assert person.text == person.voice.say("checkin.none")
    assert person.of(SessionSaved) == []


# --- buttons of earlier messages --------------------------------------------------------------


def test_a_tap_given_twice_counts_once() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").tap("🙂 Good")
    assert learner.toast == learner.voice.say("chat.same_answer")
    assert learner.of(AnswerRecorded) == []
    assert learner.answers == []


def test_another_face_changes_the_answer_where_it_stands() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").tap("🙁 Low")
    assert learner.of(AnswerRecorded)[0].value == "2"
    assert learner.text == "Your answer is now: 🙁 Low"


def test_a_button_of_a_finished_check_in_leaves_the_new_one_open() -> None:
    learner = Scene().learner()
    first = finished(learner)
    learner.say("/checkin").tap(f"f:{first}:face:1")
    assert learner.of(AnswerRecorded)[0].session_id == first
    assert learner.chat.session is not None
    assert learner.chat.session.id != first


def test_a_finished_check_in_is_not_taken_up_while_another_is_open() -> None:
    learner = Scene().learner()
    first = finished(learner)
    learner.say("/checkin").tap(f"f:{first}:comment:_change")
    assert learner.toast == learner.voice.say("flow.too_late")
    assert learner.chat.session is not None
    assert learner.chat.session.id != first


def test_a_change_of_mind_opens_the_same_check_in_again() -> None:
    learner = Scene().learner()
    first = finished(learner)
    learner.tap("Change my mind")
    assert learner.chat.session is not None
    assert learner.chat.session.id == first


def test_long_after_the_end_it_is_too_late() -> None:
    scene = Scene()
    learner = scene.learner()
    finished(learner)
    scene.wait(hours=2)
    learner.tap("Change my mind")
    assert learner.text == learner.voice.say("flow.too_late")
    assert learner.chat.session is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_of_somebody_else_s_check_in_is_nothing_here(language: Language) -> None:
    scene = Scene()
    other = scene.learner().say("/checkin")
    learner = scene.learner(language).say("/checkin").tap(other.buttons[0].data)
    assert learner.toast == learner.voice.say("chat.old_button")
    assert learner.of(AnswerRecorded) == []
    assert learner.answers == []


@pytest.mark.parametrize(
    "data", ["", "c:", "c:nonsense", "x", "f:a:b", "s:none:cy", "s:urgent:fr"]
)
def test_a_button_that_is_none_of_ours_is_answered(data: str) -> None:
    learner = Scene().learner().tap(data)
    assert learner.toast == learner.voice.say("chat.not_yours")
    assert learner.answers == []


def at_the_comment() -> Conversation:
    return Scene().learner().say("/checkin").tap("🙂 Good").tap("Sleep")


def finished(learner: Conversation) -> str:
    """A check-in from its beginning to its end; its id."""
    learner.say("/checkin")
    assert learner.chat.session is not None
    session_id = learner.chat.session.id
    learner.tap("🙂 Good").tap("Sleep").tap("Skip")
    assert learner.contact.band is Band.AGES_15_18
    return session_id
