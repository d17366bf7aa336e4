"""All patterns at once: one machine that walks a text a single time.

Two tries. The first spells word classes: from a word of the text it tells which classes begin
there and where each ends. The second spells patterns, and its letters are those classes. A state
is a place in the second trie; gaps let it wait a word or two, and fillers a few words more. At any
word there are at most as many states as places in the tries, and a match has a longest length, so
the work grows with the text and no faster, whatever the text.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from escalation.normalise import Reading
from escalation.patterns import Pattern, Phrase, WordClass

_MOST_FILLERS = 6  # in a row; without an end a match could be as long as the text
_State = TypeVar("_State")


@dataclass(frozen=True, slots=True)
class Match:
    """Pattern number `pattern` stands on the words from `first` up to `past`.

    `last` is where its last element begins.
    """

    pattern: int
    first: int
    past: int
    last: int


@dataclass(slots=True, eq=False)
class _Spelling:
    nexts: dict[str, "_Spelling"] = field(default_factory=dict)
    classes: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Place:
    nexts: dict[int, "_Place"] = field(default_factory=dict)
    waits: dict[int, "_Place"] = field(default_factory=dict)
    patterns: list[int] = field(default_factory=list)


# States that wait at a word: where each began, and how many fillers it has just passed over.
_States = dict[_State, tuple[int, int]]
_Waiting = dict[int, _States[_State]]


class Machine:
    """Finds every pattern in a reading. Built once, never changed afterwards."""

    def __init__(self, patterns: Iterable[Pattern], fillers: Collection[str]) -> None:
        """`fillers` are words that may stand anywhere inside a pattern: *just*, *rili*."""
        self._classes: dict[WordClass, int] = {}
        self._spelling = _Spelling()
        self._start = _Place()
        self._fillers = frozenset(fillers)
        for number, pattern in enumerate(patterns):
            self._add(number, pattern)

    def _add(self, number: int, pattern: Pattern) -> None:
        for route in pattern.routes:
            place = self._start
            for step in route:
                if step.gap and place is not self._start:
                    place = place.waits.setdefault(step.gap, _Place())
                place = place.nexts.setdefault(self._class(step.choices), _Place())
            place.patterns.append(number)

    def _class(self, choices: WordClass) -> int:
        if choices not in self._classes:
            self._classes[choices] = len(self._classes)
            for words in sorted(choices):
                self._spell(words, self._classes[choices])
        return self._classes[choices]

    def _spell(self, words: Phrase, number: int) -> None:
        spelling = self._spelling
        for word in words:
            spelling = spelling.nexts.setdefault(word, _Spelling())
        spelling.classes.append(number)

    def find(self, reading: Reading) -> Iterator[Match]:
        """Every match, in the order in which their last elements stand."""
        waiting: _Waiting[_Place] = {}
        for at, forms in enumerate(reading.words):
            places = waiting.pop(at, {})
            if not forms and at not in reading.longer:
                continue
            if places and self._filled(reading, at):
                _pass_over(places, at + 1, waiting)
            for place, first, past in self._reached(reading, at, places):
                for pattern in place.patterns:
                    yield Match(pattern, first, past, at)
                _wait(place, first, past, reading, waiting)

    def _filled(self, reading: Reading, at: int) -> bool:
        return not self._fillers.isdisjoint(reading.words[at])

    def _reached(
        self, reading: Reading, at: int, places: _States[_Place]
    ) -> Iterator[tuple[_Place, int, int]]:
        """The places that a word leads to, each with the words of its match so far."""
        read = self._read(reading, at)
        for place, (first, _) in chain([(self._start, (at, 0))], places.items()):
            for number in place.nexts.keys() & read.keys():
                for past in read[number]:
                    yield place.nexts[number], first, past

    def _read(self, reading: Reading, at: int) -> dict[int, set[int]]:
        """The classes that begin at a word, each with the words that may come after it.

        Word by word, and each spelling once a word: otherwise a row of fillers would be read in
        as many ways as some of them can be passed over.
        """
        read: dict[int, set[int]] = {}
        waiting: _Waiting[_Spelling] = {at: {self._spelling: (at, 0)}}
        while waiting:
            here = min(waiting)
            spellings = waiting.pop(here)
            if here == len(reading.words):
                break
            if here > at and self._filled(reading, here):
                _pass_over(spellings, here + 1, waiting)
            for form, past in reading.steps(here):
                for spelling in spellings:
                    found = spelling.nexts.get(form)
                    if found is not None:
                        for number in found.classes:
                            read.setdefault(number, set()).add(past)
                        if found.nexts:
                            waiting.setdefault(past, {})[found] = (at, 0)
        return read


def _pass_over(states: _States[_State], after: int, waiting: _Waiting[_State]) -> None:
    """Let states wait one word more, behind a filler; one that came fresh to it stays."""
    for state, (first, fillers) in states.items():
        if fillers < _MOST_FILLERS:
            waiting.setdefault(after, {}).setdefault(state, (first, fillers + 1))


def _wait(
    place: _Place, first: int, past: int, reading: Reading, waiting: _Waiting[_Place]
) -> None:
    """Let a place wait where its next element may begin; a gap stays in its sentence."""
    if place.nexts:
        waiting.setdefault(past, {})[place] = (first, 0)
    for gap, after in place.waits.items():
        waiting.setdefault(past, {})[after] = (first, 0)
        for word in range(past, past + gap):
            if word in reading.breaks or word + 1 in reading.breaks:
                break
            waiting.setdefault(word + 1, {})[after] = (first, 0)
