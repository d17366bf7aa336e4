"""A released change: how a group answered before and after something, frozen for good.

It has averages in tenths of a point and nothing that counts who moved where. An average near the
end of its scale is held at a limit, so that none tells that everybody said the same. As with a
released table, only `reporting.change_control` makes one, or `restore` reads one back.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from typing import Any

from domain.errors import DomainError
from reporting.rules import CHANGE_RULES, MINIMUM, NOTABLE
from reporting.tables import _SEAL, NotReleased

UP, SAME, DOWN = "up", "same", "down"


class BrokenChange(DomainError):
    """These numbers cannot be a released change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One question, a scale from 1 to `points`: both averages in tenths, within the limits.

    {"question": "calm", "points": 5, "before": 24, "after": 31}
    """

    question: str
    points: int
    before: int
    after: int

    @property
    def limits(self) -> tuple[int, int]:
        """The lowest and the highest average that is told: there it means "or lower", "or higher".

        For five points they are 15 and 45.
        """
        return limits(self.points)

    @property
    def direction(self) -> str:
        """Up, down, or about the same: worked out from what is shown and from nothing else."""
        moved = self.after - self.before
        if abs(moved) < NOTABLE:
            return SAME
        return UP if moved > 0 else DOWN


def limits(points: int) -> tuple[int, int]:
    """The lowest and the highest average that is told of a scale, in tenths."""
    return 15, 10 * points - 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedChange:
    """How one group of at least ten people answered before and after, question by question.

    The same people stand behind every shift: `pairs` of them, who answered all these questions
    both times. `hidden` are the questions that too few of them answered.
    """

    id: str
    pack: str
    pairs: int
    shifts: tuple[Shift, ...]
    hidden: tuple[str, ...]
    rules: str
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotReleased
        faults = [fault for fault, holds in self._checks().items() if not holds]
        if faults:
            raise BrokenChange("; ".join(faults))

    def _checks(self) -> dict[str, bool]:
        told = [shift.question for shift in self.shifts]
        return {
            "too few people answered both times": self.pairs >= MINIMUM,
            "no question is shown": bool(told),
            "a question stands twice": len({*told, *self.hidden}) == len(told) + len(self.hidden),
            "an average is outside its limits": all(map(_within, self.shifts)),
        }


def _within(shift: Shift) -> bool:
    lowest, highest = shift.limits
    return lowest <= min(shift.before, shift.after) and max(shift.before, shift.after) <= highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A change that is not shown, for good, and why: `too_few`, or `remainder`.

    The reason comes from who answered and never from what they answered, so it can be said.
    """

    id: str
    pack: str
    reason: str
    rules: str = CHANGE_RULES


Outcome = ReleasedChange | Withheld


def to_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values for storage; one that is withheld has no numbers at all."""
    row: dict[str, Any] = {"id": outcome.id, "pack": outcome.pack, "rules": outcome.rules}
    if isinstance(outcome, Withheld):
        return row | {"reason": outcome.reason, "pairs": None, "shifts": [], "hidden": []}
    shifts = [
        {"question": s.question, "points": s.points, "before": s.before, "after": s.after}
        for s in outcome.shifts
    ]
    hidden = list(outcome.hidden)
    return row | {"reason": None, "pairs": outcome.pairs, "shifts": shifts, "hidden": hidden}


def restore(row: Mapping[str, Any]) -> Outcome:
    """An outcome that was frozen before, from its stored row. For storage alone."""
    if row["reason"] is not None:
        return Withheld(
            id=str(row["id"]),
            pack=str(row["pack"]),
            reason=str(row["reason"]),
            rules=str(row["rules"]),
        )
    return ReleasedChange(
        id=str(row["id"]),
        pack=str(row["pack"]),
        pairs=int(row["pairs"]),
        shifts=tuple(Shift(**each) for each in row["shifts"]),
        hidden=tuple(map(str, row["hidden"])),
        rules=str(row["rules"]),
        seal=_SEAL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """How many took part, each None where it is fewer than ten."""

    asked: int | None
    before: int | None
    after: int | None
    paired: int | None


def turnout(*, asked: int, before: int, after: int, paired: int) -> Turnout:
    """How many took part, without the numbers of small groups."""
    told = {"asked": asked, "before": before, "after": after, "paired": paired}
    return Turnout(**{name: n if n >= MINIMUM else None for name, n in told.items()})
