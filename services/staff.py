"""Inviting staff and council members, each by a single-use code for one role."""

from datetime import timedelta

from domain.errors import BadInput
from domain.ids import ContactId
from domain.join_codes import draw_code, shown
from domain.people import Contact, Language, Role, Standing
from services.runtime import Runtime
from storage import codes, contacts, people
from storage.people import Person

INVITATIONS_LAST = timedelta(days=14)
"""How long an invitation may be used."""


async def invite(rt: Runtime, role: Role, name: str, language: Language | None) -> str:
    """Write down somebody who is to have a role; the code that lets them in, as people read it."""
    name = " ".join(name.split())
    if not name:
        raise BadInput("Give the person's name with --name.")
    now = rt.now()
    code = draw_code(rt.chance)
    contact = Contact(
        id=ContactId(rt.new_id()),
        roles=frozenset({role}),
        language=language,
        standing=Standing.INVITED,
    )
    first, _, last = name.partition(" ")
    person = Person(contact_id=contact.id, reference=None, first_name=first, last_name=last)
    async with rt.database.write() as uow:
        await contacts.add(uow, [contact])
        await people.put(uow, [person])
        await codes.add(
            uow,
            [(code, contact.id)],
            roles=frozenset({role}),
            now=now,
            expires_at=now + INVITATIONS_LAST,
        )
        await uow.commit()
    return shown(code)
