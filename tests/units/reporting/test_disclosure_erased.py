"""An erased answer stays counted where it was, and is counted nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.disclosure import HistoryLost, Pending, Protected, Record, protect
from reporting.measures import MOOD
from reporting.tables import ReleasedTable

WEEK = date(2026, 11, 16)


def look(
    records: tuple[Record, ...], so_far: tuple[ReleasedTable, ...] = (), *, years: bool = True
) -> Protected:
    pending = Pending(measure=MOOD, week=WEEK, records=records, asked={}, years=years)
    return protect(pending, so_far)


def year(number: int, size: int) -> tuple[Record, ...]:
    return tuple(Record(key=f"{number}-{each}", year=number, option="4") for each in range(size))


def erase(record: Record) -> Record:
    return replace(record, option="", erased=True)


def merged(records: tuple[Record, ...], counted: tuple[Record, ...]) -> tuple[Record, ...]:
    by_key = {record.key: record for record in counted}
    return tuple(by_key.get(record.key, record) for record in records)


def test_history_is_not_lost_and_the_next_part_comes() -> None:
    first = look(year(7, 10), years=False)
    before = merged(year(7, 10), first.counted)
    after = (erase(before[0]), *before[1:], *year(8, 10))
    second = look(after, first.tables, years=False)
    assert [(t.slice, t.part, t.answered) for t in second.tables] == [("school", 2, 10)]
    assert all(record.year == 8 for record in second.counted)


def test_taking_the_record_out_would_lose_the_history() -> None:
    first = look(year(7, 10), years=False)
    with pytest.raises(HistoryLost):
        look(merged(year(7, 10), first.counted)[1:], first.tables, years=False)


@pytest.mark.parametrize("size", [10, 11, 12, 25])
def test_an_erased_answer_is_not_counted_for_its_year(size: int) -> None:
    everybody = year(7, size) + year(8, 20)
    first = look(everybody, years=False)
    records = merged(everybody, first.counted)
    gone = next(record for record in records if record.year == 7)
    then = tuple(erase(record) if record == gone else record for record in records)
    second = look(then, first.tables)
    assert gone.key not in {record.key for record in second.counted}
    assert not any(t.slice == "year:7" and t.answered > size - 1 for t in second.tables)


def test_the_remainder_of_one_is_never_to_be_worked_out() -> None:
    """School minus the years shown would be the one who erased: so a year stays hidden."""
    everybody = year(7, 20) + year(8, 20)
    first = look(everybody, years=False)
    records = merged(everybody, first.counted)
    then = (erase(records[0]), *records[1:])
    shown = {t.slice for t in look(then, first.tables).tables}
    assert shown != {"year:7", "year:8"}
