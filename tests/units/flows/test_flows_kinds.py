"""Every kind of question: how it is put, what taps come to, and what is recorded."""

from typing import Any

import pytest
from walk import Walk, a_pack, thanks, two_options, words_question

from domain.events import AnswerRecorded, AnswerWithdrawn
from domain.people import Language
from domain.session import Status
from flows.definition import newest
from flows.loading import read_packs
from flows.sprint import BACK, CLEAR, DONE, KEEP, SKIP
from flows.walking import MAX_STEPS
from flows.wording import wording

THREE = {"a": "mood.reason.friends", "b": "mood.reason.family", "c": "mood.reason.sleep"}


def asked(kind: str, **changes: Any) -> Walk:
    """A walk that begins at a question of this kind, after which comes a last word."""
    node = {"kind": kind, "ask": "mood.title", "next": "end"} | changes
    return Walk(pack=a_pack({"q": node, "end": thanks()}))


def recorded(walk: Walk) -> list[str]:
    return [event.value for event in walk.events if isinstance(event, AnswerRecorded)]


def withdrawn(walk: Walk) -> list[str]:
    return [event.question for event in walk.events if isinstance(event, AnswerWithdrawn)]


# --- several ------------------------------------------------------------------------


def test_several_are_chosen_one_by_one_and_given_when_done() -> None:
    walk = asked("choose_several", options=THREE)
    walk.tap("q", "c+").tap("q", "a+")
    assert recorded(walk) == []
    assert sum(label.startswith("✓") for label in walk.labels) == 2
    assert recorded(walk.tap("q", DONE)) == ["a,c"]


def test_a_tap_that_comes_twice_counts_once() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+").tap("q", "a+")
    assert walk.session.draft == "a"
    assert walk.sprint.said == ()


def test_what_was_chosen_can_be_taken_off_again() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+").tap("q", "b+").tap("q", "a-")
    assert recorded(walk.tap("q", DONE)) == ["b"]


def test_no_more_than_the_most_can_be_chosen() -> None:
    walk = asked("choose_several", options=THREE, most=1).tap("q", "a+").tap("q", "b+")
    assert walk.session.draft == "a"
    assert walk.sprint.toast == walk.voice.say("flow.enough")


def test_done_means_nothing_while_too_little_is_chosen() -> None:
    walk = asked("choose_several", options=THREE, least=2).tap("q", "a+")
    assert walk.voice.say("flow.done") not in walk.labels
    assert recorded(walk.tap("q", DONE)) == []
    assert walk.session.is_current


def test_a_question_in_several_taps_is_drawn_in_place() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+")
    assert [said.in_place for said in walk.sprint.said] == [True]


def test_none_of_these_goes_with_no_other() -> None:
    walk = asked("choose_several", options=THREE, alone="c").tap("q", "a+").tap("q", "c+")
    assert walk.session.draft == "c"
    assert walk.tap("q", "b+").session.draft == "b"


def test_what_is_typed_joins_what_was_tapped() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+").type("sleep")
    assert recorded(walk) == ["a,c"]


def test_what_was_tapped_stays_when_typed_words_are_let_go() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+")
    assert recorded(walk.type("glas").type("glas").type("glas")) == ["a"]


def test_an_earlier_answer_stays_when_typed_words_are_let_go() -> None:
    pack = a_pack({"q": two_options("w"), "w": words_question("end"), "end": thanks()})
    walk = Walk(pack=pack).tap("q", "up").tap("w", BACK).type("glas").type("glas").type("glas")
    assert walk.session.given == (("q", "up"),)


def test_what_is_said_before_it_stays_when_the_question_is_drawn_anew() -> None:
    several = {"kind": "choose_several", "ask": "mood.title", "options": THREE, "next": "end"}
    pack = a_pack(
        {
            "q": two_options("hello"),
            "hello": {"kind": "say", "say": "mood.thanks", "next": "s"},
            "s": several,
            "end": thanks(),
        }
    )
    walk = Walk(pack=pack).tap("q", "up")
    before, question = walk.sprint.said
    assert before.text == walk.voice.say("mood.thanks")
    assert question.buttons


