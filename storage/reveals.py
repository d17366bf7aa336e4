"""Who asked to see the name behind a case, who agreed, and who looked at it again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from domain.ids import CaseId, ContactId
from storage.database import UnitOfWork
from storage.tables import reveals
from storage.types import AnyRow
from storage.upsert import insert

REASON = "reveals.reason_sealed:{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """A wish to see a name. It is seen once it has been agreed to."""

    id: str
    case_id: CaseId
    asked_by: ContactId
    reason: str
    asked_at: datetime
    agreed_at: datetime | None = None
    agreed_by: ContactId | None = None
    reviewed_at: datetime | None = None
    reviewed_by: ContactId | None = None


async def newest(uow: UnitOfWork, case_id: CaseId) -> Reveal | None:
    """The newest wish of a case."""
    rows = await uow.connection.execute(
        select(reveals)
        .where(reveals.c.case_id == case_id)
        .order_by(reveals.c.asked_at.desc(), reveals.c.reveal_id)
        .limit(1)
    )
    row = rows.first()
    return None if row is None else _reveal(uow, row)


def _reveal(uow: UnitOfWork, row: AnyRow) -> Reveal:
    return Reveal(
        id=row.reveal_id,
        case_id=CaseId(row.case_id),
        asked_by=ContactId(row.asked_by),
        reason=uow.cipher.open("words", REASON.format(row.reveal_id), row.reason_sealed),
        asked_at=row.asked_at,
        agreed_at=row.agreed_at,
        agreed_by=ContactId(row.agreed_by) if row.agreed_by else None,
        reviewed_at=row.reviewed_at,
        reviewed_by=ContactId(row.reviewed_by) if row.reviewed_by else None,
    )


async def ask(uow: UnitOfWork, reveal: Reveal) -> None:
    """Write a wish down."""
    row = {
        "reveal_id": reveal.id,
        "case_id": reveal.case_id,
        "asked_by": reveal.asked_by,
        "reason_sealed": uow.cipher.seal("words", REASON.format(reveal.id), reveal.reason),
        "asked_at": reveal.asked_at,
        "agreed_at": reveal.agreed_at,
        "agreed_by": reveal.agreed_by,
        "reviewed_at": None,
        "reviewed_by": None,
    }
    await insert(uow, reveals, [row])


async def agree(uow: UnitOfWork, reveal: Reveal, staff_id: ContactId, now: datetime) -> None:
    """Somebody else agrees to a wish."""
    await _set(uow, reveal.id, agreed_by=staff_id, agreed_at=now)


async def review(uow: UnitOfWork, reveal: Reveal, staff_id: ContactId, now: datetime) -> None:
    """Somebody else has looked at a name that one person saw alone."""
    await _set(uow, reveal.id, reviewed_by=staff_id, reviewed_at=now)


async def _set(uow: UnitOfWork, reveal_id: str, **values: object) -> None:
    await uow.connection.execute(
        update(reveals).where(reveals.c.reveal_id == reveal_id).values(values)
    )
