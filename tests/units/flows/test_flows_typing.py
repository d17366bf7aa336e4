"""Words that are typed where buttons are shown."""

from typing import Any

import pytest
from walk import Walk, a_pack, thanks

from domain.people import Band, Language
from domain.session import Status

TYPED = [
    (Language.EN, "Good", "as the button says it"),
    (Language.EN, "🙂 good", "with the picture and without the capital"),
    (Language.EN, "  GOOD!  ", "loudly"),
    (Language.CY, "Da", "as the button says it"),
    (Language.CY, "🙂 da.", "with the picture and a full stop"),
]


@pytest.mark.parametrize(("language", "text", "note"), TYPED)
def test_a_label_typed_out_counts_as_a_tap(language: Language, text: str, note: str) -> None:
    typed = Walk(language=language).type(text)
    tapped = Walk(language=language).tap("face", "4")
    assert typed.sprint == tapped.sprint, note


def test_a_label_is_known_in_the_words_of_the_age() -> None:
    assert Walk(band=Band.AGES_7_9).type("happy").session.given == (("face", "4"),)
    assert Walk(band=Band.AGES_15_18).type("very low").session.given == (("face", "1"),)


def test_a_label_is_known_in_the_other_language_too() -> None:
    assert Walk(language=Language.CY).type("very low").session.given == (("face", "1"),)
    assert Walk(language=Language.EN).type("isel iawn").session.given == (("face", "1"),)


def test_a_label_of_several_words_is_known() -> None:
    walk = Walk(language=Language.CY).tap("face", "4").type("pethau ar-lein")
    assert dict(walk.session.given)["reason"] == "online"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("text", ["no idea", "glas", "44", "", "good and bad"])
def test_other_words_are_kept_and_the_question_is_asked_again(
    language: Language, text: str
) -> None:
    walk = Walk(language=language).type(text)
    speak = walk.voice
    assert walk.text == f"{speak.say('flow.choose')}\n\n{speak.say('mood.face.ask')}"
    assert (walk.session.node, walk.session.given) == ("face", ())
    assert len(walk.buttons) == 6


def test_the_third_time_the_question_is_let_go() -> None:
    walk = Walk().type("glas").type("glas").type("glas")
    assert walk.text.startswith(walk.voice.say("flow.let_go"))
    assert (walk.session.node, walk.session.given) == ("reason", ())


def test_words_after_the_end_answer_nothing() -> None:
    walk = Walk().finished()
    ended = walk.session
    walk.type("one more thing")
    assert (walk.session, walk.events, walk.sprint.said) == (ended, (), ())


def going_round(**nodes: Any) -> Walk:
    """A pack whose second question leads back to the first as long as that has no answer."""
    number = {"kind": "number", "ask": "mood.title"}
    again = {
        "kind": "branch",
        "cases": [{"when": "not first", "next": "first"}],
        "otherwise": "end",
    }
    plain = {
        "first": number | {"next": "second"},
        "second": number | {"next": "again"},
        "again": again,
        "end": thanks(),
    }
    return Walk(pack=a_pack(plain | nodes))


def nonsense(walk: Walk) -> Walk:
    return walk.type("glas").type("glas").type("glas")


def test_a_question_let_go_that_would_come_up_again_ends_the_conversation_kindly() -> None:
    walk = nonsense(nonsense(going_round()))
    assert walk.text == walk.voice.say("flow.let_go_last")
    assert walk.session.status is Status.COMPLETED


def test_a_question_let_go_that_leads_to_itself_ends_the_conversation() -> None:
    alone = {"kind": "number", "ask": "mood.title", "next": "first"}
    walk = nonsense(going_round(first=alone))
    assert walk.session.status is Status.COMPLETED


def test_a_question_let_go_may_come_up_once_more_after_another_was_answered() -> None:
    walk = nonsense(going_round()).type("7")
    assert (walk.session.node, walk.session.status) == ("first", Status.WAITING)
    assert dict(nonsense(walk).session.given) == {"second": "7"}
    assert walk.session.status is Status.COMPLETED


def test_a_question_let_go_may_lead_back_to_one_that_is_answered() -> None:
    back = {"kind": "number", "ask": "mood.title", "next": "first"}
    walk = nonsense(going_round(second=back).type("3"))
    assert (walk.session.node, walk.session.status) == ("first", Status.WAITING)
    assert nonsense(walk).session.status is Status.COMPLETED
    assert walk.session.given == (("first", "3"),)
