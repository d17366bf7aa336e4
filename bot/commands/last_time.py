"""What was answered the last time, as it is written behind `--before`."""

import re
from collections.abc import Iterable
from datetime import date

from domain.errors import BadInput
from domain.session import WORDS
from flows.answering import may_be_answer
from flows.definition import Pack
from flows.nodes import Allocate, Date, Number, Rank, Several, ShortText, Wait, options_of
from flows.understanding import understood

_SHARES = re.compile(r"[a-z0-9_]+=[1-9]\d?(,[a-z0-9_]+=[1-9]\d?)*")


def last_time(pack: Pack, written: Iterable[str], today: date) -> tuple[tuple[str, str], ...]:
    """The answers by question; BadInput where one names no question or is no answer to it."""
    given: dict[str, str] = {}
    for each in written:
        question, _, value = each.partition("=")
        node = pack.waits.get(question)
        if node is None:
            asked = ", ".join(pack.waits)
            raise BadInput(f"--before is {each!r}; the questions of {pack.id} are {asked}.")
        answer = _answer(node, value.strip(), today)
        if answer is None:
            raise BadInput(f"--before is {each!r}; {question} takes {_what_it_takes(node)}.")
        given[question] = answer
    return tuple(given.items())


def _answer(node: Wait, value: str, today: date) -> str | None:
    """The answer as it is kept, or None."""
    match node:
        case ShortText():
            return WORDS if value else None
        case Number() | Date():
            return understood(node, value, {}, today)
        case Allocate() if not _SHARES.fullmatch(value):
            return None
        case _:
            return value if value and may_be_answer(node, value) else None


def _what_it_takes(node: Wait) -> str:
    options = ", ".join(options_of(node))
    match node:
        case ShortText():
            return "some words"
        case Number(least=least, most=most):
            return f"a whole number from {least} to {most}"
        case Date():
            return "a date like 2026-12-18"
        case Several():
            return f"some of {options}, in this order, with a comma between"
        case Rank():
            return f"all of {options}, the first first, with a comma between"
        case Allocate(tokens=tokens):
            return f"{tokens} in all, written like a=3,b=2, for some of {options}"
        case _:
            return f"one of {options}"
