"""How much a hit weighs, given the words around it and the age of the child.

Words around a hit may raise it one step (*now*, *every day*) or lower it one (*not*, *in the
film*). Lowering never goes below `watch`, and an immediate hit in the first person is never
lowered, unless somebody else's words are said: *my line in the panto is*.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from domain.verdicts import Level
from escalation.lexicon.model import Category, Context, Entry
from escalation.reading import Reading
from escalation.tables import Said
from escalation.walking import Match

NEGATION = "negation"
STORY = "story"
AGE = "age"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a pattern stands for: its entry, how the category is weighed, what its words say."""

    name: str
    category: str
    entry: Entry
    rules: Category
    said: Said

    @property
    def steady(self) -> bool:
        """Whether nothing may lower it."""
        mine = self.entry.level is Level.IMMEDIATE and self.said.first_person
        return mine or self.entry.steady


class Surroundings:
    """Where the contexts stand in one text."""

    def __init__(
        self,
        contexts: Mapping[str, Context],
        found: Mapping[str, Collection[int]],
        reading: Reading,
    ) -> None:
        """`found` gives the words at which each context was found."""
        self._contexts = contexts
        self._found = {name: sorted(places) for name, places in found.items()}
        self._reading = reading

    def have(self, name: str, match: Match) -> bool:
        """Whether a context stands inside a match or near enough to it."""
        if name == STORY and self._reading.quoted(match.first, match.past):
            return True
        context, places = self._contexts[name], self._found.get(name, [])
        earliest = match.first - context.before
        index = bisect_left(places, earliest)
        return index < len(places) and places[index] < match.past + context.after

    def staged(self, names: Collection[str], match: Match) -> Iterator[str]:
        """Those of some contexts that are there and lower to watch."""
        for name in sorted(names):
            if self._contexts[name].to_watch and self.have(name, match):
                yield name


class Weighed(NamedTuple):
    """A level, and what gave it if it was not the entry itself: a context, or the writer's age."""

    level: Level
    because: str = ""


def weighed(weight: Weight, match: Match, around: Surroundings, age: int | None) -> Weighed:
    """The level of one match, and why it is not that of its entry."""
    own = Weighed(weight.entry.level)
    staged = next(around.staged(weight.rules.lowered_by, match), None)
    if staged is not None and own.level > Level.WATCH:
        return Weighed(Level.WATCH, staged)
    raised = max((own, *_raised(weight, match, around, age)), key=lambda one: one.level)
    lowering = None if weight.steady else _lowering(weight, match, around)
    if lowering is None:
        return raised
    lowered = max(Level.WATCH, Level(raised.level - 1))
    return Weighed(lowered, lowering) if lowered < raised.level else raised


def _raised(
    weight: Weight, match: Match, around: Surroundings, age: int | None
) -> Iterator[Weighed]:
    for younger in (weight.entry.under, weight.rules.under):
        if younger is not None and age is not None and age < younger.age:
            yield Weighed(younger.level, AGE)
    for context, level in weight.rules.raised_by.items():
        if weight.entry.level < level and around.have(context, match):
            yield Weighed(Level(weight.entry.level + 1), context)


def _lowering(weight: Weight, match: Match, around: Surroundings) -> str | None:
    return next(
        (
            context
            for context in sorted(weight.rules.lowered_by)
            if not (context == NEGATION and weight.said.negated) and around.have(context, match)
        ),
        None,
    )
