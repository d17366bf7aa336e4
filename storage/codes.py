"""Join codes: single-use, sealed for the office to print, found by a keyed hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from domain.ids import AddressId, ContactId
from domain.people import Contact, Role
from storage.contacts import COLUMNS, contact_from, roles_from, roles_text
from storage.database import UnitOfWork
from storage.tables import contacts, join_codes
from storage.upsert import insert

_PLACE = "join_codes.code_sealed:{}"
KIND = "join_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinCode:
    """A code, whom it lets in, and whether it still does."""

    hash: str
    contact: Contact
    roles: frozenset[Role]
    expires_at: datetime
    spent: bool


async def add(
    uow: UnitOfWork,
    new: Iterable[tuple[str, ContactId]],
    *,
    roles: frozenset[Role],
    now: datetime,
    expires_at: datetime,
) -> None:
    """Write codes that have just been drawn."""
    rows = []
    for code, contact_id in new:
        code_hash = uow.cipher.find_by(KIND, code)
        rows.append(
            {
                "code_hash": code_hash,
                "contact_id": contact_id,
                "code_sealed": uow.cipher.seal("vault", _PLACE.format(code_hash), code),
                "roles": roles_text(roles),
                "made_at": now,
                "expires_at": expires_at,
            }
        )
    await insert(uow, join_codes, rows)


async def find(uow: UnitOfWork, given: Iterable[str]) -> dict[str, JoinCode]:
    """Those of the codes that exist, by the code as it was given."""
    by_hash = {uow.cipher.find_by(KIND, code): code for code in given}
    if not by_hash:
        return {}
    rows = await uow.connection.execute(
        select(
            join_codes.c.code_hash,
            join_codes.c.roles.label("code_roles"),
            join_codes.c.expires_at,
            join_codes.c.spent_at,
            *COLUMNS,
        )
        .join(contacts, contacts.c.contact_id == join_codes.c.contact_id)
        .where(join_codes.c.code_hash.in_(by_hash))
    )
    return {
        by_hash[row.code_hash]: JoinCode(
            hash=row.code_hash,
            contact=contact_from(row),
            roles=roles_from(row.code_roles),
            expires_at=row.expires_at,
            spent=row.spent_at is not None,
        )
        for row in rows
    }


async def usable(uow: UnitOfWork, now: datetime) -> dict[ContactId, str]:
    """The codes that still let somebody in, opened for the office, by whom they let in."""
    rows = await uow.connection.execute(
        select(join_codes.c.code_hash, join_codes.c.contact_id, join_codes.c.code_sealed).where(
            join_codes.c.spent_at.is_(None), join_codes.c.expires_at > now
        )
    )
    return {
        ContactId(row.contact_id): uow.cipher.open(
            "vault", _PLACE.format(row.code_hash), row.code_sealed
        )
        for row in rows
    }


async def spend(uow: UnitOfWork, code_hash: str, address_id: AddressId, at: datetime) -> None:
    """Mark a code as used by a chat."""
    await uow.connection.execute(
        update(join_codes)
        .where(join_codes.c.code_hash == code_hash)
        .values(spent_by=address_id, spent_at=at)
    )


async def give_back(uow: UnitOfWork, contact_id: ContactId, address_id: AddressId) -> None:
    """Make a code usable again that its holder let go of before agreeing."""
    await uow.connection.execute(
        update(join_codes)
        .where(join_codes.c.contact_id == contact_id, join_codes.c.spent_by == address_id)
        .values(spent_by=None, spent_at=None)
    )
