"""Those who read are told once a school day that texts wait; the head, that some are overdue."""

from datetime import datetime, timedelta

from domain.events import MessageQueued
from domain.ids import AddressId
from domain.messages import Button, Lane, Outbound
from domain.people import Contact, Role
from locales.reader import voices
from services import effects, settings
from services.reading import READ_BUTTON
from services.reading_room import MAY_READ
from services.runtime import Runtime
from storage import contacts, readings
from storage import settings as store
from storage.readings import Waiting

TOLD = "reading_told"
"""The fact that says when staff were last told that texts wait."""

TOLD_EVERY = timedelta(hours=20)
"""How often staff are told, at the most: once a school day."""

HEADS = frozenset({Role.HEAD})


async def remind(rt: Runtime) -> int:
    """Tell who reads that texts wait, and the head where some are overdue; how many were told."""
    async with rt.database.write() as uow:
        now = rt.now()
        if not (await settings.load(uow)).window.is_open(now):
            return 0
        waiting = await readings.waiting(uow, now)
        last = await store.fact(uow, TOLD)
        if not waiting.unread or not _is_long_ago(last, now):
            return 0
        readers = await contacts.reachable_staff(uow, MAY_READ)
        heads = await contacts.reachable_staff(uow, HEADS) if waiting.overdue else []
        known = {contact.id for contact, _ in readers}
        heads = [each for each in heads if each[0].id not in known]
        events = [
            *(_told(*each, "read.wait", waiting, now, look=True) for each in readers),
            *(_told(*each, "read.late", waiting, now, look=False) for each in heads),
        ]
        if events:
            await store.remember(uow, TOLD, now.isoformat())
            await effects.apply(rt, uow, events)
        await uow.commit()
    rt.bell.ring()
    return len(events)


def _is_long_ago(at: str | None, now: datetime) -> bool:
    return at is None or now - datetime.fromisoformat(at) >= TOLD_EVERY


def _told(
    contact: Contact, to: AddressId, key: str, waiting: Waiting, now: datetime, *, look: bool
) -> MessageQueued:
    speaks = voices(contact.language, contact.band)
    text = speaks.tell(
        lambda speak: speak.say(
            key, n=speak.number(waiting.unread), late=speak.number(waiting.overdue)
        )
    )
    buttons = ((Button(label=speaks.label("read.look"), data=READ_BUTTON),),) if look else ()
    outbound = Outbound(to=to, lane=Lane.BULK, text=text, buttons=buttons)
    return MessageQueued(message=outbound, contact_id=contact.id, at=now)
