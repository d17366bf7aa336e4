"""All patterns at once: one machine that walks a text a single time.

Two tries. The first spells word classes: from a word of the text it tells which classes begin
there and where each ends. The second spells patterns, and its letters are those classes. A state
is a place in the second trie; gaps let it wait a word or two. At any word there are at most as
many states as places in the trie, so the time grows with the length of the text and no faster.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from escalation.normalise import Reading
from escalation.patterns import Pattern, Phrase, WordClass


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
        """Every match, in the order in which they end being read."""
        waiting: dict[int, dict[_Place, int]] = {}
        for at, forms in enumerate(reading.words):
            places = waiting.pop(at, None)
            if not forms and at not in reading.longer:
                continue
            if places and not self._fillers.isdisjoint(forms):
                for place, first in places.items():
                    waiting.setdefault(at + 1, {}).setdefault(place, first)
            for number, past in self._read(reading, at):
                for place, first in self._reached(number, at, places):
                    for pattern in place.patterns:
                        yield Match(pattern, first, past, at)
                    self._wait(place, first, past, reading, waiting)

    def _read(self, reading: Reading, at: int) -> Iterator[tuple[int, int]]:
        """The classes that begin at a word, each with the word that comes after it."""
        stack = [(self._spelling, at)]
        while stack:
            spelling, here = stack.pop()
            if here == len(reading.words):
                continue
            if here > at and not self._fillers.isdisjoint(reading.words[here]):
                stack.append((spelling, here + 1))
            for form, past in reading.steps(here):
                found = spelling.nexts.get(form)
                if found is not None:
                    for number in found.classes:
                        yield number, past
                    if found.nexts:
                        stack.append((found, past))

    def _reached(
        self, number: int, at: int, places: dict[_Place, int] | None
    ) -> Iterator[tuple[_Place, int]]:
        opened = self._start.nexts.get(number)
        if opened is not None:
            yield opened, at
        if places:
            for place, first in places.items():
                reached = place.nexts.get(number)
                if reached is not None:
                    yield reached, first

    def _wait(
        self,
        place: _Place,
        first: int,
        past: int,
        reading: Reading,
        waiting: dict[int, dict[_Place, int]],
    ) -> None:
        """Let a place wait where its next element may begin; a gap stays in its sentence."""
        if place.nexts:
            waiting.setdefault(past, {})[place] = first
        for gap, after in place.waits.items():
            waiting.setdefault(past, {})[after] = first
            for word in range(past, past + gap):
                if word in reading.breaks or word + 1 in reading.breaks:
                    break
                waiting.setdefault(word + 1, {})[after] = first
