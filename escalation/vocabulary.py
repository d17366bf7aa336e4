"""The words that the lexicon knows, and the ways in which a child may disguise or misspell one.

Each question answers with known words only: a disguise that hides none of them is left alone.
That is also why *skilled* never becomes *kill*: whole words are compared, never pieces.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)

_LEET = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
_SYMBOLS = {"@": "a", "$": "s", "!": "i", "|": "il", "+": "t", "€": "e", "£": "l", "?": "i"}
_FOREIGN = {"н": "hn", "и": "nu", "μ": "mu", "ł": "il"}
_READINGS = _LEET | _SYMBOLS | _FOREIGN
_ANYTHING = "*#%"
_SEPARATORS = "._-~/\\'^="
_MOST_READINGS = 32
_ONE_SLIP_FROM = 5
_TWO_SLIPS_FROM = 9
_LONGEST_SLIP = 20
_ENDINGS = (("in", "ing"), ("d", "ed"), ("a", "au"), ("e", "au"))
_MOST_KEPT = 16384
_RUN = re.compile(r"(.)\1+")


class Vocabulary:
    """All words of the lexicon; the reviewed ones are also heard when they are misspelt."""

    def __init__(
        self,
        words: Iterable[str],
        reviewed: Mapping[str, frozenset[str]],
        respelt: Mapping[str, str],
    ) -> None:
        """`reviewed`: a word and the innocent words near it; `respelt`: a text spelling."""
        self._respelt = respelt
        self._words = frozenset(words)
        self._reviewed = reviewed
        self._by_slip = _slips_of(reviewed)
        self.near = lru_cache(maxsize=_MOST_KEPT)(self._near)
        self.undisguised = lru_cache(maxsize=_MOST_KEPT)(self._undisguised)

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        return _grouped(self._words, _skeleton)

    @cached_property
    def _by_letter(self) -> dict[tuple[int, int, str], list[str]]:
        return _by_letter(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def stretched(self, word: str) -> tuple[str, ...]:
        """Known words that become this one when letters are held down: *diiiie* is *die*."""
        runs = _runs(word)
        return tuple(
            known
            for known in self._by_skeleton.get(_skeleton(word), ())
            if all(mine <= yours for mine, yours in zip(_runs(known), runs, strict=True))
        )

    def respelt(self, word: str) -> tuple[str, ...]:
        """The known word behind a text spelling that people list: *bout* is *about*."""
        known = self._respelt.get(word, "")
        return (known,) if known in self._words else ()

    def clipped(self, word: str) -> tuple[str, ...]:
        """Known words behind a clipped ending: *cuttin* for *cutting*, *pushd* for *pushed*."""
        whole = (word[: -len(short)] + full for short, full in _ENDINGS if word.endswith(short))
        return tuple(known for known in whole if known in self._words)

    def _undisguised(self, chunk: str) -> tuple[str, ...]:
        """Known words behind dots, stars, digits and signs: *d.i.e*, *su*cide*, *k1ll*."""
        cells = [_cell(character) for character in chunk if character not in _SEPARATORS]
        letters = sum(1 for cell in cells if len(cell) == 1)
        if not letters or len(cells) < len("die"):
            return ()
        if "" in cells:
            return (*self._behind_stars(cells, letters), *self._spelt([c for c in cells if c]))
        return self._spelt(cells)

    def _spelt(self, cells: list[str]) -> tuple[str, ...]:
        ways = 1
        for cell in cells:
            ways *= len(cell)
        if ways > _MOST_READINGS or len(cells) < len("die"):
            return ()
        words = map("".join, product(*cells))
        return tuple(word for word in words if word in self._words)

    def _behind_stars(self, cells: list[str], letters: int) -> Iterator[str]:
        trusted = self._reviewed if letters * 2 < len(cells) else self._words
        for known in self._like(cells):
            if known in trusted and all(
                not cell or letter in cell for cell, letter in zip(cells, known, strict=True)
            ):
                yield known

    def _like(self, cells: list[str]) -> list[str]:
        """The fewest known words, of this length, that share one letter with the cells."""
        return min(
            (
                self._by_letter.get((len(cells), index, cell), [])
                for index, cell in enumerate(cells)
                if len(cell) == 1
            ),
            key=len,
        )

    def _near(self, word: str) -> tuple[str, ...]:
        """Reviewed words one slip away (from five letters on) or two (from nine on)."""
        if not _ONE_SLIP_FROM - 1 <= len(word) <= _LONGEST_SLIP:
            return ()
        found: set[str] = set()
        for slip in _deletions(word, 2 if len(word) >= _TWO_SLIPS_FROM - 2 else 1):
            found.update(self._by_slip.get(slip, ()))
        return tuple(
            sorted(
                known
                for known in found
                if word not in self._reviewed[known] and _distance(word, known) <= _slips(known)
            )
        )


def _cell(character: str) -> str:
    if character in _ANYTHING:
        return ""
    return _READINGS.get(character, character)


def _grouped(words: Iterable[str], key: Callable[[str], _Key]) -> dict[_Key, list[str]]:
    groups: dict[_Key, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(key(word), []).append(word)
    return groups


def _by_letter(words: Iterable[str]) -> dict[tuple[int, int, str], list[str]]:
    """Known words by their length and the letter in each place."""
    groups: dict[tuple[int, int, str], list[str]] = {}
    for word in sorted(words):
        for index, letter in enumerate(word):
            groups.setdefault((len(word), index, letter), []).append(word)
    return groups


def _skeleton(word: str) -> str:
    return _RUN.sub(r"\1", word)


def _runs(word: str) -> list[int]:
    return [len(match.group()) for match in re.finditer(r"(.)\1*", word)]


def _slips(word: str) -> int:
    if len(word) < _ONE_SLIP_FROM:
        return 0
    return 1 if len(word) < _TWO_SLIPS_FROM else 2


def _slips_of(reviewed: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in reviewed:
        if _slips(word):
            for slip in _deletions(word, _slips(word)):
                index.setdefault(slip, []).append(word)
    return index


def _deletions(word: str, most: int) -> set[str]:
    """The word with up to that many letters left out: two spellings that meet are close."""
    found = {word}
    fresh = {word}
    for _ in range(most):
        fresh = {one[:i] + one[i + 1 :] for one in fresh for i in range(len(one))}
        found |= fresh
    return found


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            best = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, row = row, current
    return row[-1]
