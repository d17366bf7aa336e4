"""Each rule of the linter has a pack that breaks it, and a good pack breaks none."""

from pathlib import Path
from typing import Any

import pytest
from linting import (
    OPTIONS,
    TAGS,
    Nodes,
    a_pack,
    brief,
    catalogues,
    face,
    findings,
    free,
    good_nodes,
    say,
)

from flows.asking import ways
from flows.checking import Words, check_pack, check_packs
from flows.checking.buttons import MOST_BYTES, width
from flows.checking.reading import letters
from flows.definition import Flow, Pack
from locales.catalogue import read_all
from locales.pairs import pairs_of, write_pairs


def test_a_good_pack_has_no_finding(tmp_path: Path) -> None:
    assert findings(a_pack(good_nodes()), tmp_path) == ()


def test_a_finding_is_told_on_one_line(tmp_path: Path) -> None:
    (found,) = findings(a_pack(good_nodes() | {"lost": say()}), tmp_path)
    assert str(found) == "sample lost: fault: nothing leads here from the start [unreachable]"


# --- structure ----------------------------------------------------------------------------------

BRANCH = {"kind": "branch", "cases": [{"when": "face == 'low'", "next": "a"}], "otherwise": "bye"}

CROOKED: list[tuple[Nodes, dict[str, Nodes], set[tuple[str, str, str]]]] = [
    # A node to which nothing leads.
    (good_nodes() | {"lost": say("bye")}, {}, {("unreachable", "lost", "fault")}),
    # Flows that lead only to each other.
    (
        good_nodes(),
        {
            "one": {"to_two": {"kind": "sub_flow", "flow": "two"}},
            "two": {"to_one": {"kind": "sub_flow", "flow": "one"}},
        },
        {
            ("unreachable", "to_two", "fault"),
            ("unreachable", "to_one", "fault"),
            ("loop", "to_two", "fault"),
        },
    ),
    # Words that come back to themselves through a branch.
    (
        {"face": face("fork"), "fork": BRANCH, "a": say("fork"), "bye": say()},
        {},
        {("loop", "fork", "fault")},
    ),
    # A way round through another flow, which ends where it was entered.
    (
        {
            "face": face("fork"),
            "fork": BRANCH,
            "a": {"kind": "sub_flow", "flow": "more", "next": "fork"},
            "bye": say(),
        },
        {"more": {"hm": say()}},
        {("loop", "fork", "fault")},
    ),
    # Two questions that lead to each other and nowhere else.
    (
        {"face": face("words"), "words": free("face"), "bye": say()},
        {},
        {
            ("loop", "face", "fault"),
            ("endless", "face", "fault"),
            ("unreachable", "bye", "fault"),
        },
    ),
    # A question that is the last thing said.
    ({"face": face(None)}, {}, {("dead_end", "face", "advice")}),
    ({"face": face("stop"), "stop": {"kind": "end"}}, {}, {("dead_end", "face", "advice")}),
    # A flow whose last question is followed by no word outside it either.
    (
        {"in": {"kind": "sub_flow", "flow": "more"}},
        {"more": {"face": face(None)}},
        {("dead_end", "face", "advice")},
    ),
    # Put aside, and then nothing to come back to.
    (
        {"face": face("rest"), "rest": {"kind": "park", "say": "sample.bye", "next": "bye"}}
        | {"bye": say()},
        {},
        {("dead_end", "rest", "advice")},
    ),
]


@pytest.mark.parametrize(("nodes", "more", "wrong"), CROOKED)
def test_crooked_ways_are_told(
    tmp_path: Path, nodes: Nodes, more: dict[str, Nodes], wrong: set[tuple[str, str, str]]
) -> None:
    assert brief(findings(a_pack(nodes, more=more), tmp_path)) == wrong


def _turn(when: str, to: str, other: str) -> dict[str, Any]:
    return {"kind": "branch", "cases": [{"when": when, "next": to}], "otherwise": other}


