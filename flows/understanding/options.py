"""Which of the options a text may mean. Every function here answers with all that fit."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.understanding.numbers import NUMBERS
from flows.understanding.tongues import Labels, welsh_column
from flows.understanding.words import (
    FILLERS,
    NEGATIONS,
    WEAK,
    Spoken,
    alike_in_english,
    label,
    nearly,
    nearly_in_english,
    nearly_in_welsh,
    same,
    same_in_welsh,
)

Fits = frozenset[str]
Alike = Callable[[str, str], bool]
NONE: Fits = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """When two words are one in a language: without a slip of the finger, and perhaps with one."""

    same: Alike
    nearly: Alike


_WELSH = Heard(same_in_welsh, nearly_in_welsh)
_MAY_BE_WELSH = Heard(same, nearly)
_ENGLISH = Heard(alike_in_english, nearly_in_english)
_BY_WELSH_COLUMN = {
    None: (_MAY_BE_WELSH, _MAY_BE_WELSH),
    0: (_WELSH, _ENGLISH),
    1: (_ENGLISH, _WELSH),
}

_COUNTS = NUMBERS.keys() - {"one", "un", "dim", "none"}  # these also stand in "no one"


def whole(text: str, said: Spoken, labels: Labels) -> Fits:
    """The options whose label this is: letter for letter, or in its words, or mutated."""
    return (
        _with(labels, lambda name: name.strip() == text.strip())
        or _with(labels, lambda name: bool(said.words) and label(name).words == said.words)
        or _with_words(labels, lambda name, heard: _is_whole(said, name, heard.same))
    )


def whole_with_slip(said: Spoken, labels: Labels) -> Fits:
    """The options whose label this is but for a slip of the finger in a longer word."""
    return _with_words(labels, lambda name, heard: _is_whole(said, name, heard.nearly))


def part(said: Spoken, labels: Labels) -> Fits:
    """The options that have these words in their label, every letter as it should be.

    The one that fits must not be a denial that was not said: "safe" is not "not safe".
    """
    found = _with_words(labels, lambda name, heard: _is_part(said, name, heard.same))
    meant = _with_words(
        labels,
        lambda name, heard: (
            _is_part(said, name, heard.same) and (_negated(said) or not _negated(name))
        ),
    )
    return found if len(found) > 1 else meant


def _negated(said: Spoken) -> bool:
    return not NEGATIONS.isdisjoint(said.words)


def _is_whole(said: Spoken, name: Spoken, alike: Alike) -> bool:
    """Whether these are the words of a label but for fillers.

    In a label such as "not today" a filler is all there is to tell it by, and must be said.
    """
    words, wanted = said.content, name.content
    if _says_little(wanted):
        kept = FILLERS - set(name.words)
        words, wanted = tuple(word for word in said.words if word not in kept), name.words
    return bool(words) and len(words) == len(wanted) and all(map(alike, words, wanted))


def _is_part(said: Spoken, name: Spoken, alike: Alike) -> bool:
    words, wanted = said.content, name.content
    if _says_little(words):
        return False
    starts = range(len(wanted) - len(words) + 1)
    return any(all(map(alike, words, wanted[start:])) for start in starts)


def _says_little(words: tuple[str, ...]) -> bool:
    """Whether there are only denials, and words such as very and other."""
    return all(word in WEAK or word in NEGATIONS for word in words)


def pictured(said: Spoken, labels: Labels) -> Fits:
    """The options whose label has the pictures of the text."""
    wanted = set(said.pictures)
    return _with(labels, lambda name: bool(wanted) and set(label(name).pictures) == wanted)


def counts_something(labels: Labels) -> bool:
    """Whether the labels hold numbers themselves, so that a number is not a place among them."""
    words = [word for names in labels.values() for name in names for word in label(name).words]
    return any(word[-1].isdigit() or word[0].isdigit() or word in _COUNTS for word in words)


def _with(labels: Labels, fits: Callable[[str], bool]) -> Fits:
    return frozenset(option for option, names in labels.items() if any(map(fits, names)))


def _with_words(labels: Labels, fits: Callable[[Spoken, Heard], bool]) -> Fits:
    """The same by the words of each label, heard as its language has them."""
    first, second = _BY_WELSH_COLUMN[welsh_column(labels)]
    return frozenset(
        option
        for option, names in labels.items()
        for place, name in enumerate(names)
        if fits(label(name), second if place % 2 else first)
    )
