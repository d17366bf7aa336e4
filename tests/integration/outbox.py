"""Messages put in the outbox by hand, as services put them there."""

from collections.abc import Iterable

from domain.events import MessageQueued
from domain.messages import Lane, Outbound
from services.runtime import Runtime
from storage import outbox
from tests.integration.people import Member


async def queue(rt: Runtime, lane: Lane, messages: Iterable[tuple[Member, str]]) -> None:
    """Queue texts for members, in one commit."""
    queued = [
        MessageQueued(
            message=Outbound(to=member.address_id, lane=lane, text=text),
            contact_id=member.contact.id,
            at=rt.now(),
        )
        for member, text in messages
    ]
    async with rt.database.write() as uow:
        await outbox.add(uow, queued, rt.chance)
        await uow.commit()
    rt.bell.ring()
