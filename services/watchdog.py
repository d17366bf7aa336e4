"""What watches the paging itself: a channel on which pages do not leave, and a clock that stops.

Where pages wait too long on one channel, those who are paged are told on every other one, once,
and told again when they leave. The clock is watched by something that does not depend on it.
"""

import asyncio
import logging
from datetime import datetime, timedelta

from domain.events import MessageQueued
from domain.messages import Channel, Lane, Outbound
from domain.people import Role
from escalation.policy import LADDER_ROLES
from locales.reader import voices
from services import cases, effects
from services.bell import wait
from services.runtime import Runtime
from storage import contacts, outbox
from storage import settings as store
from storage.database import UnitOfWork

logger = logging.getLogger(__name__)

STUCK = timedelta(minutes=1)
"""How long a page may wait that could not leave at once."""

WATCHED = (*LADDER_ROLES, Role.OFFICE)
"""Who is told."""

LOOK_EVERY = 10.0
"""Seconds between looks at the clock."""

_DOWN = "channel_down:{}"


async def look(rt: Runtime) -> int:
    """Tell of channels on which pages have begun to wait, or leave again; how many messages."""
    now = rt.now()
    async with rt.database.write() as uow:
        stuck = await outbox.stuck(uow, now - STUCK)
        events: list[MessageQueued] = []
        for channel in Channel:
            known = await store.fact(uow, _DOWN.format(channel.value)) or ""
            since = stuck.get(channel)
            if since is not None and not known:
                logger.error("pages_do_not_leave", extra={"channel": channel.value})
                await store.remember(uow, _DOWN.format(channel.value), since.isoformat())
                events += await _told(uow, channel, since, now, "watch.down")
            if since is None and known:
                logger.info("pages_leave_again", extra={"channel": channel.value})
                await store.remember(uow, _DOWN.format(channel.value), "")
                events += await _told(uow, channel, datetime.fromisoformat(known), now, "watch.up")
        await effects.apply(rt, uow, events)
        await uow.commit()
    if events:
        rt.bell.ring()
    return len(events)


async def _told(
    uow: UnitOfWork, channel: Channel, since: datetime, now: datetime, key: str
) -> list[MessageQueued]:
    """A notice to everybody who is paged, on every other channel of theirs."""
    others = [each for each in Channel if each is not channel]
    staff = await contacts.reachable_staff(uow, WATCHED, others)
    told = []
    for contact, address in staff:
        speaks = voices(contact.language)
        text = speaks.tell(
            lambda speak: speak.say(
                key,
                channel=speak.say(f"watch.channel.{channel.value}"),
                time=speak.moment(since),
            )
        )
        message = Outbound(to=address, lane=Lane.SAFEGUARDING, text=text)
        told.append(MessageQueued(message=message, contact_id=contact.id, at=now))
    return told


async def watch_clock(rt: Runtime, stop: asyncio.Event) -> None:
    """Do the clock's most urgent work ourselves while it is silent, and say that it is."""
    while not stop.is_set():
        if rt.pulse.is_late(rt.now()):
            logger.error("clock_stopped")
            await _chase(rt)
        await wait(stop, LOOK_EVERY)


async def _chase(rt: Runtime) -> None:
    try:
        await cases.chase(rt)
        await look(rt)
    except Exception as error:
        logger.error("chase_failed", extra={"error": type(error).__name__})  # noqa: TRY400 - as ever
