"""A second opinion on a text: a linear model over words and their pieces.

Where the lexicon listens for what somebody thought of, this weighs everything that is there, as
it was learned from the texts in `training`. It may raise a level and never lowers one. Its weights
lie in `opinion.tsv`, made by `make opinion`: a line a weight, with all features that add so much
for or against; the senses of words lie beside it in `opinion_senses.tsv`, a line a sense.

The sum is divided by the root of the number of words, or long ordinary texts would drift; and a
long text is weighed in windows, because a worry may be one sentence of thirty.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from domain.verdicts import Level
from escalation.features import BETWEEN, NEAR, Senses, of_pairs, of_sense, of_word, plain

FILE = "opinion.tsv"
SENSES_FILE = "opinion_senses.tsv"
LIFT = "lift"
"""What the line of the table is called that holds the lifts."""
SCALE = 1000.0
"""Weights are whole numbers, in thousandths."""
FEWEST_WORDS = 4
WINDOW, STEP = 18, 6
SENSES_FROM = -4.0
"""The score of the words below which their senses are not asked: they would not lift it enough."""
_MOST_KEPT = 50_000


class Lean(NamedTuple):
    """How far words lean to a worry, and which of them, first and past the last."""

    score: float
    first: int
    past: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was learned. `cuts` are the scores from which a level is given, gravest first.

    `lifts` is what the signs of the lexicon add to a score, in their order (`backing.signs_of`).
    """

    version: str
    bias: float
    cuts: Mapping[Level, float]
    weights: Mapping[str, float]
    senses: Senses = field(default_factory=dict)
    lifts: tuple[float, ...] = ()


class _Word(NamedTuple):
    """A plain word, what it weighs by itself, its senses by number and as bits."""

    plain: str
    weight: float
    senses: tuple[int, ...]
    bits: int


class Opinion:
    """Weighs texts with one table, and keeps what it found of each word."""

    def __init__(self, table: Table) -> None:
        self.version = table.version
        self._bias = table.bias
        self._cuts = sorted(table.cuts.items(), reverse=True)
        self._weights = table.weights
        self._lifts = table.lifts
        self._kept: dict[str, _Word] = {}
        names = sorted({name for some in table.senses.values() for name in some})
        self._alone = [table.weights.get(of_sense(name), 0.0) for name in names]
        self._pairs, self._near = self._neighbours(names)
        self._senses = _numbered(table.senses, names)

    def _neighbours(self, names: Sequence[str]) -> tuple[list[dict[int, float]], list[int]]:
        """What each sense weighs near each later one; and with which it weighs at all, as bits."""
        numbers = {name: number for number, name in enumerate(names)}
        pairs: list[dict[int, float]] = [{} for _ in names]
        for feature, weight in self._weights.items():
            if BETWEEN in feature:
                one, other = sorted(numbers[name] for name in feature.split(BETWEEN))
                pairs[one][other] = weight
        return pairs, [sum(1 << other for other in some) for some in pairs]

    def lean(self, written: Sequence[str]) -> Lean:
        """How far a text of folded words leans; the window that leans furthest."""
        words = [self._kept.get(word) or self._weighed(word) for word in written]
        count = len(words)
        if count <= WINDOW + STEP:
            return Lean(self._score(words, 0, count), 0, count)
        starts = range(0, count - WINDOW + STEP, STEP)
        spans = ((start, min(start + WINDOW, count)) for start in starts)
        return max(Lean(self._score(words, *span), *span) for span in spans)

    def lift(self, signs: Iterable[bool]) -> float:
        """What the signs in a text (`backing.signs_of`) add to its score."""
        return math.fsum(lift for lift, sign in zip(self._lifts, signs, strict=False) if sign)

    def level(self, score: float) -> Level:
        """The level that a score is worth."""
        return next((level for level, cut in self._cuts if score >= cut), Level.NONE)

    def _weighed(self, written: str) -> _Word:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        word = plain(written)
        weight = math.fsum(self._weights.get(each, 0.0) for each in set(of_word(word)))
        senses = self._senses.get(word, ())
        bits = sum(1 << sense for sense in senses)
        self._kept[written] = found = _Word(word, weight, senses, bits)
        return found

    def _score(self, words: Sequence[_Word], first: int, past: int) -> float:
        """Everything counts once each, as it did when the weights were learned."""
        total, weights = 0.0, self._weights
        some = words[first:past]
        for _, weight, _, _ in dict.fromkeys(some):
            total += weight
        for pair in dict.fromkeys(of_pairs([word.plain for word in some])):
            total += weights.get(pair, 0.0)
        size = math.sqrt(max(past - first, FEWEST_WORDS))
        score = total / size + self._bias
        if score < SENSES_FROM:
            return score
        return score + self._sensed(some) / size

    def _sensed(self, words: Sequence[_Word]) -> float:
        """What the senses of a text weigh, alone and near each other."""
        reach: dict[int, int] = {}
        bits = [word.bits for word in words]
        for at, word in enumerate(words):
            if word.bits:
                around = 0
                for one in (*bits[max(0, at - NEAR) : at], *bits[at + 1 : at + 1 + NEAR]):
                    around |= one
                for sense in word.senses:
                    reach[sense] = reach.get(sense, 0) | around
        total = 0.0
        for sense, around in reach.items():
            total += self._alone[sense]
            both = self._near[sense] & around
            if both:
                weights = self._pairs[sense]
                while both:
                    other = both.bit_length() - 1
                    both ^= 1 << other
                    total += weights[other]
        return total


