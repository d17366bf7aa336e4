"""A lexicon made ready to run: what each pattern number stands for, and the machine for all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from escalation.gathering import gathered
from escalation.lexicon.model import Lexicon
from escalation.machine import Machine
from escalation.normalise import Reader
from escalation.tables import Said, Tables
from escalation.vocabulary import Vocabulary
from escalation.weighing import Weight

_Meant = TypeVar("_Meant")


@dataclass(frozen=True, slots=True)
class Compiled:
    """What each pattern number stands for, and the machine that finds the numbers."""

    machine: Machine
    reader: Reader
    weights: dict[int, Weight]
    contexts: dict[int, str]
    idioms: dict[int, frozenset[str]]  # the categories and contexts it spares; none means all


def compile_lexicon(lexicon: Lexicon, tables: Tables | None = None) -> Compiled:
    """Make a lexicon ready to run. `tables` are its own, where they were kept."""
    tables = tables or gathered(lexicon)
    machine = Machine(tables)
    vocabulary = Vocabulary(
        {*tables.fillers, *tables.words},
        {one.word: one.but_not for one in lexicon.index.reviewed},
        lexicon.index.respelt,
    )
    numbers = count()
    spared = (idiom.of for idiom in lexicon.idioms for _ in idiom.patterns)
    return Compiled(
        machine=machine,
        reader=Reader(vocabulary, lexicon.index.pictures, machine.word),
        weights=_numbered(_weights(lexicon, iter(tables.said)), numbers),
        contexts=_numbered(lexicon.contexts, numbers),
        idioms=_numbered(spared, numbers),
    )


def _numbered(some: Iterable[_Meant], numbers: Iterator[int]) -> dict[int, _Meant]:
    return {number: one for one, number in zip(some, numbers, strict=False)}


def _weights(lexicon: Lexicon, said: Iterator[Said]) -> Iterator[Weight]:
    for file in lexicon.files:
        for entry in file.entries:
            for _ in entry.patterns:
                yield Weight(
                    name=f"{file.category}.{entry.id}",
                    category=file.category,
                    entry=entry,
                    rules=lexicon.index.categories[file.category],
                    said=next(said),
                )
