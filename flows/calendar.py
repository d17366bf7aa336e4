"""School time: the one place in the core where Europe/London is known.

Moments are aware and in UTC everywhere else. A wall-clock time means the clock on the classroom
wall: 08:45 stays 08:45 through both changes of the clock. Where the clock goes back, the first
of the two equal times is meant; where it goes forward past a time, the moment it would have been.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SCHOOL_ZONE = ZoneInfo("Europe/London")

SENDING_OPENS = time(8, 0)
SENDING_CLOSES = time(18, 0)
"""When scheduled prompts may leave on a school day, unless the school sets other times."""

READING_OPENS = time(9, 0)
READING_CLOSES = time(15, 30)
"""When adults at school read messages on a school day."""


def local(now: datetime) -> datetime:
    """A moment as the calendar and the clock on the classroom wall show it."""
    return now.astimezone(SCHOOL_ZONE)


def school_day(now: datetime) -> date:
    """The date on the classroom wall."""
    return local(now).date()


@lru_cache(maxsize=64)  # everything in a batch is of one moment
def week_of(now: datetime) -> date:
    """The Monday of the school week that a moment falls in."""
    today = school_day(now)
    return today - timedelta(days=today.weekday())


def at_wall_clock(day: date, clock: time) -> datetime:
    """The moment, in UTC, at which the classroom clock shows that time on that day."""
    return datetime.combine(day, clock, SCHOOL_ZONE).astimezone(UTC)


def is_school_day(day: date) -> bool:
    """Whether school is open: Monday to Friday, until a school's own calendar says more."""
    return day.weekday() < 5


def is_read_now(now: datetime) -> bool:
    """Whether an adult at school reads messages at this moment."""
    there = local(now)
    return is_school_day(there.date()) and READING_OPENS <= there.time() < READING_CLOSES


def next_reading(now: datetime) -> datetime:
    """When adults at school next begin to read, after a moment at which they do not."""
    day = school_day(now)
    while True:
        opening = at_wall_clock(day, READING_OPENS)
        if is_school_day(day) and opening > now:
            return opening
        day += timedelta(days=1)


def school_days_after(moment: datetime, days: int) -> datetime:
    """The end of reading hours, that many school days after the one on which adults begin to read.

    What is written on a school day counts from that day; at a weekend, from the next school day.
    """
    day = school_day(moment)
    while not is_school_day(day):
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_school_day(day):
            day += timedelta(days=1)
    return at_wall_clock(day, READING_CLOSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Once a week on a weekday (Monday is 0) at a time of the wall clock."""

    weekday: int
    clock: time

    def newest_due(self, now: datetime) -> datetime:
        """The last moment, at or before now, at which this was due."""
        day = school_day(now)
        day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        due = at_wall_clock(day, self.clock)
        return due if due <= now else at_wall_clock(day - timedelta(days=7), self.clock)

    def next_due(self, now: datetime) -> datetime:
        """The first moment after now at which this will be due."""
        day = school_day(self.newest_due(now)) + timedelta(days=7)
        return at_wall_clock(day, self.clock)
