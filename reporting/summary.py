"""What renderers take: the released parts of one slice and week, added up.

A `WeekTable` is made of released tables and of nothing else; every number is read from them. So
whoever is handed one can show it, and nobody can be handed one that was not released.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.errors import DomainError
from reporting.slices import SCHOOL, reading_order, year_of, year_slice
from reporting.tables import ReleasedTable


class MixedParts(DomainError):
    """A week table takes the released parts of one slice and week, from 1 on, once each."""


@dataclass(frozen=True, slots=True)
class WeekTable:
    """One slice and week as readers see it: the sum of its released parts."""

    parts: tuple[ReleasedTable, ...]

    def __post_init__(self) -> None:
        if not self.parts or not all(isinstance(part, ReleasedTable) for part in self.parts):
            raise MixedParts
        same = len({(part.measure, part.slice, part.week) for part in self.parts}) == 1
        if not same or [p.part for p in self.parts] != list(range(1, len(self.parts) + 1)):
            raise MixedParts

    @property
    def measure(self) -> str:
        """What was counted."""
        return self.parts[0].measure

    @property
    def week(self) -> date:
        """The Monday of the week."""
        return self.parts[0].week

    @property
    def slice(self) -> str:
        """Who was counted: the school or a year."""
        return self.parts[0].slice

    @property
    def year(self) -> int | None:
        """The year that was counted; None for the school."""
        return year_of(self.slice)

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """Each answer in its order, with how many gave it."""
        columns = zip(*(part.cells for part in self.parts), strict=True)
        return tuple((cells[0][0], sum(count for _, count in cells)) for cells in columns)

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(part.answered for part in self.parts)

    @property
    def asked(self) -> int:
        """How many had been asked, by the latest part, and never fewer than answered."""
        return max(self.answered, *(part.asked for part in self.parts))

    @property
    def table_ids(self) -> tuple[str, ...]:
        """The names of the released parts."""
        return tuple(part.id for part in self.parts)


def week_tables(parts: Iterable[ReleasedTable]) -> tuple[WeekTable, ...]:
    """Released parts of any weeks and slices, added up: by week, the school before the years."""
    ordered = sorted(parts, key=_order)
    return tuple(WeekTable(tuple(group)) for _, group in groupby(ordered, key=_subject))


def hidden_slices(tables: Iterable[WeekTable], asked_years: Iterable[int]) -> tuple[str, ...]:
    """The slices of a week that were asked and cannot be shown."""
    shown = {table.slice for table in tables}
    slices = {SCHOOL, *(year_slice(year) for year in asked_years)}
    return tuple(sorted(slices - shown, key=reading_order))


def _order(part: ReleasedTable) -> tuple[str, date, int, int]:
    return part.measure, part.week, reading_order(part.slice), part.part


def _subject(part: ReleasedTable) -> tuple[str, date, str]:
    return part.measure, part.week, part.slice
