"""What can be answered to a question, and the taps or words by which a learner does so."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.session import WORDS
from flows.drafts import picked, shares
from flows.nodes import Allocate, Date, Number, Rank, Several, ShortText, Wait, options_of
from flows.sprint import CLEAR, DONE, SKIP

Data = dict[str, Any]

SOME_WORDS = "Diolch / thank you"
A_DAY = date(2026, 12, 18)


def choices(node: Wait) -> list[str]:
    """Answers that differ from each other, and at the end to skip, where that may be."""
    return [*_answers(node), *([SKIP] if node.optional else [])]


def _answers(node: Wait) -> list[str]:
    options = list(options_of(node))
    match node:
        case ShortText():
            return [WORDS]
        case Number():
            return [str(node.least), str(node.most)]
        case Date():
            return [A_DAY.isoformat()]
        case Several():
            return [",".join(_some(node, options, each)) for each in options]
        case Rank():
            return [",".join(reversed(options))]
        case Allocate():
            return [f"{options[0]}={node.tokens - 1},{options[-1]}=1"]
        case _:
            return options


def _some(node: Several, options: list[str], wanted: str) -> list[str]:
    """One option, with as many others as there must be."""
    others = [each for each in options if each not in {wanted, node.alone}]
    chosen = {wanted, *others[: max(node.least, 1) - 1]}
    return [each for each in options if each in chosen]


def to_answer(node: Wait, name: str, value: str, draft: str = "") -> Iterator[Data]:
    """What is done to answer so, where this much is tapped already."""
    match node:
        case ShortText():
            yield {"type": SOME_WORDS}
        case Number():
            yield {"type": value}
        case Date():
            yield {"type": f"{date.fromisoformat(value):%d/%m/%Y}"}
        case Several() | Rank() | Allocate():
            taps = _some_taps(node, value, draft)
            yield from ({"tap": [name, each]} for each in (*taps, DONE))
        case _:
            yield {"tap": [name, value]}


def _some_taps(node: Several | Rank | Allocate, value: str, draft: str) -> Iterator[str]:
    there, wanted = picked(draft), picked(value)
    if isinstance(node, Several):
        yield from (f"{each}-" for each in there if each not in wanted)
        yield from (f"{each}+" for each in wanted if each not in there)
        return
    if draft:
        yield CLEAR
    if isinstance(node, Rank):
        yield from (f"{each}@{place}" for place, each in enumerate(wanted, 1))
    else:
        yield from (f"{each}={number}" for each, number in shares(value).items())
