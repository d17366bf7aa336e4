"""Who is told of a case, and when they are told again."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.ids import AddressId, CaseId
from domain.people import Role
from domain.verdicts import Level
from escalation.case import Case, Status
from escalation.policy import MAY_TAKE_CASES, PAGE_AGAIN, PAGED, pages_more_words

NINE = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
NOW = NINE + timedelta(hours=1)


def a_case(status: Status = Status.OPEN, paged: timedelta | None = None) -> Case:
    """A case at urgent, paged so long ago."""
    return Case(
        id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=None,
        level=Level.URGENT,
        status=status,
        opened_at=NINE,
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
    (OPEN, JUST, Level.IMMEDIATE, True, "graver words never wait"),
    (TAKEN, BEFORE, Level.WATCH, True, "who has taken it must know that there is more"),
    (TAKEN, JUST, Level.URGENT, False, "and has been told: one child must not bury another"),
    (TAKEN, None, Level.WATCH, True, "who had it cannot be reached any more"),
    (TAKEN, JUST, Level.IMMEDIATE, True, "all the more where it is graver"),
]


@pytest.mark.parametrize(("status", "paged", "level", "wanted", "note"), PAGES)
def test_which_further_words_are_paged(
    status: Status, paged: timedelta | None, level: Level, wanted: bool, note: str
) -> None:
    assert pages_more_words(a_case(status, paged), level, NOW) is wanted, note


def test_those_who_are_paged_are_those_who_may_take_a_case() -> None:
    assert set(PAGED) == MAY_TAKE_CASES == {Role.DSP, Role.DEPUTY}
