"""People who have joined before a test begins, written straight into the tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.ids import AddressId, ContactId
from domain.messages import Channel
from domain.people import Contact, Language, Role, Standing
from services.runtime import Runtime
from storage import addresses, contacts, people
from storage.people import Person

LEARNERS = frozenset({Role.LEARNER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the school and the chat they write from."""

    address: str
    address_id: AddressId
    contact: Contact


async def join(
    rt: Runtime,
    address: str,
    *,
    roles: frozenset[Role] = LEARNERS,
    year: int | None = 12,
    class_name: str | None = None,
    standing: Standing = Standing.JOINED,
    language: Language | None = Language.EN,
) -> Member:
    """One person who stands there."""
    contact = Contact(
        id=ContactId(rt.new_id()),
        roles=roles,
        language=language,
        standing=standing,
        year=year if Role.LEARNER in roles else None,
        class_name=class_name,
        notice_version="1",
        joined_at=rt.now(),
    )
    member = Member(address=address, address_id=AddressId(rt.new_id()), contact=contact)
    await _write(rt, [member])
    return member


async def join_many(rt: Runtime, number: int, *, year: int = 12) -> list[Member]:
    """So many learners of one year, who write from `<year>-0`, `<year>-1` and so on."""
    members = [
        Member(
            address=f"{year}-{each}",
            address_id=AddressId(rt.new_id()),
            contact=Contact(
                id=ContactId(rt.new_id()),
                roles=LEARNERS,
                language=Language.EN,
                standing=Standing.JOINED,
                year=year,
                notice_version="1",
                joined_at=rt.now(),
            ),
        )
        for each in range(number)
    ]
    await _write(rt, members)
    return members


async def a_dsp(rt: Runtime, address: str = "dsp") -> Member:
    """A Designated Safeguarding Person who can be paged."""
    return await join(rt, address, roles=frozenset({Role.DSP}))


async def named(
    rt: Runtime, member: Member, first_name: str = "Myfanwy", last_name: str = "Ffoulkes"
) -> None:
    """Put somebody on the roll."""
    person = Person(
        contact_id=member.contact.id,
        reference=f"UPN-{member.address}",
        first_name=first_name,
        last_name=last_name,
    )
    async with rt.database.write() as uow:
        await people.put(uow, [person])
        await uow.commit()


async def _write(rt: Runtime, members: Iterable[Member]) -> None:
    members = list(members)
    async with rt.database.write() as uow:
        await contacts.add(uow, (member.contact for member in members))
        met = ((m.address_id, Channel.TELEGRAM, m.address, rt.now()) for m in members)
        await addresses.add(uow, met)
        owners = [{"address_id": m.address_id, "contact_id": m.contact.id} for m in members]
        await addresses.change(uow, owners)
        await uow.commit()
