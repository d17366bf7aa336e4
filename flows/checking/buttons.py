"""Whether every button can be sent, and read on a phone."""

import unicodedata
from collections.abc import Iterator
from itertools import product

from domain.ids import SessionId
from flows.asking import STATEMENT_COLUMNS, button_data, clears, ways
from flows.checking.finding import Finding
from flows.checking.words import Told, Words, for_readers, labels
from flows.definition import Pack
from flows.nodes import (
    DRAFTED,
    Allocate,
    Choice,
    Node,
    Rank,
    Scale,
    Several,
    Statement,
    Wait,
    options_of,
)

MOST_BYTES = 64
"""What Telegram lets a button carry."""

ANY_SESSION = SessionId("s" * 12)

WIDEST = {1: 28, 2: 16, 3: 11, 4: 8, 5: 5}
"""Letters of a label that a phone 360 pixels wide shows, by the columns of the question."""

JOINER = "\u200d"


def button_findings(pack: Pack, words: Words) -> Iterator[Finding]:
    """Buttons that carry too much or are too wide."""
    for name, node in pack.waits.items():
        yield from _heavy(pack, name, node)
    for told in labels(pack, words):
        yield from _wide(pack, told)
    yield from _wide_ways(pack, words)


def _heavy(pack: Pack, name: str, node: Wait) -> Iterator[Finding]:
    for option in options_of(node):
        size = len(button_data(ANY_SESSION, name, option + _ending(node)).encode())
        if size > MOST_BYTES:
            what = f"the button {option} carries {size} bytes; the most is {MOST_BYTES}"
            yield Finding(pack=pack.id, node=name, rule="button_data", what=what)


def _ending(node: Wait) -> str:
    """The longest that a tap adds to an option."""
    match node:
        case Several():
            return "+"
        case Rank():
            return f"@{len(node.options)}"
        case Allocate():
            return f"={node.tokens}"
        case _:
            return ""


def _wide(pack: Pack, told: Told) -> Iterator[Finding]:
    if isinstance(told.node, Scale):  # its ends stand in the text, and its buttons are numbers
        return
    columns = columns_of(told.node)
    most, length = WIDEST[columns], width(told.text) + width(_beside(told.node))
    if length > most:
        place = f"in {columns} columns" if columns > 1 else "alone on its row"
        what = f"{told.reader}: “{told.text}” is {length} wide; {place} a phone shows {most}"
        yield Finding(pack=pack.id, node=told.name, rule="button_width", what=what)
    elif isinstance(told.node, Several) and length + width("✓ ") > most:
        what = f"{told.reader}: “{told.text}” has no room for its tick once it is chosen"
        yield Finding(pack=pack.id, node=told.name, rule="button_width", what=what, level="advice")


def _wide_ways(pack: Pack, words: Words) -> Iterator[Finding]:
    """The buttons beside the answers, each told once, where it has the least room."""
    tightest: dict[str, tuple[int, str]] = {}
    for name, node in pack.waits.items():
        for row in _way_rows(node):
            for key in row:
                if len(row) > tightest.get(key, (0, ""))[0]:
                    tightest[key] = (len(row), name)
    for key, (columns, name) in tightest.items():
        yield from _wide_way(pack, words, name, key, columns)


def _way_rows(node: Wait) -> Iterator[tuple[str, ...]]:
    """Every row of buttons that may stand below the answers, by the keys of their labels."""
    for back, kept in product((False, True), repeat=2):
        yield from (tuple(key for key, _ in row) for row in ways(node, back=back, kept=kept))
    if isinstance(node, DRAFTED):
        yield ("flow.done", "flow.clear") if clears(node) else ("flow.done",)


def _wide_way(pack: Pack, words: Words, name: str, key: str, columns: int) -> Iterator[Finding]:
    for told in for_readers(pack, words, name, pack.nodes[name], key):
        if width(told.text) > WIDEST[columns]:
            what = (
                f"{told.reader}: “{told.text}” is {width(told.text)} wide; "
                f"of {columns} on a row a phone shows {WIDEST[columns]}"
            )
            yield Finding(pack=pack.id, node=name, rule="button_width", what=what)


def columns_of(node: Node) -> int:
    """How many buttons stand beside each other."""
    match node:
        case Choice(columns=columns) | Several(columns=columns):
            return columns
        case Statement():
            return STATEMENT_COLUMNS
        case _:
            return 1


def _beside(node: Node) -> str:
    """What a button shows after its label from the beginning."""
    return ": 0" if isinstance(node, Allocate) else ""


def width(text: str) -> int:
    """How wide a label is in letters; an emoji is as wide as two, and one of several parts too."""
    total = 0
    before = ""
    for letter in text:
        if before != JOINER:
            total += _width(letter)
        before = letter
    return total


def _width(letter: str) -> int:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf") or "\U0001f3fb" <= letter <= "\U0001f3ff":
        return 0
    return 2 if kind == "So" or unicodedata.east_asian_width(letter) in "WF" else 1
