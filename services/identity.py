"""Who a pseudonym is. Looked up here alone, with a reason, and each look is written down first."""

import logging
from collections.abc import Iterable

from domain.audit import Look
from domain.errors import BadInput
from domain.ids import ContactId
from domain.people import Contact
from escalation.conflict import Named
from escalation.policy import LADDER_ROLES
from services.runtime import Runtime
from storage import audit, contacts, people
from storage.database import UnitOfWork
from storage.people import Person as Person

logger = logging.getLogger(__name__)


async def reveal(rt: Runtime, *, actor: str, contact_id: ContactId, reason: str) -> Person | None:
    """The person behind a contact; the look stays in the audit even if there is nobody."""
    return (await reveal_all(rt, actor=actor, contact_ids=[contact_id], reason=reason)).get(
        contact_id
    )


async def staff_names(uow: UnitOfWork, wanted: Iterable[Contact]) -> dict[ContactId, str]:
    """The names under which staff work together. A learner's name is never among them."""
    staff = [contact.id for contact in wanted if not contact.is_learner]
    found = await _readable(uow, staff)
    return {each: person.name for each, person in found.items() if person.name}


async def named_staff(uow: UnitOfWork) -> tuple[Named, ...]:
    """Everybody whom a ladder may reach, by all that they are called: a text may be about them."""
    staff = await contacts.of_roles(uow, LADDER_ROLES)
    known = await _readable(uow, [each.id for each in staff])
    return tuple(
        Named(
            contact_id=each.id,
            name=known[each.id].name if each.id in known else "",
            roles=each.roles,
            known_as=known[each.id].known_as if each.id in known else (),
        )
        for each in staff
    )


async def _readable(uow: UnitOfWork, wanted: list[ContactId]) -> dict[ContactId, Person]:
    """Staff by id. A name that does not open is a fault, and keeps no child from being heard."""
    found, broken = await people.readable(uow, wanted)
    for contact_id in broken:
        logger.error("staff_name_not_read", extra={"contact": contact_id})
    return found


async def reveal_all(
    rt: Runtime, *, actor: str, contact_ids: Iterable[ContactId], reason: str
) -> dict[ContactId, Person]:
    """The people behind contacts, each look in the audit."""
    if not reason.strip():
        raise BadInput("A look at who somebody is needs a reason.")
    wanted, now = list(contact_ids), rt.now()
    looks = [
        Look(actor=actor, action="identity:reveal", subject=each, reason=reason.strip(), at=now)
        for each in wanted
    ]
    found: dict[ContactId, Person] = {}
    async with rt.database.write() as uow:
        await audit.append(uow, *looks)
        for contact_id in wanted:
            person = await people.load(uow, contact_id)
            if person is not None:
                found[contact_id] = person
        await uow.commit()
    return found


async def look_up(
    rt: Runtime, uow: UnitOfWork, *, actor: str, contact_id: ContactId, reason: str
) -> Person | None:
    """The person behind a contact, in a transaction that the caller commits with its audit."""
    look = Look(
        actor=actor,
        action="identity:reveal",
        subject=contact_id,
        reason=reason.strip(),
        at=rt.now(),
    )
    await audit.append(uow, look)
    return await people.load(uow, contact_id)
