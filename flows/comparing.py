"""What can be compared with what: a condition that can never be meant is told of.

What a name stands for says what it may be: a question its options or numbers, and the names that
are always there their own few values.
"""

import re
from collections.abc import Iterator, Mapping

from domain.people import Band, Language
from flows.expression import BEFORE, Condition
from flows.nodes import DRAFTED, WAITS, Date, Node, Number, ShortText, options_of

MONTHS = range(1, 13)

BUILT_IN: dict[str, tuple[str, ...]] = {
    "band": tuple(band.value for band in Band),
    "language": tuple(language.value for language in Language),
    "month": tuple(str(month) for month in MONTHS),
}
"""The names that have a value whatever was asked, and all their values."""

WHOLE = re.compile(r"-?\d+")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def comparison_faults(condition: Condition, nodes: Mapping[str, Node]) -> Iterator[str]:
    """What a condition compares that it cannot."""
    for name, value in condition.compared:
        fault = _never(name, value, nodes)
        if fault:
            yield f"compares {name} with {value!r}, which is {fault}"
    for name in dict.fromkeys(condition.ordered):
        why = _unordered(name, nodes)
        if why:
            yield f"asks whether {name} is more or less, but {why}: use == or in"
    for value in condition.bounds:
        if not WHOLE.fullmatch(value):
            yield f"asks for more or less than {value!r}, which is no whole number"


def _never(name: str, value: str, nodes: Mapping[str, Node]) -> str | None:
    """Why what a name stands for can never be this value; None where it can."""
    if name in BUILT_IN:
        known = BUILT_IN[name]
        return None if value in known else f"no {name}: those are {', '.join(known)}"
    question = nodes.get(name.removeprefix(f"{BEFORE}."))
    if not isinstance(question, WAITS):
        return None  # told of by its name
    match question:
        case Number(least=least, most=most):
            can_be = WHOLE.fullmatch(value) and least <= int(value) <= most
            return None if can_be else f"none of its numbers: they go from {least} to {most}"
        case Date():
            return None if DAY.fullmatch(value) else "no date such as 2026-12-18"
        case ShortText():
            return "something that words are never known to be: ask whether there are any"
        case _:
            return None if value in options_of(question) else "none of its options"


def _unordered(name: str, nodes: Mapping[str, Node]) -> str | None:
    """Why a name stands for nothing that is more or less; None where it does."""
    if name in BUILT_IN:
        return None if name == "month" else "it is no number"
    question = nodes.get(name.removeprefix(f"{BEFORE}."))
    if not isinstance(question, WAITS) or isinstance(question, Number):
        return None
    options = () if isinstance(question, DRAFTED) else options_of(question)
    words = [option for option in options if not WHOLE.fullmatch(option)]
    if words:
        return f"its options are words, such as {words[0]}"
    return None if options else "its answers are no numbers"
