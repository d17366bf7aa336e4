"""A released table comes from disclosure control or from storage, and keeps the promise."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mood_week import MONDAY, week_of

from domain.errors import BadInput
from reporting.measures import measure
from reporting.slices import reading_order, year_of, year_slice
from reporting.summary import MixedParts, WeekTable, hidden_slices, week_tables
from reporting.tables import BrokenTable, NotReleased, ReleasedTable, restore, to_row

ROW: dict[str, Any] = {
    "id": "mood.2026-11-16.school.1",
    "measure": "mood",
    "week": "2026-11-16",
    "slice": "school",
    "part": 1,
    "cells": [["1", 1], ["2", 2], ["3", 3], ["4", 4], ["5", 2]],
    "answered": 12,
    "asked": 30,
    "rule_version": "primary-1",
}


def stored(**changes: object) -> ReleasedTable:
    return restore(ROW | changes)


def test_a_table_is_not_made_by_hand() -> None:
    values = to_row(stored()) | {"week": MONDAY, "cells": stored().cells}
    for seal in (None, object(), "seal"):
        with pytest.raises(NotReleased):
            ReleasedTable(**values, seal=seal)
    with pytest.raises(TypeError):
        ReleasedTable(**values)


def test_a_table_is_not_made_from_another_with_other_numbers() -> None:
    with pytest.raises(ValueError, match="seal"):
        replace(stored(), answered=9)


def test_only_tables_and_disclosure_hold_the_seal() -> None:
    checkout = Path(__file__).parents[3]
    rooms = ("bot", "web", "services", "storage", "flows", "escalation", "reporting", "simulator")
    holders = {
        path.name
        for room in rooms
        for path in (checkout / room).rglob("*.py")
        if "_SEAL" in path.read_text(encoding="utf-8")
    }
    assert holders == {"tables.py", "disclosure.py", "change.py", "change_control.py"}


def test_a_stored_table_reads_back_the_same() -> None:
    for table in week_of({7: 20, 8: 15}, {7: 3, 8: 12}).tables:
        assert restore(to_row(table)) == table


def test_a_stored_week_may_be_a_date() -> None:
    assert stored(week=date(2026, 11, 16)) == stored()


BROKEN: list[tuple[str, dict[str, object]]] = [
    ("start on a Monday", {"week": "2026-11-17"}),
    ("numbered from 1", {"part": 0}),
    ("every answer has one count", {"cells": [["1", 12]]}),
    ("never negative", {"cells": [["1", -1], ["2", 4], ["3", 3], ["4", 4], ["5", 2]]}),
    ("add up", {"answered": 13}),
    ("too few", {"cells": [["1", 1], ["2", 2], ["3", 3], ["4", 3], ["5", 0]], "answered": 9}),
    ("than were asked", {"asked": 11}),
]


@pytest.mark.parametrize(("fault", "changes"), BROKEN, ids=[fault for fault, _ in BROKEN])
def test_counts_that_break_the_promise_are_no_table(
    fault: str, changes: dict[str, object]
) -> None:
    with pytest.raises(BrokenTable, match=fault):
        stored(**changes)


def test_there_are_no_breakdowns_but_the_school_and_its_years() -> None:
    assert (year_of("school"), year_of(year_slice(7))) == (None, 7)
    assert sorted(["year:13", "school", "year:3"], key=reading_order) == [
        "school",
        "year:3",
        "year:13",
    ]
    for wrong in ("year:2", "year:seven", "class:7A", ""):
        with pytest.raises(BadInput):
            year_of(wrong)
    with pytest.raises(BadInput):
        stored(slice="class:7A")


def test_only_known_measures_are_counted() -> None:
    with pytest.raises(BadInput, match="'sleep' is not counted"):
        measure("sleep")


def test_a_week_table_is_the_sum_of_its_parts() -> None:
    more = stored(part=2, id="two", asked=40)
    table = WeekTable((stored(), more))
    assert (table.answered, table.asked, table.slice, table.year) == (24, 40, "school", None)
    assert table.cells == (("1", 2), ("2", 4), ("3", 6), ("4", 8), ("5", 4))
    assert (table.week, table.measure, table.table_ids) == (MONDAY, "mood", (ROW["id"], "two"))


def test_a_week_table_never_says_that_more_answered_than_were_asked() -> None:
    assert WeekTable((stored(asked=12), stored(part=2, asked=20))).asked == 24


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (ROW,),
        (stored(part=2),),
        (stored(), stored()),
        (stored(), stored(part=2, slice="year:7")),
        (stored(), stored(part=2, week="2026-11-23")),
    ],
    ids=["none", "a row", "a later part alone", "one part twice", "two slices", "two weeks"],
)
def test_a_week_table_is_made_of_released_parts_alone(parts: Any) -> None:
    with pytest.raises(MixedParts):
        WeekTable(parts)


def test_parts_are_added_up_by_week_and_slice() -> None:
    parts = [stored(week="2026-11-23"), stored(slice="year:7"), stored(part=2), stored()]
    tables = week_tables(parts)
    assert [(table.week.day, table.slice) for table in tables] == [
        (16, "school"),
        (16, "year:7"),
        (23, "school"),
    ]
    assert tables[0].answered == 24


def test_what_was_asked_and_not_shown_is_hidden() -> None:
    tables = week_tables([stored(), stored(slice="year:7")])
    assert hidden_slices(tables, [8, 7, 13]) == ("year:8", "year:13")
    assert hidden_slices((), []) == ("school",)
