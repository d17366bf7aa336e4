"""A text as one of the options of a question."""

from flows.nodes import Choice, Scale, Statement, Wait, options_of
from flows.understanding.feelings import (
    FACES,
    PICTURES,
    STAND_PICTURES,
    meant_by_pictures,
    meant_by_words,
    stands,
)
from flows.understanding.numbers import counted, place, said_number
from flows.understanding.options import (
    NONE,
    Fits,
    counts_something,
    part,
    pictured,
    whole,
    whole_with_slip,
)
from flows.understanding.tongues import Labels
from flows.understanding.words import Spoken, label, spoken

_GO_TOGETHER = {("4", "5"), ("5", "4"), ("1", "2"), ("2", "1"), ("3", "4")}


def option_said(node: Wait, text: str, labels: Labels) -> str | None:
    """The one option that a text means; None where it is none or might be two."""
    said = spoken(text)
    found = whole(text, said, labels)
    if not found and not said.is_long:
        found = _by_words(node, said, labels) if said.words else _by_pictures(node, said, labels)
    if len(found) != 1:
        return None
    return None if _is_contradicted(node, said, labels, found, text) else next(iter(found))


def _by_words(node: Wait, said: Spoken, labels: Labels) -> Fits:
    found = _by_number(node, said, labels) | _by_meaning(node, said, labels)
    if isinstance(node, Scale | Statement) or _is_faces(node):
        return found or whole_with_slip(said, labels)
    return found | (part(said, labels) or whole_with_slip(said, labels))


def _is_faces(node: Wait) -> bool:
    return isinstance(node, Choice) and node.kind == "faces"


def _has_five_faces(node: Wait) -> bool:
    return _is_faces(node) and set(options_of(node)) == set(FACES)


def _by_number(node: Wait, said: Spoken, labels: Labels) -> Fits:
    options = list(options_of(node))
    found = _at(options, place(said.words, len(options)))
    bare, named = said_number(said.words), counted(said.words)
    if named is not None:
        return found | _at(options, named) | _valued(options, named)
    if isinstance(node, Scale) and bare is not None:
        return _valued(options, bare)
    if bare is None or _is_faces(node) or counts_something(labels):
        return found  # faces show no numbers: a 2 might be the second, or low
    return found | _at(options, bare) | _valued(options, bare)


def _at(options: list[str], at: int | None) -> Fits:
    return frozenset({options[at - 1]}) if at and 0 < at <= len(options) else NONE


def _valued(options: list[str], value: int) -> Fits:
    return frozenset({str(value)} & set(options))


def _by_meaning(node: Wait, said: Spoken, labels: Labels) -> Fits:
    if _has_five_faces(node):
        return meant_by_words(said, FACES)
    return _standing(node, stands(said), labels)


def _standing(node: Wait, meant: Fits, labels: Labels) -> Fits:
    """The options that say yes, no or not sure, where that is what was meant."""
    if isinstance(node, Statement):
        return meant
    if isinstance(node, Scale) or not meant:
        return NONE
    return frozenset(
        option
        for option, names in labels.items()
        if any(meant & stands(label(name)) for name in names)
    )


def _by_pictures(node: Wait, said: Spoken, labels: Labels) -> Fits:
    if found := pictured(said, labels):
        return found
    if _has_five_faces(node):
        return meant_by_pictures(said.pictures, PICTURES)
    return _standing(node, meant_by_pictures(said.pictures, STAND_PICTURES), labels)


def _is_contradicted(node: Wait, said: Spoken, labels: Labels, found: Fits, text: str) -> bool:
    """Whether pictures beside the words mean another option: good, with a sad face."""
    if not said.words or any(
        text.strip() == name.strip() for each in found for name in labels.get(each, ())
    ):
        return False
    shown = _by_pictures(node, said, labels)
    return bool(shown) and not any(_agree(node, one, other) for one in found for other in shown)


def _agree(node: Wait, one: str, other: str) -> bool:
    """Whether a picture goes with these words; a smile or a thumb also only nods beside an OK."""
    return one == other or (_has_five_faces(node) and (one, other) in _GO_TOGETHER)
