"""Disclosure control: the only place where answers become numbers that others may see.

The school council may look while answers still come in, so a week is released in *parts*. A part
is a frozen count of at least ten people who were not in a part of that slice before, and a reader
sees the sum of the parts. Two looks therefore differ by nobody or by at least ten people, and
`reporting.separation` extends that to whatever can be worked out from several parts together.

Whether a slice is shown is decided from how many answered, never from what they answered: a table
hidden because all agreed would tell that all agreed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.errors import BadInput, DomainError
from reporting.measures import Measure
from reporting.rules import MINIMUM as MINIMUM
from reporting.rules import RULE_VERSION
from reporting.separation import flow, lines
from reporting.slices import SCHOOL, reading_order, year_slice
from reporting.tables import _SEAL, REMAINDER, TOO_FEW, Hidden, ReleasedTable, table_id

_REST = "rest"


class HistoryLost(DomainError):
    """The counted answers no longer match what was released; this week gets no further parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One learner's answer of one week, under an opaque key that means nothing elsewhere.

    `school_part` is the part of the school in which it was counted, `year_part` the part of its
    year; 0 means not yet. Nobody is counted for a year before the school. Once counted, a record
    is neither changed nor removed while the week is open. If its learner has had the answer
    erased, it is `erased` and has no option: it still stands where it was counted, so that nobody
    is counted twice, and is counted nowhere else.
    """

    key: str
    year: int
    option: str
    school_part: int = 0
    year_part: int = 0
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """All records of one measure and week, counted and uncounted, and how many were asked.

    `asked` has an entry for `"school"` and for every year that was asked: `{"year:7": 27, …}`.
    `years` says whether years may be counted yet: whoever answers after their year was counted
    waits for nine more, so a year is fullest when it is counted once, at the end of the week.
    """

    measure: Measure
    week: date
    records: tuple[Record, ...]
    asked: Mapping[str, int]
    years: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """What one look may add.

    `tables` are the new parts, `counted` the records whose part numbers have changed, to be stored
    in the transaction that stores the tables. `hidden` are the slices that show nothing so far.
    """

    tables: tuple[ReleasedTable, ...]
    counted: tuple[Record, ...]
    hidden: tuple[Hidden, ...]


def protect(pending: Pending, so_far: Iterable[ReleasedTable]) -> Protected:
    """The parts that may be released now. The same input gives the same parts."""
    before = _checked(pending, tuple(so_far))
    school = _count_school(before)
    after = _count_years(school) if pending.years else school
    return Protected(
        tables=_new_tables(pending, before, after),
        counted=tuple(new for old, new in zip(before, after, strict=True) if new != old),
        hidden=_hidden(pending, after),
    )


def _checked(pending: Pending, so_far: tuple[ReleasedTable, ...]) -> tuple[Record, ...]:
    faults = [
        f"records: {record.option!r} is not an answer to {pending.measure.id!r}"
        for record in pending.records
        if not record.erased and record.option not in pending.measure.options
    ]
    if faults:
        raise BadInput(*faults)
    released = {
        (table.slice, table.part): table.answered
        for table in so_far
        if (table.measure, table.week) == (pending.measure.id, pending.week)
    }
    if _sizes(pending.records) != released:
        raise HistoryLost
    return tuple(sorted(pending.records, key=lambda record: record.key))


def _sizes(records: Iterable[Record]) -> dict[tuple[str, int], int]:
    school = Counter((SCHOOL, r.school_part) for r in records if r.school_part)
    years = Counter((year_slice(r.year), r.year_part) for r in records if r.year_part)
    return {**school, **years}


def _count_school(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Count everybody who waits, once they are ten."""
    if sum(not record.school_part for record in records) < MINIMUM:
        return records
    part = 1 + max(record.school_part for record in records)
    return tuple(r if r.school_part else replace(r, school_part=part) for r in records)


def _count_years(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Count the years that can be counted safely, the one with most people waiting first."""
    waiting = Counter(r.year for r in records if _waits_for_its_year(r))
    for year in sorted(waiting, key=lambda year: (-waiting[year], year)):
        tried = _count_year(records, year)
        if waiting[year] >= MINIMUM and _safe(tried, year):
            records = tried
    return records


def _count_year(records: tuple[Record, ...], year: int) -> tuple[Record, ...]:
    part = 1 + max(record.year_part for record in records if record.year == year)
    return tuple(
        replace(r, year_part=part) if r.year == year and _waits_for_its_year(r) else r
        for r in records
    )


def _waits_for_its_year(record: Record) -> bool:
    return bool(record.school_part) and not record.year_part and not record.erased


def _safe(records: tuple[Record, ...], year: int) -> bool:
    """Whether the newest part of `year` and the rest cannot be used to uncover a small group."""
    part = max(record.year_part for record in records if record.year == year)
    people = lines((r.school_part, _year_point(r)) for r in records if r.school_part)
    width = flow(people, (year, part), _REST, enough=MINIMUM)
    return width in (0, MINIMUM) and not _says_what_the_school_says(records)


def _year_point(record: Record) -> object:
    return (record.year, record.year_part) if record.year_part else _REST


def _says_what_the_school_says(records: tuple[Record, ...]) -> bool:
    counted = [record for record in records if record.school_part]
    return len({r.year for r in counted}) == 1 and all(r.year_part for r in counted)


def _new_tables(
    pending: Pending, before: tuple[Record, ...], after: tuple[Record, ...]
) -> tuple[ReleasedTable, ...]:
    new = sorted(_sizes(after).keys() - _sizes(before).keys(), key=_school_then_years)
    return tuple(_table(pending, slice_id, part, after) for slice_id, part in new)


def _school_then_years(key: tuple[str, int]) -> tuple[int, int]:
    return reading_order(key[0]), key[1]


def _table(
    pending: Pending, slice_id: str, part: int, records: tuple[Record, ...]
) -> ReleasedTable:
    options = Counter(r.option for r in records if part == _part_in(r, slice_id))
    answered = sum(options.values())
    so_far = sum(bool(_part_in(r, slice_id)) for r in records)
    return ReleasedTable(
        id=table_id(pending.measure.id, pending.week, slice_id, part),
        measure=pending.measure.id,
        week=pending.week,
        slice=slice_id,
        part=part,
        cells=tuple((option, options[option]) for option in pending.measure.options),
        answered=answered,
        asked=max(pending.asked.get(slice_id, 0), so_far),
        rule_version=RULE_VERSION,
        seal=_SEAL,
    )


def _part_in(record: Record, slice_id: str) -> int:
    if slice_id == SCHOOL:
        return record.school_part
    return record.year_part if slice_id == year_slice(record.year) else 0


def _hidden(pending: Pending, records: tuple[Record, ...]) -> tuple[Hidden, ...]:
    shown = {slice_id for slice_id, _ in _sizes(records)}
    answered = Counter([SCHOOL] * len(records) + [year_slice(r.year) for r in records])
    slices = sorted({SCHOOL, *pending.asked, *answered} - shown, key=reading_order)
    return tuple(
        Hidden(slice_id, TOO_FEW if answered[slice_id] < MINIMUM else REMAINDER)
        for slice_id in slices
    )
