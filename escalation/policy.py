"""Who is told of a case and when, who is told next while nobody takes it, and who may see it.

The ladder of a level is data that a school may change within bounds. As the clock of a case
begins, the ladder becomes steps at certain moments, which are kept with the case: what the school
changes afterwards changes no clock that runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.cases import Case, Clock, Status, Step, Whom
from domain.people import Contact, Role
from domain.verdicts import Level

PAGED = (Role.DSP, Role.DEPUTY)
"""Who safeguards: whom a case is paged to first."""

LADDER_ROLES = (Role.DSP, Role.DEPUTY, Role.HEAD, Role.AUTHORITY)
"""Everybody whom a ladder may reach."""

MAY_TAKE_CASES = frozenset(LADDER_ROLES)
"""Who may acknowledge a case that they may see."""

MAY_READ = frozenset(PAGED)
"""Who reads what learners write: those of whom learners are told that they may."""

SEES_SIGNS = frozenset({Role.PASTORAL})
"""Who is told of signs over time, as learners were told."""

PAGE_AGAIN = timedelta(minutes=2)
"""How long a page stands before further words of the same case are worth another."""

LONGEST_IMMEDIATE = 30
"""Minutes within which the whole ladder of an immediate case has been paged, at the most."""

LONGEST_LADDER = 8
"""Rungs that a ladder may have."""

_STEPPED = frozenset({Whom.DSP, Whom.DEPUTY, Whom.HEAD, Whom.EVERYONE, Whom.LAST_RESORT})


class Rung(BaseModel):
    """Who is paged so long after the clock began: minutes, or school mornings for watch."""

    model_config = ConfigDict(frozen=True)

    after: int = Field(ge=0, le=24 * 60)
    whom: tuple[Whom, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _are_people_of_the_ladder(self) -> Self:
        if not set(self.whom) <= _STEPPED:
            names = ", ".join(sorted(whom.value for whom in _STEPPED))
            raise ValueError(f"page one of these: {names}")
        return self


class Ladder(BaseModel):
    """Rung after rung, until somebody takes the case; then everybody, `again` and again."""

    model_config = ConfigDict(frozen=True)

    rungs: tuple[Rung, ...] = Field(min_length=1, max_length=LONGEST_LADDER)
    again: int | None = Field(default=None, ge=5, le=24 * 60)

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        if self.rungs[0].after != 0 or Whom.DSP not in self.rungs[0].whom:
            raise ValueError("the first rung pages dsp after 0")
        if any(one.after >= other.after for one, other in pairwise(self.rungs)):
            raise ValueError("each rung comes later than the one before it")
        if not set(self.rungs[-1].whom) & {Whom.HEAD, Whom.EVERYONE}:
            raise ValueError("the last rung pages head or everyone")
        return self


def _ladder(*rungs: tuple[int, tuple[Whom, ...]], again: int | None = None) -> Ladder:
    return Ladder(rungs=tuple(Rung(after=at, whom=whom) for at, whom in rungs), again=again)


IMMEDIATE = _ladder(
    (0, (Whom.DSP,)),
    (5, (Whom.DEPUTY,)),
    (10, (Whom.HEAD,)),
    (15, (Whom.EVERYONE, Whom.LAST_RESORT)),
    again=15,
)
URGENT = _ladder((0, (Whom.DSP,)), (30, (Whom.DEPUTY,)), (60, (Whom.HEAD,)))
WATCH = _ladder((0, (Whom.DSP,)), (1, (Whom.DSP, Whom.DEPUTY)), (2, (Whom.HEAD,)))


class PagingPolicy(BaseModel):
    """The ladder of each level. Watch counts in school mornings, the others in minutes."""

    model_config = ConfigDict(frozen=True)

    immediate: Ladder = IMMEDIATE
    urgent: Ladder = URGENT
    watch: Ladder = WATCH

    @model_validator(mode="after")
    def _are_quick_enough(self) -> Self:
        if self.immediate.rungs[-1].after > LONGEST_IMMEDIATE or self.immediate.again is None:
            raise ValueError(
                f"an immediate case pages its whole ladder within {LONGEST_IMMEDIATE} minutes, "
                "and then again and again"
            )
        if self.watch.rungs[-1].after >= MORNINGS or self.watch.again is not None:
            raise ValueError(f"watch counts in school mornings, fewer than {MORNINGS}")
        return self

    def of(self, level: Level) -> Ladder:
        """The ladder of a level."""
        return {Level.IMMEDIATE: self.immediate, Level.URGENT: self.urgent}.get(level, self.watch)


MORNINGS = 8
"""How many school mornings ahead a caller tells of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """School time, as far as a clock needs it: whether adults read now, and when they next do."""

    read_now: bool
    mornings: Sequence[datetime]