# --- rank ---------------------------------------------------------------------------


def test_options_are_put_in_order_as_they_are_tapped() -> None:
    walk = asked("rank", options=THREE).tap("q", "b@1").tap("q", "a@2")
    assert [b.data.rpartition(":")[2] for b in walk.buttons if "@" in b.data] == ["c@3"]
    assert recorded(walk.tap("q", "c@3").tap("q", DONE)) == ["b,a,c"]


def test_an_order_can_be_begun_again() -> None:
    walk = asked("rank", options=THREE).tap("q", "b@1").tap("q", CLEAR)
    assert walk.session.draft == ""
    assert recorded(walk.tap("q", "a@1").tap("q", "b@2").tap("q", "c@3").tap("q", DONE)) == [
        "a,b,c"
    ]


@pytest.mark.parametrize("tap", ["b@2", "a@1@2", "d@2", "a+", "a=1", "@", "b@"])
def test_a_place_that_is_not_next_changes_nothing(tap: str) -> None:
    walk = asked("rank", options=THREE).tap("q", "b@1").tap("q", tap)
    assert walk.session.draft == "b"


def test_a_tap_faster_than_the_screen_still_comes_next() -> None:
    walk = asked("rank", options=THREE).tap("q", "b@1").tap("q", "a@1")
    assert walk.session.draft == "b,a"


# --- allocate -----------------------------------------------------------------------


def test_tokens_are_shared_out() -> None:
    walk = asked("allocate", options=THREE, tokens=3)
    walk.tap("q", "a=1").tap("q", "a=2").tap("q", "c=1")
    assert recorded(walk.tap("q", DONE)) == ["a=2,c=1"]


def test_no_more_tokens_than_there_are() -> None:
    walk = asked("allocate", options=THREE, tokens=2).tap("q", "a=2").tap("q", "b=1")
    assert walk.session.draft == "a=2"
    assert walk.voice.say("flow.left", n=0) not in walk.text


def test_how_many_are_left_stands_under_the_question() -> None:
    walk = asked("allocate", options=THREE, tokens=3).tap("q", "a=1")
    assert walk.voice.say("flow.left", n=2) in walk.text


# --- one tap ------------------------------------------------------------------------


def test_a_statement_takes_agree_disagree_and_pass() -> None:
    for value in ("agree", "disagree", "pass"):
        assert recorded(asked("statement").tap("q", value)) == [value]


def test_a_scale_says_what_its_ends_mean() -> None:
    walk = asked("scale", points=5, low="mood.face.1", high="mood.face.5")
    assert walk.labels[:5] == ["1", "2", "3", "4", "5"]
    assert walk.voice.say("flow.scale_low", low=walk.voice.say("mood.face.1")) in walk.text
    assert recorded(walk.tap("q", "4")) == ["4"]


@pytest.mark.parametrize("value", ["0", "6", "-1", "four", ""])
def test_a_point_that_is_not_on_the_scale_is_none(value: str) -> None:
    walk = asked("scale", points=5, low="mood.face.1", high="mood.face.5").tap("q", value)
    assert recorded(walk) == []


# --- typed --------------------------------------------------------------------------


def test_a_number_is_typed() -> None:
    assert recorded(asked("number", least=1, most=9).type("7")) == ["7"]


def test_a_date_is_typed() -> None:
    assert recorded(asked("date").type("18/12/2026")) == ["2026-12-18"]


def test_what_is_not_understood_is_asked_again_and_then_let_go() -> None:
    walk = asked("number", least=1, most=9, optional=False)
    for _ in range(2):
        walk.type("who knows")
        assert walk.voice.say("flow.type_again", example="5") in walk.text
        assert walk.session.is_current
    walk.type("who knows")
    assert walk.voice.say("flow.let_go") in walk.text
    assert walk.session.status is Status.COMPLETED
    assert walk.session.given == ()


