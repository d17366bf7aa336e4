"""All patterns at once: only routes that a text could hold are followed, and where they begin.

Every route has one class of words that ordinary talk has least, and it is called by the words that
give that class away. Of the routes called, those are left whose other classes are given away by
some word of the text too (`routes`); the few that remain are followed (`walking`). A long text is
read in windows. What is done at a word is bounded by the lexicon and
never by the text, so the work grows with the text and no faster.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter

from escalation.classes import merged
from escalation.reading import Reading, Word
from escalation.routes import Calls, bits_of, by_caller, called, joined
from escalation.tables import Tables
from escalation.walking import Match, Walk

_WINDOW = 128  # words in which matches begin; they may end as many words later as one can be long
_LONGEST = 64


class Machine:
    """Finds every pattern in a reading. Built once, never changed afterwards."""

    def __init__(self, tables: Tables) -> None:
        self._known = tables.forms
        self._classes = tables.classes
        self._fillers = frozenset(tables.fillers)
        self._worries = by_caller(tables.worries)
        self._asides = by_caller(tables.asides)

    def word(self, forms: tuple[str, ...]) -> Word:
        """What the patterns know of a word that may be one of several forms."""
        if not forms:
            return _UNKNOWN
        given, alone, begins = merged(forms, self._known, self._classes)
        return Word(
            forms=forms,
            filler=not self._fillers.isdisjoint(forms),
            bits=bits_of(given),
            alone=alone,
            begins=begins,
            calls=joined(self._worries, given),
            asides=joined(self._asides, given),
        )

    def worries(self, reading: Reading) -> list[Match]:
        """Every match of a worry."""
        return list(_matches(reading, attrgetter("calls")))

    def asides(self, reading: Reading) -> list[Match]:
        """Every match of a context or an idiom."""
        return list(_matches(reading, attrgetter("asides")))


def _matches(reading: Reading, groups: Callable[[Word], tuple[int, Calls]]) -> Iterator[Match]:
    count = len(reading.words)
    for first in range(0, count, _WINDOW):
        end = min(first + _WINDOW + _LONGEST, count)
        words = dict.fromkeys(reading.words[first:end])
        for at in range(first, end) if reading.longer else ():
            words.update((word, None) for word, _ in reading.longer.get(at, ()))
        bits = 0
        for word in words:
            bits |= word.bits
        routes = dict.fromkeys(called(map(groups, words), bits))
        if routes:
            yield from Walk(reading, routes, first, min(first + _WINDOW, count), end).matches()


_UNKNOWN = Word()
