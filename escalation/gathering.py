"""The patterns of a lexicon gathered into tables."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from escalation.classes import WordClasses
from escalation.lexicon.model import Lexicon, SlotSpec, Words
from escalation.patterns import (
    Pattern,
    Phrase,
    Slot,
    compile_pattern,
    forget_choices,
    mutated,
    spoken,
)
from escalation.routes import Way
from escalation.tables import Said, Tables


def gathered(lexicon: Lexicon) -> Tables:
    """The tables of a lexicon; BadInput if a pattern cannot be read."""
    with collecting_later():
        return _gathered(lexicon)


@contextmanager
def collecting_later() -> Iterator[None]:
    """All that is made here stays; to look through it for garbage takes a quarter of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _gathered(lexicon: Lexicon) -> Tables:
    slots = {name: _slot(spec) for name, spec in lexicon.slots.items()}
    worries, asides = _worries(lexicon, slots), _asides(lexicon, slots)
    tables = tables_of(worries, asides, _single_words(lexicon), lexicon.index.commonest)
    forget_choices()
    return tables


def tables_of(
    worries: Iterable[Pattern],
    asides: Iterable[Pattern],
    fillers: Collection[str],
    commonest: Sequence[str],
) -> Tables:
    """Patterns numbered through, first `worries`, then `asides`.

    `fillers` are words that may stand anywhere inside a pattern, `commonest` those of
    ordinary talk, the commonest first.
    """
    classes, numbers = WordClasses(commonest), count()
    said: list[Said] = []
    ways = [list(_ways(some, numbers, classes)) for some in (_heard(worries, said), asides)]
    return Tables(
        said=said,
        worries=ways[0],
        asides=ways[1],
        forms=classes.forms(),
        classes=classes.classes,
        words=sorted(classes.words),
        fillers=sorted(fillers),
    )


def _heard(patterns: Iterable[Pattern], said: list[Said]) -> Iterator[Pattern]:
    """The patterns one by one; their routes are large and are not kept once they are known."""
    for pattern in patterns:
        said.append(Said(pattern.first_person, pattern.negated))
        yield pattern


def _ways(
    patterns: Iterable[Pattern], numbers: Iterator[int], classes: WordClasses
) -> Iterator[Way]:
    for pattern, number in zip(patterns, numbers, strict=False):
        for steps in dict.fromkeys(pattern.routes):
            places = [classes.number(step.choices) for step in steps]
            rarest = sorted(set(places), key=classes.commonness)
            yield Way(number, places, [step.gap for step in steps], rarest)


def _slot(spec: SlotSpec) -> Slot:
    return Slot(frozenset(_phrases(spec, mutates=spec.mutates)), spec.first_person, spec.negation)


def _phrases(words: Words, *, mutates: bool = False) -> Iterator[Phrase]:
    for written in words.en:
        yield from spoken(written, welsh=False)
    for written in words.cy:
        for welsh in spoken(written, welsh=True):
            yield from mutated(welsh) if mutates else (welsh,)


def _worries(lexicon: Lexicon, slots: dict[str, Slot]) -> Iterator[Pattern]:
    for file in lexicon.files:
        for entry in file.entries:
            for written in entry.patterns:
                yield compile_pattern(written, slots, welsh=entry.language == "cy")


def _asides(lexicon: Lexicon, slots: dict[str, Slot]) -> Iterator[Pattern]:
    """The contexts, then the idioms."""
    for context in lexicon.contexts.values():
        choices = "|".join("_".join(words) for words in _phrases(context))
        yield compile_pattern(choices, {}, welsh=False)
    for idiom in lexicon.idioms:
        for written in idiom.patterns:
            yield compile_pattern(written, slots, welsh=idiom.language == "cy")


def _single_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that may stand inside any pattern: fillers, and what pictures are read as."""
    fillers = (words[0] for words in _phrases(lexicon.index.fillers))
    return frozenset((*fillers, *lexicon.index.pictures.values()))