def _numbered(senses: Senses, names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    numbers = {name: number for number, name in enumerate(names)}
    kinds: dict[Sequence[str], tuple[int, ...]] = {}
    for some in senses.values():
        if some not in kinds:
            kinds[some] = tuple(numbers[name] for name in some)
    return {word: kinds[some] for word, some in senses.items()}


def read_table(lines: Iterable[str], senses: Iterable[str] = ()) -> Table:
    """A table from the lines of its two files; ValueError if it is not one."""
    head: dict[str, str] = {}
    weights: dict[str, float] = {}
    for line in lines:
        first, *others = line.rstrip("\n").split("\t")
        if first.startswith("#"):
            head[first.lstrip("# ")] = "".join(others)
        else:
            weights.update(dict.fromkeys(others, int(first) / SCALE))
    levels = (level for level in Level if level.word in head)
    return Table(
        version=head["version"],
        bias=float(head["bias"]),
        cuts={level: float(head[level.word]) for level in levels},
        weights=weights,
        senses=_read_senses(senses),
        lifts=tuple(map(float, head.get(LIFT, "").split())),
    )


def _read_senses(lines: Iterable[str]) -> Senses:
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        name, _, words = line.rstrip("\n").partition("\t")
        for word in words.split():
            found[word] = (*found.get(word, ()), name)
    return found


def written_table(table: Table) -> Iterator[str]:
    """The lines of a table: what is known of it, then a line a weight, the heaviest first."""
    yield f"# version\t{table.version}"
    yield f"# bias\t{table.bias:.6f}"
    for level, cut in table.cuts.items():
        yield f"# {level.word}\t{cut:.6f}"
    if table.lifts:
        yield f"# {LIFT}\t{' '.join(f'{lift:.3f}' for lift in table.lifts)}"
    features: dict[int, list[str]] = {}
    for name, weight in sorted(table.weights.items()):
        features.setdefault(round(weight * SCALE), []).append(name)
    for whole in sorted(features.keys() - {0}, key=lambda one: (-abs(one), one)):
        yield "\t".join((str(whole), *features[whole]))


def written_senses(table: Table) -> Iterator[str]:
    """The lines of the senses of a table, a sense and its words."""
    words: dict[str, list[str]] = {}
    for word, names in sorted(table.senses.items()):
        for name in names:
            words.setdefault(name, []).append(word)
    for name, some in sorted(words.items()):
        yield f"{name}\t{' '.join(some)}"


@cache
def load_opinion() -> Opinion:
    """The packaged opinion, read once."""
    weights, senses = (
        (files("escalation") / name).read_text(encoding="utf-8").splitlines()
        for name in (FILE, SENSES_FILE)
    )
    return Opinion(read_table(weights, senses))
