"""Buttons of earlier messages stay on the screen, and are tapped again."""

import pytest
from walk import Walk

from domain.events import AnswerRecorded, SessionSaved
from domain.people import Language
from domain.session import Status
from flows.sprint import WAYS

LANGUAGES = list(Language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answer_again_is_a_short_word_and_nothing_more(language: Language) -> None:
    walk = Walk(language=language).tap("face", "4")
    before = walk.session
    walk.tap("face", "4")
    assert walk.sprint.toast == walk.voice.say("chat.same_answer")
    assert (walk.session, walk.events, walk.sprint.said) == (before, (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_answer_changes_the_first_where_it_stands(language: Language) -> None:
    walk = Walk(language=language).tap("face", "4").tap("face", "2")
    speak = walk.voice
    assert walk.text == speak.say("flow.changed_to", choice=speak.say("mood.face.2"))
    assert [type(event) for event in walk.events] == [AnswerRecorded, SessionSaved]
    assert (walk.session.node, walk.session.status) == ("reason", Status.WAITING)
    assert walk.session.given == (("face", "2"),)
    assert walk.session.path == ("face",)


def test_a_skipped_question_may_be_answered_by_its_old_button() -> None:
    walk = Walk().tap("face", "_skip").tap("face", "3")
    assert (walk.session.node, walk.session.given) == ("reason", (("face", "3"),))


def test_after_the_end_an_answer_may_be_changed_while_there_is_time() -> None:
    walk = Walk().finished().wait(minutes=59).tap("face", "1")
    assert walk.session.given == (("face", "1"), ("reason", "friends"))
    assert walk.session.status is Status.COMPLETED
    assert "Your answer is now" in walk.text


def test_changing_an_answer_does_not_make_the_time_longer() -> None:
    walk = Walk().finished().wait(minutes=59).tap("face", "1").wait(minutes=2).tap("face", "2")
    assert walk.session.given == (("face", "1"), ("reason", "friends"))


def test_long_after_the_end_the_answer_is_kept() -> None:
    walk = Walk().finished().wait(days=30).tap("face", "1")
    assert (walk.text, walk.events) == (walk.voice.say("flow.too_late"), ())
    walk.tap("face", "4")
    assert walk.sprint.toast == walk.voice.say("chat.same_answer")


BEHIND = [
    ("face", "_skip", "the question is behind: skip it no more"),
    ("face", "9", "no such face"),
    ("comment", "_skip", "a question for words has no options to tap"),
]


@pytest.mark.parametrize(("node", "value", "why"), BEHIND)
def test_what_means_nothing_any_more_is_told_so(node: str, value: str, why: str) -> None:
    walk = Walk().finished()
    ended = walk.session
    walk.tap(node, value)
    told = walk.sprint.toast if value in WAYS else walk.text
    assert (walk.session, told) == (ended, walk.voice.say("chat.old_button")), why


def test_a_question_ahead_of_where_one_went_back_to_is_not_answered() -> None:
    walk = Walk().tap("face", "4").tap("reason", "_back").tap("reason", "sleep")
    assert (walk.session.node, walk.session.given) == ("face", (("face", "4"),))
