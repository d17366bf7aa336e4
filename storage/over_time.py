"""Signs over time, and which learners have been told that these are looked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update

from domain.events import SignSeen
from domain.ids import AddressId, ContactId, SignId
from domain.people import Contact, Role, Standing
from escalation.over_time import Kind
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import addresses, answers, cases, contacts, over_time_told, signs, texts
from storage.upsert import insert_missing, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something noticed of a learner over time. `since` is the day it speaks of."""

    id: SignId
    contact_id: ContactId
    address_id: AddressId
    kind: Kind
    since: datetime


async def not_told(
    uow: UnitOfWork, since: datetime, again: datetime, limit: int
) -> list[tuple[Contact, AddressId]]:
    """Learners who take part and were not told after `since`, nor asked to be after `again`."""
    told = and_(
        over_time_told.c.contact_id == contacts.c.contact_id,
        or_(over_time_told.c.told_at >= since, over_time_told.c.queued_at > again),
    )
    rows = await uow.connection.execute(
        select(*COLUMNS, func.min(addresses.c.address_id).label("address_id"))
        .join(addresses, addresses.c.contact_id == contacts.c.contact_id)
        .outerjoin(over_time_told, told)
        .where(
            contacts.c.standing == Standing.JOINED.value,
            contacts.c.roles.contains(Role.LEARNER.value),
            addresses.c.reachable,
            over_time_told.c.contact_id.is_(None),
        )
        .group_by(contacts.c.contact_id)
        .order_by(contacts.c.contact_id)
        .limit(limit)
    )
    return [(contact_from(row), AddressId(row.address_id)) for row in rows]


async def queue_telling(uow: UnitOfWork, ids: Iterable[ContactId], now: datetime) -> None:
    """Note that somebody is about to be told; whether it reached them is noted as it leaves."""
    rows = [{"contact_id": each, "queued_at": now, "told_at": None} for each in ids]
    await upsert(uow, over_time_told, rows, ("contact_id",))


async def note_told(uow: UnitOfWork, contact_id: ContactId, now: datetime) -> None:
    """Note that somebody has been told."""
    row = {"contact_id": contact_id, "queued_at": now, "told_at": now}
    await upsert(uow, over_time_told, [row], ("contact_id",))


async def faces(
    uow: UnitOfWork,
    *,
    pack: str,
    question: str,
    told_since: datetime,
    new: tuple[datetime, datetime],
) -> dict[ContactId, list[tuple[datetime, str]]]:
    """Every face given after being told, the oldest first, of those with one in `new`."""
    after, until = new
    asked = and_(answers.c.pack == pack, answers.c.question == question, answers.c.at <= until)
    lately = select(answers.c.contact_id).where(asked, answers.c.at > after)
    rows = await uow.connection.execute(
        select(answers.c.contact_id, answers.c.at, answers.c.value)
        .join(over_time_told, over_time_told.c.contact_id == answers.c.contact_id)
        .join(contacts, contacts.c.contact_id == answers.c.contact_id)
        .where(
            asked,
            answers.c.contact_id.in_(lately),
            answers.c.at > over_time_told.c.told_at,
            over_time_told.c.told_at >= told_since,
            contacts.c.standing == Standing.JOINED.value,
        )
        .order_by(answers.c.at, answers.c.session_id)
    )
    found: dict[ContactId, list[tuple[datetime, str]]] = {}
    for row in rows:
        found.setdefault(ContactId(row.contact_id), []).append((row.at, row.value))
    return found


async def last_heard(
    uow: UnitOfWork, *, told_since: datetime, opened_after: datetime
) -> dict[ContactId, datetime]:
    """When those who have had a case since they were told last wrote or answered anything."""
    wrote = (
        select(func.max(texts.c.written_at))
        .where(texts.c.contact_id == contacts.c.contact_id)
        .scalar_subquery()
    )
    answered = (
        select(func.max(answers.c.at))
        .where(answers.c.contact_id == contacts.c.contact_id)
        .scalar_subquery()
    )
    rows = await uow.connection.execute(
        select(cases.c.contact_id, func.max(cases.c.opened_at), wrote, answered)
        .join(contacts, contacts.c.contact_id == cases.c.contact_id)
        .join(over_time_told, over_time_told.c.contact_id == cases.c.contact_id)
        .where(
            cases.c.opened_at > over_time_told.c.told_at,
            cases.c.opened_at >= opened_after,
            over_time_told.c.told_at >= told_since,
            contacts.c.standing == Standing.JOINED.value,
            contacts.c.roles.contains(Role.LEARNER.value),
        )
        .group_by(cases.c.contact_id, contacts.c.contact_id)
    )
    return {ContactId(row[0]): max(at for at in row[1:] if at is not None) for row in rows}


async def given_since(
    uow: UnitOfWork, ids: Collection[ContactId], since: datetime
) -> set[tuple[ContactId, Kind]]:
    """Of whom a sign of which kind has been given since then."""
    if not ids:
        return set()
    rows = await uow.connection.execute(
        select(signs.c.contact_id, signs.c.kind).where(
            signs.c.contact_id.in_(ids), signs.c.at >= since
        )
    )
    return {(ContactId(row.contact_id), Kind(row.kind)) for row in rows}


async def add(
    uow: UnitOfWork, noticed: Iterable[tuple[SignId, ContactId, Kind, datetime]], now: datetime
) -> None:
    """Write signs down; the same one again changes nothing."""
    rows = [
        {"sign_id": sign_id, "contact_id": contact, "kind": kind.value, "since": since, "at": now}
        for sign_id, contact, kind, since in noticed
    ]
    await insert_missing(uow, signs, rows, ("contact_id", "kind", "since"))


async def waiting(uow: UnitOfWork) -> int:
    """How many signs nobody has seen to."""
    query = select(func.count()).select_from(signs).where(signs.c.seen_at.is_(None))
    return int(await uow.connection.scalar(query) or 0)


async def unseen(
    uow: UnitOfWork, limit: int | None = None, ids: Collection[SignId] | None = None
) -> list[Sign]:
    """The signs that nobody has seen to, the oldest first; those of some ids, if given."""
    query = (
        select(signs, func.min(addresses.c.address_id).label("address_id"))
        .join(addresses, addresses.c.contact_id == signs.c.contact_id)
        .where(signs.c.seen_at.is_(None))
        .group_by(signs.c.sign_id)
        .order_by(signs.c.at, signs.c.sign_id)
    )
    if ids is not None:
        query = query.where(signs.c.sign_id.in_(ids))
    if limit is not None:
        query = query.limit(limit)
    return [
        Sign(
            id=SignId(row.sign_id),
            contact_id=ContactId(row.contact_id),
            address_id=AddressId(row.address_id),
            kind=Kind(row.kind),
            since=row.since,
        )
        for row in await uow.connection.execute(query)
    ]


async def write(uow: UnitOfWork, seen: Iterable[SignSeen]) -> None:
    """Note who has seen to which sign, once."""
    for event in seen:
        await uow.connection.execute(
            update(signs)
            .where(signs.c.sign_id == event.sign_id, signs.c.seen_at.is_(None))
            .values(seen_at=event.at, staff_id=event.staff_id, case_id=event.case_id)
        )
