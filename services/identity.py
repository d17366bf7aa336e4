"""Who a pseudonym is. Looked up here alone, with a reason, and each look is written down first."""

from domain.errors import BadInput
from domain.ids import ContactId
from services.runtime import Runtime
from storage import people, settings
from storage.people import Person as Person


async def reveal(rt: Runtime, *, actor: str, contact_id: ContactId, reason: str) -> Person | None:
    """The person behind a contact; the look stays in the audit even if there is nobody."""
    if not reason.strip():
        raise BadInput("A look at who somebody is needs a reason.")
    async with rt.database.write() as uow:
        await settings.note_look(
            uow,
            actor=actor,
            action="identity:reveal",
            subject=contact_id,
            reason=reason.strip(),
            now=rt.now(),
        )
        person = await people.load(uow, contact_id)
        await uow.commit()
    return person
