"""Who a pseudonym is. Looked up here alone, with a reason, and each look is written down first."""

from collections.abc import Iterable

from domain.errors import BadInput
from domain.ids import ContactId
from services.runtime import Runtime
from storage import people, settings
from storage.people import Person as Person


async def reveal(rt: Runtime, *, actor: str, contact_id: ContactId, reason: str) -> Person | None:
    """The person behind a contact; the look stays in the audit even if there is nobody."""
    return (await reveal_all(rt, actor=actor, contact_ids=[contact_id], reason=reason)).get(
        contact_id
    )


async def reveal_all(
    rt: Runtime, *, actor: str, contact_ids: Iterable[ContactId], reason: str
) -> dict[ContactId, Person]:
    """The people behind contacts, each look in the audit."""
    if not reason.strip():
        raise BadInput("A look at who somebody is needs a reason.")
    found: dict[ContactId, Person] = {}
    async with rt.database.write() as uow:
        for contact_id in contact_ids:
            await settings.note_look(
                uow,
                actor=actor,
                action="identity:reveal",
                subject=contact_id,
                reason=reason.strip(),
                now=rt.now(),
            )
            person = await people.load(uow, contact_id)
            if person is not None:
                found[contact_id] = person
        await uow.commit()
    return found
