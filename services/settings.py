"""What a school sets: which channel is open to which years, and when prompts may leave.

Each change records a reason. The one table of channels holds Telegram's own minimum age in the
UK, 16, as its default: year 12. Whoever opens a channel to younger learners says why, and those
learners are told the reason as they join.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Self

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from domain.errors import BadInput
from domain.messages import Channel
from domain.people import FIRST_YEAR, LAST_YEAR
from domain.verdicts import Level
from escalation.policy import SEES_SIGNS, PagingPolicy
from flows.calendar import (
    READING_CLOSES,
    READING_OPENS,
    SENDING_CLOSES,
    SENDING_OPENS,
    Closed,
    SchoolTime,
    local,
)
from services.runtime import Runtime
from storage import contacts
from storage import settings as store
from storage.database import UnitOfWork

CHANNELS = "channels"
WINDOW = "window"
READING = "reading"
OVER_TIME = "over_time"
HOURS = "hours"
CLOSED = "closed"
PAGING = "paging"
AUTHORITY = "authority"
LONGEST_REASON = 300
READ_WITHIN = 2
"""School days within which what a learner writes is read, unless the school says otherwise."""
TELEGRAM_FIRST_YEAR = 12
"""The first year group whose learners are old enough for Telegram in the UK (16)."""


LONGEST_CLOSED = 70
"""Days that one holiday may have."""

_TELEPHONE = re.compile(r"\+?[0-9][0-9 ]{1,28}")


def on_the_wall(value: time) -> time:
    """A time of the classroom clock, which knows no zone."""
    if value.tzinfo is not None:
        raise ValueError("write a time of the clock on the wall, for example 08:00")
    return value


class ChannelTable(BaseModel):
    """The first year group to which each channel is open."""

    telegram: int = Field(default=TELEGRAM_FIRST_YEAR, ge=FIRST_YEAR, le=LAST_YEAR + 1)

    def first_year(self, channel: Channel) -> int:
        """The first year group that may join by a channel."""
        return int(getattr(self, channel.value))


class Window(BaseModel):
    """When scheduled prompts may leave, on the wall clock; on school days unless `any_day`."""

    opens: time = SENDING_OPENS
    closes: time = SENDING_CLOSES
    any_day: bool = False

    @field_validator("opens", "closes")
    @classmethod
    def _is_on_the_wall(cls, value: time) -> time:
        return on_the_wall(value)

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("the window must open before it closes")
        return self

    def is_open(self, now: datetime, school: SchoolTime) -> bool:
        """Whether a scheduled prompt may leave at this moment."""
        there = local(now)
        day_fits = self.any_day or school.is_school_day(there.date())
        return day_fits and self.opens <= there.time() <= self.closes


class ReadingLimit(BaseModel):
    """Within how many school days an adult must have read what a learner wrote."""

    days: int = Field(default=READ_WITHIN, ge=1, le=5)


class Hours(BaseModel):
    """When adults at school read messages, on the wall clock; on school days unless `any_day`."""

    opens: time = READING_OPENS
    closes: time = READING_CLOSES
    any_day: bool = False

    @field_validator("opens", "closes")
    @classmethod
    def _is_on_the_wall(cls, value: time) -> time:
        return on_the_wall(value)

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("adults must begin to read before they end")
        return self


class ClosedDay(BaseModel):
    """Days on which school is closed, the last one included."""

    first: date
    last: date
    name: str = Field(min_length=1, max_length=80)

    @model_validator(mode="after")
    def _begins_first(self) -> Self:
        if self.first > self.last:
            raise ValueError("the first day comes before the last, or is the same")
        if (self.last - self.first).days > LONGEST_CLOSED:
            raise ValueError(f"school is closed for {LONGEST_CLOSED} days at the most")
        return self


class ClosedDays(BaseModel):
    """Every day on which the school is closed, beside weekends."""

    days: tuple[ClosedDay, ...] = ()


class Authority(BaseModel):
    """Whom to telephone at the local authority where nobody of the school takes a case."""

    name: str = Field(default="", max_length=80)
    day_number: str = Field(default="", max_length=30)
    night_number: str = Field(default="", max_length=30)

    @field_validator("day_number", "night_number")
    @classmethod
    def _is_a_number(cls, value: str) -> str:
        if value and not _TELEPHONE.fullmatch(value):
            raise ValueError(
                "write a telephone number in digits and spaces, for example 029 2000 0000"
            )
        return value


class OverTime(BaseModel):
    """Since when signs over time are looked for; None where they are switched off."""

    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolSettings:
    """Every setting, with the reason for those that a school has changed."""

    channels: ChannelTable = field(default_factory=ChannelTable)
    window: Window = field(default_factory=Window)
    reading: ReadingLimit = field(default_factory=ReadingLimit)
    over_time: OverTime = field(default_factory=OverTime)
    hours: SchoolTime = field(default_factory=SchoolTime)
    paging: PagingPolicy = field(default_factory=PagingPolicy)
    authority: Authority = field(default_factory=Authority)
    reasons: dict[str, str] = field(default_factory=dict)

    def sends_now(self, now: datetime) -> bool:
        """Whether a scheduled prompt may leave at this moment."""
        return self.window.is_open(now, self.hours)


async def load(uow: UnitOfWork) -> SchoolSettings:
    """The settings as they stand."""
    kept = await store.load(uow)
    values = {name: value for name, (value, _) in kept.items()}
    return SchoolSettings(
        channels=ChannelTable.model_validate(values.get(CHANNELS, {})),
        window=Window.model_validate(values.get(WINDOW, {})),
        reading=ReadingLimit.model_validate(values.get(READING, {})),
        over_time=OverTime.model_validate(values.get(OVER_TIME, {})),
        hours=_school_time(values),
        paging=PagingPolicy.model_validate(values.get(PAGING, {})),
        authority=Authority.model_validate(values.get(AUTHORITY, {})),
        reasons={name: reason for name, (_, reason) in kept.items()},
    )


def _school_time(values: dict[str, Any]) -> SchoolTime:
    hours = Hours.model_validate(values.get(HOURS, {}))
    closed = ClosedDays.model_validate(values.get(CLOSED, {}))
    return SchoolTime(
        opens=hours.opens,
        closes=hours.closes,
        any_day=hours.any_day,
        closed=tuple(
            Closed(first=each.first, last=each.last, name=each.name) for each in closed.days
        ),
    )


async def current(rt: Runtime) -> SchoolSettings:
    """The settings as they stand, for a door."""
    async with rt.database.read() as uow:
        return await load(uow)


async def open_channel(rt: Runtime, channel: Channel, first_year: int, reason: str) -> None:
    """Open a channel from a year group upwards, with the school's reason."""
    if channel.value not in ChannelTable.model_fields:
        raise BadInput(f"Learners do not join by {channel.value}.")
    await _change(rt, CHANNELS, ChannelTable, {channel.value: first_year}, reason)


