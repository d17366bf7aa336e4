"""What a case may become."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.events import CaseAcknowledged, CaseOpened, CaseWordsAdded
from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level
from escalation.case import AlreadyClosed, Case, Status, acknowledge, add_words, open_case

NINE = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
TEN = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
ANWEN, BRYN = ContactId("anwen"), ContactId("bryn")


def an_open_case(level: Level = Level.URGENT) -> Case:
    case, _ = open_case(
        case_id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=ContactId("l1"),
        level=level,
        now=NINE,
    )
    return case


def a_taken_case(level: Level = Level.URGENT) -> Case:
    case, _ = acknowledge(an_open_case(level), ANWEN, NINE)
    return case


def test_a_case_opens_waiting_for_somebody() -> None:
    case, events = open_case(
        case_id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=None,
        level=Level.WATCH,
        now=NINE,
    )
    assert (case.status, case.acknowledged_by, case.paged_at) == (Status.OPEN, None, None)
    assert events == (
        CaseOpened(
            case_id=CaseId("c1"),
            address_id=AddressId("a1"),
            contact_id=None,
            level=Level.WATCH,
            at=NINE,
        ),
    )


def test_a_named_person_takes_it() -> None:
    case, events = acknowledge(an_open_case(), ANWEN, TEN)
    assert (case.status, case.acknowledged_by) == (Status.ACKNOWLEDGED, ANWEN)
    assert case.acknowledged_at == TEN
    assert events == (CaseAcknowledged(case_id=CaseId("c1"), staff_id=ANWEN, at=TEN),)


@pytest.mark.parametrize("again", [ANWEN, BRYN])
def test_acknowledging_twice_changes_nothing(again: ContactId) -> None:
    assert acknowledge(a_taken_case(), again, TEN) == (a_taken_case(), ())


def test_a_closed_case_cannot_be_taken() -> None:
    with pytest.raises(AlreadyClosed, match="closed and can no longer change hands"):
        acknowledge(replace(an_open_case(), status=Status.CLOSED), ANWEN, TEN)


ADDED = [
    (Level.NONE, Level.URGENT, False, "harmless words"),
    (Level.WATCH, Level.URGENT, False, "lesser words never lower a level"),
    (Level.URGENT, Level.URGENT, False, "the same again"),
    (Level.IMMEDIATE, Level.IMMEDIATE, True, "graver words raise it"),
]


@pytest.mark.parametrize(("level", "stands", "raised", "note"), ADDED)
def test_more_words_join_and_only_graver_ones_raise(
    level: Level, stands: Level, raised: bool, note: str
) -> None:
    case, events = add_words(an_open_case(), level, TEN)
    assert (case.level, case.status) == (stands, Status.OPEN), note
    assert events == (
        CaseWordsAdded(case_id=CaseId("c1"), level=stands, raised=raised, at=TEN),
    ), note


def test_a_taken_case_stays_taken_while_nothing_is_graver() -> None:
    case, _ = add_words(a_taken_case(), Level.URGENT, TEN)
    assert case == a_taken_case()


def test_graver_words_set_a_taken_case_waiting_again() -> None:
    case, _ = add_words(a_taken_case(), Level.IMMEDIATE, TEN)
    assert case == replace(an_open_case(), level=Level.IMMEDIATE)