SURE = {"kind": "choose_one", "optional": False}
CIRCLES: list[tuple[Nodes, str]] = [
    # Back to the question for as long as it has no answer, whether or not it may be skipped.
    ({"f": face("turn", **SURE), "turn": _turn("not f", "f", "bye")}, "f, turn"),
    ({"f": face("turn"), "turn": _turn("f", "bye", "f")}, "f, turn"),
    # With a word on the way, and another question.
    (
        {"f": face("turn"), "turn": _turn("not f", "hm", "bye"), "hm": say("f")},
        "f, turn, hm",
    ),
    (
        {"f": face("g"), "g": free("turn"), "turn": _turn("not f and not g", "f", "bye")},
        "f, g, turn",
    ),
    # By what was answered long before, or by the month, neither of which changes on the way.
    (
        {"face": face("turn"), "turn": _turn("face == 'low'", "a", "bye"), "a": face("turn")},
        "a, turn",
    ),
    ({"f": face("turn"), "turn": _turn("not f and month == 12", "f", "bye")}, "f, turn"),
    (
        {
            "age": {"kind": "number", "ask": "sample.face", "next": "f"},
            "f": face("turn"),
            "turn": _turn("not f and age > 11", "f", "bye"),
        },
        "f, turn",
    ),
    # Straight to itself.
    ({"f": face("g"), "g": face("turn"), "turn": _turn("f", "bye", "g")}, "g, turn"),
]
"""Nodes in which a question comes again for ever, and the way round."""


@pytest.mark.parametrize(("nodes", "way"), CIRCLES)
def test_a_question_that_comes_again_for_ever_is_told(
    tmp_path: Path, nodes: Nodes, way: str
) -> None:
    (found,) = findings(a_pack(nodes | {"bye": say()}), tmp_path)
    assert (found.rule, found.node, found.level) == ("loop", way.partition(",")[0], "fault")
    assert found.what == f"left unanswered, it is asked again for ever: {way}"


EARLIER: list[tuple[dict[str, Any], str]] = [
    (SURE | {"options": OPTIONS}, "e == 'high'"),
    ({"kind": "choose_several", "options": OPTIONS}, "'low' in e and 'high' in e"),
    ({"kind": "rank", "options": OPTIONS}, "'low' in e"),
    ({"kind": "allocate", "options": OPTIONS, "tokens": 3}, "'high' in e"),
    ({"kind": "short_text", "ask": "sample.words"}, "e"),
    ({"kind": "date"}, "e"),
    ({"kind": "number", "least": 4, "most": 90}, "e > 41 and e < 43"),
    (SURE | {"options": OPTIONS}, "before.e == 'low'"),
    (SURE | {"options": OPTIONS}, "band == '7-9'"),
    (SURE | {"options": OPTIONS}, "language == 'en'"),
]
"""An earlier question, and what must be true of it, or of the reader, for the way back."""


@pytest.mark.parametrize(("asks", "when"), EARLIER)
def test_an_earlier_answer_that_leads_round_for_ever_is_found(
    tmp_path: Path, asks: dict[str, Any], when: str
) -> None:
    nodes = {
        "e": {"ask": "sample.face", "next": "f"} | asks,
        "f": face("turn"),
        "turn": _turn(f"not f and {when}", "f", "bye"),
        "bye": say(),
    }
    assert brief(findings(a_pack(nodes), tmp_path)) == {("loop", "f", "fault")}
    nodes["turn"] = _turn(f"f and {when}", "f", "bye")
    assert findings(a_pack(nodes), tmp_path) == ()


def test_a_pack_of_very_many_ways_is_not_judged_by_its_circles(tmp_path: Path) -> None:
    """Twenty turns of two ways each come to a million ways, of which none leads back."""
    turns = {
        name: _turn("month == 12", f"a{number + 1}", f"b{number + 1}")
        for number in range(20)
        for name in (f"a{number}", f"b{number}")
    }
    back = {name: _turn("f and f == 'low'", "f", "bye") for name in ("a20", "b20")}
    nodes = {"f": face("a0"), **turns, **back, "bye": say()}
    nodes.pop("b0")
    assert findings(a_pack(nodes), tmp_path) == ()


