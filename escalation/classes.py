"""The classes of words that patterns are made of, numbered, and the words that give each away.

A class is a set of phrases. A phrase is given away by its rarest word: a text without that word
does not hold the phrase, and most texts hold none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from escalation.patterns import Phrase, WordClass


@dataclass(slots=True)
class Form:
    """What one known word says of the classes."""

    alone: set[int] = field(default_factory=set)
    begins: dict[int, set[Phrase]] = field(default_factory=dict)
    gives_away: set[int] = field(default_factory=set)


class _Known(NamedTuple):
    """A phrase: the forms of its first and its rarest word, what follows, and how common it is."""

    first: Form
    rarest: Form
    rest: Phrase
    place: int


class WordClasses:
    """Numbers for classes, and what each word says of them."""

    def __init__(self, commonest: Sequence[str]) -> None:
        """`commonest` are the words of ordinary talk, the commonest first."""
        self._places = {word: place for place, word in enumerate(reversed(commonest), start=1)}
        self._numbers: dict[WordClass, int] = {}
        self._commonness: list[int] = []
        self._phrases: dict[Phrase, _Known] = {}
        self.forms: dict[str, Form] = {}
        self.words: set[str] = set()

    def number(self, choices: WordClass) -> int:
        """The number of a class, which is a new one the first time."""
        number = self._numbers.get(choices)
        if number is not None:
            return number
        number = self._numbers[choices] = len(self._numbers)
        common, phrases = 0, self._phrases
        for words in choices:
            first, rarest, rest, place = phrases.get(words) or self._known(words)
            common += place
            rarest.gives_away.add(number)
            if rest:
                first.begins.setdefault(number, set()).add(rest)
            else:
                first.alone.add(number)
        self._commonness.append(common)
        return number

    def close(self) -> None:
        """Let go of what only numbering needs: no class is numbered any more."""
        self._numbers.clear()
        self._phrases.clear()

    def commonness(self, number: int) -> int:
        """How often a class is met in ordinary talk; only good for comparing."""
        return self._commonness[number]

    def _known(self, words: Phrase) -> _Known:
        """A phrase that is met for the first time; ordinary talk has its rarest word least."""
        place, _, rarest = min((self._place(word), -len(word), word) for word in words)
        known = _Known(self._form(words[0]), self._form(rarest), words[1:], place)
        self._phrases[words] = known
        self.words.update(words)
        return known

    def _place(self, word: str) -> int:
        place = self._places.get(word, 0)
        return place * place + 1

    def _form(self, word: str) -> Form:
        return self.forms.setdefault(word, Form())

    def merged(
        self, forms: Iterable[str]
    ) -> tuple[list[int], frozenset[int], dict[int, tuple[Phrase, ...]]]:
        """What a word that may be one of several forms gives away, is alone, and begins."""
        given, alone, begins = set[int](), set[int](), dict[int, set[Phrase]]()
        for form in forms:
            known = self.forms.get(form)
            if known is None:
                continue
            given |= known.gives_away
            alone |= known.alone
            for number, rests in known.begins.items():
                begins.setdefault(number, set()).update(rests)
        ordered = {number: tuple(sorted(rests)) for number, rests in begins.items()}
        return sorted(given), frozenset(alone), ordered
