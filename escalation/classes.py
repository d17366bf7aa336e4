"""The classes of words that patterns are made of, numbered, and the words that give each away.

A class is a row of choices, and a choice a set of phrases; most choices stand in many classes. So
a word knows its choices, and a choice its classes. A phrase is given away by its rarest word: a
text without that word does not hold the phrase, and most texts hold none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from escalation.patterns import Choice, Phrase, WordClass


class Form(NamedTuple):
    """What one known word says of the choices, by their numbers.

    Those it is alone, those it begins, each with the rests of its phrases, and those of which it
    gives a phrase away.
    """

    alone: Sequence[int]
    begins: Sequence[tuple[int, Sequence[Sequence[str]]]]
    gives_away: Sequence[int]


@dataclass(slots=True)
class _Noted:
    """What is known so far of a word."""

    alone: list[int] = field(default_factory=list)
    begins: dict[int, set[Phrase]] = field(default_factory=dict)
    gives_away: set[int] = field(default_factory=set)

    def form(self) -> Form:
        begins = [(choice, sorted(rests)) for choice, rests in self.begins.items()]
        return Form(self.alone, begins, sorted(self.gives_away))


class WordClasses:
    """Numbers for classes, while patterns are read."""

    def __init__(self, commonest: Sequence[str]) -> None:
        """`commonest` are the words of ordinary talk, the commonest first."""
        self._places = {word: place for place, word in enumerate(reversed(commonest), start=1)}
        self._numbers: dict[WordClass, int] = {}
        self._commonness: list[int] = []
        self._choices: dict[Choice, tuple[int, int]] = {}
        self._noted: dict[str, _Noted] = {}
        self.classes: list[list[int]] = []
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
            self.classes[known].append(number)
            common += place
        self._commonness.append(common)
        return number

    def _known(self, choice: Choice) -> tuple[int, int]:
        """The number of a choice that is met for the first time, and how common it is."""
        number, common = len(self._choices), 0
        self.classes.append([])
        for words in choice:
            self.words.update(words)
            first = self._note(words[0])
            if len(words) == 1:
                first.alone.append(number)
                common += self._place(words[0])
                continue
            first.begins.setdefault(number, set()).add(words[1:])
            place, _, rarest = min((self._place(word), -len(word), word) for word in words)
            self._note(rarest).gives_away.add(number)
            common += place
        self._choices[choice] = number, common
        return number, common

    def commonness(self, number: int) -> int:
        """How often a class is met in ordinary talk; only good for comparing."""
        return self._commonness[number]

    def forms(self) -> dict[str, Form]:
        """What each word says of the choices, as far as they are numbered."""
        return {word: noted.form() for word, noted in self._noted.items()}

    def _place(self, word: str) -> int:
        place = self._places.get(word, 0)
        return place * place + 1

    def _note(self, word: str) -> _Noted:
        return self._noted.setdefault(word, _Noted())


class Merged(NamedTuple):
    """The classes that a word gives away, is alone, and begins, each with the rests of phrases."""

    given: Sequence[int]
    alone: frozenset[int]
    begins: Mapping[int, tuple[Phrase, ...]]


def merged(
    forms: Iterable[str], known: Mapping[str, Form], classes: Sequence[Sequence[int]]
) -> Merged:
    """What a word says that may be one of several known forms; `classes` are those of a choice."""
    given, alone, begins = set[int](), set[int](), dict[int, set[Phrase]]()
    for form in forms:
        if form not in known:
            continue
        by_itself, begun, gives_away = known[form]
        for choice in by_itself:
            alone.update(classes[choice])
        for choice in gives_away:
            given.update(classes[choice])
        for choice, rests in begun:
            phrases = set(map(tuple, rests))
            for number in classes[choice]:
                begins.setdefault(number, set()).update(phrases)
    ordered = {number: tuple(sorted(rests)) for number, rests in begins.items()}
    return Merged(sorted(given | alone), frozenset(alone), ordered)
