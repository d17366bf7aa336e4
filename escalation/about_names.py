"""The words about names: what stands around them, and what describes a person by a role.

They lie in `conflict.yaml`, where they can be reviewed, with the reason or source of each list.
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from itertools import product
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from domain.people import Role
from escalation.mutation import forms
from escalation.opinion import SENSES_FILE

FILE = "conflict.yaml"
NAMES = "person_name"
"""The sense of words that are names, beside which every other word is an ordinary one."""
_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHORTEST_MUTATED = 5

Cells = tuple[frozenset[str], ...]
"""A phrase: for each of its words, the forms that may stand there."""


class Part(BaseModel):
    """A piece of the file; unknown fields are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """Words of both languages. Either may stand in a text of the other."""

    en: tuple[str, ...] = ()
    cy: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cells, ...]:
        """All phrases, the Welsh ones in every mutation."""
        plain = (cells for phrase in self.en for cells in cells_of(phrase))
        changed = (mutated(cells) for phrase in self.cy for cells in cells_of(phrase))
        return (*plain, *changed)


class Description(Words):
    """Words that describe whoever holds a role.

    One of `before` and `after` must stand beside them, where there are any; `between` may stand
    before `after`. None of `unless_before` and `unless_after` may stand there.
    """

    id: str
    roles: frozenset[Role]
    why: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    between: frozenset[str] = frozenset()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()


class AboutNames(Part):
    """The file: what stands around names, and what describes people."""

    titles: Words
    titles_that_are_nouns: frozenset[str]
    before_a_verb: frozenset[str]
    letters: frozenset[str]
    particles: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    words_that_are_verbs: frozenset[str]
    before_a_word: frozenset[str]
    before_a_place: frozenset[str]
    openings: frozenset[str]
    people_do: Words
    people_did: tuple[str, ...]
    letters_that_are_words: frozenset[str]
    first_names: frozenset[str]
    first_names_that_are_words: frozenset[str]
    asking: tuple[str, ...]
    same_names: tuple[frozenset[str], ...]
    same_surnames: tuple[frozenset[str], ...]
    same_words: tuple[frozenset[str], ...]
    roles: tuple[Description, ...]

    @cached_property
    def title_forms(self) -> frozenset[str]:
        """Every title, the Welsh ones mutated."""
        changed = (form for title in self.titles.cy for form in forms(title))
        return frozenset((*self.titles.en, *changed))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of years, in digits and words of both languages, and their mutations."""
        groups = (one for one in self.same_words if any(word.isdigit() for word in one))
        return frozenset(form for group in groups for word in group for form in forms(word))

    @cached_property
    def others(self) -> frozenset[str]:
        """First names in the forms in which they tell another person of the same surname."""
        long = (one for one in self.first_names if len(one) >= _SHORTEST_MUTATED)
        found = self.first_names.union(*map(forms, long))
        return frozenset(one for one in found if one in self.first_names or one not in ordinary())


@cache
def about_names() -> AboutNames:
    """The packaged words, read once."""
    text = (files("escalation") / FILE).read_text(encoding="utf-8")
    return AboutNames.model_validate(yaml.load(text, Loader=_READER))  # noqa: S506 - a safe loader


@cache
def ordinary() -> frozenset[str]:
    """Words that are not only names, in both languages with their misspellings."""
    lines = (files("escalation") / SENSES_FILE).read_text(encoding="utf-8").splitlines()
    senses = (line.partition("\t") for line in lines)
    found = (words.split() for name, _, words in senses if name != NAMES)
    words = about_names()
    return words.words | (frozenset().union(*found) - words.surnames)


@cache
def known() -> frozenset[str]:
    """Words and first names: what a form of a surname must not be, to be one by itself."""
    words = about_names()
    return ordinary().union(words.first_names, *words.same_names)


def cells_of(phrase: str) -> Iterator[Cells]:
    """The phrases that one line stands for: `a|b` is either, `a|b?` either or neither."""
    choices: list[tuple[Cells, ...]] = []
    for group in phrase.split():
        cell = (frozenset(group.rstrip("?").split("|")),)
        choices.append((cell, ()) if group.endswith("?") else (cell,))
    for chosen in product(*choices):
        yield tuple(cell for part in chosen for cell in part)


def all_cells(phrases: Iterable[str]) -> tuple[Cells, ...]:
    return tuple(cells for phrase in phrases for cells in cells_of(phrase))


def mutated(cells: Cells) -> Cells:
    """A phrase with every form that Welsh gives its words."""
    return tuple(frozenset().union(*map(forms, cell)) for cell in cells)
