"""What is wrong in a pack's files, told by what would be right in its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from flows.definition import PACK_ID, Flow, Pack, Sees
from flows.nodes import NODE_ID, OPTION_ID, TEXT_KEY, Case, Node
from flows.tags import Tags

Place = tuple[int | str, ...]

ELSEWHERE = ("flows", "texts")
"""What a pack has and its pack.yaml does not say."""

KINDS: dict[str, type[BaseModel]] = {
    kind: model
    for model in get_args(get_args(Node)[0])
    for kind in get_args(model.model_fields["kind"].annotation)
}
"""The kinds of node by their names."""

A_KEY = "the key of a text in the catalogues, such as mood.thanks"
A_NODE = "the name of a node, such as face"
A_LIST = "a list, such as [one, two]"

NEAR = 0.8
"""How alike two names are, of 1, when one may be meant by the other."""

RIGHT = {
    "id": "a short name in small letters, such as mood",
    "version": "a whole number from 1",
    "title": A_KEY,
    "purpose": "a sentence on what the pack is for",
    "evidence": "a sentence on what the pack rests on",
    "bands": "a list of ages, such as ['7-9', '10-11']",
    "expected_minutes": "a number of minutes, such as 2",
    "change_minutes": "a whole number of minutes, such as 60",
    "by_learner": "true or false",
    "sees": "answers, counts and words, each with a list of readers",
    "tags": "frameworks, each with a list of tags, such as perma: [meaning]",
    "flows": "a file for each flow in flows/; the first is main.yaml",
    "start": A_NODE,
    "nodes": "nodes by their names, each with its kind",
    "kind": f"one of {', '.join(KINDS)}",
    "say": A_KEY,
    "ask": A_KEY,
    "low": A_KEY,
    "high": A_KEY,
    "name": A_KEY,
    "picture": "a list of scales, such as [joy, health]",
    "next": A_NODE,
    "otherwise": A_NODE,
    "cases": "a list of ways, such as - {when: face == 'low', next: why}",
    "when": "a condition, such as face == 'low'",
    "flow": "the name of a flow, which is that of its file, such as stuck",
    "options": "two options or more by their names, such as yes: mood.yes",
    "optional": "true or false",
    "counted": "true or false",
    "measure": "a short name, such as mood",
    "columns": "a whole number, such as 2",
    "points": "a whole number from 3 to 11",
    "least": "a whole number",
    "most": "a whole number",
    "alone": "the name of an option",
    "tokens": "a whole number from 2 to 20",
}
"""By key, what stands there."""

A_NAME = "small letters, digits and _, 16 at most"
WRITTEN = {
    PACK_ID: "small letters, digits and single hyphens, such as calm-mornings",
    NODE_ID: f"a name of {A_NAME}, the first a letter, such as face",
    OPTION_ID: f"a name of {A_NAME}, such as yes",
    TEXT_KEY: f"{A_KEY}: small letters, with dots between the words",
}
"""By pattern, how what must match it is written."""


def right_instead(error: ErrorDetails) -> str:
    """A sentence on a fault, which says what would be right."""
    place = error["loc"]
    if say := _SAY.get(error["type"]):
        return say(place, error.get("ctx", {}))
    if error["type"].endswith(OF_A_KIND) and (right := _right(place)):
        return f"this must be {right}"
    plain = error["msg"].removeprefix("Value error, ")
    return START.sub("this must", plain)


OF_A_KIND = ("_type", "_parsing", "_from_float")
"""How the names end that pydantic gives to values of the wrong kind."""

START = re.compile("^(?:Input|String) should")
"""How pydantic begins where it says itself what would be right."""


def _right(place: Place) -> str:
    """What must stand in a place: often its key says it."""
    match place:
        case (*_, "options", str()):
            return A_KEY
        case (*_, "tags" | "sees", str()):
            return A_LIST
        case ("flows", _) | ("flows", _, "nodes", _) | (*_, "cases", int()):
            return f"keys with their values, such as {EXAMPLES[place[-2]]}"
        case _:
            return RIGHT.get(_key(place), "")


EXAMPLES: dict[int | str, str] = {
    "flows": "start: face",
    "nodes": "kind: say",
    "cases": "when: face == 'low'",
}
"""By what holds them, how keys with values begin."""


def _key(place: Place) -> str:
    """The last key of a place; what is wrong with an item is wrong with its list."""
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _stranger(place: Place, _: Mapping[str, Any]) -> str:
    *inside, last = place
    allowed = allowed_keys(tuple(inside))
    return f"there is no such key here{_perhaps(str(last), allowed)}; there are {_all(allowed)}"


def _perhaps(given: str, known: Iterable[str]) -> str:
    """The name that is nearest to what was written, if one is near."""
    return "".join(
        f"; perhaps {near} is meant" for near in get_close_matches(given, known, 1, NEAR)
    )


def _all(names: Iterable[str]) -> str:
    return ", ".join(names)


def allowed_keys(place: Place) -> list[str]:
    """The keys that may stand in a place."""
    return [each for each in _model(place).model_fields if place or each not in ELSEWHERE]


def _model(place: Place) -> type[BaseModel]:
    """What is read in a place; a node's kind stands after its name."""
    match place:
        case (*_, "tags"):
            return Tags
        case ("sees",):
            return Sees
        case ("flows", _):
            return Flow
        case ("flows", _, "nodes", _, str() as kind):
            return KINDS[kind]
        case ("flows", _, "nodes", _, _, "cases", _):
            return Case
        case _:
            return Pack


def _missing(place: Place, _: Mapping[str, Any]) -> str:
    key = _key(place)
    right = RIGHT.get(key)
    return f"is missing: {right}" if right else "is missing"


def _no_kind(_: Place, __: Mapping[str, Any]) -> str:
    return f"the node has no kind: it must be {RIGHT['kind']}"


def _wrong_kind(_: Place, told: Mapping[str, Any]) -> str:
    given = str(told["tag"])
    return f"there is no kind {given!r}{_perhaps(given, KINDS)}; there are {_all(KINDS)}"


def _misnamed(_: Place, told: Mapping[str, Any]) -> str:
    return f"this must be {WRITTEN[told['pattern']]}"


def _not_among(_: Place, told: Mapping[str, Any]) -> str:
    return f"this must be {told['expected']}"


def _too_few(_: Place, told: Mapping[str, Any]) -> str:
    return f"there must be at least {told['min_length']}, and there are {told['actual_length']}"


def _too_many(_: Place, told: Mapping[str, Any]) -> str:
    return f"there must be at most {told['max_length']}, and there are {told['actual_length']}"


_SAY: dict[str, Callable[[Place, Mapping[str, Any]], str]] = {
    "extra_forbidden": _stranger,
    "missing": _missing,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _wrong_kind,
    "string_pattern_mismatch": _misnamed,
    "enum": _not_among,
    "literal_error": _not_among,
    "too_short": _too_few,
    "too_long": _too_many,
}
"""By pydantic's name for a fault, who says what would be right."""
