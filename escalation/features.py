"""What a statistical opinion sees of a text: words, their pieces, neighbours, and their senses.

Small folded words as `folding` leaves them; an apostrophe joins. Pieces keep the edges of their
word, so *<lla* begins one and *ddo>* ends one; they carry over what mutation, dialect and
misspelling change. A sense is a kind of word in both languages (*mother*, *night*, *blade*), so
that what was learned of one word and one language holds for others. A sign in a feature tells its
kind: `=` a word, nothing a piece, a space between two neighbours, `_` between two words with one
or two others between them, `@` a sense, and `~` between two senses that stand near each other,
whichever is first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_SHORTEST, _LONGEST = 3, 5
_MOST_LETTERS = 24
_HELD = re.compile(r"([^\W\d_])\1\1+")
_DIGITS = re.compile(r"\d+")

APART = 3
"""How many words apart, at most, two words still count together."""

NEAR = 8
"""How many words apart two senses still count as near."""

BETWEEN = "~"
"""The sign between two senses."""

Senses = Mapping[str, Sequence[str]]
"""The senses of each plain word that has any."""


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


def of_pairs(words: Sequence[str]) -> Iterator[str]:
    """The features of plain words that are neighbours or nearly, some more than once."""
    before = "<"
    for word in words:
        yield f"{before} {word}"
        before = word
    yield f"{before} >"
    for apart in range(2, APART + 1):
        for word, after in zip(words, words[apart:], strict=False):
            yield f"{word}_{after}"


def of_sense(sense: str) -> str:
    """The feature of a sense."""
    return "@" + sense


def of_senses(one: str, other: str) -> str:
    """The feature of two senses near each other."""
    return BETWEEN.join(sorted((one, other)))


def of_text(words: Sequence[str], senses: Senses) -> Iterator[str]:
    """Every feature of a text of plain words, as often as it stands there."""
    for word in words:
        yield from of_word(word)
    yield from of_pairs(words)
    yield from _of_senses([senses.get(word, ()) for word in words])


def _of_senses(found: Sequence[Iterable[str]]) -> Iterator[str]:
    for at, some in enumerate(found):
        for one in some:
            yield of_sense(one)
            for others in found[at + 1 : at + 1 + NEAR]:
                yield from (of_senses(one, other) for other in others if other != one)
