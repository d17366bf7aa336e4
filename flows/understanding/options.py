"""Which of the options a text may mean. Every function here answers with all that fit."""

from collections.abc import Callable, Mapping

from flows.understanding.numbers import NUMBERS
from flows.understanding.words import NEGATIONS, WEAK, Spoken, label, nearly, same

Labels = Mapping[str, tuple[str, ...]]
Fits = frozenset[str]
Alike = Callable[[str, str], bool]
NONE: Fits = frozenset()

_COUNTS = NUMBERS.keys() - {"one", "un", "dim", "none"}  # these also stand in "no one"


def whole(text: str, said: Spoken, labels: Labels) -> Fits:
    """The options whose label this is: letter for letter, or in its words, or mutated."""
    return (
        _with(labels, lambda name: name.strip() == text.strip())
        or _with(labels, lambda name: bool(said.words) and label(name).words == said.words)
        or _with(labels, lambda name: _is_within(said, label(name), same, whole=True))
    )


def whole_with_slip(said: Spoken, labels: Labels) -> Fits:
    """The options whose label this is but for a slip of the finger in a longer word."""
    return _with(labels, lambda name: _is_within(said, label(name), nearly, whole=True))


def part(said: Spoken, labels: Labels) -> Fits:
    """The options that have these words in their label, with a slip only if none has without.

    The one that fits must not be a denial that was not said: "safe" is not "not safe".
    """
    return _part(said, labels, same) or _part(said, labels, nearly)


def _part(said: Spoken, labels: Labels, alike: Alike) -> Fits:
    found = _with(labels, lambda name: _is_within(said, label(name), alike, whole=False))
    denied = len(found) == 1 and all(_denies(said, labels[each], alike) for each in found)
    return NONE if denied else found


def _denies(said: Spoken, names: tuple[str, ...], alike: Alike) -> bool:
    holding = [label(name) for name in names if _is_within(said, label(name), alike, whole=False)]
    return all(_negated(name) and not _negated(said) for name in holding)


def _negated(said: Spoken) -> bool:
    return not NEGATIONS.isdisjoint(said.words)


def _is_within(said: Spoken, name: Spoken, alike: Alike, *, whole: bool) -> bool:
    words, label_words = said.content, name.content
    if not words or (whole and len(words) != len(label_words)):
        return False
    if not whole and all(word in WEAK or word in NEGATIONS for word in words):
        return False
    starts = range(len(label_words) - len(words) + 1)
    return any(all(map(alike, words, label_words[start:])) for start in starts)


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