REST = {"kind": "park", "say": "sample.bye", "next": "f"}
WAYS_OUT: list[Nodes] = [
    # Back only for an answer, which may be another the next time.
    {"f": face("turn"), "turn": _turn("f == 'low'", "f", "bye")},
    {"f": face("turn"), "turn": _turn("f == 'low' and month == 12", "f", "bye")},
    # Back for an answer to the question between.
    {"f": face("g"), "g": face("turn"), "turn": _turn("not f and g == 'low'", "f", "bye")},
    # Put aside, and taken up again by nobody but the learner.
    {"f": face("turn"), "turn": _turn("not f", "rest", "bye"), "rest": REST},
    # Two turns that cannot both lead back.
    {
        "f": face("one"),
        "one": _turn("month == 12", "two", "bye"),
        "two": _turn("month == 12", "bye", "f"),
    },
]


@pytest.mark.parametrize("nodes", WAYS_OUT)
def test_a_way_round_that_an_answer_or_nobody_takes_is_none(tmp_path: Path, nodes: Nodes) -> None:
    assert findings(a_pack(nodes | {"bye": say()}), tmp_path) == ()


def test_a_flow_ends_with_the_word_after_it(tmp_path: Path) -> None:
    nodes = {"in": {"kind": "sub_flow", "flow": "more", "next": "bye"}, "bye": say()}
    assert findings(a_pack(nodes, more={"more": {"face": face(None)}}), tmp_path) == ()


def test_a_park_before_a_question_is_well(tmp_path: Path) -> None:
    rest = {"kind": "park", "say": "sample.bye", "next": "words"}
    nodes = {"face": face("rest"), "rest": rest, "words": free(), "bye": say()}
    assert findings(a_pack(nodes), tmp_path) == ()


# --- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    ("key", "node"), [("sample.title", ""), ("sample.low", "face"), ("sample.bye", "bye")]
)
def test_a_missing_text_is_told(tmp_path: Path, key: str, node: str, place: int) -> None:
    pair = ("", "Hi") if place == 0 else ("Helo", "")
    (found,) = findings(a_pack(good_nodes()), tmp_path, {key: pair})
    assert (found.rule, found.node) == ("missing", node)
    language = ("cy", "en")[place]
    assert found.what == (
        f"{key} is missing in {language} for 7-9, 15-18; it belongs in "
        f"{language}/LC_MESSAGES/sample.po"
    )


def test_a_band_without_a_wording_is_told(tmp_path: Path) -> None:
    texts = {"sample.bye": ("", ""), "sample.bye@7-9": ("Diolch.", "Thank you.")}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert {each.what.partition(" for ")[2].partition(";")[0] for each in found} == {"15-18"}
    assert {each.rule for each in found} == {"missing"}


def test_a_statement_needs_the_words_of_its_buttons(tmp_path: Path) -> None:
    nodes = {"says": {"kind": "statement", "ask": "sample.face", "next": "bye"}, "bye": say()}
    found = findings(a_pack(nodes), tmp_path, {"flow.pass": ("", "Pass")})
    assert brief(found) == {("missing", "says", "fault")}


def test_a_fuzzy_text_is_told_in_its_language(tmp_path: Path) -> None:
    folder = catalogues(tmp_path, fuzzy="sample.bye")
    (found,) = check_pack(a_pack(good_nodes()), Words.of(folder))
    assert (found.rule, found.node) == ("fuzzy", "bye")
    assert "in cy" in found.what


def test_a_text_whose_twin_has_changed_is_stale(tmp_path: Path) -> None:
    entries = [entry for file in read_all(catalogues(tmp_path)) for entry in file.entries]
    write_pairs(tmp_path, pairs_of(entries))
    changed = {"sample.bye": ("Diolch. Dyna ni am heddiw.", "Thanks. See you.")}
    (found,) = findings(a_pack(good_nodes()), tmp_path, changed)
    assert (found.rule, found.node) == ("stale", "bye")
    assert "in cy" in found.what


@pytest.mark.parametrize("line", ["See you all soon.\n", "😀😀 See you all.\n"])
def test_a_text_longer_than_a_message_is_told(tmp_path: Path, line: str) -> None:
    """Telegram counts in UTF-16, where an emoji is two."""
    fits = 4096 // (len(line.encode("utf-16-le")) // 2)
    texts = {"sample.bye": ("Diolch.", line * fits)}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()
    texts = {"sample.bye": ("Diolch.", line * (fits + 1))}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert brief(found) == {("too_long", "bye", "fault")}


