"""Schedules as the school office sees them: add, list, remove."""

from dataclasses import dataclass
from datetime import datetime, time

from domain.errors import BadInput
from domain.ids import ScheduleId
from domain.people import FIRST_YEAR, LAST_YEAR, band_of
from flows.definition import newest
from services.runtime import Runtime
from storage import schedules as store
from storage.schedules import Schedule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WELSH_DAYS = ("llun", "mawrth", "mercher", "iau", "gwener", "sadwrn", "sul")
SCHEDULE_ID_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule and when it is due next."""

    schedule: Schedule
    next_due: datetime


def read_weekday(text: str) -> int:
    """The weekday that a word names, in either language; Monday is 0."""
    word = text.strip().casefold().removeprefix("dydd ").removesuffix("s")
    for names in (WEEKDAYS, _WELSH_DAYS):
        found = [i for i, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
        if len(found) == 1:
            return found[0]
    raise BadInput(f"{text!r} is not a day of the week; write for example tuesday.")


def read_clock(text: str) -> time:
    """A time of the wall clock, written as 08:45."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time alone
    except ValueError:
        raise BadInput(f"{text!r} is not a time of day; write for example 08:45.") from None


def read_years(text: str) -> tuple[int, int]:
    """A range of year groups, written as 7-13 or 9."""
    first, dash, last = text.replace("–", "-").partition("-")
    numbers = (first.strip(), (last if dash else first).strip())
    if not all(number.isdecimal() for number in numbers):
        raise BadInput(f"{text!r} is not a range of years; write for example 7-13.")
    low, high = int(numbers[0]), int(numbers[1])
    if not FIRST_YEAR <= low <= high <= LAST_YEAR:
        raise BadInput(f"years go from {FIRST_YEAR} to {LAST_YEAR}, the lower first.")
    return low, high


async def add(
    rt: Runtime, pack_id: str, weekday: str, clock: str, years: str, group: str | None = None
) -> Schedule:
    """Add a weekly schedule; BadInput with each thing that is wrong."""
    pack = newest(rt.packs, pack_id)
    if pack is None:
        known = ", ".join(sorted({name for name, _ in rt.packs}))
        raise BadInput(f"there is no pack {pack_id!r}; there are: {known}.")
    first_year, last_year = read_years(years)
    outside = [
        year for year in range(first_year, last_year + 1) if band_of(year) not in pack.bands
    ]
    if outside:
        ages = ", ".join(pack.bands)
        raise BadInput(f"{pack_id} is for ages {ages}: year {outside[0]} is not among them.")
    new = Schedule(
        id=ScheduleId(rt.chance(SCHEDULE_ID_LENGTH)),
        pack=pack_id,
        weekday=read_weekday(weekday),
        clock=read_clock(clock),
        first_year=first_year,
        last_year=last_year,
        made_at=rt.now(),
        group=group,
    )
    async with rt.database.write() as uow:
        if group is not None and not await store.group_exists(uow, group):
            raise BadInput(f"nobody on the roll is in a group called {group!r}.")
        await store.add(uow, new)
        await uow.commit()
    return new


async def listed(rt: Runtime) -> list[Listed]:
    """Every schedule in use, with its next due time."""
    async with rt.database.read() as uow:
        found = await store.active(uow)
    return [Listed(each, each.recurrence.next_due(rt.now())) for each in found]


async def remove(rt: Runtime, schedule_id: str) -> None:
    """Take a schedule out of use; BadInput if there is no such schedule."""
    async with rt.database.write() as uow:
        if not await store.remove(uow, ScheduleId(schedule_id), rt.now()):
            raise BadInput(f"there is no schedule {schedule_id!r}; see gwrando schedule list.")
        await uow.commit()
