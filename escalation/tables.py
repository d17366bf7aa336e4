"""All patterns of a lexicon as plain numbers and words, to run at once or to be kept.

Every pattern has its number, and every different class of words another; a way is a route in
numbers. What each word says of the classes is kept beside them (`classes`).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from escalation.classes import Form
from escalation.routes import Way


class Said(NamedTuple):
    """What the words of a pattern say themselves."""

    first_person: bool
    negated: bool


class Tables(NamedTuple):
    """Patterns made ready. Those of worries have the first numbers, and say something each.

    `forms` are the words that begin or give away a choice, `classes` those that each choice is
    part of, `words` all words of all patterns, `fillers` those that may stand anywhere inside one.
    """

    said: Sequence[Said]
    worries: Sequence[Way]
    asides: Sequence[Way]
    forms: Mapping[str, Form]
    classes: Sequence[Sequence[int]]
    words: Collection[str]
    fillers: Collection[str]


def written(tables: Tables) -> str:
    """Tables as text."""
    return json.dumps(tables._asdict(), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Tables:
    """Tables from their text; ValueError or TypeError if it is not one."""
    found = Tables(**json.loads(text))
    return found._replace(
        said=[Said(*one) for one in found.said],
        worries=[Way(*one) for one in found.worries],
        asides=[Way(*one) for one in found.asides],
    )
