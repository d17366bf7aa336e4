"""The ways beside the answers, skip and back and the like, typed instead of tapped."""

from typing import Any

import pytest
from walk import Walk, a_pack, settled, thanks, words_question

from domain.events import AnswerRecorded
from domain.people import Language
from domain.session import WORDS
from flows.definition import newest
from flows.loading import read_packs
from flows.sprint import BACK, CLEAR, DONE, KEEP, SKIP

THREE = {"a": "mood.reason.friends", "b": "mood.reason.family", "c": "mood.reason.sleep"}


def asked_third(language: Language, kind: str, **more: Any) -> Walk:
    """A walk that rests at its second question, of this kind."""
    first = {"kind": "statement", "ask": "mood.title", "next": "q"}
    node = {"kind": kind, "ask": "mood.title", "next": "end"} | more
    pack = a_pack({"first": first, "q": node, "end": thanks()})
    return Walk(pack=pack, language=language).tap("first", "agree")


SKIPPED = ["skip", "Hepgor", "HEPGOR!", "skip please", "hepgor plis", "no thanks", "dim diolch"]
WENT_BACK = ["back", "Yn ôl", "yn ol", "nôl", "go back", "back pls"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", ["short_text", "number", "date", "scale", "statement"])
@pytest.mark.parametrize(
    ("text", "way"), [*((text, SKIP) for text in SKIPPED), *((text, BACK) for text in WENT_BACK)]
)
def test_a_way_typed_out_counts_as_a_tap(
    language: Language, kind: str, text: str, way: str
) -> None:
    more = {"low": "mood.title", "high": "mood.title"} if kind == "scale" else {}
    typed = asked_third(language, kind, **more).type(text)
    tapped = asked_third(language, kind, **more).tap("q", way)
    assert typed.sprint == tapped.sprint


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "text", ["keep", "Keep my answer", "cadw", "gadw", "Cadw fy ateb i", "cadw'r ateb"]
)
def test_what_was_answered_is_kept_by_words_too(language: Language, text: str) -> None:
    def back_at_face() -> Walk:
        return Walk(language=language).tap("face", "4").tap("reason", BACK)

    assert back_at_face().type(text).sprint == back_at_face().tap("face", KEEP).sprint


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "text", ["done", "Done!", "I'm done", "wedi gorffen", "orffen", "gorffen"]
)
def test_several_taps_are_done_by_words_too(language: Language, text: str) -> None:
    def chosen() -> Walk:
        return asked_third(language, "choose_several", options=THREE).tap("q", "b+")

    assert chosen().type(text).sprint == chosen().tap("q", DONE).sprint


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("text", ["start again", "clear", "dechrau eto", "ddechrau eto", "clirio"])
def test_an_order_is_begun_afresh_by_words_too(language: Language, text: str) -> None:
    def begun() -> Walk:
        return asked_third(language, "rank", options=THREE).tap("q", "b@1")

    assert begun().type(text).sprint == begun().tap("q", CLEAR).sprint


NOT_THERE = [
    ("skip", {"optional": False}, "the question must be answered"),
    ("dim diolch", {"optional": False}, "the question must be answered"),
    ("keep", {}, "nothing was answered before"),
    ("done", {}, "nothing is chosen"),
    ("start again", {}, "nothing is chosen"),
]


@pytest.mark.parametrize(("text", "more", "note"), NOT_THERE)
def test_only_a_way_that_is_shown_counts(text: str, more: dict[str, Any], note: str) -> None:
    walk = asked_third(Language.EN, "choose_several", options=THREE, **more).type(text)
    assert (walk.session.node, walk.session.tries) == ("q", 1), note


def test_at_the_first_question_there_is_no_way_back() -> None:
    walk = Walk().type("back")
    assert (walk.session.node, walk.session.tries) == ("face", 1)


def test_an_option_of_the_same_name_goes_before_a_way() -> None:
    options = {"go": "flow.skip", "no": "mood.reason.family"}
    walk = asked_third(Language.CY, "choose_one", options=options).type("skip")
    assert dict(walk.session.given)["q"] == "go"


def test_no_thanks_is_a_no_where_no_is_an_option() -> None:
    options = {"yes": "belonging.answer.yes", "no": "belonging.answer.no"}
    walk = asked_third(Language.EN, "choose_one", options=options).type("no thanks")
    assert dict(walk.session.given)["q"] == "no"


@pytest.mark.parametrize("text", ["skip", "hepgor", "dim diolch"])
def test_a_note_is_not_made_of_a_way(text: str) -> None:
    pack = newest(read_packs(), "kind-notes")
    assert pack is not None
    walk = Walk(pack=pack)
    while walk.session.node not in words_asked(walk):
        walk.tap(walk.session.node, next(iter(first_options(walk))))
    walk.type(text)
    assert not [event for event in walk.events if isinstance(event, AnswerRecorded)]
    assert WORDS not in dict(walk.session.given).values()


def words_asked(walk: Walk) -> set[str]:
    return {name for name, node in walk.pack.waits.items() if node.kind == "short_text"}


def first_options(walk: Walk) -> list[str]:
    return [button.data.rsplit(":", 1)[1] for button in walk.buttons]


@pytest.mark.parametrize(
    "text",
    [
        "I skip lunch",
        "hepgor cinio",
        "my back hurts",
        "skip skip",
        "dim",
        "no",
        "I'm back",
        "backs",
    ],
)
def test_words_that_only_hold_a_way_are_words(text: str) -> None:
    first = {"kind": "statement", "ask": "mood.title", "next": "q"}
    pack = a_pack({"first": first, "q": words_question("end"), "end": thanks()})
    walk = Walk(pack=pack).tap("first", "agree").type(text)
    assert dict(walk.session.given)["q"] == WORDS


def test_a_way_begins_the_tries_anew() -> None:
    walk = Walk().tap("face", "4").type("hm").type("hm").type("back")
    assert settled(walk.session) == settled(Walk().tap("face", "4").tap("reason", BACK).session)
