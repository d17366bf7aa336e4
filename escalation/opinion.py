"""A second opinion on a text: a linear model over words and their pieces.

Where the lexicon listens for what somebody thought of, this weighs everything that is there, as
it was learned from the texts in `training`. It may raise a level and never lowers one. Its weights
lie in `opinion.tsv`, made by `make opinion`: a line a feature, with what it adds for or against.

The sum is divided by the root of the number of words, or long ordinary texts would drift; and a
long text is weighed in windows, because a worry may be one sentence of thirty.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from domain.verdicts import Level
from escalation.features import of_pair, of_word, plain

FILE = "opinion.tsv"
SCALE = 1000.0
"""Weights are whole numbers, in thousandths."""
FEWEST_WORDS = 4
WINDOW, STEP = 18, 6
_MOST_KEPT = 50_000


class Lean(NamedTuple):
    """How far words lean to a worry, and which of them, first and past the last."""

    score: float
    first: int
    past: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was learned. `cuts` are the scores from which a level is given, gravest first."""

    version: str
    bias: float
    cuts: Mapping[Level, float]
    weights: Mapping[str, float]


class Opinion:
    """Weighs texts with one table, and keeps what it found of each word."""

    def __init__(self, table: Table) -> None:
        self.version = table.version
        self._bias = table.bias
        self._cuts = sorted(table.cuts.items(), reverse=True)
        self._weights = table.weights
        self._kept: dict[str, tuple[str, float]] = {}

    def lean(self, written: Sequence[str]) -> Lean:
        """How far a text of folded words leans; the window that leans furthest."""
        words = [self._kept.get(word) or self._weighed(word) for word in written]
        count = len(words)
        if count <= WINDOW + STEP:
            return Lean(self._score(words, 0, count), 0, count)
        starts = range(0, count - WINDOW + STEP, STEP)
        spans = ((start, min(start + WINDOW, count)) for start in starts)
        return max(Lean(self._score(words, *span), *span) for span in spans)

    def level(self, score: float) -> Level:
        """The level that a score is worth."""
        return next((level for level, cut in self._cuts if score >= cut), Level.NONE)

    def _weighed(self, written: str) -> tuple[str, float]:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        word = plain(written)
        weight = math.fsum(self._weights.get(each, 0.0) for each in set(of_word(word)))
        self._kept[written] = word, weight
        return word, weight

    def _score(self, words: Sequence[tuple[str, float]], first: int, past: int) -> float:
        """The words count once each, as they did when the weights were learned."""
        total, before, weights = 0.0, "<", self._weights
        for _, weight in dict.fromkeys(words[first:past]):
            total += weight
        for word, _ in words[first:past]:
            total += weights.get(of_pair(before, word), 0.0)
            before = word
        total += weights.get(of_pair(before, ">"), 0.0)
        return total / math.sqrt(max(past - first, FEWEST_WORDS)) + self._bias


def read_table(lines: Iterable[str]) -> Table:
    """A table from the lines of its file; ValueError if it is not one."""
    head: dict[str, str] = {}
    weights: dict[str, float] = {}
    for line in lines:
        name, _, value = line.rstrip("\n").rpartition("\t")
        if line.startswith("#"):
            head[name.lstrip("# ")] = value
        else:
            weights[name] = int(value) / SCALE
    levels = (level for level in Level if level.word in head)
    return Table(
        version=head["version"],
        bias=float(head["bias"]),
        cuts={level: float(head[level.word]) for level in levels},
        weights=weights,
    )


def written_table(table: Table) -> Iterator[str]:
    """The lines of a table, the heaviest features first."""
    yield f"# version\t{table.version}"
    yield f"# bias\t{table.bias:.6f}"
    for level, cut in table.cuts.items():
        yield f"# {level.word}\t{cut:.6f}"
    ranked = sorted(table.weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    for name, weight in ranked:
        if round(weight * SCALE):
            yield f"{name}\t{round(weight * SCALE)}"


@cache
def load_opinion() -> Opinion:
    """The packaged opinion, read once."""
    text = (files("escalation") / FILE).read_text(encoding="utf-8")
    return Opinion(read_table(text.splitlines()))
