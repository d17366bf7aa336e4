"""The worries that a lexicon finds in one text.

A text is read in every way it can be (`normalise`), one machine finds all patterns (`machine`),
harmless idioms are taken out, and what is left is weighed by its surroundings (`weighing`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.verdicts import Hit, Level
from escalation.compiled import compile_lexicon
from escalation.lexicon import Lexicon
from escalation.reading import Reading
from escalation.tables import Tables
from escalation.walking import Match
from escalation.weighing import Surroundings, Weighed, Weight, weighed


class Heard(NamedTuple):
    """What worries in a text: one hit an entry, in no order.

    `rest` are the words that nothing grave was heard in, fillers apart.
    """

    hits: list[Hit]
    rest: int


class Finder:
    """Finds worries with one lexicon. Building it takes a moment; finding is quick."""

    def __init__(self, lexicon: Lexicon, tables: Tables | None = None) -> None:
        """`tables` are those of the lexicon, where they were kept."""
        self._contexts = lexicon.contexts
        self._faces = lexicon.index.faces
        self._compiled = compile_lexicon(lexicon, tables)

    def read(self, text: str) -> Reading:
        """A text in every way that it can be read."""
        return self._compiled.reader.read(text)

    def hear(self, reading: Reading, age: int | None) -> Heard:
        """What worries in it. `age` is in years."""
        found = self._compiled.machine.worries(reading)
        if not found:
            return Heard([], len(reading.words))
        beside = self._compiled.machine.asides(reading)
        spared = self._spared(beside)
        around = Surroundings(self._contexts, self._places(beside, spared), reading)
        hits: dict[str, Hit] = {}
        worries = tuple(self._worries(found, spared))
        lone = self._lone(worries, reading)
        grave = set[int]()
        for weight, match in worries:
            if weight.entry.alone and weight.name not in lone:
                continue
            hit = _hit(weight, match, weighed(weight, match, around, age), reading)
            if hit.level >= Level.URGENT:
                grave.update(range(match.first, match.past))
            if hit.entry not in hits or _rank(hit) > _rank(hits[hit.entry]):
                hits[hit.entry] = hit
        words = enumerate(reading.words)
        rest = sum(1 for at, word in words if at not in grave and not word.filler)
        return Heard(list(hits.values()), rest)

    def _spared(self, matches: Iterable[Match]) -> "_Spared":
        spared = _Spared()
        for match in matches:
            of = self._compiled.idioms.get(match.pattern)
            if of is not None:
                spared.add(of, range(match.first, match.past))
        return spared

    def _places(self, matches: Iterable[Match], spared: "_Spared") -> dict[str, list[int]]:
        """The words at which each context stands."""
        places: dict[str, list[int]] = {}
        for match in matches:
            name = self._compiled.contexts.get(match.pattern)
            if name is not None and not spared.covers(name, match.last):
                places.setdefault(name, []).append(match.first)
        return places

    def _worries(
        self, matches: Iterable[Match], spared: "_Spared"
    ) -> Iterator[tuple[Weight, Match]]:
        for match in matches:
            weight = self._compiled.weights[match.pattern]
            if not spared.spares(weight.category, match):
                yield weight, match

    def _lone(self, worries: Iterable[tuple[Weight, Match]], reading: Reading) -> frozenset[str]:
        """The entries that say all there is: nothing but fillers and faces is left of the text."""
        said: dict[str, set[int]] = {}
        for weight, match in worries:
            if weight.entry.alone:
                said.setdefault(weight.name, set()).update(range(match.first, match.past))
        if not said or not reading.bare(self._faces):
            return frozenset()
        rest = {at for at, word in enumerate(reading.words) if not word.filler}
        return frozenset(name for name, words in said.items() if rest <= words)


class _Spared:
    """The words that idioms cover, for everything or for some categories and contexts."""

    def __init__(self) -> None:
        self._everything: set[int] = set()
        self._some: dict[str, set[int]] = {}

    def add(self, of: frozenset[str], words: range) -> None:
        """Cover these words; no names means for everything."""
        if not of:
            self._everything.update(words)
        for name in of:
            self._some.setdefault(name, set()).update(words)

    def spares(self, name: str, match: Match) -> bool:
        """Whether a match only looks like one: it ends in an idiom, or half of it is one."""
        words = range(match.first, match.past)
        covered = sum(self.covers(name, word) for word in words)
        return self.covers(name, match.last) or covered * 2 >= len(words)

    def covers(self, name: str, word: int) -> bool:
        """Whether this word belongs to an idiom."""
        return word in self._everything or word in self._some.get(name, ())


def _hit(weight: Weight, match: Match, found: Weighed, reading: Reading) -> Hit:
    start, end = reading.offsets(match.first, match.past)
    return Hit(
        entry=weight.name,
        category=weight.category,
        level=found.level,
        start=start,
        end=end,
        because=found.because,
    )


def _rank(hit: Hit) -> tuple[int, int, int]:
    """Of several hits of one entry the gravest is kept, then the first, then the longest."""
    return hit.level, -hit.start, hit.end