HALF = "See you all soon.\n" * 120
FORK = {"kind": "branch", "cases": [{"when": "face == 'low'", "next": "one"}], "otherwise": "bye"}
INWARD = {"kind": "sub_flow", "flow": "more", "next": "two"}
JOY = {"kind": "scale", "ask": "sample.face", "low": "sample.low", "high": "sample.high"}
JOY = JOY | {"name": "sample.title", "next": "one"}
DRAWN = {"picture": ["joy"]}

TOGETHER: list[tuple[Nodes, dict[str, Nodes], set[str]]] = [
    # Before the first question.
    ({"one": say("two"), "two": say("face"), "face": face(), "bye": say()}, {}, {"one"}),
    # After a question, to the end.
    ({"face": face("one"), "one": say("two"), "two": say()}, {}, {"one"}),
    # On the longer way of a branch.
    ({"face": face("fork"), "fork": FORK, "one": say("bye"), "bye": say()}, {}, {"fork"}),
    # Out of another flow.
    (
        {"in": INWARD, "two": say("face"), "face": face(), "bye": say()},
        {"more": {"hm": say()}},
        {"in"},
    ),
    # With a question between them.
    ({"one": say("face"), "face": face(), "bye": say()}, {}, set()),
    # One of them with a picture, which is a message of its own.
    ({"joy": JOY, "one": say("two"), "two": say() | DRAWN}, {}, set()),
    ({"joy": JOY, "one": say("two") | DRAWN, "two": say()}, {}, set()),
    # Both after a picture.
    ({"joy": JOY, "one": say("two") | DRAWN, "two": say("bye"), "bye": say()}, {}, {"two"}),
]
"""Nodes of which two `say` half of a message and a little, other flows, and where it is told."""


@pytest.mark.parametrize(("nodes", "more", "told"), TOGETHER)
def test_texts_that_come_together_to_more_than_a_message_are_told(
    tmp_path: Path, nodes: Nodes, more: dict[str, Nodes], told: set[str]
) -> None:
    texts = {"sample.bye": ("Diolch.", HALF)}
    found = findings(a_pack(nodes, more=more), tmp_path, texts)
    assert brief(found) == {("too_long", name, "fault") for name in told}
    assert all("en 7-9, 15-18: " in each.what for each in found)


def test_a_question_counts_with_what_is_said_before_it(tmp_path: Path) -> None:
    line = "Pick a face.\n"
    texts = {"sample.bye": ("Diolch.", HALF), "sample.face": ("Dewisa wyneb.", line * 160)}
    nodes = {"one": say("face"), "face": face(), "bye": say()}
    told = findings(a_pack(nodes), tmp_path, texts)
    (found,) = [each for each in told if each.rule == "too_long"]
    assert (found.node, found.level) == ("one", "fault")
    assert f"{len(HALF) + 2 + len(line * 160)} characters" in found.what


