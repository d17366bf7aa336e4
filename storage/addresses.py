"""The vault's addresses: which chat is whose, sealed, and found by a keyed hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, outerjoin, select, update

from domain.ids import AddressId, ContactId
from domain.messages import Channel
from domain.people import Contact
from storage.cipher import Cipher
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import addresses, contacts
from storage.types import AnyRow
from storage.upsert import insert

_PLACE = "addresses.address_sealed:{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAddress:
    """A chat that has written before, and whose it is."""

    id: AddressId
    reachable: bool
    misses: int
    locked_until: datetime | None
    contact: Contact | None


async def add(uow: UnitOfWork, new: Iterable[tuple[AddressId, Channel, str, datetime]]) -> None:
    """Write chats that have not been met before."""
    rows = [
        {
            "address_id": address_id,
            "channel": channel.value,
            "address_hash": uow.cipher.find_by(channel.value, address),
            "address_sealed": uow.cipher.seal("vault", _PLACE.format(address_id), address),
            "contact_id": None,
            "reachable": True,
            "misses": 0,
            "locked_until": None,
            "met_at": at,
        }
        for address_id, channel, address, at in new
    ]
    await insert(uow, addresses, rows)


async def find(
    uow: UnitOfWork, channel: Channel, wanted: Iterable[str]
) -> dict[str, KnownAddress]:
    """Those of the addresses that are known."""
    by_hash = {uow.cipher.find_by(channel.value, address): address for address in wanted}
    rows = await uow.connection.execute(
        select(
            addresses.c.address_id,
            addresses.c.address_hash,
            addresses.c.reachable,
            addresses.c.misses,
            addresses.c.locked_until,
            *COLUMNS,
        )
        .select_from(
            outerjoin(addresses, contacts, addresses.c.contact_id == contacts.c.contact_id)
        )
        .where(addresses.c.channel == channel.value, addresses.c.address_hash.in_(by_hash))
    )
    return {by_hash[row.address_hash]: _known(row) for row in rows}


def _known(row: AnyRow) -> KnownAddress:
    return KnownAddress(
        id=AddressId(row.address_id),
        reachable=row.reachable,
        misses=row.misses,
        locked_until=row.locked_until,
        contact=contact_from(row) if row.contact_id else None,
    )


async def change(uow: UnitOfWork, changes: list[dict[str, Any]]) -> None:
    """Write changes, each `{"address_id": …, column: value, …}`, one after another."""
    for given in changes:
        values = {name: value for name, value in given.items() if name != "address_id"}
        await uow.connection.execute(
            update(addresses).where(addresses.c.address_id == given["address_id"]).values(values)
        )


async def of_contacts(uow: UnitOfWork, wanted: Iterable[ContactId]) -> dict[ContactId, AddressId]:
    """The chats of contacts, where they can be written to."""
    rows = await uow.connection.execute(
        select(addresses.c.contact_id, addresses.c.address_id).where(
            addresses.c.contact_id.in_(list(wanted)),
            addresses.c.reachable,
            addresses.c.channel == Channel.TELEGRAM.value,
        )
    )
    return {ContactId(row.contact_id): AddressId(row.address_id) for row in rows}


async def put_email(
    uow: UnitOfWork, address_id: AddressId, contact_id: ContactId, address: str, now: datetime
) -> None:
    """Let somebody be written to at an e-mail address; an earlier one of theirs is let go."""
    await uow.connection.execute(
        update(addresses)
        .where(
            addresses.c.channel == Channel.EMAIL.value,
            or_(
                addresses.c.contact_id == contact_id,
                addresses.c.address_hash == uow.cipher.find_by(Channel.EMAIL.value, address),
            ),
        )
        .values(contact_id=None, reachable=False)
    )
    known = (await find(uow, Channel.EMAIL, [address])).get(address)
    if known is None:
        await add(uow, [(address_id, Channel.EMAIL, address, now)])
    change_of = known.id if known else address_id
    await change(uow, [{"address_id": change_of, "contact_id": contact_id, "reachable": True}])


async def channels_of(
    uow: UnitOfWork, wanted: Iterable[ContactId]
) -> dict[ContactId, tuple[str, ...]]:
    """By which channels contacts can be written to."""
    rows = await uow.connection.execute(
        select(addresses.c.contact_id, addresses.c.channel)
        .where(addresses.c.contact_id.in_(list(wanted)), addresses.c.reachable)
        .order_by(addresses.c.channel)
    )
    found: dict[ContactId, tuple[str, ...]] = {}
    for row in rows:
        whose = ContactId(row.contact_id)
        found[whose] = tuple(dict.fromkeys((*found.get(whose, ()), row.channel)))
    return found


def unseal(cipher: Cipher, address_id: AddressId, sealed: bytes) -> str:
    """The address itself; only the dispatcher may need it."""
    return cipher.open("vault", _PLACE.format(address_id), sealed)


async def whose(uow: UnitOfWork, address_id: AddressId) -> tuple[Channel, ContactId | None]:
    """By which channel an address is written to, and whose it is."""
    row = (
        await uow.connection.execute(
            select(addresses.c.channel, addresses.c.contact_id).where(
                addresses.c.address_id == address_id
            )
        )
    ).one()
    return Channel(row.channel), ContactId(row.contact_id) if row.contact_id else None


async def owner(uow: UnitOfWork, address_id: AddressId) -> Contact | None:
    """Whose chat this is."""
    rows = await uow.connection.execute(
        select(*COLUMNS)
        .join(addresses, addresses.c.contact_id == contacts.c.contact_id)
        .where(addresses.c.address_id == address_id)
    )
    row = rows.first()
    return contact_from(row) if row else None