@pytest.mark.parametrize(
    ("language", "kind", "example"),
    [
        (Language.CY, "date", "Er enghraifft: 15 Medi 2026"),
        (Language.EN, "date", "For example: 15 September 2026"),
        (Language.CY, "number", "Er enghraifft: 50"),
        (Language.EN, "number", "For example: 50"),
    ],
)
def test_it_is_asked_again_with_an_example_that_would_be_understood(
    language: Language, kind: str, example: str
) -> None:
    walk = asked(kind).speaking(language).type("hm")
    assert example in walk.text
    walk.type(example.partition(": ")[2])
    assert len(recorded(walk)) == 1


@pytest.mark.parametrize(
    ("language", "kind", "text", "shown"),
    [
        (Language.CY, "date", "18/12/2026", "18 Rhagfyr 2026"),
        (Language.EN, "date", "18/12/2026", "18 December 2026"),
        (Language.CY, "number", "12345", "12,345"),
        (Language.EN, "number", "12345", "12,345"),
    ],
)
def test_a_date_and_a_number_are_shown_as_the_language_writes_them(
    language: Language, kind: str, text: str, shown: str
) -> None:
    more = {"most": 20_000} if kind == "number" else {}
    walk = asked(kind, **more).speaking(language).type(text)
    words = wording(walk.pack, walk.voice)
    name, value = walk.session.given[0]
    assert words.shown(name, value) == words.drawn(name, value) == shown


def test_tries_begin_again_at_the_next_question() -> None:
    number = {"kind": "number", "ask": "mood.title"}
    pack = a_pack({"a": number | {"next": "b"}, "b": number | {"next": "end"}, "end": thanks()})
    walk = Walk(pack=pack).type("hm").type("hm").type("3").type("hm")
    assert walk.session.node == "b"
    assert walk.session.tries == 1


# --- ways ---------------------------------------------------------------------------


def branching() -> Walk:
    """Down leads to words, up to the end; after the words comes the end too."""
    return Walk(
        pack=a_pack(
            {
                "q": two_options("turn"),
                "turn": {
                    "kind": "branch",
                    "cases": [{"when": "q == 'down'", "next": "more"}],
                    "otherwise": "end",
                },
                "more": words_question("end"),
                "end": thanks(),
            }
        )
    )


def test_a_branch_goes_where_the_answer_leads() -> None:
    assert branching().tap("q", "down").session.node == "more"
    assert not branching().tap("q", "up").session.is_current


def test_an_earlier_answer_that_leads_another_way_takes_the_session_along() -> None:
    walk = branching().tap("q", "down").tap("q", "up")
    assert walk.session.status is Status.COMPLETED
    assert walk.session.path == ("q",)


def test_what_no_way_leads_to_any_more_is_withdrawn() -> None:
    walk = branching().tap("q", "down").type("because").tap("q", "up")
    assert withdrawn(walk) == ["more"]
    assert walk.session.given == (("q", "up"),)


def test_a_change_of_mind_may_open_a_question_that_was_passed_by() -> None:
    walk = branching().tap("q", "up").wait(minutes=5).tap("q", "down")
    assert walk.session.status is Status.WAITING
    assert walk.session.node == "more"
    assert walk.session.ended_at is None


def test_going_back_and_another_way_withdraws_at_the_end() -> None:
    walk = branching().tap("q", "down").type("because")
    walk.tap("more", "_change").tap("q", "up")
    assert withdrawn(walk) == ["more"]


def by_way_of_b(last: dict[str, Any]) -> Walk:
    """Down leads to b and then to the last question, up to that one straight."""
    nodes = {
        "a": two_options("turn"),
        "turn": {
            "kind": "branch",
            "cases": [{"when": "a == 'down'", "next": "b"}],
            "otherwise": "d",
        },
        "b": two_options("d"),
        "d": last,
        "end": thanks(),
    }
    return Walk(pack=a_pack(nodes))


def test_going_back_to_another_way_withdraws_at_once() -> None:
    walk = (
        by_way_of_b(words_question("end"))
        .tap("a", "down")
        .tap("b", "down")
        .tap("d", BACK)
        .tap("b", BACK)
    )
    assert withdrawn(walk.tap("a", "up")) == ["b"]
    assert walk.session.given == (("a", "up"),)