def _characters(number: int) -> str:
    """A text of so many characters, in short lines."""
    lines = "See you all.\n" * (number // 13 + 1)
    return f"{lines[: number - 1].rstrip()}".ljust(number - 1, "!") + "!"


def test_an_introduction_counts_with_what_comes_after_it(tmp_path: Path) -> None:
    """After an answer that was not understood, the question comes again below a word on that."""
    nodes = {"face": face(), "bye": say()}
    lead = "Please tap one."
    fits = 4096 - len(lead) - 2
    for key in ("flow.choose", "flow.type_again", "flow.resumed", "flow.changed"):
        texts = {key: ("Tapia un.", lead), "sample.face": ("Dewisa.", _characters(fits))}
        told = findings(a_pack(nodes, bands=["15-18"]), tmp_path, texts)
        assert "too_long" not in {each.rule for each in told}
        texts["sample.face"] = ("Dewisa.", _characters(fits + 1))
        told = findings(a_pack(nodes, bands=["15-18"]), tmp_path, texts)
        (found,) = [each for each in told if each.rule == "too_long"]
        assert (found.node, found.level) == ("face", "fault")
        assert "one message may come to 4097 characters" in found.what


def test_a_question_that_is_let_go_counts_with_what_is_said_after_it(tmp_path: Path) -> None:
    texts = {"flow.let_go": ("Iawn.", "All right."), "sample.bye": ("Hwyl.", _characters(4090))}
    told = findings(a_pack({"face": face(), "bye": say()}, bands=["15-18"]), tmp_path, texts)
    assert brief(told) == {("too_long", "bye", "fault")}


SOME = {"ask": "sample.face", "options": OPTIONS, "next": "bye"}
SHOWS = [
    (SOME | {"kind": "choose_one"}, "Very happy"),
    (SOME | {"kind": "choose_several"}, "• Very happy\n• Low"),
    (SOME | {"kind": "choose_several", "most": 1}, "• Very happy"),
    (SOME | {"kind": "rank"}, "1. Low\n2. Very happy"),
    (SOME | {"kind": "allocate", "tokens": 12}, "Very happy: 12\nLow: 12"),
    ({"kind": "number", "ask": "sample.face", "most": 1000, "next": "bye"}, "1000"),
    ({"kind": "date", "ask": "sample.face", "next": "bye"}, "2026-12-18"),
    ({"kind": "statement", "ask": "sample.face", "next": "bye"}, "Disagree"),
    (free(), "Your own words"),
    (JOY | {"next": "bye"}, "5 ●●●●●"),
]
"""A question, and the longest that its answer is shown as."""


@pytest.mark.parametrize(("asks", "shown"), SHOWS)
@pytest.mark.parametrize("before", ["", "before_"])
def test_an_answer_in_a_text_counts_at_its_longest(
    tmp_path: Path, asks: dict[str, Any], shown: str, before: str
) -> None:
    texts = {
        "sample.low": ("Isel", "Low"),
        "sample.high": ("Hapus", "Very happy"),
        "flow.own_words": ("Dy eiriau", "Your own words"),
    }
    pack = a_pack({"q": asks, "bye": say()}, bands=["15-18"])
    for by, wrong in ((0, set()), (1, {("too_long", "bye", "fault")})):
        said = _characters(4096 - len(shown) - 1 + by)
        texts["sample.bye"] = ("Hwyl.", f"{said}\n{{{before}q}}")
        assert brief(findings(pack, tmp_path, texts)) == wrong


def test_what_stands_below_a_question_counts_with_it(tmp_path: Path) -> None:
    texts = {
        "flow.scale_low": ("1 = {low}", "1 = {low}"),
        "flow.scale_high": ("{n} = {high}", "{n} = {high}"),
        "flow.chosen": ("Ti: {choice}", "You: {choice}"),
    }
    below = len("\n1 = 😢 Sad\n5 = 🙂 Happy\nYou: \n5") + 2  # each emoji is two
    pack = a_pack({"joy": JOY | {"next": "bye"}, "bye": say()}, bands=["15-18"])
    for by, wrong in ((0, set()), (1, {("too_long", "joy", "fault")})):
        texts["sample.face"] = ("Pa mor hapus?", _characters(4096 - below + by))
        assert brief(findings(pack, tmp_path, texts)) - {("reading_level", "", "fault")} == wrong


def test_a_question_of_several_taps_is_a_message_of_its_own(tmp_path: Path) -> None:
    texts = {"sample.bye": ("Hwyl.", HALF), "sample.face": ("Dewisa.", HALF)}
    nodes = {"one": say("q"), "q": SOME | {"kind": "rank", "next": None}}
    assert "too_long" not in {each.rule for each in findings(a_pack(nodes), tmp_path, texts)}
    nodes["q"] |= {"kind": "choose_one"}
    assert "too_long" in {each.rule for each in findings(a_pack(nodes), tmp_path, texts)}


BRACES = ["{", "}", "{face.real}", "{face!r}"]


@pytest.mark.parametrize("shown", BRACES)
def test_a_brace_around_no_name_is_told(tmp_path: Path, shown: str) -> None:
    texts = {"sample.bye": (f"Ti: {shown}", f"You: {shown}")}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert brief(found) == {("placeholder", "bye", "fault")}


SHOWN = [
    ("sample.bye", "{face}", set()),
    ("sample.bye", "{before_face}", set()),
    ("sample.bye", "{other}", {("placeholder", "bye", "fault")}),
    ("sample.bye", "{before_other}", {("placeholder", "bye", "fault")}),
    ("sample.face", "{words}", {("placeholder", "face", "fault")}),
    ("sample.low", "{face}", {("placeholder", "face", "fault")}),
]
"""Key, what it shows, and what is wrong with that."""


@pytest.mark.parametrize(("key", "shown", "wrong"), SHOWN)
def test_only_what_is_said_shows_an_answer(
    tmp_path: Path, key: str, shown: str, wrong: set[tuple[str, str, str]]
) -> None:
    texts = {key: (f"Ti: {shown}", f"You: {shown}")}
    assert brief(findings(a_pack(good_nodes()), tmp_path, texts)) == wrong


# --- buttons ------------------------------------------------------------------------------------


def _with_option(pack: Pack, option: str) -> Pack:
    """A pack as no file could hold it: an option with this id."""
    main = pack.flows["main"]
    node = main.nodes["face"].model_copy(update={"options": {option: "sample.low"}})
    flow = Flow.model_construct(start="face", nodes={**main.nodes, "face": node})
    fields = {name: getattr(pack, name) for name in Pack.model_fields}
    return Pack.model_construct(**(fields | {"flows": {"main": flow}}))


def test_a_button_that_carries_too_much_is_told(tmp_path: Path) -> None:
    words = Words.of(catalogues(tmp_path))
    pack = a_pack(good_nodes())
    fits = "o" * (MOST_BYTES - len("f:0123456789ab:face:"))
    assert check_pack(_with_option(pack, fits), words) == ()
    (found,) = check_pack(_with_option(pack, fits + "o"), words)
    assert (found.rule, found.node) == ("button_data", "face")
    assert "65 bytes" in found.what


@pytest.mark.parametrize("kind", ["choose_one", "choose_several", "rank", "allocate"])
def test_the_longest_names_that_a_pack_may_have_fit_a_button(tmp_path: Path, kind: str) -> None:
    options = {"o" * 16: "sample.low", "p" * 16: "sample.high"}
    asks: dict[str, Any] = {"kind": kind, "ask": "sample.face", "options": options}
    asks |= {"tokens": 20} if kind == "allocate" else {}
    nodes = {"n" * 16: asks | {"next": "bye"}, "bye": say()}
    assert findings(a_pack(nodes), tmp_path) == ()


def _wide(letters: int) -> str:
    """A label of short words, as wide as so many letters."""
    return f"{'mi ' * letters}"[: letters - 1] + "m"


LABELS = [
    ({"kind": "choose_one", "columns": 1}, 28),
    ({"kind": "choose_one", "columns": 2}, 16),
    ({"kind": "choose_one", "columns": 3}, 11),
    ({"kind": "choose_one", "columns": 4}, 8),
    ({"kind": "choose_one", "columns": 5}, 5),
    ({"kind": "choose_several", "columns": 2}, 16),
    ({"kind": "rank"}, 28),
    ({"kind": "allocate", "tokens": 3}, 25),  # it shows ": 0" as well
]
"""A question, and the widest label that it may have."""


@pytest.mark.parametrize(("asks", "most"), LABELS)
def test_a_label_too_wide_for_a_phone_is_told(
    tmp_path: Path, asks: dict[str, Any], most: int
) -> None:
    pack = a_pack(
        {"q": {"ask": "sample.face", "options": OPTIONS, "next": "bye"} | asks, "bye": say()}
    )
    fits = {"sample.low": (_wide(most), _wide(most)), "sample.high": ("a", "a")}
    assert [f for f in findings(pack, tmp_path, fits) if f.level == "fault"] == []
    wide = fits | {"sample.low": (_wide(most + 1), "a")}
    found = findings(pack, tmp_path, wide)
    assert brief(found) == {("button_width", "q", "fault")}


RANKED = {"kind": "rank", "ask": "sample.face", "options": OPTIONS, "next": "bye"}
WAY_LABELS = [
    ("flow.keep", face(), 16),  # beside one other
    ("flow.keep", face(optional=False), 16),
    ("flow.skip", face(), 16),
    ("flow.back", face(optional=False), 16),
    ("flow.done", face(kind="choose_several"), 28),  # alone
    ("flow.clear", RANKED, 16),
]
"""A button beside the answers, a question that has it, and the widest that it may be."""


@pytest.mark.parametrize(("key", "asks", "most"), WAY_LABELS)
def test_a_button_beside_the_answers_too_wide_for_its_row_is_told(
    tmp_path: Path, key: str, asks: dict[str, Any], most: int
) -> None:
    pack = a_pack({"q": asks, "two": asks, "bye": say()} | {"q": asks | {"next": "two"}})
    assert findings(pack, tmp_path, {key: (_wide(most), _wide(most))}) == ()
    (found,) = findings(pack, tmp_path, {key: ("Iawn", _wide(most + 1))})
    assert (found.rule, found.node, found.level) == ("button_width", "q", "fault")
    assert found.what.startswith("en 7-9, 15-18: ")


def test_three_ways_on_stand_on_two_rows() -> None:
    """Beside two others there is no room for the words of the one in the middle."""
    node = a_pack({"q": face(None)}).wait("q")
    assert [len(row) for row in ways(node, back=True, kept=True)] == [1, 2]
    assert [len(row) for row in ways(node, back=False, kept=True)] == [2]


def test_the_ends_of_a_scale_stand_in_the_text_and_may_be_wider(tmp_path: Path) -> None:
    asks = {"kind": "scale", "ask": "sample.face", "low": "sample.low", "high": "sample.high"}
    texts = {"sample.low": (_wide(40), _wide(40))}
    assert findings(a_pack({"q": asks | {"next": "bye"}, "bye": say()}), tmp_path, texts) == ()


def test_a_label_without_room_for_its_tick_is_advised_on(tmp_path: Path) -> None:
    asks = {"kind": "choose_several", "ask": "sample.face", "options": OPTIONS, "next": "bye"}
    texts = {"sample.low": (_wide(26), "a")}
    found = findings(a_pack({"q": asks, "bye": say()}), tmp_path, texts)
    assert brief(found) == {("button_width", "q", "advice")}


@pytest.mark.parametrize(
    ("label", "wide"),
    [("ŵy", 2), ("😀 a", 4), ("☀️", 2), ("👍🏽", 2), ("👩‍🏫", 2), ("w\u0302", 1), ("日", 2)],
)
def test_an_emoji_is_as_wide_as_two_letters(label: str, wide: int) -> None:
    assert width(label) == wide


# --- reading ------------------------------------------------------------------------------------


def test_a_long_sentence_is_told_for_the_bands_it_is_too_long_for(tmp_path: Path) -> None:
    texts = {"sample.bye": ("Dyna ni i ti a mi a fo am y dydd.", "That is it.")}
    (found,) = findings(a_pack(good_nodes()), tmp_path, texts)
    assert (found.rule, found.node) == ("long_sentence", "bye")
    assert found.what.startswith("cy 7-9: a sentence has 11 words, the most is 8")


def test_a_question_for_the_youngest_has_two_sentences(tmp_path: Path) -> None:
    texts = {"sample.face": ("Helo. Sut wyt ti? Tapia un.", "Hi. How are you? Tap one.")}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert {each.what[:6] for each in found} == {"cy 7-9", "en 7-9"}
    assert brief(found) == {("many_sentences", "face", "fault")}


def test_the_notice_is_no_sentence_of_the_question(tmp_path: Path) -> None:
    words = "Tell me more. You can stop.{}Adults may read this. It is their job."
    texts = {"sample.words": ("Dweda fwy.\n\nGall staff ddarllen hwn.", words.format("\n\n"))}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()


def test_english_above_the_grade_of_the_band_is_told(tmp_path: Path) -> None:
    hard = "Organisational responsibilities necessitate considerable determination.\n"
    found = findings(a_pack(good_nodes()), tmp_path, {"sample.bye": ("Diolch.", hard * 5)})
    assert brief(found) == {("reading_level", "", "fault"), ("reading_level", "bye", "fault")}
    (together, *_) = [each for each in found if not each.node]
    assert together.what.startswith("en 7-9: the prompts together are of grade")


def test_welsh_with_long_words_is_told(tmp_path: Path) -> None:
    hard = "Gwerthfawrogwn eich cyfrifoldebau cymdeithasol.\n"
    found = findings(a_pack(good_nodes()), tmp_path, {"sample.bye": (hard * 7, "Thank you.")})
    told = " ".join(each.what for each in found if each.what.startswith("cy 7-9"))
    assert "letters on average, the most is 4.3" in told
    assert "of words have 8 letters or more, the most is 3 %" in told
    assert {each.rule for each in found} == {"reading_level"}


HARD = [
    ("en", "To what extent do institutional arrangements facilitate participation?"),
    ("cy", "Sut mae trefniadau sefydliadol cydweithredol yn hwyluso cyfranogiad?"),
]


@pytest.mark.parametrize(("language", "text"), HARD)
def test_one_hard_sentence_is_told_for_every_band(
    tmp_path: Path, language: str, text: str
) -> None:
    pair = (text, "How are you?") if language == "cy" else ("Sut wyt ti?", text)
    found = findings(a_pack(good_nodes()), tmp_path, {"sample.face": pair})
    assert brief(found) == {("reading_level", "face", "fault")}
    assert found[0].what.startswith(f"{language} 7-9, 15-18: too many long words at once")


EASY = [
    ("How interesting are your lessons?", "Pa mor ddiddorol yw dy wersi di?"),
    ("Do you know the United Nations?", "Wyt ti'n gwybod am y Cenhedloedd Unedig?"),
    ("Think of a thing you like.", "Ysgrifenna yma."),
]
"""One long word, or the name of something, in either language."""


@pytest.mark.parametrize(("english", "welsh"), EASY)
def test_one_long_word_or_a_name_is_well(tmp_path: Path, english: str, welsh: str) -> None:
    texts = {"sample.face": (welsh, english)}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()


HARD_LABELS = [
    (("Iawn", "Predominantly satisfactory"), "en 7-9"),
    (("Iawn", "Predominantly"), "en 7-9"),
    (("Preifatrwydd", "Privacy"), "cy 7-9"),
]


@pytest.mark.parametrize(("pair", "readers"), HARD_LABELS)
def test_a_label_is_read_for_its_level(
    tmp_path: Path, pair: tuple[str, str], readers: str
) -> None:
    (found,) = findings(a_pack(good_nodes()), tmp_path, {"sample.low": pair})
    assert (found.rule, found.node, found.level) == ("reading_level", "face", "fault")
    assert found.what.startswith(f"{readers}: ")


def test_a_few_words_say_nothing_about_the_level_of_a_pack(tmp_path: Path) -> None:
    texts = {"sample.bye": ("Gwerthfawrogwn.", "Organisational responsibilities.")}
    assert {each.node for each in findings(a_pack(good_nodes()), tmp_path, texts)} == {"bye"}


LETTERS = [("llwybr", 5), ("ddiogel", 6), ("wyt", 3), ("ti'n", 3), ("Rhiwlas", 6)]


@pytest.mark.parametrize(("word", "many"), LETTERS)
def test_a_digraph_is_one_letter(word: str, many: int) -> None:
    assert letters(word) == many


# --- reports ------------------------------------------------------------------------------------


@pytest.mark.parametrize("framework", list(TAGS))
def test_a_question_without_a_place_in_a_framework_is_told(tmp_path: Path, framework: str) -> None:
    tags = {name: each for name, each in TAGS.items() if name != framework}
    found = findings(a_pack(good_nodes(), tags=tags), tmp_path)
    assert brief(found) == {("tags", "face", "fault"), ("tags", "words", "fault")}
    own = {"face": face(tags=TAGS), "bye": say()}
    assert findings(a_pack(own, tags=tags), tmp_path) == ()


def test_a_measure_is_of_one_question(tmp_path: Path) -> None:
    nodes = {"face": face("two", measure="mood"), "two": face(measure="mood"), "bye": say()}
    (found,) = findings(a_pack(nodes), tmp_path)
    assert (found.rule, found.node) == ("measure", "two")


def test_a_measure_is_of_one_pack_in_all_its_versions(tmp_path: Path) -> None:
    nodes = {"face": face(measure="mood"), "bye": say()}
    words = Words.of(catalogues(tmp_path))
    same = [a_pack(nodes), a_pack(nodes, version=2)]
    assert check_packs(same, words) == ()
    (found,) = check_packs([*same, a_pack(nodes, id="other")], words)
    assert (found.pack, found.rule, found.node) == ("other", "measure", "face")
