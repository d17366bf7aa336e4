"""Who of the staff is away and who is on call, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from domain.ids import ContactId, DutyId
from storage.database import UnitOfWork
from storage.tables import duties
from storage.types import AnyRow
from storage.upsert import insert


class Kind(StrEnum):
    """What somebody is for a while."""

    AWAY = "away"
    ON_CALL = "on_call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Somebody is away or on call, from one moment until just before another."""

    id: DutyId
    contact_id: ContactId
    kind: Kind
    begins_at: datetime
    ends_at: datetime
    reason: str = ""


async def add(uow: UnitOfWork, duty: Duty, now: datetime) -> None:
    """Write that somebody is away or on call."""
    row = {
        "duty_id": duty.id,
        "contact_id": duty.contact_id,
        "kind": duty.kind.value,
        "begins_at": duty.begins_at,
        "ends_at": duty.ends_at,
        "reason": duty.reason,
        "made_at": now,
    }
    await insert(uow, duties, [row])


async def remove(uow: UnitOfWork, duty_id: DutyId, now: datetime) -> bool:
    """Take a line of the rota back; false if there is none that still counts."""
    found = await uow.connection.execute(
        update(duties)
        .where(duties.c.duty_id == duty_id, duties.c.removed_at.is_(None))
        .values(removed_at=now)
    )
    return found.rowcount > 0


async def at(uow: UnitOfWork, now: datetime) -> dict[Kind, frozenset[ContactId]]:
    """Who is away and who is on call at a moment."""
    rows = await uow.connection.execute(
        select(duties.c.kind, duties.c.contact_id).where(
            duties.c.begins_at <= now, duties.c.ends_at > now, duties.c.removed_at.is_(None)
        )
    )
    return _by_kind((Kind(row.kind), ContactId(row.contact_id)) for row in rows)


def _by_kind(
    found: Iterable[tuple[Kind, ContactId]],
) -> dict[Kind, frozenset[ContactId]]:
    some = list(found)
    return {kind: frozenset(who for of, who in some if of is kind) for kind in Kind}


async def not_over(uow: UnitOfWork, now: datetime) -> list[Duty]:
    """What is on the rota now or later, the earliest first."""
    rows = await uow.connection.execute(
        select(duties)
        .where(duties.c.ends_at > now, duties.c.removed_at.is_(None))
        .order_by(duties.c.begins_at, duties.c.duty_id)
    )
    return [_duty(row) for row in rows]


def _duty(row: AnyRow) -> Duty:
    return Duty(
        id=DutyId(row.duty_id),
        contact_id=ContactId(row.contact_id),
        kind=Kind(row.kind),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        reason=row.reason,
    )
