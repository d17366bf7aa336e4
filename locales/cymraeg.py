"""Slips that a program can see in Welsh. What it cannot see, a Welsh-speaking reader must.

The mutation rule looks only at first letters that are sure to be wrong where they stand; b, d and
g are left out because they are also what p, t and c become.
"""

import re
from collections.abc import Iterator

from domain.people import Language
from locales.catalogue import Entry, Fault
from locales.readers import read_by_learners

_SOFTENERS = "i|o|ar|at|am|dan|dros|drwy|trwy|gan|heb|hyd|wrth|dy|dau|dwy|neu"
_MUTATORS = _SOFTENERS + "|tan|yn|ei|fy|a|â|gyda|tua|y"
UNSOFTENED = re.compile(rf"(?<![\w'])(?:{_SOFTENERS})\s+((?!ph|th|ch)(?:[ptcm]|ll|rh)\w*)", re.I)
BEFORE_GAP = re.compile(rf"(?:(?<![\w'])(?:{_MUTATORS})|'n)\s+\{{(\w+)\}}", re.I)
NOT_SOFTENED = frozenset({"mai", "mewn", "mi", "ti", "meic", "papyrus", "telegram"})
"""Words and names that stay as they are."""

COUNTS = frozenset({"n", "answered", "asked", "total", "minutes"})
"""Placeholders that are digits, and so never mutate."""

TI = re.compile(
    r"\b(?:ti|tithau|dy|di|wyt|rwyt|oeddet|roeddet|galli|hoffet|arnat|atat|amdanat|gennyt"
    r"|anfona|cofia|darllena|dewisa|dweda|ffonia|gofynna|tapia|ysgrifenna)\b",
    re.I,
)
CHI = re.compile(
    r"\b(?:chi|chithau|eich|ydych|rydych|oeddech|roeddech|gallwch|byddwch|hoffech|arnoch|atoch"
    r"|amdanoch|gennych|anfonwch|cofiwch|cysylltwch|darllenwch|dewiswch|dwedwch|ffoniwch"
    r"|gofynnwch|peidiwch|tapiwch|ysgrifennwch)\b|'ch\b",
    re.I,
)


def welsh_faults(entry: Entry) -> Iterator[Fault]:
    """The slips in a Welsh entry."""
    if entry.language is not Language.CY:
        return
    for form in entry.forms:
        for what in (*_address(form, read_by_learners(entry)), *_mutation(form)):
            yield entry.fault(what)
        if "&" in form:
            yield entry.fault("has &: write a, ac or +")


def _address(text: str, to_learner: bool) -> Iterator[str]:
    if chi := CHI.search(text):
        if to_learner:
            yield f"says {chi[0]} to a learner: ti is meant"
        elif ti := TI.search(text):
            yield f"mixes {ti[0]} and {chi[0]}"


def _mutation(text: str) -> Iterator[str]:
    for found in UNSOFTENED.finditer(text):
        if found[1].lower() not in NOT_SOFTENED:
            yield f"lacks a soft mutation: {found[0]}"
    for found in BEFORE_GAP.finditer(text):
        if found[1] not in COUNTS:
            yield f"has a placeholder where a mutation is due: {found[0]}"
