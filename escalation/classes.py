"""The classes of words that patterns are made of, numbered, and the words that give each away.

A class is a set of phrases. A phrase is given away by its rarest word: a text without that word
does not hold the phrase, and most texts hold none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from escalation.patterns import Phrase, WordClass


@dataclass(slots=True)
class Form:
    """What one known word says of the classes."""

    alone: set[int] = field(default_factory=set)
    begins: dict[int, set[Phrase]] = field(default_factory=dict)
    gives_away: set[int] = field(default_factory=set)


class WordClasses:
    """Numbers for classes, and what each word says of them."""

    def __init__(self, commonest: Sequence[str]) -> None:
        """`commonest` are the words of ordinary talk, the commonest first."""
        self._places = {word: place for place, word in enumerate(reversed(commonest), start=1)}
        self._numbers: dict[WordClass, int] = {}
        self._commonness: list[int] = []
        self.forms: dict[str, Form] = {}

    def number(self, choices: WordClass) -> int:
        """The number of a class, which is a new one the first time."""
        if choices not in self._numbers:
            number = self._numbers[choices] = len(self._numbers)
            self._commonness.append(sum(self._place(self.rarest(words)) for words in choices))
            for words in choices:
                self._spell(words, number)
        return self._numbers[choices]

    def commonness(self, number: int) -> int:
        """How often a class is met in ordinary talk; only good for comparing."""
        return self._commonness[number]

    def rarest(self, words: Phrase) -> str:
        """The word of a phrase that ordinary talk has least."""
        return min(words, key=lambda word: (self._place(word), -len(word), word))

    def _place(self, word: str) -> int:
        place = self._places.get(word, 0)
        return place * place + 1

    def _spell(self, words: Phrase, number: int) -> None:
        first = self.forms.setdefault(words[0], Form())
        if len(words) == 1:
            first.alone.add(number)
        else:
            first.begins.setdefault(number, set()).add(words[1:])
        self.forms.setdefault(self.rarest(words), Form()).gives_away.add(number)

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
