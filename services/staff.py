"""Inviting staff and council members, each by a single-use code for one role."""

from collections.abc import Sequence
from datetime import timedelta

from domain.errors import BadInput
from domain.ids import AddressId, ContactId
from domain.join_codes import draw_code, shown
from domain.mailboxes import is_email
from domain.messages import Channel
from domain.people import ADULTS, Contact, Language, Role, Standing
from services.runtime import Runtime
from storage import addresses, codes, contacts, people
from storage.people import Person

LONGEST_NAME = 80
"""Letters of one of the names that staff go by."""

INVITATIONS_LAST = timedelta(days=14)
"""How long an invitation may be used."""


async def set_email(rt: Runtime, contact_id: str, address: str) -> None:
    """Write where somebody is paged by e-mail. The authority's contact joins by it."""
    address = address.strip()
    if not is_email(address):
        raise BadInput("This is not an e-mail address; one looks like name@school.wales.")
    async with rt.database.write() as uow:
        contact = (await contacts.load(uow, [ContactId(contact_id)])).get(ContactId(contact_id))
        if contact is None or contact.is_learner or not contact.roles & ADULTS:
            raise BadInput("No member of staff has this id; gwrando staff list shows them.")
        known = (await addresses.find(uow, Channel.EMAIL, [address])).get(address)
        if known is not None and known.contact not in (None, contact):
            raise BadInput("This address is written down for somebody else.")
        await addresses.put_email(uow, AddressId(rt.new_id()), contact.id, address, rt.now())
        if Role.AUTHORITY in contact.roles and contact.standing is Standing.INVITED:
            joined = {"contact_id": contact.id, "standing": Standing.JOINED.value}
            await contacts.change(uow, [joined])
        await uow.commit()


async def know_as(rt: Runtime, contact_id: str, names: Sequence[str]) -> None:
    """Write what else a member of staff is called, so that a text about them is known to be."""
    known = tuple(dict.fromkeys(" ".join(each.split()) for each in names if each.strip()))
    if any(len(each) > LONGEST_NAME for each in known):
        raise BadInput(f"A name may have {LONGEST_NAME} letters at most.")
    async with rt.database.write() as uow:
        contact = (await contacts.load(uow, [ContactId(contact_id)])).get(ContactId(contact_id))
        if contact is None or contact.is_learner:
            raise BadInput("No member of staff has this id; gwrando staff list shows them.")
        if not await people.set_known_as(uow, contact.id, known):
            raise BadInput("Nobody's name was written down for this id; invite them again.")
        await uow.commit()


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
