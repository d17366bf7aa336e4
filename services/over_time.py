"""Signs over time, where the school has switched them on.

Learners are told first, each in their chat, and only what they answer after that counts. What is
noticed waits for the pastoral lead, who hears once a school day that it does; it opens no case and
pages nobody.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.events import MessageQueued
from domain.ids import ID_LENGTH, AddressId, ContactId, SignId
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Contact
from escalation.over_time import NOT_AGAIN_WITHIN, SILENT_FOR, Kind, of_faces
from escalation.policy import SEES_SIGNS
from flows.calendar import SchoolTime, school_day
from locales.reader import Voice, voices
from services import effects, settings
from services.own_me import FACE, MOOD
from services.reminding import is_due, notice
from services.runtime import Runtime
from services.signs import SIGNS_BUTTON
from storage import contacts
from storage import over_time as store
from storage import settings as facts
from storage.database import UnitOfWork

logger = logging.getLogger(__name__)

LOOKED = "over_time_looked"
"""The fact that says up to which moment faces have been looked at."""

TOLD = "signs_told"
"""The fact that says when the pastoral lead was last told that signs wait."""

WARNED = "signs_warned"
"""The fact that says when it was last logged that no pastoral lead is there."""

SETTLED = timedelta(hours=1)
"""How long a face may still be changed by its learner; it is looked at after that."""

TELL_AT_ONCE = 100
TELL_AGAIN = timedelta(days=1)
"""When somebody is told again whom the telling has not reached; until then it may still leave."""

LOOK_BACK = timedelta(days=60)
"""For how long after a case silence is looked for."""

Noticed = tuple[ContactId, Kind, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is to be written: who is to be told, what was noticed, how far was looked."""

    leads: tuple[tuple[Contact, AddressId], ...]
    unaware: tuple[tuple[Contact, AddressId], ...]
    noticed: tuple[Noticed, ...]
    until: datetime


async def tend(rt: Runtime) -> int:
    """Tell learners, notice signs and tell the pastoral lead; how many signs were noticed."""
    now = rt.now()
    async with rt.database.read() as uow:
        school = await settings.load(uow)
        since = school.over_time.since
        if since is None or not school.sends_now(now):
            return 0
        found = await _look(uow, since, now, school.hours)
    if found is None:
        await _warn(rt, now)
        return 0
    async with rt.database.write() as uow:
        events = await _tell(uow, found.unaware, now)
        rows = [(SignId(rt.chance(ID_LENGTH)), *each) for each in found.noticed]
        await store.add(uow, rows, now)
        await facts.remember(uow, LOOKED, found.until.isoformat())
        waiting = await store.waiting(uow, since)
        if waiting and await is_due(uow, TOLD, now):
            look = ("signs.look", SIGNS_BUTTON)
            events += [notice(*each, "signs.wait", now, look, n=waiting) for each in found.leads]
            await facts.remember(uow, TOLD, now.isoformat())
        await effects.apply(rt, uow, events)
        await uow.commit()
    if events:
        rt.bell.ring()
    return len(found.noticed)


async def _warn(rt: Runtime, now: datetime) -> None:
    """Log once a day that nobody is there to be told."""
    async with rt.database.write() as uow:
        if await is_due(uow, WARNED, now):
            logger.warning("signs_without_pastoral_lead")
            await facts.remember(uow, WARNED, now.isoformat())
            await uow.commit()


async def _look(
    uow: UnitOfWork, since: datetime, now: datetime, school: SchoolTime
) -> Found | None:
    leads = await contacts.reachable_staff(uow, SEES_SIGNS)
    if not leads:
        return None
    looked = await facts.fact(uow, LOOKED)
    after = max(since, min(datetime.fromisoformat(looked), now)) if looked else since
    until = max(after, now - SETTLED)
    noticed = [*await _faces(uow, since, (after, until)), *await _silent(uow, since, now, school)]
    return Found(
        leads=tuple(leads),
        unaware=tuple(await store.not_told(uow, since, now - TELL_AGAIN, TELL_AT_ONCE)),
        noticed=tuple(await _fresh(uow, noticed, now)),
        until=until,
    )


async def _tell(
    uow: UnitOfWork, unaware: Iterable[tuple[Contact, AddressId]], now: datetime
) -> list[MessageQueued]:
    """Tell learners who have not been told yet. It counts once it has left (`services/outcomes`).

    It is no question, and so leaves as a reply does: nothing that is open is taken back for it.
    """
    told = []
    for contact, to in unaware:
        text = voices(contact.language, contact.band).tell(_told)
        outbound = Outbound(
            to=to, lane=Lane.REPLY, text=text, kind=OutboundKind.OVER_TIME, about=contact.id
        )
        told.append(MessageQueued(message=outbound, contact_id=contact.id, at=now))
    await store.queue_telling(uow, (contact.id for contact, _ in unaware), now)
    return told


def _told(speak: Voice) -> str:
    return f"{speak.say('overtime.new')}\n\n{speak.say('overtime.how')}"


async def still_tells(rt: Runtime, contact: Contact) -> bool:
    """Whether this learner is still to be told, now that the telling is about to leave."""
    async with rt.database.read() as uow:
        school = await settings.load(uow)
        since = school.over_time.since
        if since is None or not school.sends_now(rt.now()):
            return False
        told = await store.told_at(uow, contact.id)
    return told is None or told < since


async def _faces(
    uow: UnitOfWork, since: datetime, new: tuple[datetime, datetime]
) -> list[Noticed]:
    """The signs of every day whose face is new, one of a kind and a learner."""
    given = await store.faces(uow, pack=MOOD, question=FACE, told_since=since, new=new)
    noticed: dict[tuple[ContactId, Kind], datetime] = {}
    for who, faces in given.items():
        newest = {school_day(at): (at, int(face)) for at, face in faces}
        days = sorted(newest)
        values = [newest[day][1] for day in days]
        for nth, day in enumerate(days, start=1):
            at = newest[day][0]
            if at > new[0]:
                for kind in sorted(of_faces(values[:nth])):
                    noticed.setdefault((who, kind), at)
    return [(who, kind, at) for (who, kind), at in noticed.items()]


async def _silent(
    uow: UnitOfWork, since: datetime, now: datetime, school: SchoolTime
) -> list[Noticed]:
    heard = await store.last_heard(uow, told_since=since, opened_after=now - LOOK_BACK)
    return [
        (who, Kind.SILENT, at)
        for who, at in heard.items()
        if now >= school.days_after(at, SILENT_FOR)
    ]


async def _fresh(uow: UnitOfWork, noticed: Iterable[Noticed], now: datetime) -> list[Noticed]:
    """Without what the pastoral lead was told of the same learner a while ago."""
    some = list(noticed)
    given = await store.given(uow, {who for who, _, _ in some})
    return [
        (who, kind, since)
        for who, kind, since in some
        if not any(
            kind is earlier and (of == since or now - at < NOT_AGAIN_WITHIN)
            for earlier, of, at in given.get(who, ())
        )
    ]
