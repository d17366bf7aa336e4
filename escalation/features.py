"""What a statistical opinion sees of a text: its words, their pieces, and words side by side.

Small folded words as `folding` leaves them; an apostrophe joins. Pieces keep the edges of their
word, so *<lla* begins one and *ddo>* ends one; they carry over what mutation, dialect and
misspelling change. A sign before a feature tells its kind: `=` a word, nothing a piece, and two
words with a space between them.
"""

import re
from collections.abc import Iterable, Iterator

_SHORTEST, _LONGEST = 3, 5
_MOST_LETTERS = 24
_HELD = re.compile(r"([^\W\d_])\1\1+")
_DIGITS = re.compile(r"\d+")


def plain(written: str) -> str:
    """A folded word as features see it: joined, held keys let go, numbers alike."""
    word = _HELD.sub(r"\1\1", written.replace("'", ""))[:_MOST_LETTERS]
    return _DIGITS.sub("0", word)


def of_word(word: str) -> Iterator[str]:
    """The features of one plain word by itself."""
    yield "=" + word
    edged = f"<{word}>"
    for size in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]


def of_pair(word: str, after: str) -> str:
    """The feature of two neighbours."""
    return f"{word} {after}"


def of_text(words: Iterable[str]) -> Iterator[str]:
    """Every feature of a text of plain words, as often as it stands there."""
    before = "<"
    for word in words:
        yield from of_word(word)
        yield of_pair(before, word)
        before = word
    yield of_pair(before, ">")
