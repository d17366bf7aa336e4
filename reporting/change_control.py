"""Disclosure control of a change: the only place where pairs of answers become one.

A pair is what one learner answered before and after. All questions that are shown are shown of the
same people, so that no two of them differ by a few; and the people of one change are held against
those of every change before it (`reporting.separation.tells_of_a_few`). What is shown, and whether
anything is, depends on who answered and never on what they answered.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from domain.errors import BadInput
from reporting.change import Outcome, ReleasedChange, Shift, Withheld, limits
from reporting.rules import CHANGE_RULES, MINIMUM
from reporting.separation import tells_of_a_few
from reporting.tables import _SEAL, REMAINDER, TOO_FEW


@dataclass(frozen=True, slots=True)
class ScaleAsked:
    """A question that was put both times: a scale from 1 to `points`."""

    id: str
    points: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What one learner answered both times, under an opaque key: before and after, by question."""

    key: str
    answers: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChange:
    """All pairs of one group, and the people of each change that was released of the same pack.

    The keys mean nothing elsewhere, but one learner has one key throughout.
    """

    id: str
    pack: str
    questions: tuple[ScaleAsked, ...]
    pairs: tuple[Pair, ...]
    earlier: tuple[Set[str], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of a change, and who is counted in it: nobody where it is withheld."""

    outcome: Outcome
    counted: frozenset[str]


def release(pending: PendingChange) -> Decided:
    """The change, or why it is not shown. The same input gives the same outcome."""
    _check(pending)
    shown, counted = _shown(pending)
    people = frozenset(pair.key for pair in counted)
    if len(people) < MINIMUM:
        return _withheld(pending, TOO_FEW)
    if tells_of_a_few(people, pending.earlier, enough=MINIMUM):
        return _withheld(pending, REMAINDER)
    change = ReleasedChange(
        id=pending.id,
        pack=pending.pack,
        pairs=len(people),
        shifts=tuple(_shift(question, counted) for question in shown),
        hidden=tuple(each.id for each in pending.questions if each not in shown),
        rules=CHANGE_RULES,
        seal=_SEAL,
    )
    return Decided(change, people)


def _withheld(pending: PendingChange, reason: str) -> Decided:
    return Decided(Withheld(id=pending.id, pack=pending.pack, reason=reason), frozenset())


def _check(pending: PendingChange) -> None:
    points = {question.id: question.points for question in pending.questions}
    faults = []
    if len({pair.key for pair in pending.pairs}) < len(pending.pairs):
        faults.append("pairs: a learner stands in two of them")
    for pair in pending.pairs:
        for question, both in pair.answers.items():
            if not all(1 <= answer <= points.get(question, 0) for answer in both):
                faults.append(f"pairs: there is an answer outside the scale of {question!r}")
    if faults:
        raise BadInput(*dict.fromkeys(faults))


def _shown(pending: PendingChange) -> tuple[list[ScaleAsked], list[Pair]]:
    """The questions, and whoever answered all of them both times.

    While these are too few, the question that fewest answered is let go, the last of them first.
    """
    shown = list(pending.questions)
    while len(counted := _answered(pending.pairs, shown)) < MINIMUM and len(shown) > 1:
        rarest = min(reversed(shown), key=lambda each: len(_answered(pending.pairs, [each])))
        shown.remove(rarest)
    return shown, counted


def _answered(pairs: Iterable[Pair], questions: Iterable[ScaleAsked]) -> list[Pair]:
    wanted = {question.id for question in questions}
    return [pair for pair in pairs if wanted <= pair.answers.keys()]


def _shift(question: ScaleAsked, counted: list[Pair]) -> Shift:
    before, after = zip(*(pair.answers[question.id] for pair in counted), strict=True)
    return Shift(
        question=question.id,
        points=question.points,
        before=_average(before, question.points),
        after=_average(after, question.points),
    )


def _average(answers: tuple[int, ...], points: int) -> int:
    """In tenths, a half rounded up, and held at the limit where it comes near the end."""
    lowest, highest = limits(points)
    tenths = (20 * sum(answers) + len(answers)) // (2 * len(answers))
    return min(max(tenths, lowest), highest)