async def set_window(rt: Runtime, opens: str, closes: str, any_day: bool, reason: str) -> None:
    """Change when scheduled prompts may leave, with the school's reason."""
    given = {"opens": opens, "closes": closes, "any_day": any_day}
    await _change(rt, WINDOW, Window, given, reason)


async def set_reading(rt: Runtime, days: int, reason: str) -> None:
    """Change within how many school days what learners write is read, with the reason."""
    await _change(rt, READING, ReadingLimit, {"days": days}, reason)


async def set_hours(rt: Runtime, opens: str, closes: str, any_day: bool, reason: str) -> None:
    """Change when adults at school read what learners write, with the school's reason."""
    given = {"opens": opens, "closes": closes, "any_day": any_day}
    await _change(rt, HOURS, Hours, given, reason)


async def close_school(rt: Runtime, first: str, last: str, name: str) -> None:
    """Write down days on which school is closed; the name is the reason."""
    days = await _closed(rt)
    given = {"days": [*days, {"first": first, "last": last, "name": name}]}
    await _change(rt, CLOSED, ClosedDays, given, name)


async def open_school(rt: Runtime, first: str, reason: str) -> None:
    """Take back closed days, named by their first one."""
    days = await _closed(rt)
    left = [each for each in days if each["first"] != first]
    if len(left) == len(days):
        raise BadInput(f"No closed days begin on {first}; gwrando settings show lists them.")
    await _change(rt, CLOSED, ClosedDays, {"days": left}, reason)


async def _closed(rt: Runtime) -> list[dict[str, Any]]:
    async with rt.database.read() as uow:
        kept, _ = (await store.load(uow)).get(CLOSED, ({}, ""))
    return list(kept.get("days", []))


async def set_paging(
    rt: Runtime, level: Level, rungs: Sequence[dict[str, Any]], again: int | None, reason: str
) -> None:
    """Change the ladder of a level, with the school's reason; clocks that run stay as they are."""
    async with rt.database.read() as uow:
        kept = (await load(uow)).paging.model_dump(mode="json")
    given = {**kept, level.word: {"rungs": list(rungs), "again": again}}
    await _change(rt, PAGING, PagingPolicy, given, reason)


async def set_authority(
    rt: Runtime, name: str, day_number: str, night_number: str, reason: str
) -> None:
    """Change whom to telephone at the local authority, with the school's reason."""
    given = {"name": name, "day_number": day_number, "night_number": night_number}
    await _change(rt, AUTHORITY, Authority, given, reason)


async def set_over_time(rt: Runtime, on: bool, reason: str) -> None:
    """Look for signs over time or no longer, with the reason. To look needs a pastoral lead."""
    async with rt.database.read() as uow:
        now_on = (await load(uow)).over_time.since is not None
        leads = await contacts.reachable_staff(uow, SEES_SIGNS)
    if on == now_on:
        raise BadInput(f"Signs over time are switched {'on' if on else 'off'} already.")
    if on and not leads:
        raise BadInput(
            "A pastoral lead must have joined first: gwrando staff invite --role pastoral."
        )
    await _change(rt, OVER_TIME, OverTime, {"since": rt.now() if on else None}, reason)


async def _change(
    rt: Runtime, name: str, model: type[BaseModel], given: dict[str, Any], reason: str
) -> None:
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"The reason may have {LONGEST_REASON} letters at most; learners read it.")
    if not reason.strip():
        raise BadInput("Give the school's reason for the change with --reason.")
    try:
        value = model.model_validate(given)
    except ValidationError as error:
        raise BadInput(*(_fault(name, e) for e in error.errors())) from error
    async with rt.database.write() as uow:
        await store.put(uow, name, value.model_dump(mode="json"), reason.strip(), rt.now())
        await uow.commit()


def _fault(name: str, error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"]) or name
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"
