"""The vault's names. Only `services/identity` and the roster import come here."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from domain.ids import ContactId
from storage.cipher import WrongKey
from storage.database import UnitOfWork
from storage.tables import people
from storage.types import AnyRow
from storage.upsert import upsert

REFERENCE = "reference"
_LINE = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a pseudonym is: the school's own reference, if there is one, and the name.

    `known_as` is what else staff are called, so that a text about them is known to be.
    """

    contact_id: ContactId
    reference: str | None
    first_name: str
    last_name: str
    known_as: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The whole name, as people say it."""
        return f"{self.first_name} {self.last_name}".strip()


def _place(column: str, contact_id: ContactId) -> str:
    return f"people.{column}:{contact_id}"


async def put(uow: UnitOfWork, known: Iterable[Person]) -> None:
    """Write people, in the place of what was known of them."""
    rows = [_row(uow, person) for person in known]
    await upsert(uow, people, rows, ("contact_id",))


def _row(uow: UnitOfWork, person: Person) -> dict[str, object]:
    def seal(column: str, text: str) -> bytes:
        return uow.cipher.seal("vault", _place(column, person.contact_id), text)

    reference = person.reference
    return {
        "contact_id": person.contact_id,
        "reference_hash": None if reference is None else uow.cipher.find_by(REFERENCE, reference),
        "reference_sealed": None if reference is None else seal("reference_sealed", reference),
        "first_name_sealed": seal("first_name_sealed", person.first_name),
        "last_name_sealed": seal("last_name_sealed", person.last_name),
        "known_as_sealed": seal("known_as_sealed", _LINE.join(person.known_as))
        if person.known_as
        else None,
    }


async def by_reference(uow: UnitOfWork) -> dict[str, ContactId]:
    """Every contact on the roll, by the hash of the school's reference (see `reference_hash`)."""
    rows = await uow.connection.execute(
        select(people.c.reference_hash, people.c.contact_id).where(
            people.c.reference_hash.is_not(None)
        )
    )
    return {row.reference_hash: ContactId(row.contact_id) for row in rows}


async def references(uow: UnitOfWork) -> dict[ContactId, str]:
    """The school's own references, opened for the office, by contact."""
    rows = await uow.connection.execute(
        select(people.c.contact_id, people.c.reference_sealed).where(
            people.c.reference_hash.is_not(None)
        )
    )
    return {
        ContactId(row.contact_id): uow.cipher.open(
            "vault", _place("reference_sealed", row.contact_id), row.reference_sealed
        )
        for row in rows
    }


async def load(uow: UnitOfWork, contact_id: ContactId) -> Person | None:
    """Who one pseudonym is. Whoever calls this has written down why."""
    rows = await uow.connection.execute(select(people).where(people.c.contact_id == contact_id))
    row = rows.first()
    return None if row is None else _person(uow, row)


async def readable(
    uow: UnitOfWork, wanted: Iterable[ContactId]
) -> tuple[dict[ContactId, Person], list[ContactId]]:
    """Who some pseudonyms are, and those whose names do not open: one keeps no other from it."""
    rows = await uow.connection.execute(
        select(people).where(people.c.contact_id.in_(list(wanted)))
    )
    found: dict[ContactId, Person] = {}
    broken: list[ContactId] = []
    for row in rows:
        try:
            found[ContactId(row.contact_id)] = _person(uow, row)
        except WrongKey:
            broken.append(ContactId(row.contact_id))
    return found, broken


def _person(uow: UnitOfWork, row: AnyRow) -> Person:
    def opened(column: str, sealed: bytes) -> str:
        return uow.cipher.open("vault", _place(column, row.contact_id), sealed)

    return Person(
        contact_id=ContactId(row.contact_id),
        reference=opened("reference_sealed", row.reference_sealed) if row.reference_hash else None,
        first_name=opened("first_name_sealed", row.first_name_sealed),
        last_name=opened("last_name_sealed", row.last_name_sealed),
        known_as=tuple(opened("known_as_sealed", row.known_as_sealed).split(_LINE))
        if row.known_as_sealed
        else (),
    )


async def set_known_as(uow: UnitOfWork, contact_id: ContactId, names: Iterable[str]) -> bool:
    """Write what else somebody is called; false where nobody has this pseudonym."""
    sealed = uow.cipher.seal("vault", _place("known_as_sealed", contact_id), _LINE.join(names))
    found = await uow.connection.execute(
        update(people).where(people.c.contact_id == contact_id).values(known_as_sealed=sealed)
    )
    return found.rowcount > 0
