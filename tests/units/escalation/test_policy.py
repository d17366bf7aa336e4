"""Who is told of a case and when, and who may see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from domain.cases import Case, Clock, Status, Step, Whom
from domain.ids import AddressId, CaseId, ContactId
from domain.people import Contact, Role, Standing
from domain.verdicts import Level
from escalation.policy import (
    PAGE_AGAIN,
    Ladder,
    Moments,
    PagingPolicy,
    Rung,
    pages_more_words,
    sees,
    start_clock,
)

NINE = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
NOW = NINE + timedelta(hours=1)
CLOCK = Clock(
    rule="urgent", started_at=NINE, steps=(Step(at=NINE, whom=(Whom.DSP,)),), fired=1, next_at=NOW
)


def a_case(status: Status = Status.OPEN, paged: timedelta | None = None) -> Case:
    """A case at urgent, paged so long ago."""
    return Case(
        id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=None,
        level=Level.URGENT,
        status=status,
        opened_at=NINE,
        clock=CLOCK,
        acknowledged_at=NOW - TAKEN_AGO if status is Status.ACKNOWLEDGED else None,
        paged_at=None if paged is None else NOW - paged,
    )


JUST, LONG = timedelta(seconds=1), PAGE_AGAIN
TAKEN_AGO = timedelta(seconds=30)
BEFORE = timedelta(seconds=40)
OPEN, TAKEN = Status.OPEN, Status.ACKNOWLEDGED

PAGES = [
    (OPEN, JUST, Level.NONE, False, "harmless words call nobody"),
    (OPEN, LONG, Level.NONE, False, "nor later"),
    (OPEN, None, Level.NONE, False, "nor where nobody was told: that is the chase's work"),
    (TAKEN, LONG, Level.NONE, False, "nor to somebody who has the case"),
    (OPEN, JUST, Level.URGENT, False, "a child in distress writes in pieces"),
    (OPEN, LONG - timedelta(seconds=1), Level.URGENT, False, "a second too early"),
    (OPEN, LONG, Level.URGENT, True, "at the time itself"),
    (OPEN, LONG, Level.WATCH, True, "lesser words too: they worry"),
    (OPEN, None, Level.WATCH, True, "nobody has been told yet"),
    (TAKEN, BEFORE, Level.WATCH, True, "who has taken it must know that there is more"),
    (TAKEN, JUST, Level.URGENT, False, "and has been told: one child must not bury another"),
    (TAKEN, None, Level.WATCH, True, "who had it cannot be reached any more"),
]


@pytest.mark.parametrize(("status", "paged", "level", "wanted", "note"), PAGES)
def test_which_further_words_are_paged(
    status: Status, paged: timedelta | None, level: Level, wanted: bool, note: str
) -> None:
    assert pages_more_words(a_case(status, paged), level, NOW) is wanted, note


def test_what_is_on_a_list_pages_nobody_again() -> None:
    watched = replace(a_case(Status.OPEN, LONG), level=Level.WATCH)
    assert not pages_more_words(watched, Level.WATCH, NOW)


def test_what_has_not_been_paged_yet_is_paged_by_its_clock() -> None:
    waiting = replace(a_case(), clock=replace(CLOCK, fired=0))
    assert not pages_more_words(waiting, Level.URGENT, NOW)


# --- the ladder ---------------------------------------------------------------------------------

MORNINGS = tuple(datetime(2026, 9, 16 + n, 8, 0, tzinfo=UTC) for n in range(8))
IN_HOURS = Moments(read_now=True, mornings=MORNINGS)
CLOSED = Moments(read_now=False, mornings=MORNINGS)


def steps(
    level: Level, school: Moments, *, held: bool = False
) -> list[tuple[datetime, tuple[str, ...]]]:
    clock = start_clock(PagingPolicy(), level, NOW, school, held=held)
    assert clock.next_at == clock.steps[0].at
    return [(step.at, tuple(whom.value for whom in step.whom)) for step in clock.steps]


def minutes(after: int, base: datetime = NOW) -> datetime:
    return base + timedelta(minutes=after)


@pytest.mark.parametrize("school", [IN_HOURS, CLOSED])
def test_an_immediate_case_climbs_in_fifteen_minutes_at_any_hour(school: Moments) -> None:
    assert steps(Level.IMMEDIATE, school) == [
        (NOW, ("dsp", "on_call")),
        (minutes(5), ("deputy",)),
        (minutes(10), ("head",)),
        (minutes(15), ("everyone", "last_resort")),
    ]


def test_an_urgent_case_climbs_in_an_hour_while_adults_read() -> None:
    assert steps(Level.URGENT, IN_HOURS) == [
        (NOW, ("dsp",)),
        (minutes(30), ("deputy",)),
        (minutes(60), ("head",)),
    ]


def test_outside_school_hours_who_is_on_call_is_paged_and_the_ladder_waits_for_morning() -> None:
    assert steps(Level.URGENT, CLOSED) == [
        (NOW, ("on_call",)),
        (MORNINGS[0], ("dsp",)),
        (minutes(30, MORNINGS[0]), ("deputy",)),
        (minutes(60, MORNINGS[0]), ("head",)),
    ]
    assert start_clock(PagingPolicy(), Level.URGENT, NOW, CLOSED).steps[0].optional


def test_a_case_at_watch_is_on_the_lists_of_the_next_mornings() -> None:
    assert steps(Level.WATCH, IN_HOURS) == [
        (MORNINGS[0], ("dsp",)),
        (MORNINGS[1], ("dsp", "deputy")),
        (MORNINGS[2], ("head",)),
    ]


def test_whoever_has_a_case_is_told_of_grave_words_before_the_others() -> None:
    assert steps(Level.IMMEDIATE, CLOSED, held=True) == [
        (NOW, ("holder",)),
        (minutes(5), ("dsp", "deputy")),
        (minutes(10), ("dsp", "head")),
        (minutes(15), ("dsp", "everyone", "last_resort")),
    ]


def test_the_clock_names_the_ladder_it_comes_from() -> None:
    def rule(level: Level, school: Moments) -> str:
        return start_clock(PagingPolicy(), level, NOW, school).rule

    assert rule(Level.IMMEDIATE, CLOSED) == "immediate"
    assert (rule(Level.URGENT, IN_HOURS), rule(Level.URGENT, CLOSED)) == (
        "urgent",
        "urgent.closed",
    )
    assert rule(Level.WATCH, CLOSED) == "watch"


def ladder(*rungs: tuple[int, str], again: int | None = None) -> dict[str, object]:
    return {"rungs": [{"after": at, "whom": [whom]} for at, whom in rungs], "again": again}


WRONG = [
    ("urgent", ladder((5, "dsp"), (9, "head")), "the first rung pages dsp after 0"),
    ("urgent", ladder((0, "deputy"), (9, "head")), "the first rung pages dsp after 0"),
    ("urgent", ladder((0, "dsp"), (0, "head")), "later than the one before"),
    ("urgent", ladder((0, "dsp"), (9, "deputy")), "the last rung pages head or everyone"),
    ("urgent", ladder((0, "dsp"), (9, "holder")), "page one of these"),
    ("urgent", ladder(), "at least 1 item"),
    ("immediate", ladder((0, "dsp"), (31, "head"), again=5), "within 30 minutes"),
    ("immediate", ladder((0, "dsp"), (10, "head")), "again and again"),
    ("watch", ladder((0, "dsp"), (8, "head")), "fewer than 8"),
    ("watch", ladder((0, "dsp"), (2, "head"), again=60), "school mornings"),
]


@pytest.mark.parametrize(("level", "given", "said"), WRONG)
def test_a_school_may_tighten_a_ladder_and_not_take_it_away(
    level: str, given: dict[str, object], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        PagingPolicy.model_validate({level: given})


def test_a_policy_is_kept_and_read_again() -> None:
    quick = Ladder(rungs=(Rung(after=0, whom=(Whom.DSP, Whom.HEAD)),), again=5)
    policy = PagingPolicy(immediate=quick)
    assert PagingPolicy.model_validate(policy.model_dump(mode="json")) == policy


# --- who may see a case -------------------------------------------------------------------------


def a_person(*roles: Role, standing: Standing = Standing.JOINED) -> Contact:
    return Contact(
        id=ContactId("somebody"), roles=frozenset(roles), language=None, standing=standing
    )


@pytest.mark.parametrize("role", [Role.DSP, Role.DEPUTY])
def test_those_who_safeguard_see_every_case_but_one_about_them(role: Role) -> None:
    person = a_person(role)
    assert sees(person, a_case())
    assert not sees(person, replace(a_case(), concerned=frozenset({person.id})))
    assert not sees(replace(person, standing=Standing.STOPPED), a_case())


@pytest.mark.parametrize("role", set(Role) - {Role.DSP, Role.DEPUTY, Role.HEAD, Role.AUTHORITY})
def test_nobody_else_sees_one_even_where_they_hold_it(role: Role) -> None:
    person = a_person(role)
    assert not sees(person, replace(a_case(), holder=person.id))


REACHED = [
    (Role.HEAD, Whom.HEAD, True),
    (Role.HEAD, Whom.EVERYONE, True),
    (Role.HEAD, Whom.DSP, False),
    (Role.AUTHORITY, Whom.AUTHORITY, True),
    (Role.AUTHORITY, Whom.EVERYONE, False),
]


@pytest.mark.parametrize(("role", "whom", "seen"), REACHED)
def test_the_head_and_the_authority_see_what_came_to_them(
    role: Role, whom: Whom, seen: bool
) -> None:
    step = Step(at=NINE, whom=(whom,))
    case = replace(a_case(), clock=replace(CLOCK, steps=(step,)))
    assert sees(a_person(role), case) is seen
    assert sees(a_person(role), replace(case, holder=ContactId("somebody")))
    assert not sees(a_person(role), replace(case, clock=replace(CLOCK, steps=(step,), fired=0)))
