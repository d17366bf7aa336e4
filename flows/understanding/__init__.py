"""What a typed answer means: typed words count as taps, in Welsh and in English.

Nothing is guessed. Where two options fit, or where a sentence says more than an option, the answer
is None, and whoever asked may ask again.
"""

from datetime import date

from flows.nodes import Allocate, Choice, Date, Number, Rank, Scale, Several, Statement, Wait
from flows.understanding.amounts import amount
from flows.understanding.dates import date_said
from flows.understanding.lists import allocation_said, rank_said, several_said
from flows.understanding.one import option_said
from flows.understanding.tongues import Labels
from flows.understanding.words import Spoken, spoken


def understood(
    node: Wait, text: str, labels: Labels, today: date, asked: tuple[str, ...] = ()
) -> str | None:
    """The value to be recorded for what was typed; None where it is not sure.

    `labels` gives each option its labels in both languages, with or without a picture before them.
    `asked` is the question itself in both languages, which tells what a number counts.
    For a question with several answers the value may be empty: none of them was said.
    """
    match node:
        case Choice() | Statement() | Scale():
            return option_said(node, text, labels)
        case Several():
            return several_said(node, text, labels)
        case Rank():
            return rank_said(node, text, labels)
        case Allocate():
            return allocation_said(node, text, labels)
        case Number():
            return _number(node, spoken(text), asked)
        case Date(past=past):
            return _date(spoken(text), today, past=past)
        case _:
            return None


def _number(node: Number, said: Spoken, asked: tuple[str, ...]) -> str | None:
    found = None if said.is_long else amount(said.words, asked)
    return str(found) if found is not None and node.least <= found <= node.most else None


def _date(said: Spoken, today: date, *, past: bool) -> str | None:
    found = None if said.is_long else date_said(said.words, today, past=past)
    return found.isoformat() if found else None
