"""Packs of any shape: every kind of node, led to by chance, in one flow or two."""

from typing import Any

from hypothesis import strategies as st
from walk import a_pack

from flows.definition import Pack

LABELS = ["mood.reason.friends", "mood.reason.family", "mood.reason.sleep", "mood.reason.health"]
NAMES = [f"n{number}" for number in range(7)]

options = st.integers(2, 4).map(lambda n: {f"o{i}": LABELS[i] for i in range(n)})


@st.composite
def nodes(draw: st.DrawFn, names: list[str], questions: list[str], here: str) -> dict[str, Any]:
    """A node that leads to any of these, itself included, or to the end."""
    onward = draw(st.sampled_from([*names, None]))
    sure = draw(st.sampled_from(names))
    plain = {"ask": "mood.title", "optional": draw(st.booleans()), "next": onward}
    if here in questions:
        return plain | draw(_question())
    return draw(
        st.sampled_from(
            [
                {"kind": "say", "say": "mood.title", "next": onward},
                {"kind": "end", "say": "mood.title"},
                {"kind": "end"},
                {"kind": "park", "say": "mood.title", "next": sure},
                {"kind": "branch", "cases": [_case(draw, names, questions)], "otherwise": sure},
            ]
        )
    )


def _case(draw: st.DrawFn, names: list[str], questions: list[str]) -> dict[str, Any]:
    asked = draw(st.sampled_from(questions))
    when = draw(st.sampled_from([asked, f"not {asked}", f"before.{asked}", "month > 6"]))
    return {"when": when, "next": draw(st.sampled_from(names))}


@st.composite
def _question(draw: st.DrawFn) -> dict[str, Any]:
    some = draw(options)
    kinds: list[dict[str, Any]] = [
        {"kind": "faces", "options": {"1": LABELS[0], "2": LABELS[1], "5": LABELS[2]}},
        {"kind": "choose_one", "options": some},
        {"kind": "statement"},
        {"kind": "scale", "points": draw(st.integers(3, 11)), "low": LABELS[0], "high": LABELS[1]},
        {"kind": "choose_several", "options": some, "least": draw(st.integers(0, 2)), "most": 2},
        {"kind": "rank", "options": some},
        {"kind": "allocate", "options": some, "tokens": draw(st.integers(2, 5))},
        {"kind": "short_text"},
        {"kind": "number", "least": 1, "most": 30},
        {"kind": "date"},
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A pack whose first node asks; anything may follow, also round in circles."""
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    questions = [names[0], *draw(st.lists(st.sampled_from(names), unique=True))]
    return a_pack({name: draw(nodes(names, questions, name)) for name in names})
