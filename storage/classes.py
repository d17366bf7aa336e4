"""Who has joined, class by class: those to whom something can be given."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from domain.people import Contact, Role, Standing
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import addresses, contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of a year; those whose class the roll does not tell are one of their own."""

    year: int
    name: str | None


_THERE = (
    contacts.c.standing == Standing.JOINED.value,
    contacts.c.contact_id.in_(
        select(addresses.c.contact_id).where(
            addresses.c.reachable, addresses.c.contact_id.is_not(None)
        )
    ),
)
"""They have joined and can be written to."""


async def joined(uow: UnitOfWork) -> tuple[Class, ...]:
    """The classes in which somebody can be written to, from the youngest."""
    rows = await uow.connection.execute(
        select(contacts.c.year, contacts.c.class_name)
        .where(*_THERE, contacts.c.year.is_not(None))
        .distinct()
    )
    found = [Class(year=row.year, name=row.class_name) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.year, each.name or "")))


async def members(uow: UnitOfWork, wanted: Class) -> list[Contact]:
    """The learners of a class who can be written to."""
    name = contacts.c.class_name
    own = name.is_(None) if wanted.name is None else name == wanted.name
    return await _found(uow, contacts.c.year == wanted.year, own)


async def adults(uow: UnitOfWork) -> list[Contact]:
    """The staff who can be written to."""
    everybody = await _found(uow, contacts.c.year.is_(None))
    return [each for each in everybody if each.roles - {Role.COUNCIL}]


async def _found(uow: UnitOfWork, *where: ColumnElement[bool]) -> list[Contact]:
    rows = await uow.connection.execute(select(*COLUMNS).where(*_THERE, *where))
    return [contact_from(row) for row in rows]
