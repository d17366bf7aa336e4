"""Back: the question before is asked again, and its answer may be kept or given anew."""

import pytest
from walk import Walk

from domain.events import AnswerRecorded
from domain.people import Language
from domain.session import Status
from flows.sprint import WAYS


@pytest.mark.parametrize("language", list(Language))
def test_going_back_shows_what_was_chosen_and_offers_to_keep_it(language: Language) -> None:
    walk = Walk(language=language).tap("face", "4")
    speak = walk.voice
    walk.tap_label(speak.say("flow.back"))
    chosen = speak.say("flow.chosen", choice=speak.say("mood.face.4"))
    assert walk.text == f"{speak.say('mood.face.ask')}\n{chosen}"
    assert walk.labels[-2:] == [speak.say("flow.keep"), speak.say("flow.skip")]
    assert walk.session.given == (("face", "4"),)


def test_keeping_an_answer_records_nothing_and_goes_on() -> None:
    walk = Walk().tap("face", "4").tap("reason", "_back").tap_label("Keep my answer")
    assert not any(isinstance(event, AnswerRecorded) for event in walk.events)
    assert (walk.session.node, walk.session.given) == ("reason", (("face", "4"),))


def test_another_answer_takes_the_place_of_the_first() -> None:
    walk = Walk().tap("face", "4").tap("reason", "_back").tap("face", "1")
    assert walk.session.given == (("face", "1"),)
    assert walk.session.path == ("face",)


def test_words_may_be_kept_too() -> None:
    walk = Walk().finished().tap("comment", "_change").tap("face", "_keep").tap("reason", "_keep")
    assert "Keep my answer" not in walk.labels
    walk.type("some words").tap("comment", "_change").tap("face", "_keep").tap("reason", "_keep")
    assert "Keep my answer" in walk.labels
    walk.tap("comment", "_keep")
    assert walk.session.status is Status.COMPLETED
    assert dict(walk.session.given)["comment"] == "words"


def test_going_back_twice_by_one_button_goes_back_once() -> None:
    walk = Walk().tap("face", "4").tap("reason", "sleep")
    assert walk.tap("comment", "_back").session.node == "reason"
    assert walk.tap("comment", "_back").session.node == "reason"
    assert walk.tap("reason", "_back").session.node == "face"


NOT_OFFERED = [
    ("face", "_back", "there is nothing before the first question"),
    ("face", "_keep", "nothing has been chosen that could be kept"),
    ("face", "6", "no such face"),
    ("face", "_nonsense", "no such button"),
    ("nowhere", "4", "no such question"),
    ("thanks", "4", "a node that asks nothing"),
    ("reason", "friends", "a question that has not been asked"),
]


@pytest.mark.parametrize(("node", "value", "why"), NOT_OFFERED)
def test_a_button_that_was_never_offered_moves_nothing(node: str, value: str, why: str) -> None:
    walk = Walk()
    before = walk.session
    walk.tap(node, value)
    assert (walk.session, walk.events) == (before, ()), why
    told = walk.sprint.toast if value in WAYS else walk.text
    assert told == walk.voice.say("chat.old_button")
