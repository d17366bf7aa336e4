"""All patterns at once: only routes that a text could hold are followed, and where they begin.

Every route has one class of words that ordinary talk has least, and it is called by the words that
give that class away. Of the routes called, those are left whose other classes are given away by
some word of the text too, which is one comparison of bits; the few that remain are followed
word by word. A long text is read in windows. What is done at a word is bounded by the lexicon and
never by the text, so the work grows with the text and no faster.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from escalation.classes import WordClasses
from escalation.patterns import Pattern, Phrase
from escalation.reading import Reading, Word

_MOST_FILLERS = 6  # in a row; without an end a match could be as long as the text
_WINDOW = 128  # words in which matches begin; they may end as many words later as one can be long
_LONGEST = 64
_Ends = tuple[int, ...]


class Match(NamedTuple):
    """Pattern number `pattern` stands on the words from `first` up to `past`.

    `last` is where its last element begins.
    """

    pattern: int
    first: int
    past: int
    last: int


class Route(NamedTuple):
    """One way through a pattern: classes, each with the gap allowed before it."""

    needs: int
    pattern: int
    begins: int
    rest: tuple[tuple[int, int], ...]  # gap, class


class Machine:
    """Finds every pattern in a reading. Built once, never changed afterwards."""

    def __init__(
        self,
        worries: Iterable[Pattern],
        asides: Iterable[Pattern],
        fillers: Collection[str],
        commonest: Sequence[str],
    ) -> None:
        """Patterns are numbered through, first `worries`, then `asides`; none is kept.

        `fillers` are words that may stand anywhere inside a pattern: *just*, *rili*.
        """
        self._classes = WordClasses(commonest)
        self._fillers = frozenset(fillers)
        numbers = count()
        self._worries = self._calls(zip(worries, numbers, strict=False))
        self._asides = self._calls(zip(asides, numbers, strict=False))
        self._classes.close()
        self.words = frozenset(self._classes.words)

    def _calls(self, patterns: Iterable[tuple[Pattern, int]]) -> dict[int, list[Route]]:
        """Routes by the class that calls them."""
        calls: dict[int, list[Route]] = {}
        for pattern, number in patterns:
            for steps in dict.fromkeys(pattern.routes):
                classes = [self._classes.number(step.choices) for step in steps]
                rest = zip((step.gap for step in steps[1:]), classes[1:], strict=True)
                needs = 0
                for one in classes:
                    needs |= 1 << one
                rarest = min(classes, key=self._classes.commonness)
                route = Route(needs, number, classes[0], tuple(rest))
                calls.setdefault(rarest, []).append(route)
        return calls

    def word(self, forms: tuple[str, ...]) -> Word:
        """What the patterns know of a word that may be one of several forms."""
        if not forms:
            return _UNKNOWN
        given, alone, begins = self._classes.merged(forms)
        bits = 0
        for number in given:
            bits |= 1 << number
        return Word(
            forms=forms,
            filler=not self._fillers.isdisjoint(forms),
            bits=bits,
            alone=alone,
            begins=begins,
            calls=tuple(route for number in given for route in self._worries.get(number, ())),
            asides=tuple(route for number in given for route in self._asides.get(number, ())),
        )

    def worries(self, reading: Reading) -> list[Match]:
        """Every match of a worry."""
        words = reading.words
        if len(words) > _WINDOW or reading.longer:
            return list(self._in_windows(reading, asides=False))
        bits = 0
        for word in words:
            bits |= word.bits
        called = [
            route for word in words for route in word.calls if route.needs & bits == route.needs
        ]
        if not called:
            return []
        walk = _Walk(reading, 0, len(words))
        return [match for route in dict.fromkeys(called) for match in walk.follow(route)]

    def asides(self, reading: Reading) -> list[Match]:
        """Every match of a context or an idiom."""
        return list(self._in_windows(reading, asides=True))

    def _in_windows(self, reading: Reading, *, asides: bool) -> Iterator[Match]:
        for first in range(0, len(reading.words), _WINDOW):
            words = [*reading.words[first : first + _WINDOW + _LONGEST]]
            for at in range(first, first + len(words)) if reading.longer else ():
                words.extend(word for word, _ in reading.longer.get(at, ()))
            bits = 0
            for word in words:
                bits |= word.bits
            called = dict.fromkeys(
                route
                for word in words
                for route in (word.asides if asides else word.calls)
                if route.needs & bits == route.needs
            )
            if called:
                walk = _Walk(reading, first, min(first + _WINDOW, len(reading.words)))
                for route in called:
                    yield from walk.follow(route)


class _Walk:
    """Follows routes that begin in one window of a reading, and remembers what was asked."""

    def __init__(self, reading: Reading, start: int, stop: int) -> None:
        self._words = reading.words
        self._longer = reading.longer
        self._reading = reading
        self._window = range(start, stop)
        self._places: dict[int, list[int]] = {}
        self._ends: dict[tuple[int, int], _Ends] = {}
        self._reached: dict[tuple[int, int], _Ends] = {}

    def follow(self, route: Route) -> Iterator[Match]:
        """The matches of a route that begin here; of those that end alike, the shortest."""
        found: dict[tuple[int, int], int] = {}
        for first in self._beginnings(route.begins):
            past: Collection[int] = self.ends(route.begins, first)
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
            for at in self.reach(past, gap):
                for end in self.ends(number, at):
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

    def ends(self, number: int, at: int) -> Collection[int]:
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
                for at in self.reach(end, 0)
                if at < len(self._words)
                for word, after in self._at(at)
                if form in word.forms
            }
        return ends

    def reach(self, past: int, gap: int) -> _Ends:
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
        for word in range(at, min(at + _MOST_FILLERS, len(self._words))):
            if not self._words[word].filler:
                return
            yield word + 1


_UNKNOWN = Word()
