"""Once a week at a time of the wall clock: when it was due last, and when it is due next."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import Weekly, local

TUESDAY = Weekly(weekday=1, clock=time(8, 45))
SUNDAY_NIGHT = Weekly(weekday=6, clock=time(1, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DUE = [
    (TUESDAY, "2026-09-15 07:44", "2026-09-08 07:45", "2026-09-15 07:45", "a minute before"),
    (TUESDAY, "2026-09-15 07:45", "2026-09-15 07:45", "2026-09-22 07:45", "at the moment itself"),
    (TUESDAY, "2026-09-15 07:46", "2026-09-15 07:45", "2026-09-22 07:45", "a minute after"),
    (TUESDAY, "2026-09-13 12:00", "2026-09-08 07:45", "2026-09-15 07:45", "on a Sunday"),
    (TUESDAY, "2026-03-26 12:00", "2026-03-24 08:45", "2026-03-31 07:45", "forward between"),
    (TUESDAY, "2026-10-22 12:00", "2026-10-20 07:45", "2026-10-27 08:45", "back between"),
    (SUNDAY_NIGHT, "2026-03-29 01:29", "2026-03-22 01:30", "2026-03-29 01:30", "a lost time"),
    (SUNDAY_NIGHT, "2026-03-29 01:30", "2026-03-29 01:30", "2026-04-05 00:30", "a lost time"),
    (SUNDAY_NIGHT, "2026-10-25 00:29", "2026-10-18 00:30", "2026-10-25 00:30", "a time twice"),
    (SUNDAY_NIGHT, "2026-10-25 00:30", "2026-10-25 00:30", "2026-11-01 01:30", "the first counts"),
    (SUNDAY_NIGHT, "2026-10-25 01:30", "2026-10-25 00:30", "2026-11-01 01:30", "not the second"),
]


@pytest.mark.parametrize(("weekly", "now", "last", "following", "note"), DUE)
def test_when_it_was_due_and_will_be(
    weekly: Weekly, now: str, last: str, following: str, note: str
) -> None:
    assert weekly.newest_due(utc(now)) == utc(last), note
    assert weekly.next_due(utc(now)) == utc(following), note


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WEEKLY = st.builds(Weekly, weekday=st.integers(0, 6), clock=st.times())


@given(weekly=WEEKLY, now=MOMENTS)
def test_it_is_due_once_a_week_and_never_between(weekly: Weekly, now: datetime) -> None:
    last, following = weekly.newest_due(now), weekly.next_due(now)
    assert last <= now < following
    assert following - last in (timedelta(days=7, hours=h) for h in (-1, 0, 1))
    assert weekly.newest_due(following) == following
    assert weekly.newest_due(following - timedelta(microseconds=1)) == last


@given(weekly=WEEKLY, now=MOMENTS)
def test_it_is_due_on_its_day(weekly: Weekly, now: datetime) -> None:
    assert local(weekly.next_due(now)).weekday() == weekly.weekday
