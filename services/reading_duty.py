"""Those who read are told once a school day that texts wait; the head, that some are overdue."""

from datetime import datetime

from domain.events import MessageQueued
from domain.ids import AddressId
from domain.people import Contact, Role
from escalation.policy import MAY_READ
from services import effects, settings
from services.reading import READ_BUTTON
from services.reminding import is_due, notice
from services.runtime import Runtime
from storage import contacts, readings
from storage import settings as store

TOLD = "reading_told"
"""The fact that says when staff were last told that texts wait."""

LOOK = ("read.look", READ_BUTTON)
HEADS = frozenset({Role.HEAD})


async def remind(rt: Runtime) -> int:
    """Tell who reads that texts wait, and the head where some are overdue; how many were told."""
    async with rt.database.write() as uow:
        now = rt.now()
        if not (await settings.load(uow)).sends_now(now):
            return 0
        waiting = await readings.waiting(uow, now)
        if not waiting.unread or not await is_due(uow, TOLD, now):
            return 0
        readers = await contacts.reachable_staff(uow, MAY_READ)
        heads = await contacts.reachable_staff(uow, HEADS) if waiting.overdue else []
        known = {contact.id for contact, _ in readers}
        heads = [each for each in heads if each[0].id not in known]
        told = [
            *(_notice(each, waiting, "read.wait", now, LOOK) for each in readers),
            *(_notice(each, waiting, "read.late", now) for each in heads),
        ]
        events = [event for event in told if event is not None]
        if events:
            await store.remember(uow, TOLD, now.isoformat())
            await effects.apply(rt, uow, events)
        await uow.commit()
    rt.bell.ring()
    return len(events)


def _notice(
    to: tuple[Contact, AddressId],
    waiting: readings.Waiting,
    key: str,
    now: datetime,
    look: tuple[str, str] | None = None,
) -> MessageQueued | None:
    """What somebody is told of the list; nothing where all of it is about themselves."""
    own = waiting.without(to[0].id)
    if not own.unread:
        return None
    return notice(*to, key, now, look, n=own.unread, late=own.overdue)
