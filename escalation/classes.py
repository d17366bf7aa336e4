"""The classes of words that patterns are made of, numbered, and the words that give each away.

A class is a row of choices, and a choice a set of phrases; most choices stand in many classes. So
a word knows its choices, and a choice its classes. A phrase is given away by its rarest word: a
text without that word does not hold the phrase, and most texts hold none of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from escalation.patterns import Choice, Phrase, WordClass


@dataclass(slots=True)
class Form:
    """What one known word says of the choices, by their numbers."""

    alone: list[int] = field(default_factory=list)
    begins: dict[int, set[Phrase]] = field(default_factory=dict)
    gives_away: set[int] = field(default_factory=set)


class WordClasses:
    """Numbers for classes, and what each word says of them."""

    def __init__(self, commonest: Sequence[str]) -> None:
        """`commonest` are the words of ordinary talk, the commonest first."""
        self._places = {word: place for place, word in enumerate(reversed(commonest), start=1)}
        self._numbers: dict[WordClass, int] = {}
        self._commonness: list[int] = []
        self._choices: dict[Choice, tuple[int, int]] = {}
        self._classes: list[list[int]] = []
        self._forms: dict[str, Form] = {}
        self.words: set[str] = set()

    def number(self, choices: WordClass) -> int:
        """The number of a class, which is a new one the first time."""
        number = self._numbers.get(choices)
        if number is not None:
            return number
        number = self._numbers[choices] = len(self._numbers)
        common = 0
        for choice in choices:
            known, place = self._choices.get(choice) or self._known(choice)
            self._classes[known].append(number)
            common += place
        self._commonness.append(common)
        return number

    def _known(self, choice: Choice) -> tuple[int, int]:
        """The number of a choice that is met for the first time, and how common it is."""
        number, common = len(self._choices), 0
        self._classes.append([])
        for words in choice:
            self.words.update(words)
            first = self._form(words[0])
            if len(words) == 1:
                first.alone.append(number)
                common += self._place(words[0])
                continue
            first.begins.setdefault(number, set()).add(words[1:])
            place, _, rarest = min((self._place(word), -len(word), word) for word in words)
            self._form(rarest).gives_away.add(number)
            common += place
        self._choices[choice] = number, common
        return number, common

    def close(self) -> None:
        """Let go of what only numbering needs: no class is numbered any more."""
        self._numbers.clear()
        self._choices.clear()

    def commonness(self, number: int) -> int:
        """How often a class is met in ordinary talk; only good for comparing."""
        return self._commonness[number]

    def _place(self, word: str) -> int:
        place = self._places.get(word, 0)
        return place * place + 1

    def _form(self, word: str) -> Form:
        return self._forms.setdefault(word, Form())

    def merged(
        self, forms: Iterable[str]
    ) -> tuple[list[int], frozenset[int], dict[int, tuple[Phrase, ...]]]:
        """What a word that may be one of several forms gives away, is alone, and begins."""
        given, alone, begins = set[int](), set[int](), dict[int, set[Phrase]]()
        for form in forms:
            known = self._forms.get(form)
            if known is None:
                continue
            for choice in known.alone:
                alone.update(self._classes[choice])
            for choice in known.gives_away:
                given.update(self._classes[choice])
            for choice, rests in known.begins.items():
                for number in self._classes[choice]:
                    begins.setdefault(number, set()).update(rests)
        given |= alone
        ordered = {number: tuple(sorted(rests)) for number, rests in begins.items()}
        return sorted(given), frozenset(alone), ordered
