"""Thank-you notes between the turns: taken up, announced to staff, given to whom they are for.

A note is taken up once its writer can no longer change it. Notes travel as prompts do, inside the
sending window, and not to somebody about whom a case is open: theirs waits until it is closed.
"""

import logging
from datetime import datetime, timedelta

from domain.events import Event, MessageQueued, NoteMoved
from domain.ids import AddressId, NoteId
from domain.messages import Button, Lane, Outbound, OutboundKind
from domain.notes import NoteStatus
from domain.people import Contact, Role
from flows.definition import newest
from locales.reader import voices
from services import effects, settings
from services.kind_notes import NOTES_BUTTON, PACK, WORDS, Page, word
from services.runtime import Runtime
from storage import cases, contacts, notes
from storage import settings as store
from storage.database import UnitOfWork
from storage.notes import Note

logger = logging.getLogger(__name__)

ANNOUNCED = "notes_announced"
"""The fact that says when staff were last told that notes wait."""

ANNOUNCED_EVERY = timedelta(hours=20)
"""How often staff are told, at the most, while notes wait: once a school day."""

TOLD_FIRST = (frozenset({Role.OFFICE}), frozenset({Role.DSP, Role.DEPUTY}), frozenset({Role.HEAD}))
"""Who is told: the office, and where nobody there has joined those after it."""


async def carry(rt: Runtime) -> int:
    """Carry every note a step further that can be; how many messages that made."""
    async with rt.database.write() as uow:
        if not (await settings.load(uow)).window.is_open(rt.now()):
            return 0
        taken_up = await _take_up(rt, uow)
        events = [*await _announce(rt, uow), *await _give(rt, uow)]
        if not taken_up and not events:
            return 0
        await effects.apply(rt, uow, events)
        await uow.commit()
    rt.bell.ring()
    return sum(isinstance(event, MessageQueued) for event in events)


async def _take_up(rt: Runtime, uow: UnitOfWork) -> int:
    pack = newest(rt.packs, PACK)
    if pack is None:
        return 0
    settled = rt.now() - timedelta(minutes=pack.change_minutes)
    return await notes.gather(uow, pack=PACK, question=WORDS, before=settled)


async def _announce(rt: Runtime, uow: UnitOfWork) -> list[Event]:
    """Tell staff that notes wait, seldom, and without a word of them."""
    now = rt.now()
    number = await notes.count_waiting(uow)
    if not number or not _is_long_ago(await store.fact(uow, ANNOUNCED), now):
        return []
    staff = await _told(uow)
    if staff:
        await store.remember(uow, ANNOUNCED, now.isoformat())
    return [_announcement(contact, address, number, now) for contact, address in staff]


def _is_long_ago(at: str | None, now: datetime) -> bool:
    return at is None or now - datetime.fromisoformat(at) >= ANNOUNCED_EVERY


async def _told(uow: UnitOfWork) -> list[tuple[Contact, AddressId]]:
    for roles in TOLD_FIRST:
        if staff := await contacts.reachable_staff(uow, roles):
            return staff
    return []


def _announcement(contact: Contact, to: AddressId, number: int, now: datetime) -> MessageQueued:
    speaks = voices(contact.language, contact.band)
    look = Button(label=speaks.label("notes.look"), data=NOTES_BUTTON)
    text = speaks.tell(lambda speak: speak.say("notes.heading", n=speak.number(number)))
    outbound = Outbound(to=to, lane=Lane.BULK, text=text, buttons=((look,),))
    return MessageQueued(message=outbound, contact_id=contact.id, at=now)


async def _give(rt: Runtime, uow: UnitOfWork) -> list[Event]:
    """Send notes to those they are for; one whose reader has left waits for an adult again."""
    chosen = await notes.on_their_way(uow)
    readers = await contacts.reachable(uow, [n.recipient_id for n in chosen if n.recipient_id])
    concerns = await cases.of_chats(uow, [address for _, address in readers.values()])
    events: list[Event] = []
    for note in chosen:
        found = readers.get(note.recipient_id) if note.recipient_id else None
        if found is None:
            events.append(NoteMoved(note_id=note.id, status=NoteStatus.WAITING, at=rt.now()))
        elif (found[1], found[0].id) not in concerns:
            events.append(_given(note, *found, rt.now()))
    return events


def _given(note: Note, reader: Contact, to: AddressId, now: datetime) -> MessageQueued:
    label = voices(reader.language, reader.band).label("talk.button")
    talk = ((Button(label=label, data="c:talk"),),) if reader.is_learner else ()
    outbound = Outbound(
        to=to,
        lane=Lane.BULK,
        text="",
        buttons=talk,
        kind=OutboundKind.NOTE,
        about=note.id,
        which=Page.GIVEN,
    )
    return MessageQueued(message=outbound, contact_id=reader.id, at=now, note_id=note.id)


async def arrived(rt: Runtime, uow: UnitOfWork, message: Outbound) -> list[Event]:
    """What follows once a note has been sent: it is given, and its writer is told."""
    if message.kind is not OutboundKind.NOTE or message.which != Page.GIVEN:
        return []
    found = await notes.waiting_or_named(uow, [NoteId(message.about)])
    note = next((each for each in found if each.id == message.about), None)
    if note is None:  # erased while it was sent
        return []
    moved = NoteMoved(
        note_id=note.id,
        status=NoteStatus.GIVEN,
        at=rt.now(),
        recipient_id=note.recipient_id,
    )
    writer = (await contacts.reachable(uow, [note.contact_id])).get(note.contact_id)
    said = [word(*writer, note.id, "notes.told.passed_on", rt.now())] if writer else []
    return [moved, *said]
