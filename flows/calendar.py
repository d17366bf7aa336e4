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
"""When adults at school read messages on a school day, unless the school sets other hours."""

WEEKEND = 5
"""The first weekday on which no school is open; Monday is 0."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Days on which school is closed, the last one included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTime:
    """On which days school is open and at which hours adults read what learners write.

    Monday to Friday but for the days that are closed; every day that is not closed if `any_day`.
    """

    opens: time = READING_OPENS
    closes: time = READING_CLOSES
    any_day: bool = False
    closed: tuple[Closed, ...] = ()

    def is_school_day(self, day: date) -> bool:
        """Whether school is open on a day."""
        if any(each.first <= day <= each.last for each in self.closed):
            return False
        return self.any_day or day.weekday() < WEEKEND

    def is_read_now(self, now: datetime) -> bool:
        """Whether an adult at school reads messages at this moment."""
        there = local(now)
        return self.is_school_day(there.date()) and self.opens <= there.time() < self.closes

    def next_reading(self, now: datetime) -> datetime:
        """When adults at school next begin to read, after a moment at which they do not."""
        day = school_day(now)
        while True:
            opening = at_wall_clock(day, self.opens)
            if self.is_school_day(day) and opening > now:
                return opening
            day += timedelta(days=1)

    def mornings(self, now: datetime, count: int) -> tuple[datetime, ...]:
        """When adults next begin to read, so many times, each on a later day."""
        found: list[datetime] = []
        while len(found) < count:
            found.append(self.next_reading(found[-1] if found else now))
        return tuple(found)

    def days_after(self, moment: datetime, days: int) -> datetime:
        """The end of reading hours, that many school days after adults begin to read.

        What is written on a school day counts from that day; at a weekend, from the next one.
        """
        day = self._open_from(school_day(moment))
        for _ in range(days):
            day = self._open_from(day + timedelta(days=1))
        return at_wall_clock(day, self.closes)

    def _open_from(self, day: date) -> date:
        while not self.is_school_day(day):
            day += timedelta(days=1)
        return day


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
