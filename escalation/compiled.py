"""A lexicon made ready to run: patterns numbered, words gathered, one machine for everything."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from escalation.lexicon.model import Lexicon, SlotSpec, Words
from escalation.machine import Machine
from escalation.normalise import Reader
from escalation.patterns import (
    Pattern,
    Phrase,
    Slot,
    compile_pattern,
    forget_choices,
    mutated,
    spoken,
)
from escalation.vocabulary import Vocabulary
from escalation.weighing import Weight

_Aside = str | frozenset[str]
"""A context by name, or what an idiom spares."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What each pattern number stands for, and the machine that finds the numbers."""

    machine: Machine
    reader: Reader
    weights: dict[int, Weight]
    contexts: dict[int, str]
    idioms: dict[int, frozenset[str]]  # the categories and contexts it spares; none means all


def compile_lexicon(lexicon: Lexicon) -> Compiled:
    """Make a lexicon ready to run."""
    with _collecting_later():
        return _compiled(lexicon)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """All that is made here stays; to look through it for garbage takes a quarter of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _compiled(lexicon: Lexicon) -> Compiled:
    slots = {name: _slot(spec) for name, spec in lexicon.slots.items()}
    weights: list[Weight] = []
    around: list[_Aside] = []
    worries = _kept(_weights(lexicon, slots), weights)
    asides = _named((*_contexts(lexicon), *_idioms(lexicon, slots)), around)
    fillers = frozenset(_single_words(lexicon))
    machine = Machine(worries, asides, fillers, lexicon.index.commonest)
    forget_choices()
    vocabulary = Vocabulary(
        fillers | machine.words,
        {one.word: one.but_not for one in lexicon.index.reviewed},
        lexicon.index.respelt,
    )
    beside = dict(enumerate(around, start=len(weights)))
    return Compiled(
        machine=machine,
        reader=Reader(vocabulary, lexicon.index.pictures, machine.word),
        weights=dict(enumerate(weights)),
        contexts={number: name for number, name in beside.items() if isinstance(name, str)},
        idioms={number: of for number, of in beside.items() if not isinstance(of, str)},
    )


def _kept(found: Iterable[Weight], weights: list[Weight]) -> Iterator[Pattern]:
    """The patterns one by one; their routes are large and are not kept once they are known."""
    for weight in found:
        weights.append(weight.without_routes())
        yield weight.pattern


def _named(found: Iterable[tuple[_Aside, Pattern]], names: list[_Aside]) -> Iterator[Pattern]:
    for name, pattern in found:
        names.append(name)
        yield pattern


def _slot(spec: SlotSpec) -> Slot:
    return Slot(frozenset(_phrases(spec, mutates=spec.mutates)), spec.first_person, spec.negation)


def _phrases(words: Words, *, mutates: bool = False) -> Iterator[Phrase]:
    for written in words.en:
        yield from spoken(written, welsh=False)
    for written in words.cy:
        for welsh in spoken(written, welsh=True):
            yield from mutated(welsh) if mutates else (welsh,)


def _weights(lexicon: Lexicon, slots: dict[str, Slot]) -> Iterator[Weight]:
    for file in lexicon.files:
        for entry in file.entries:
            for written in entry.patterns:
                yield Weight(
                    name=f"{file.category}.{entry.id}",
                    category=file.category,
                    entry=entry,
                    rules=lexicon.index.categories[file.category],
                    pattern=compile_pattern(written, slots, welsh=entry.language == "cy"),
                )


def _contexts(lexicon: Lexicon) -> Iterator[tuple[str, Pattern]]:
    for name, context in lexicon.contexts.items():
        choices = "|".join("_".join(words) for words in _phrases(context))
        yield name, compile_pattern(choices, {}, welsh=False)


def _idioms(lexicon: Lexicon, slots: dict[str, Slot]) -> Iterator[tuple[frozenset[str], Pattern]]:
    for idiom in lexicon.idioms:
        for written in idiom.patterns:
            welsh = idiom.language == "cy"
            yield idiom.of, compile_pattern(written, slots, welsh=welsh)


def _single_words(lexicon: Lexicon) -> Iterator[str]:
    """Words that may stand inside any pattern: fillers, and what pictures are read as."""
    for words in _phrases(lexicon.index.fillers):
        yield words[0]
    yield from lexicon.index.pictures.values()
