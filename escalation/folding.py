"""One text in plain small letters, and the way back to where each letter stood.

Screening compares folded text: no case, no accents, one kind of apostrophe, nothing invisible, and
a picture in place of its word. A person is shown the text as it was written, so every folded
character remembers the offset it came from.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHE = "'"
_LOOKALIKES = (
    dict.fromkeys("’‘ʼ`´′＇‛", APOSTROPHE)
    | dict.fromkeys("“”„«»", '"')
    | dict(zip("ıаеорсухіѕԁкм", "iaeopcyxisdkm", strict=True))  # dotless and Cyrillic twins
)
_DROPPED = frozenset(
    {"Mn", "Me", "Cf"}
)  # accents, enclosing marks, zero-width and direction marks
_BLANK = frozenset({"Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. `origin` has one offset a character and one more for the end."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets, in the text as it was written, of a stretch of the folded text."""
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def fold(text: str, pictures: Mapping[str, str]) -> Folded:
    """Fold a text; `pictures` gives the words that stand for an emoji."""
    if text.isascii():
        return Folded(text.lower().replace("`", APOSTROPHE), range(len(text) + 1))
    pieces: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        word = pictures.get(character)
        piece = fold_character(character) if word is None else f" {word} "
        pieces.append(piece)
        origin.extend([offset] * len(piece))
    origin.append(len(text))
    return Folded("".join(pieces), origin)


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """One character as none, one or several plain ones."""
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if character in "\n\t\r":
        return character
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(map(_plain_or_blank, plain))


def _plain_or_blank(character: str) -> str:
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    return " " if category in _BLANK else character