def start_clock(
    policy: PagingPolicy, level: Level, now: datetime, school: Moments, *, held: bool = False
) -> Clock:
    """The clock of a case at this level that begins now; `held` where somebody has the case.

    Immediate is counted from now at any hour. Urgent is counted from the next school morning
    where nobody reads now, and whoever is on call is paged meanwhile. Watch is on the list of the
    next school morning. Whoever holds the case is paged in the first place, the others as usual.
    """
    ladder = policy.of(level)
    at_once = level is Level.IMMEDIATE or (level is Level.URGENT and school.read_now)
    steps = [
        Step(
            at=_moment(level, rung, now if at_once else school.mornings[0], school),
            whom=_whom(level, rung, held=held),
        )
        for rung in ladder.rungs
    ]
    if level is Level.URGENT and not at_once:
        steps.insert(0, Step(at=now, whom=(Whom.ON_CALL,), optional=True))
    hours = "" if at_once or level is Level.WATCH else ".closed"
    return Clock(
        rule=f"{level.word}{hours}{'.held' if held else ''}",
        started_at=now,
        steps=tuple(steps),
        again=None if ladder.again is None else timedelta(minutes=ladder.again),
        next_at=steps[0].at,
    )


def _moment(level: Level, rung: Rung, base: datetime, school: Moments) -> datetime:
    if level is Level.WATCH:
        return school.mornings[rung.after]
    return base + timedelta(minutes=rung.after)


def _whom(level: Level, rung: Rung, *, held: bool) -> tuple[Whom, ...]:
    if held and rung.after == 0:
        return (Whom.HOLDER,)
    if level is Level.IMMEDIATE and rung.after == 0:
        return (*rung.whom, Whom.ON_CALL)
    return rung.whom if not held else tuple(dict.fromkeys((Whom.DSP, *rung.whom)))


def pages_more_words(case: Case, level: Level, now: datetime) -> bool:
    """Whether words that join a case at its level call for a page of their own."""
    if level is Level.NONE or case.level is Level.WATCH:
        return False  # what is on a list stands on the next one
    if case.paged_at is None:
        return case.clock is None or case.clock.fired > 0  # else the clock has yet to page
    if case.acknowledged_at is not None and case.paged_at < case.acknowledged_at:
        return True  # the first since somebody took the case
    return now - case.paged_at >= PAGE_AGAIN


def sees(contact: Contact, case: Case) -> bool:
    """Whether somebody may see a case: its words are not about them, and it came to them.

    Those who safeguard see every other case. The head sees one that nobody took in time, one
    that only the head could be told of, and one that the head holds; the local authority's
    contact one in which the whole school is concerned.
    """
    if contact.id in case.concerned or not contact.serves_as(LADDER_ROLES):
        return False
    if contact.serves_as(PAGED) or case.holder == contact.id:
        return True
    paged = case.clock.paged if case.clock else frozenset()
    if contact.serves_as({Role.HEAD}) and paged & {Whom.HEAD, Whom.EVERYONE}:
        return True
    return contact.serves_as({Role.AUTHORITY}) and Whom.AUTHORITY in paged


def is_open(case: Case) -> bool:
    """Whether a case is not closed."""
    return case.status is not Status.CLOSED
