"""Change my mind: within the time of the pack, and not after it."""

import pytest
from walk import Walk, settled

from domain.events import AnswerRecorded
from domain.people import Language
from domain.session import Status
from flows.engine import abandon


@pytest.mark.parametrize("language", list(Language))
def test_within_the_time_the_questions_are_asked_again(language: Language) -> None:
    walk = Walk(language=language).finished().wait(minutes=60)
    speak = walk.voice
    walk.tap_label(speak.say("flow.change"))
    assert walk.text.startswith(f"{speak.say('flow.changed')}\n\n{speak.say('mood.face.ask')}")
    assert speak.say("flow.keep") in walk.labels
    assert (walk.session.status, walk.session.ended_at) == (Status.WAITING, None)
    assert walk.session.given == (("face", "4"), ("reason", "friends"))
    assert walk.session.path == ()
    assert speak.say("flow.back") not in walk.labels


@pytest.mark.parametrize("language", list(Language))
def test_after_the_time_the_answer_is_kept(language: Language) -> None:
    walk = Walk(language=language).finished().wait(minutes=60, seconds=1)
    ended = walk.session
    walk.tap("comment", "_change")
    assert walk.text == walk.voice.say("flow.too_late")
    assert (walk.session, walk.events) == (ended, ())


def test_changing_one_answer_counts_once_and_keeps_the_others() -> None:
    walk = Walk().finished().tap("comment", "_change").tap("face", "1")
    assert [e.value for e in walk.events if isinstance(e, AnswerRecorded)] == ["1"]
    walk.tap("reason", "_keep").tap("comment", "_skip")
    assert walk.session.given == (("face", "1"), ("reason", "friends"))
    assert walk.session.status is Status.COMPLETED


def test_the_time_runs_anew_from_the_new_end() -> None:
    walk = Walk().finished().wait(minutes=50).tap("comment", "_change")
    walk.tap("face", "1").tap("reason", "_keep").tap("comment", "_skip").wait(minutes=50)
    assert walk.tap("comment", "_change").session.status is Status.WAITING


def test_the_button_tapped_again_asks_where_we_were() -> None:
    walk = Walk().finished().tap("comment", "_change").tap("face", "1")
    before = settled(walk.session)
    walk.tap("comment", "_change")
    assert walk.text.startswith("Where were we?")
    assert settled(walk.session) == before


def test_what_was_given_up_cannot_be_changed() -> None:
    walk = Walk().tap("face", "4")
    walk.aside(abandon(walk.session, walk.now)).tap("reason", "_change")
    assert walk.session.status is Status.ABANDONED
    assert walk.text == walk.voice.say("flow.too_late")
