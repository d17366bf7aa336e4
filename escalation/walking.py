"""Following routes through a reading.

Most routes that are called lead nowhere. So a route is first followed with bits, one for each
word: all places at once, and never missing a match. Only where that arrives is it followed word by
word, to learn where each match begins and ends.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from escalation.patterns import Phrase
from escalation.reading import Reading, Word
from escalation.routes import Route

MOST_FILLERS = 6  # in a row; without an end a match could be as long as the text
_Ends = tuple[int, ...]


class Match(NamedTuple):
    """Pattern number `pattern` stands on the words from `first` up to `past`.

    `last` is where its last element begins.
    """

    pattern: int
    first: int
    past: int
    last: int


class Walk:
    """Follows some routes that begin in one window of a reading, and remembers what was asked."""

    def __init__(
        self, reading: Reading, routes: Collection[Route], start: int, stop: int, end: int
    ) -> None:
        """Matches begin in the words from `start` up to `stop` and end before `end`."""
        self._words = reading.words
        self._longer = reading.longer
        self._reading = reading
        self._routes = routes
        self._window = range(start, stop)
        self._seen = range(start, end)
        self._alone: dict[int, int] = {}
        self._phrases: dict[int, list[tuple[int, int]]] = {}
        self._places: dict[int, list[int]] = {}
        self._ends: dict[tuple[int, int], _Ends] = {}
        self._reached: dict[tuple[int, int], _Ends] = {}
        self._fillers = sum(1 << at - start for at in self._seen if self._words[at].filler)
        self._note(frozenset[int]().union(*(route.classes for route in routes)))

    def matches(self) -> Iterator[Match]:
        """The matches that begin here; of those of a route that end alike, the shortest."""
        for route in self._routes:
            if self._may_lead(route):
                yield from self._follow(route)

    @cached_property
    def _forms(self) -> dict[str, int]:
        """The places of every known form, as bits."""
        forms, bit = dict[str, int](), 1
        for at in self._seen:
            for form in self._words[at].forms:
                forms[form] = forms.get(form, 0) | bit
            bit <<= 1
        return forms

    def _note(self, wanted: frozenset[int]) -> None:
        """The places of classes, as one word, and in longer forms with their ends, as bits."""
        bit, alone = 1, self._alone
        for at in self._seen:
            word = self._words[at]
            for number in wanted & word.alone:
                alone[number] = alone.get(number, 0) | bit
            if self._longer:
                begun = wanted if at in self._longer else wanted & word.begins.keys()
                for number in begun:
                    ends = sum(1 << end - self._seen.start for end in self._ends_from(number, at))
                    self._phrases.setdefault(number, []).append((bit, ends))
            elif word.begins:
                for number in wanted & word.begins.keys():
                    ends = self._ends_of(word.begins[number], bit << 1)
                    self._phrases.setdefault(number, []).append((bit, ends))
            bit <<= 1

    def _ends_of(self, phrases: Iterable[Phrase], begun: int) -> int:
        """Where the rest of any of some phrases ends, when all begin in one place."""
        ends = 0
        for rest in phrases:
            past = begun
            for form in rest:
                places = self._forms.get(form, 0)
                past = (self._reach_bits(past, 0) & places) << 1 if places else 0
            ends |= past
        return ends

    def _may_lead(self, route: Route) -> bool:
        """Whether there may be a match; gaps are not yet held to their sentence."""
        past = self._behind_bits((1 << len(self._window)) - 1, route.begins)
        for gap, number in route.rest:
            if not past:
                return False
            past = self._behind_bits(self._reach_bits(past, gap), number)
        return bool(past)

    def _behind_bits(self, at: int, number: int) -> int:
        """Where a class ends that begins in one of these places."""
        past = (at & self._alone.get(number, 0)) << 1
        for bit, ends in self._phrases.get(number, ()):
            if at & bit:
                past |= ends
        return past

    def _reach_bits(self, past: int, gap: int) -> int:
        for _ in range(gap):
            past |= past << 1
        fillers = self._fillers
        for _ in range(MOST_FILLERS if fillers else 0):
            past |= (past & fillers) << 1
        return past

    def _follow(self, route: Route) -> Iterator[Match]:
        found: dict[tuple[int, int], int] = {}
        for first in self._beginnings(route.begins):
            past: Collection[int] = self._ends_from(route.begins, first)
            for gap, number in route.rest[:-1]:
                past = {end for end, _ in self._behind(past, gap, number)}
                if not past:
                    break
            for gap, number in route.rest[-1:]:
                for end, at in self._behind(past, gap, number):
                    found[end, at] = first
            if not route.rest:
                found.update(((end, first), first) for end in past)
        for (end, last), first in found.items():
            yield Match(route.pattern, first, end, last)

    def _behind(self, ends: Iterable[int], gap: int, number: int) -> Iterator[tuple[int, int]]:
        """Where a class ends that stands at most a gap behind one of these, and begins."""
        for past in ends:
            for at in self._reach(past, gap):
                for end in self._ends_from(number, at):
                    yield end, at

    def _beginnings(self, number: int) -> list[int]:
        """Where in the window a class may begin."""
        places = self._places.get(number)
        if places is None:
            words = self._words
            places = [
                at
                for at in self._window
                if number in words[at].alone or number in words[at].begins or at in self._longer
            ]
            self._places[number] = places
        return places

    def _ends_from(self, number: int, at: int) -> Collection[int]:
        """The words that may come after a class that begins at a word."""
        if at >= len(self._words):
            return ()
        word = self._words[at]
        if number not in word.begins and at not in self._longer:
            return (at + 1,) if number in word.alone else ()
        key = number, at
        found = self._ends.get(key)
        if found is None:
            found = self._ends[key] = tuple(dict.fromkeys(self._read(number, at)))
        return found

    def _read(self, number: int, at: int) -> Iterator[int]:
        for word, past in self._at(at):
            if number in word.alone:
                yield past
            for rest in word.begins.get(number, ()):
                yield from self._rest(rest, past)

    def _at(self, at: int) -> Iterator[tuple[Word, int]]:
        yield self._words[at], at + 1
        yield from self._longer.get(at, ())

    def _rest(self, rest: Phrase, past: int) -> set[int]:
        """Where the rest of a phrase may end, when it begins behind `past`."""
        ends = {past}
        for form in rest:
            ends = {
                after
                for end in ends
                for at in self._reach(end, 0)
                if at < len(self._words)
                for word, after in self._at(at)
                if form in word.forms
            }
        return ends

    def _reach(self, past: int, gap: int) -> _Ends:
        """Where the next element may begin: here, behind fillers, or behind a gap of words.

        A gap stays in its sentence.
        """
        words = self._words
        if not gap and (past >= len(words) or not words[past].filler):
            return (past,)
        found = self._reached.get((past, gap))
        if found is None:
            found = self._reached[past, gap] = tuple(dict.fromkeys(self._passed(past, gap)))
        return found

    def _passed(self, past: int, gap: int) -> Iterator[int]:
        yield from self._behind_fillers(past)
        for word in range(past, min(past + gap, len(self._words))):
            if word in self._reading.breaks or word + 1 in self._reading.breaks:
                return
            yield from self._behind_fillers(word + 1)

    def _behind_fillers(self, at: int) -> Iterator[int]:
        yield at
        for word in range(at, min(at + MOST_FILLERS, len(self._words))):
            if not self._words[word].filler:
                return
            yield word + 1
