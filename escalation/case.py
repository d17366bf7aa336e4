"""What a case may become.

A case opens on worrying words or on a wish to talk, and is acknowledged by one named person. More
words from the same sender join it; graver ones raise its level. Only a person lowers a level or
closes a case. Nothing here knows the database or the clock: callers pass the case and the time.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError
from domain.events import CaseAcknowledged, CaseOpened, CaseWordsAdded, Event
from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sender's concern, from the first words until a person seals it."""

    id: CaseId
    address_id: AddressId
    contact_id: ContactId | None
    level: Level
    status: Status
    opened_at: datetime
    acknowledged_by: ContactId | None = None
    acknowledged_at: datetime | None = None
    paged_at: datetime | None = None


class AlreadyClosed(DomainError):
    """The case is closed and can no longer change hands."""


def open_case(
    *,
    case_id: CaseId,
    address_id: AddressId,
    contact_id: ContactId | None,
    level: Level,
    now: datetime,
) -> tuple[Case, tuple[Event, ...]]:
    """A new case, waiting for somebody to take it."""
    case = Case(
        id=case_id,
        address_id=address_id,
        contact_id=contact_id,
        level=level,
        status=Status.OPEN,
        opened_at=now,
    )
    opened = CaseOpened(
        case_id=case_id, address_id=address_id, contact_id=contact_id, level=level, at=now
    )
    return case, (opened,)


def add_words(case: Case, level: Level, now: datetime) -> tuple[Case, tuple[Event, ...]]:
    """More words join a case. Graver ones raise its level and set it waiting again."""
    raised = level > case.level
    joined = replace(
        case,
        level=max(level, case.level),
        status=Status.OPEN if raised else case.status,
        acknowledged_by=None if raised else case.acknowledged_by,
        acknowledged_at=None if raised else case.acknowledged_at,
    )
    return joined, (CaseWordsAdded(case_id=case.id, level=joined.level, raised=raised, at=now),)


def acknowledge(case: Case, staff_id: ContactId, now: datetime) -> tuple[Case, tuple[Event, ...]]:
    """Hand an open case to a member of staff. Acknowledging twice changes nothing."""
    match case.status:
        case Status.CLOSED:
            raise AlreadyClosed
        case Status.ACKNOWLEDGED:
            return case, ()
        case Status.OPEN:  # pragma: no branch - there is no fourth status
            taken = replace(
                case, status=Status.ACKNOWLEDGED, acknowledged_by=staff_id, acknowledged_at=now
            )
            return taken, (CaseAcknowledged(case_id=case.id, staff_id=staff_id, at=now),)
