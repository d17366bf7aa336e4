"""School time: weeks, the clock on the wall through both changes, and when adults read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import (
    SchoolTime,
    at_wall_clock,
    local,
    school_day,
    week_of,
)

SCHOOL = SchoolTime()


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WEEKS = [
    ("2026-09-14 00:00", "2026-09-14", "a Monday"),
    ("2026-09-20 22:59", "2026-09-14", "one minute to midnight on the Sunday, in summer time"),
    ("2026-09-20 23:00", "2026-09-21", "midnight in school, eleven at night in UTC"),
    ("2026-12-06 23:59", "2026-11-30", "in winter both midnights are one"),
    ("2026-12-07 00:00", "2026-12-07", "and a week begins at it"),
    ("2026-03-29 23:30", "2026-03-30", "the night after the clock went forward"),
    ("2027-01-01 12:00", "2026-12-28", "a week may lie in two years"),
]


@pytest.mark.parametrize(("moment", "monday", "note"), WEEKS)
def test_a_week_begins_on_monday_at_school(moment: str, monday: str, note: str) -> None:
    assert week_of(utc(moment)) == date.fromisoformat(monday), note


CLOCKS = [
    ("2026-01-15", time(8, 45), "2026-01-15 08:45", "winter"),
    ("2026-07-15", time(8, 45), "2026-07-15 07:45", "summer"),
    ("2026-03-28", time(8, 45), "2026-03-28 08:45", "the day before the clock goes forward"),
    ("2026-03-29", time(0, 59), "2026-03-29 00:59", "the last minute before the hour is lost"),
    ("2026-03-29", time(1, 30), "2026-03-29 01:30", "a time that no clock showed"),
    ("2026-03-29", time(2, 0), "2026-03-29 01:00", "the first minute after it"),
    ("2026-03-29", time(8, 45), "2026-03-29 07:45", "the same morning"),
    ("2026-10-24", time(8, 45), "2026-10-24 07:45", "the day before the clock goes back"),
    ("2026-10-25", time(1, 30), "2026-10-25 00:30", "the first of two equal times"),
    ("2026-10-25", time(2, 0), "2026-10-25 02:00", "after both of them"),
    ("2026-10-25", time(8, 45), "2026-10-25 08:45", "the same morning"),
]


@pytest.mark.parametrize(("day", "clock", "moment", "note"), CLOCKS)
def test_the_clock_on_the_wall_holds_through_both_changes(
    day: str, clock: time, moment: str, note: str
) -> None:
    found = at_wall_clock(date.fromisoformat(day), clock)
    assert found == utc(moment), note
    assert found.tzinfo is UTC


def test_a_moment_is_shown_as_the_wall_shows_it() -> None:
    assert local(utc("2026-07-15 23:30")).time() == time(0, 30)
    assert school_day(utc("2026-07-15 23:30")) == date(2026, 7, 16)


def test_school_is_open_from_monday_to_friday() -> None:
    week = [date(2026, 9, 14) + timedelta(days=day) for day in range(7)]
    assert [SCHOOL.is_school_day(day) for day in week] == [True] * 5 + [False] * 2


READ = [
    ("2026-09-15 07:59", False, "08:59 on a Tuesday"),
    ("2026-09-15 08:00", True, "09:00, in summer time"),
    ("2026-09-15 14:29", True, "15:29"),
    ("2026-09-15 14:30", False, "15:30: they have gone"),
    ("2026-12-15 08:59", False, "08:59 in winter"),
    ("2026-12-15 09:00", True, "09:00 in winter"),
    ("2026-09-19 10:00", False, "a Saturday"),
]


@pytest.mark.parametrize(("moment", "read", "note"), READ)
def test_adults_read_in_school_hours(moment: str, read: bool, note: str) -> None:
    assert SCHOOL.is_read_now(utc(moment)) is read, note


READING = [
    ("2026-09-15 05:00", "2026-09-15 08:00", "before school: the same day"),
    ("2026-09-15 08:00", "2026-09-16 08:00", "as they begin: the next time is tomorrow"),
    ("2026-09-15 15:00", "2026-09-16 08:00", "after school: the next morning"),
    ("2026-09-18 14:30", "2026-09-21 08:00", "Friday afternoon: Monday"),
    ("2026-09-19 10:00", "2026-09-21 08:00", "Saturday: Monday"),
    ("2026-09-20 23:30", "2026-09-21 08:00", "past midnight on Monday: that morning"),
    ("2026-03-27 18:00", "2026-03-30 08:00", "over the night that loses an hour"),
    ("2026-10-23 18:00", "2026-10-26 09:00", "over the night that gains one"),
]


@pytest.mark.parametrize(("moment", "opens", "note"), READING)
def test_the_next_reading_is_told_over_nights_and_weekends(
    moment: str, opens: str, note: str
) -> None:
    assert SCHOOL.next_reading(utc(moment)) == utc(opens), note


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_somebody_reads_at_the_next_reading_and_nobody_before(now: datetime) -> None:
    opens = SCHOOL.next_reading(now)
    assert now < opens <= now + timedelta(days=4)
    assert SCHOOL.is_read_now(opens)
    assert SCHOOL.is_read_now(now) or not SCHOOL.is_read_now(opens - timedelta(minutes=1))
