"""The small language in which the lexicon's patterns are written.

    {I} {want} to? die          slots in braces; a question mark: may be missing
    {parent} ~ {hit} {me}       a tilde: up to two other words in between (~4: up to four)
    cut|slit {my} wrist|wrists  a bar: one or the other; an underscore joins: fy_hun
    =mor {afraid}               an equals sign: this very form, no Welsh mutation
    hurt|+brifo                 a plus sign: a Welsh word in a pattern of both languages
    grab*|+gafael*              a star: every form of this verb, which stands first in its phrase

A pattern becomes one or more *routes*: sequences of word classes, each with the gap allowed
before it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from domain.errors import BadInput
from escalation import inflection
from escalation.folding import APOSTROPHE, fold
from escalation.mutation import forms

Phrase = tuple[str, ...]
Choice = frozenset[Phrase]
"""What one way to fill a place is read as: a slot, or a written choice with all its forms."""

WordClass = tuple[Choice, ...]
USUAL_GAP = 2
_MOST_CHOICES = 65_536  # more than a lexicon has; those of most patterns come again
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Slot:
    """A named set of phrases, and what it says of the pattern that uses it."""

    phrases: Choice
    first_person: bool = False
    negation: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One class of words, after at most `gap` other words."""

    choices: WordClass
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. `first_person` and `negated` say what its own words say."""

    routes: tuple[tuple[Step, ...], ...]
    first_person: bool
    negated: bool


def phrase(written: str) -> Phrase:
    """Words of one choice, folded; an underscore or a space parts them."""
    return tuple(word.replace(APOSTROPHE, "") for word in _WORD.findall(fold(written, {}).text))


def mutated(words: Phrase) -> Iterator[Phrase]:
    """The phrase with its first word in every Welsh form."""
    for first in forms(words[0]):
        yield (first, *words[1:])


def compile_pattern(written: str, slots: Mapping[str, Slot], *, welsh: bool) -> Pattern:
    """Compile a pattern; in Welsh ones the first letters of plain words mutate."""
    used: list[Slot] = []

    def choices(item: str) -> WordClass:
        found: list[Choice] = []
        for choice in item.split("|"):
            if choice.startswith("{"):
                used.append(_slot(choice, slots, written))
                found.append(used[-1].phrases)
            else:
                found.append(_spelt(choice, welsh=welsh))
        return tuple(found)

    routes = tuple(_routes(written, choices))
    return Pattern(
        routes=routes,
        first_person=any(slot.first_person for slot in used),
        negated=any(slot.negation for slot in used),
    )


def _slot(choice: str, slots: Mapping[str, Slot], written: str) -> Slot:
    name = choice.strip("{}")
    if not choice.endswith("}") or name not in slots:
        raise BadInput(f"pattern {written!r}: there is no slot {choice}")
    return slots[name]


@lru_cache(maxsize=_MOST_CHOICES)
def _spelt(choice: str, *, welsh: bool) -> Choice:
    in_welsh = choice.startswith("+") or welsh
    said = tuple(spoken(choice.lstrip("=+"), welsh=in_welsh))
    if not all(said):
        raise BadInput("a pattern has an empty choice")
    if in_welsh and not choice.startswith("="):
        return frozenset(form for words in said for form in mutated(words))
    return frozenset(said)


def forget_choices() -> None:
    """Let go of what was worked out for one lexicon."""
    _spelt.cache_clear()


def spoken(written: str, *, welsh: bool) -> Iterator[Phrase]:
    """The phrase; with a star behind its first word, the phrase with every form of that verb."""
    verb, star, rest = written.partition("*")
    words = phrase(verb + rest)
    if not star or not words:
        yield words
        return
    if welsh or inflection.looks_welsh(words[0]):
        forms = inflection.welsh(words[0])
    else:
        forms = inflection.english(words[0]) | inflection.lent(words[0])
    for form in sorted(forms):
        yield (form, *words[1:])


def _routes(written: str, choices: Callable[[str], WordClass]) -> Iterator[tuple[Step, ...]]:
    """Every way through the pattern, with and without what may be missing."""
    gap = 0
    ways: list[tuple[Step | None, ...]] = []
    for item in written.split():
        if item.startswith("~"):
            gap = int(item[1:] or USUAL_GAP)
            continue
        step = Step(choices(item.removesuffix("?")), gap)
        ways.append((step, None) if item.endswith("?") else (step,))
        gap = 0
    for way in product(*ways):
        route = tuple(step for step in way if step is not None)
        if not route:
            raise BadInput(f"pattern {written!r} could match nothing at all")
        yield route
