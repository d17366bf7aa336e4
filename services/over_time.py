"""Signs over time, where the school has switched them on.

Learners are told first, each in their chat, and only what they answer after that counts. What is
noticed waits for the pastoral lead, who hears once a school day that it does; it opens no case and
pages nobody.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.events import MessageQueued
from domain.ids import ID_LENGTH, ContactId, SignId
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Contact
from escalation.over_time import NOT_AGAIN_WITHIN, SILENT_FOR, Kind, of_faces
from escalation.policy import SEES_SIGNS
from flows.calendar import school_day, school_days_after
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

SETTLED = timedelta(hours=1)
"""How long a face may still be changed by its learner; it is looked at after that."""

TELL_AT_ONCE = 500
TELL_AGAIN = timedelta(days=1)
"""When somebody is told again whom the telling has not reached."""

LOOK_BACK = timedelta(days=60)
"""For how long after a case silence is looked for."""


async def tend(rt: Runtime) -> int:
    """Tell learners, notice signs and tell the pastoral lead; how many signs were noticed."""
    async with rt.database.write() as uow:
        now, school = rt.now(), await settings.load(uow)
        since = school.over_time.since
        if since is None or not school.window.is_open(now):
            return 0
        leads = await contacts.reachable_staff(uow, SEES_SIGNS)
        if not leads:
            logger.warning("signs_without_pastoral_lead")
            return 0
        events = await _tell(uow, since, now)
        noticed = [*await _faces(uow, since, now), *await _silent(uow, since, now)]
        new = [
            (SignId(rt.chance(ID_LENGTH)), *each) for each in await _not_again(uow, noticed, now)
        ]
        await store.add(uow, new, now)
        waiting = await store.waiting(uow)
        if waiting and await is_due(uow, TOLD, now):
            look = ("signs.look", SIGNS_BUTTON)
            events += [notice(*each, "signs.wait", now, look, n=waiting) for each in leads]
            await facts.remember(uow, TOLD, now.isoformat())
        await effects.apply(rt, uow, events)
        await uow.commit()
    if events:
        rt.bell.ring()
    return len(new)


async def _tell(uow: UnitOfWork, since: datetime, now: datetime) -> list[MessageQueued]:
    """Learners who have not been told yet; it counts as told once it leaves (`note_told`)."""
    unaware = await store.not_told(uow, since, now - TELL_AGAIN, TELL_AT_ONCE)
    await store.queue_telling(uow, (contact.id for contact, _ in unaware), now)
    told = []
    for contact, to in unaware:
        text = voices(contact.language, contact.band).tell(_told)
        outbound = Outbound(
            to=to, lane=Lane.BULK, text=text, kind=OutboundKind.OVER_TIME, about=contact.id
        )
        told.append(MessageQueued(message=outbound, contact_id=contact.id, at=now))
    return told


def _told(speak: Voice) -> str:
    return f"{speak.say('overtime.new')}\n\n{speak.say('overtime.how')}"


async def note_told(rt: Runtime, contact: Contact) -> None:
    """Note that the telling leaves for this learner now."""
    async with rt.database.write() as uow:
        await store.note_told(uow, contact.id, rt.now())
        await uow.commit()


Noticed = tuple[ContactId, Kind, datetime]


async def _faces(uow: UnitOfWork, since: datetime, now: datetime) -> list[Noticed]:
    looked = await facts.fact(uow, LOOKED)
    after = max(since, datetime.fromisoformat(looked)) if looked else since
    until = now - SETTLED
    if until <= after:
        return []
    given = await store.faces(uow, pack=MOOD, question=FACE, told_since=since, new=(after, until))
    await facts.remember(uow, LOOKED, until.isoformat())
    noticed = []
    for who, faces in given.items():
        newest = {school_day(at): (at, int(face)) for at, face in faces}
        days = sorted(newest)
        last = newest[days[-1]][0]
        kinds = of_faces([newest[day][1] for day in days])
        noticed += [(who, kind, last) for kind in sorted(kinds)]
    return noticed


async def _silent(uow: UnitOfWork, since: datetime, now: datetime) -> list[Noticed]:
    heard = await store.last_heard(uow, told_since=since, opened_after=now - LOOK_BACK)
    return [
        (who, Kind.SILENT, at)
        for who, at in heard.items()
        if now >= school_days_after(at, SILENT_FOR)
    ]


async def _not_again(uow: UnitOfWork, noticed: Iterable[Noticed], now: datetime) -> list[Noticed]:
    """Without what the pastoral lead was told of the same learner a while ago."""
    some = list(noticed)
    given = await store.given_since(uow, {who for who, _, _ in some}, now - NOT_AGAIN_WITHIN)
    return [each for each in some if each[:2] not in given]
