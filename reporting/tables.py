"""A released table: counts that passed disclosure control, frozen for good.

A table can be made in two ways only: `reporting.disclosure` releases it, or `restore` reads back
one that was released and stored before. Both hand over the seal that the class asks for, and the
class checks the promise again: fewer than ten people never become a table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass
from datetime import date
from typing import Any, Final

from domain.errors import DomainError
from reporting.measures import measure
from reporting.rules import MINIMUM
from reporting.slices import year_of

_SEAL: Final = object()
_MONDAY = 0


class NotReleased(DomainError):
    """A table is made by disclosure control or read back from storage, never by hand."""


class BrokenTable(DomainError):
    """These counts cannot be a released table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedTable:
    """One part of one slice and week: at least ten people who were not counted before.

    `part` numbers the releases of a slice and week from 1; what a reader sees is the sum of them.
    `asked` is how many people the question had been put to at the time.
    """

    id: str
    measure: str
    week: date
    slice: str
    part: int
    cells: tuple[tuple[str, int], ...]
    answered: int
    asked: int
    rule_version: str
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotReleased
        faults = tuple(self._faults())
        if faults:
            raise BrokenTable("; ".join(faults))

    def _faults(self) -> list[str]:
        year_of(self.slice)
        counts = [count for _, count in self.cells]
        checks = {
            "the week must start on a Monday": self.week.weekday() == _MONDAY,
            "parts are numbered from 1": self.part >= 1,
            "every answer has one count": self._options() == measure(self.measure).options,
            "counts are never negative": min(counts, default=0) >= 0,
            "the counts must add up": sum(counts) == self.answered,
            "too few people answered": self.answered >= MINIMUM,
            "more answered than were asked": self.asked >= self.answered,
        }
        return [fault for fault, holds in checks.items() if not holds]

    def _options(self) -> tuple[str, ...]:
        return tuple(option for option, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A slice that cannot be shown. Readers get one sentence; the reason is for the log.

    {"slice": "year:13", "reason": "too_few"}    (or "remainder": showing it would uncover others)
    """

    slice: str
    reason: str


TOO_FEW = "too_few"
REMAINDER = "remainder"


def table_id(measure_id: str, week: date, slice_id: str, part: int) -> str:
    """The one name of a part, so that it can be stored once."""
    return f"{measure_id}.{week.isoformat()}.{slice_id}.{part}"


def to_row(table: ReleasedTable) -> dict[str, Any]:
    """A table as plain values for storage: `week` as ISO text, `cells` as lists."""
    return {
        "id": table.id,
        "measure": table.measure,
        "week": table.week.isoformat(),
        "slice": table.slice,
        "part": table.part,
        "cells": [list(cell) for cell in table.cells],
        "answered": table.answered,
        "asked": table.asked,
        "rule_version": table.rule_version,
    }


def restore(row: Mapping[str, Any]) -> ReleasedTable:
    """A table that was released before, from its stored row. For storage alone."""
    week = row["week"]
    return ReleasedTable(
        id=str(row["id"]),
        measure=str(row["measure"]),
        week=week if isinstance(week, date) else date.fromisoformat(str(week)),
        slice=str(row["slice"]),
        part=int(row["part"]),
        cells=_cells(row["cells"]),
        answered=int(row["answered"]),
        asked=int(row["asked"]),
        rule_version=str(row["rule_version"]),
        seal=_SEAL,
    )


def _cells(stored: Sequence[Sequence[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(option), int(count)) for option, count in stored)
