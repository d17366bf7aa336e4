"""What a school sets: which channel is open to which years, and when prompts may leave.

Each change records a reason. The one table of channels holds Telegram's own minimum age in the
UK, 16, as its default: year 12. Whoever opens a channel to younger learners says why, and those
learners are told the reason as they join.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Self

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from domain.errors import BadInput
from domain.messages import Channel
from domain.people import FIRST_YEAR, LAST_YEAR
from escalation.policy import SEES_SIGNS
from flows.calendar import SENDING_CLOSES, SENDING_OPENS, is_school_day, local
from services.runtime import Runtime
from storage import contacts
from storage import settings as store
from storage.database import UnitOfWork

CHANNELS = "channels"
WINDOW = "window"
READING = "reading"
OVER_TIME = "over_time"
LONGEST_REASON = 300
READ_WITHIN = 2
"""School days within which what a learner writes is read, unless the school says otherwise."""
TELEGRAM_FIRST_YEAR = 12
"""The first year group whose learners are old enough for Telegram in the UK (16)."""


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
        if value.tzinfo is not None:
            raise ValueError("write a time of the clock on the wall, for example 08:00")
        return value

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("the window must open before it closes")
        return self

    def is_open(self, now: datetime) -> bool:
        """Whether a scheduled prompt may leave at this moment."""
        there = local(now)
        day_fits = self.any_day or is_school_day(there.date())
        return day_fits and self.opens <= there.time() <= self.closes


class ReadingLimit(BaseModel):
    """Within how many school days an adult must have read what a learner wrote."""

    days: int = Field(default=READ_WITHIN, ge=1, le=5)


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
    reasons: dict[str, str] = field(default_factory=dict)


async def load(uow: UnitOfWork) -> SchoolSettings:
    """The settings as they stand."""
    kept = await store.load(uow)
    values = {name: value for name, (value, _) in kept.items()}
    return SchoolSettings(
        channels=ChannelTable.model_validate(values.get(CHANNELS, {})),
        window=Window.model_validate(values.get(WINDOW, {})),
        reading=ReadingLimit.model_validate(values.get(READING, {})),
        over_time=OverTime.model_validate(values.get(OVER_TIME, {})),
        reasons={name: reason for name, (_, reason) in kept.items()},
    )


async def current(rt: Runtime) -> SchoolSettings:
    """The settings as they stand, for a door."""
    async with rt.database.read() as uow:
        return await load(uow)


async def open_channel(rt: Runtime, channel: Channel, first_year: int, reason: str) -> None:
    """Open a channel from a year group upwards, with the school's reason."""
    await _change(rt, CHANNELS, ChannelTable, {channel.value: first_year}, reason)


async def set_window(rt: Runtime, opens: str, closes: str, any_day: bool, reason: str) -> None:
    """Change when scheduled prompts may leave, with the school's reason."""
    given = {"opens": opens, "closes": closes, "any_day": any_day}
    await _change(rt, WINDOW, Window, given, reason)


async def set_reading(rt: Runtime, days: int, reason: str) -> None:
    """Change within how many school days what learners write is read, with the reason."""
    await _change(rt, READING, ReadingLimit, {"days": days}, reason)


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
