"""After an outage: taps made meanwhile are lost for good, so the open question is shown again.

Telegram keeps what was typed for a day, but a tap for 150 seconds only. Whoever tapped a button
while nobody listened would otherwise wait for ever.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain.events import Event, MessageQueued
from domain.ids import AddressId, ContactId
from domain.messages import Channel
from domain.people import Contact
from domain.session import Session
from flows.definition import looking_back
from flows.engine import resume
from flows.sprint import Returned
from services import effects
from services.prompting import prompts, talk_to
from services.runtime import Runtime
from storage import addresses, cases, contacts, sessions, updates
from storage.database import UnitOfWork
from storage.sessions import Finished

logger = logging.getLogger(__name__)

TAPS_KEPT = timedelta(seconds=150)
"""How long Telegram keeps a tap for a bot that does not ask."""

FRESH = timedelta(hours=12)
"""How old an open question may be and still be worth showing again."""


async def note_poll(rt: Runtime, channel: Channel) -> None:
    """Remember that the channel has answered, though there was nothing new."""
    async with rt.database.write() as uow:
        await updates.polled(uow, channel, rt.now())
        await uow.commit()


async def last_poll(rt: Runtime, channel: Channel) -> datetime | None:
    """When the channel last answered, before this start or in it."""
    async with rt.database.read() as uow:
        return await updates.last_polled(uow, channel)


async def ask_again(rt: Runtime, last: datetime | None) -> int:
    """Show every open question again if taps may have been lost since then; how many."""
    now = rt.now()
    if last is None or now - last <= TAPS_KEPT:
        return 0
    async with rt.database.write() as uow:
        open_now = await sessions.waiting_since(uow, last - FRESH)
        events = [event for each in await _asked(rt, uow, open_now) for event in each]
        if not events:
            return 0
        await effects.apply(rt, uow, events)
        await uow.commit()
    asked = sum(isinstance(event, MessageQueued) for event in events)
    logger.info("asked_again_after_outage", extra={"asked": asked})
    rt.bell.ring()
    return asked


async def _asked(rt: Runtime, uow: UnitOfWork, open_now: list[Session]) -> list[list[Event]]:
    ids = [session.contact_id for session in open_now]
    people = await contacts.load(uow, ids)
    chats = await addresses.of_contacts(uow, ids)
    paused = await cases.paused(uow, ids)
    before = await sessions.finished(uow, ids, looking_back(rt.packs))
    return [
        _again(rt, session, people[session.contact_id], chats[session.contact_id], before)
        for session in open_now
        if session.contact_id in chats
        and people[session.contact_id].takes_part
        and session.contact_id not in paused
    ]


def _again(
    rt: Runtime,
    session: Session,
    contact: Contact,
    address: AddressId,
    before: Mapping[ContactId, Sequence[Finished]],
) -> list[Event]:
    pack = rt.packs.get((session.pack, session.version))
    if pack is None:
        return []
    own = [each for each in before.get(contact.id, ()) if each.pack == pack.id]
    sprint = resume(pack, talk_to(contact, rt.now(), own), session, Returned())
    return [*sprint.events, *prompts(sprint, contact, address, rt.now())]