def test_an_open_draft_stays_when_an_earlier_answer_changes_the_way_to_it() -> None:
    several = {"kind": "choose_several", "ask": "mood.title", "options": THREE, "next": "end"}
    walk = by_way_of_b(several).tap("a", "down").tap("b", "up").tap("d", "a+").tap("a", "up")
    assert walk.session.draft == "a"
    assert withdrawn(walk) == ["b"]


def test_a_condition_sees_the_last_time() -> None:
    pack = a_pack(
        {
            "turn": {
                "kind": "branch",
                "cases": [{"when": "before.q == 'down'", "next": "end"}],
                "otherwise": "q",
            },
            "q": two_options("end"),
            "end": thanks(),
        }
    )
    assert pack.looks_back
    assert Walk(pack=pack).session.is_current
    assert not Walk(pack=pack, before=(("q", "down"),)).session.is_current


def test_a_sub_flow_is_gone_through_and_left() -> None:
    whole = a_pack({"q": two_options("deep"), "deep": thanks()}).model_dump(mode="json")
    whole["flows"]["main"]["nodes"] = {
        "q": two_options("deep"),
        "deep": {"kind": "sub_flow", "flow": "inner", "next": "last"},
        "last": words_question("end"),
        "end": thanks(),
    }
    whole["flows"]["inner"] = {"start": "w", "nodes": {"w": words_question("", next=None)}}
    walk = Walk(pack=type(branching().pack).model_validate(whole)).tap("q", "up")
    assert walk.session.node == "w"
    assert walk.type("words").session.node == "last"


def test_a_parked_session_waits_until_the_learner_is_back() -> None:
    pack = a_pack(
        {
            "q": two_options("rest"),
            "rest": {"kind": "park", "say": "mood.title", "next": "more"},
            "more": words_question("end"),
            "end": thanks(),
        }
    )
    walk = Walk(pack=pack).tap("q", "up")
    assert walk.session.status is Status.PARKED
    assert walk.buttons == []
    assert walk.come_back().session.status is Status.WAITING
    assert walk.session.node == "more"


def test_a_pack_that_goes_round_for_ever_is_ended() -> None:
    round_and_round = {
        "q": two_options("a"),
        "a": {"kind": "say", "say": "mood.title", "next": "b"},
        "b": {"kind": "say", "say": "mood.title", "next": "a"},
    }
    walk = Walk(pack=a_pack(round_and_round)).tap("q", "up")
    assert walk.session.status is Status.COMPLETED
    assert walk.text.count(walk.voice.say("mood.title")) == MAX_STEPS


def test_an_answer_is_shown_in_the_words_of_its_button() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+").tap("q", "b+")
    back = a_pack(
        {
            "q": {"kind": "choose_several", "ask": "mood.title", "options": THREE, "next": "w"},
            "w": words_question("end"),
            "end": thanks(),
        }
    )
    walk = Walk(pack=back).tap("q", "a+").tap("q", "b+").tap("q", DONE).tap("w", BACK)
    chosen = "\n".join(f"• {walk.voice.say(THREE[each])}" for each in "ab")
    assert chosen in walk.text
    assert walk.session.draft == "a,b"
    assert walk.tap("q", KEEP).session.node == "w"


def test_a_profile_is_a_picture_first() -> None:
    pack = newest(read_packs(), "perma-profile")
    assert pack is not None
    walk = Walk(pack=pack)
    while pack.nodes[walk.session.node].kind == "scale":
        walk.tap(walk.session.node, "3")
    assert "3 ●●●○○" in walk.text
    before = tuple((name, "1") for name in pack.waits if pack.nodes[name].kind == "scale")
    again = Walk(pack=pack, before=before)
    while pack.nodes[again.session.node].kind == "scale":
        again.tap(again.session.node, "3")
    assert "1 ●○○○○ → 3 ●●●○○" in again.text


def test_skipping_takes_an_answer_back() -> None:
    walk = asked("choose_several", options=THREE).tap("q", "a+").tap("q", DONE)
    walk.tap("q", "_change").tap("q", SKIP)
    assert withdrawn(walk) == ["q"]
