"""Signs over time, and which learners have been told that these are looked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from domain.events import SignSeen
from domain.ids import AddressId, ContactId, SignId
from domain.people import Contact, Role, Standing
from escalation.over_time import Kind
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import (
    addresses,
    answers,
    case_history,
    cases,
    contacts,
    over_time_told,
    signs,
    texts,
)
from storage.upsert import insert_missing, upsert

MOST_FACES = 40
"""How many of somebody's newest faces are looked at."""

BY_LEARNER = ("words_added", "raised", "talk_request", "said_mistake")
"""What is in the history of a case when its learner has been heard."""

_WEEK = timedelta(days=7)


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
    """Learners who take part, were not told since then, and have no telling under way."""
    told = and_(
        over_time_told.c.contact_id == contacts.c.contact_id,
        or_(over_time_told.c.told_at >= since, over_time_told.c.queued_at > max(again, since)),
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


async def told_at(uow: UnitOfWork, contact_id: ContactId) -> datetime | None:
    """When somebody was told; None if they were not."""
    at: datetime | None = await uow.connection.scalar(
        select(over_time_told.c.told_at).where(over_time_told.c.contact_id == contact_id)
    )
    return at


async def begin_anew(uow: UnitOfWork, ids: Collection[ContactId], now: datetime) -> None:
    """Let nothing from before count any more for some who had been told."""
    await uow.connection.execute(
        update(over_time_told)
        .where(over_time_told.c.contact_id.in_(ids), over_time_told.c.told_at.is_not(None))
        .values(told_at=now)
    )


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
    lately = select(answers.c.contact_id).where(
        asked, answers.c.at > after, answers.c.week >= (after - _WEEK).date()
    )
    rank = func.row_number().over(
        partition_by=answers.c.contact_id, order_by=(answers.c.at.desc(), answers.c.session_id)
    )
    ranked = (
        select(answers.c.contact_id, answers.c.at, answers.c.value, rank.label("rank"))
        .join(over_time_told, over_time_told.c.contact_id == answers.c.contact_id)
        .join(contacts, contacts.c.contact_id == answers.c.contact_id)
        .where(
            asked,
            answers.c.contact_id.in_(lately),
            answers.c.at > over_time_told.c.told_at,
            over_time_told.c.told_at >= told_since,
            contacts.c.standing == Standing.JOINED.value,
        )
        .subquery()
    )
    rows = await uow.connection.execute(
        select(ranked).where(ranked.c.rank <= MOST_FACES).order_by(ranked.c.rank.desc())
    )
    found: dict[ContactId, list[tuple[datetime, str]]] = {}
    for row in rows:
        found.setdefault(ContactId(row.contact_id), []).append((row.at, row.value))
    return found


async def last_heard(
    uow: UnitOfWork, *, told_since: datetime, opened_after: datetime
) -> dict[ContactId, datetime]:
    """When those were last heard from whose case an adult has taken since they were told.

    Their words and answers count, and asking to talk, which needs no words.
    """
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
    of_them = cases.alias()
    said = (
        select(func.max(case_history.c.at))
        .join(of_them, of_them.c.case_id == case_history.c.case_id)
        .where(of_them.c.contact_id == contacts.c.contact_id, case_history.c.what.in_(BY_LEARNER))
        .scalar_subquery()
    )
    rows = await uow.connection.execute(
        select(
            cases.c.contact_id,
            func.max(cases.c.opened_at),
            func.max(over_time_told.c.told_at),
            wrote,
            answered,
            said,
        )
        .join(contacts, contacts.c.contact_id == cases.c.contact_id)
        .join(over_time_told, over_time_told.c.contact_id == cases.c.contact_id)
        .where(
            cases.c.opened_at > over_time_told.c.told_at,
            cases.c.acknowledged_at.is_not(None),
            cases.c.opened_at >= opened_after,
            over_time_told.c.told_at >= told_since,
            contacts.c.standing == Standing.JOINED.value,
            contacts.c.roles.contains(Role.LEARNER.value),
        )
        .group_by(cases.c.contact_id, contacts.c.contact_id)
    )
    return {ContactId(row[0]): max(at for at in row[1:] if at is not None) for row in rows}


Given = tuple[Kind, datetime, datetime]
"""A sign that has been given: what, of which moment, and when."""


async def given(uow: UnitOfWork, ids: Collection[ContactId]) -> dict[ContactId, tuple[Given, ...]]:
    """The signs that have been given of some learners."""
    if not ids:
        return {}
    rows = await uow.connection.execute(
        select(signs.c.contact_id, signs.c.kind, signs.c.since, signs.c.at).where(
            signs.c.contact_id.in_(ids)
        )
    )
    found: dict[ContactId, tuple[Given, ...]] = {}
    for row in rows:
        who = ContactId(row.contact_id)
        found[who] = (*found.get(who, ()), (Kind(row.kind), row.since, row.at))
    return found


async def add(
    uow: UnitOfWork, noticed: Iterable[tuple[SignId, ContactId, Kind, datetime]], now: datetime
) -> None:
    """Write signs down; the same one again changes nothing."""
    rows = [
        {"sign_id": sign_id, "contact_id": contact, "kind": kind.value, "since": since, "at": now}
        for sign_id, contact, kind, since in noticed
    ]
    await insert_missing(uow, signs, rows, ("contact_id", "kind", "since"))


def _waits(since: datetime) -> ColumnElement[bool]:
    """A sign waits that nobody has seen to, of a learner who takes part, since it was last on."""
    taking_part = exists().where(
        contacts.c.contact_id == signs.c.contact_id,
        contacts.c.standing == Standing.JOINED.value,
    )
    return and_(signs.c.seen_at.is_(None), signs.c.at >= since, taking_part)


async def waiting(uow: UnitOfWork, since: datetime) -> int:
    """How many signs nobody has seen to."""
    query = select(func.count()).select_from(signs).where(_waits(since))
    return int(await uow.connection.scalar(query) or 0)


async def unseen(
    uow: UnitOfWork,
    since: datetime,
    *,
    limit: int | None = None,
    ids: Collection[SignId] | None = None,
) -> list[Sign]:
    """The signs that nobody has seen to, the oldest first; those of some ids, if given."""
    query = (
        select(signs, func.min(addresses.c.address_id).label("address_id"))
        .join(addresses, addresses.c.contact_id == signs.c.contact_id)
        .where(_waits(since))
        .group_by(signs.c.sign_id)
        .order_by(signs.c.at, signs.c.sign_id)
    )
    if ids is not None:
        query = query.where(signs.c.sign_id.in_(ids))
    rows = await uow.connection.execute(query.limit(limit) if limit else query)
    return [
        Sign(
            id=SignId(row.sign_id),
            contact_id=ContactId(row.contact_id),
            address_id=AddressId(row.address_id),
            kind=Kind(row.kind),
            since=row.since,
        )
        for row in rows
    ]


async def write(uow: UnitOfWork, seen: Iterable[SignSeen]) -> None:
    """Note who has seen to which sign, once; and the case, where it was passed on."""
    for event in seen:
        own = signs.c.sign_id == event.sign_id
        await uow.connection.execute(
            update(signs)
            .where(own, signs.c.seen_at.is_(None))
            .values(seen_at=event.at, staff_id=event.staff_id)
        )
        if event.case_id is not None:
            await uow.connection.execute(
                update(signs).where(own, signs.c.case_id.is_(None)).values(case_id=event.case_id)
            )
