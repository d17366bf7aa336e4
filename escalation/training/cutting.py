"""What hits of the lexicon add to a score, and how high a score must be for a level.

Both are set on the scores of texts by a model that had read nothing by the same hand, and on hands
by which no pattern of the lexicon was made or mended: there neither looks better than it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from domain.verdicts import Level
from escalation.training.messages import Message

FRESH_FROM = 258
"""The number of the first hand by which no pattern of the lexicon was made or mended."""
TRAPS = 0.065
"""How many harmless texts that look grave may be called urgent, of those by hands left out."""
ORDINARY: Mapping[Level, float] = {Level.URGENT: 0.0025, Level.WATCH: 0.03}
"""How many ordinary texts may reach a level where the lexicon hears nothing."""
_FREE = 10.0  # the fit of so few numbers is hardly held back


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, its score by a model that knew nothing by that hand, and what was heard in it."""

    message: Message
    score: float
    signs: tuple[bool, ...]


def is_ordinary(message: Message) -> bool:
    """Whether it is harmless and looks so."""
    return message.categories == ("ordinary",)


def is_fresh(message: Message) -> bool:
    """Whether nobody who wrote the lexicon had read its hand."""
    kind, number = message.hand[0], message.hand[1:]
    return kind == "h" and int(number) >= FRESH_FROM


def cuts_for(messages: Sequence[Message], scores: Sequence[float]) -> dict[Level, float]:
    """The scores that as many ordinary texts reach as may."""
    ordinary = [score for one, score in zip(messages, scores, strict=True) if is_ordinary(one)]
    return {
        level: round(float(np.quantile(ordinary, 1 - share)), 6)
        for level, share in ORDINARY.items()
    }


def lifts_for(fresh: Sequence[Judged], cut: float) -> tuple[float, ...]:
    """What each sign adds to a score.

    As much, beside each other, as tells worries best; and a first grave entry so much more that of
    all traps as many reach the cut as may. The cut itself is set for texts without any sign.
    """
    seen = [one for one in fresh if one.message.level is not Level.WATCH]
    worrying = [one.message.level >= Level.URGENT for one in seen]
    beside = np.array([[one.score, *one.signs] for one in seen])
    own, *others = LogisticRegression(C=_FREE).fit(beside, worrying).coef_.ravel()
    hits, first, *more = (float(weight / own) for weight in others)
    first += _more((hits, first, *more), fresh, cut)
    return tuple(round(lift, 3) for lift in (hits, first, *more))


def _more(lifts: Sequence[float], fresh: Sequence[Judged], cut: float) -> float:
    """How much more a first grave entry may add."""
    traps = [one for one in fresh if one.message.is_trap]
    grave_ones = [_lifted(one, lifts) for one in traps if one.signs[1]]
    others = sum(_lifted(one, lifts) >= cut for one in traps if not one.signs[1])
    may = max(0.0, TRAPS * len(traps) - others)
    return cut - float(np.quantile(grave_ones, 1 - min(1.0, may / len(grave_ones))))


def _lifted(one: Judged, lifts: Sequence[float]) -> float:
    return one.score + float(np.dot(lifts, one.signs))
