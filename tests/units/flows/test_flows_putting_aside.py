"""What becomes of a session when something graver is said: no question, no cheerful word."""

from walk import Walk, a_pack, thanks, words_question

from domain.events import AnswerRecorded, SessionSaved
from domain.ids import TextId
from domain.session import Status
from flows.engine import abandon, finish_quietly, park

WORDS = TextId("t5")


def quietly(walk: Walk) -> Walk:
    return walk.aside(finish_quietly(walk.pack, walk.talk, walk.session, WORDS))


def two_questions() -> Walk:
    nodes = {"a": words_question("b"), "b": words_question("end"), "end": thanks()}
    return Walk(pack=a_pack(nodes))


def test_a_parked_session_says_nothing_and_keeps_its_place() -> None:
    walk = Walk().tap("face", "4")
    walk.aside(park(walk.session, walk.now))
    assert (walk.session.status, walk.session.node) == (Status.PARKED, "reason")
    assert (walk.events, walk.sprint.said) == ((SessionSaved(walk.session),), ())


def test_a_parked_session_is_taken_up_again_by_coming_back_or_by_a_tap() -> None:
    walk = Walk().tap("face", "4")
    parked = park(walk.session, walk.now)
    assert walk.aside(parked).come_back().session.status is Status.WAITING
    assert walk.aside(parked).tap("reason", "sleep").session.node == "comment"


def test_an_earlier_answer_may_be_changed_while_it_stays_parked() -> None:
    walk = Walk().tap("face", "4")
    walk.aside(park(walk.session, walk.now)).tap("face", "1")
    assert (walk.session.status, walk.session.given) == (Status.PARKED, (("face", "1"),))


def test_an_abandoned_session_keeps_what_was_answered() -> None:
    walk = Walk().tap("face", "4").wait(hours=1)
    walk.aside(abandon(walk.session, walk.now))
    assert (walk.session.status, walk.session.ended_at) == (Status.ABANDONED, walk.now)
    assert walk.session.given == (("face", "4"),)
    assert not walk.session.is_current


def test_the_last_question_takes_the_words_and_ends_without_thanks() -> None:
    walk = quietly(Walk().tap("face", "1").tap("reason", "family"))
    assert walk.session.status is Status.COMPLETED
    answer = walk.events[0]
    assert isinstance(answer, AnswerRecorded)
    assert (answer.question, answer.value, answer.text_id) == ("comment", "words", WORDS)
    assert walk.sprint.said == ()


def test_before_any_other_question_the_session_is_parked() -> None:
    walk = quietly(two_questions())
    assert (walk.session.status, walk.session.node) == (Status.PARKED, "b")
    assert dict(walk.session.given) == {"a": "words"}
    assert walk.sprint.said == ()


def test_words_at_a_question_with_buttons_are_no_answer() -> None:
    walk = quietly(Walk())
    assert (walk.session.status, walk.session.node) == (Status.PARKED, "face")
    assert walk.events == (SessionSaved(walk.session),)


def test_more_words_are_no_answer_to_a_question_that_was_never_asked() -> None:
    walk = quietly(quietly(two_questions()))
    assert dict(walk.session.given) == {"a": "words"}
    assert (walk.session.status, walk.events) == (Status.PARKED, ())


def test_what_has_ended_stays_as_it_is() -> None:
    walk = Walk().finished()
    ended = walk.session
    assert quietly(walk).sprint.said == ()
    assert (walk.session, walk.events) == (ended, ())
