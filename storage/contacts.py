"""Contacts: pseudonyms with their roles, language and standing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from domain.ids import AddressId, ContactId
from domain.messages import Channel
from domain.people import Contact, Language, Role, Standing
from storage.database import UnitOfWork
from storage.tables import addresses, contacts
from storage.types import AnyRow
from storage.upsert import insert

COLUMNS = (
    contacts.c.contact_id,
    contacts.c.roles,
    contacts.c.language,
    contacts.c.standing,
    contacts.c.year,
    contacts.c.class_name,
    contacts.c.groups,
    contacts.c.notice_version,
    contacts.c.joined_at,
)


def roles_from(text: str) -> frozenset[Role]:
    """The roles a column names."""
    return frozenset(Role(name) for name in text.split() if name)


def roles_text(roles: Iterable[Role]) -> str:
    """Roles as a column keeps them."""
    return " ".join(sorted(role.value for role in roles))


def contact_from(row: AnyRow) -> Contact:
    """The contact that a row of `COLUMNS` describes."""
    return Contact(
        id=ContactId(row.contact_id),
        roles=roles_from(row.roles),
        language=Language(row.language) if row.language else None,
        standing=Standing(row.standing),
        year=row.year,
        class_name=row.class_name,
        groups=tuple(row.groups),
        notice_version=row.notice_version,
        joined_at=row.joined_at,
    )


async def add(uow: UnitOfWork, new: Iterable[Contact]) -> None:
    """Write contacts that are new to the school."""
    await insert(uow, contacts, [_row(contact) for contact in new])


async def replace_rolls(uow: UnitOfWork, changed: Iterable[Contact]) -> None:
    """Carry over what a new roll says of learners who are known: year, class, groups, language.

    A language stays that somebody chose or joined in, and so does one that the roll leaves out.
    """
    rows = [
        {
            "who": contact.id,
            "new_year": contact.year,
            "new_class": contact.class_name,
            "new_groups": list(contact.groups),
            "new_language": _language(contact),
        }
        for contact in changed
    ]
    if not rows:
        return
    who = contacts.c.contact_id == bindparam("who")
    told = bindparam("new_language", type_=contacts.c.language.type)
    await uow.connection.execute(
        update(contacts)
        .where(who)
        .values(
            year=bindparam("new_year"),
            class_name=bindparam("new_class"),
            groups=bindparam("new_groups", type_=contacts.c.groups.type),
        ),
        rows,
    )
    await uow.connection.execute(
        update(contacts)
        .where(who, contacts.c.standing == Standing.INVITED.value, ~contacts.c.language_chosen)
        .values(language=func.coalesce(told, contacts.c.language)),
        rows,
    )


async def change(uow: UnitOfWork, changes: list[dict[str, Any]]) -> None:
    """Write changes, each `{"contact_id": …, column: value, …}`, one after another."""
    for given in changes:
        values = {name: value for name, value in given.items() if name != "contact_id"}
        await uow.connection.execute(
            update(contacts).where(contacts.c.contact_id == given["contact_id"]).values(values)
        )


async def load(uow: UnitOfWork, ids: Iterable[ContactId]) -> dict[ContactId, Contact]:
    """The contacts with these ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = await uow.connection.execute(select(*COLUMNS).where(contacts.c.contact_id.in_(wanted)))
    return {ContactId(row.contact_id): contact_from(row) for row in rows}


TELEGRAM = frozenset({Channel.TELEGRAM})


async def reachable_staff(
    uow: UnitOfWork, roles: Iterable[Role], channels: Iterable[Channel] = TELEGRAM
) -> list[tuple[Contact, AddressId]]:
    """Staff who hold one of the roles, have joined and can be written to, in a steady order.

    Whoever can be written to by several of the channels stands there once for each.
    """
    wanted = frozenset(roles)
    rows = await uow.connection.execute(
        select(*COLUMNS, addresses.c.address_id)
        .join(addresses, addresses.c.contact_id == contacts.c.contact_id)
        .where(
            contacts.c.standing == Standing.JOINED.value,
            contacts.c.roles != Role.LEARNER.value,
            addresses.c.reachable,
            addresses.c.channel.in_([each.value for each in channels]),
        )
        .order_by(contacts.c.contact_id, addresses.c.channel.desc(), addresses.c.address_id)
    )
    found = [(contact_from(row), AddressId(row.address_id)) for row in rows]
    return [(contact, address) for contact, address in found if contact.roles & wanted]


async def of_roles(uow: UnitOfWork, roles: Iterable[Role]) -> list[Contact]:
    """Everybody who holds one of the roles, whether they have joined or not, in a steady order."""
    wanted = frozenset(roles)
    rows = await uow.connection.execute(
        select(*COLUMNS)
        .where(contacts.c.roles != Role.LEARNER.value)
        .order_by(contacts.c.contact_id)
    )
    found = [contact_from(row) for row in rows]
    return [contact for contact in found if contact.roles & wanted]


async def reachable(
    uow: UnitOfWork, ids: Iterable[ContactId]
) -> dict[ContactId, tuple[Contact, AddressId]]:
    """Those of the contacts who have joined and can be written to, each with a chat of theirs."""
    rows = await uow.connection.execute(
        select(*COLUMNS, addresses.c.address_id)
        .join(addresses, addresses.c.contact_id == contacts.c.contact_id)
        .where(
            contacts.c.contact_id.in_(list(ids)),
            contacts.c.standing == Standing.JOINED.value,
            addresses.c.reachable,
            addresses.c.channel == Channel.TELEGRAM.value,
        )
        .order_by(addresses.c.address_id)
    )
    return {
        ContactId(row.contact_id): (contact_from(row), AddressId(row.address_id)) for row in rows
    }


async def counts(uow: UnitOfWork) -> dict[Standing, int]:
    """How many learners stand where."""
    rows = await uow.connection.execute(
        select(contacts.c.standing, func.count())
        .where(contacts.c.roles.like(f"%{Role.LEARNER.value}%"))
        .group_by(contacts.c.standing)
    )
    found = {Standing(standing): number for standing, number in rows}
    return {standing: found.get(standing, 0) for standing in Standing}


def _row(contact: Contact) -> dict[str, Any]:
    return {
        "contact_id": contact.id,
        "roles": roles_text(contact.roles),
        "language": _language(contact),
        "standing": contact.standing.value,
        "year": contact.year,
        "class_name": contact.class_name,
        "groups": list(contact.groups),
        "notice_version": contact.notice_version,
        "joined_at": contact.joined_at,
    }


def _language(contact: Contact) -> str | None:
    return contact.language.value if contact.language else None


def chose(contact_id: ContactId, language: Language) -> dict[str, Any]:
    """The change that makes a language the contact's own choice, which no roll alters."""
    return {"contact_id": contact_id, "language": language.value, "language_chosen": True}


def stopped(contact_id: ContactId, at: datetime) -> dict[str, Any]:
    """The change that stops a contact."""
    return {"contact_id": contact_id, "standing": Standing.STOPPED.value, "stopped_at": at}
