"""What a learner may begin whenever they like."""

import pytest

from domain.events import SessionSaved
from domain.people import Language, Role, Standing
from tests.support.conversation import Scene


@pytest.mark.parametrize(("language", "command"), [(Language.CY, "/mwy"), (Language.EN, "/more")])
def test_everything_a_learner_may_begin_is_behind_a_button(
    language: Language, command: str
) -> None:
    learner = Scene().learner(language).say(command)
    assert learner.text == learner.voice.say("checkin.more")
    assert learner.voice.say("mybook.title") in learner.labels
    assert learner.voice.say("beforeafter.title") not in learner.labels


def test_the_button_begins_it() -> None:
    learner = Scene().learner().say("/more")
    learner.tap(learner.voice.say("fiveways.title"))
    (begun,) = learner.of(SessionSaved)
    assert (begun.session.pack, begun.session.status) == ("five-ways", "waiting")
    assert learner.voice.say("fiveways.did.ask") in learner.text


def test_an_open_question_is_left_for_it() -> None:
    learner = Scene().learner().say("/checkin").say("/more")
    learner.tap(learner.voice.say("mybook.title"))
    assert [(each.session.pack, each.session.status) for each in learner.of(SessionSaved)] == [
        ("mood", "abandoned"),
        ("my-book", "waiting"),
    ]


def test_what_is_open_already_goes_on_where_it_was() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").say("/more")
    learner.tap(learner.voice.say("mood.title"))
    assert learner.chat.session is not None
    assert learner.chat.session.node == "reason"


def test_a_check_in_is_a_tap_away_from_what_is_open() -> None:
    learner = Scene().learner().say("/more").tap("c:begin:five-ways").say("/checkin")
    assert learner.voice.say("fiveways.did.ask") in learner.text
    learner.tap(learner.voice.say("mood.title"))
    assert learner.chat.session is not None
    assert (learner.chat.session.pack, learner.chat.session.node) == ("mood", "face")


def test_the_same_button_twice_asks_once() -> None:
    learner = Scene().learner().say("/more")
    learner.tap("c:begin:five-ways").tap("c:begin:five-ways")
    assert learner.answers == []


def test_a_pack_that_is_not_offered_cannot_be_begun() -> None:
    learner = Scene().learner().tap("c:begin:before-and-after")
    assert learner.text == learner.voice.say("chat.old_button")
    assert learner.of(SessionSaved) == []


def test_staff_are_offered_nothing() -> None:
    staff = Scene().staff(Role.HEAD).say("/more")
    assert staff.text == staff.voice.say("checkin.none")


def test_who_has_stopped_is_offered_nothing() -> None:
    learner = Scene().learner(standing=Standing.STOPPED).tap("c:begin:mood")
    assert learner.text == learner.voice.say("chat.old_button")
