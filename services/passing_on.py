"""Thank-you notes between the turns: taken up, announced to staff, given to whom they are for.

A note is taken up once its writer can no longer change it. Notes travel as prompts do, inside the
sending window. One to somebody about whom a case is open is held for those who safeguard, and goes
when one of them says so.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from domain.events import Event, MessageQueued, NoteMoved
from domain.ids import AddressId, NoteId
from domain.messages import Button, Lane, Outbound, OutboundKind
from domain.notes import NoteStatus
from domain.people import Contact, Role
from escalation.policy import MAY_TAKE_CASES
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
        if not (await settings.load(uow)).sends_now(rt.now()):
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
    unread = await notes.to_be_read(uow)
    if not any(unread.values()) or not _is_long_ago(await store.fact(uow, ANNOUNCED), now):
        return []
    told = await _told(uow) if unread[NoteStatus.WAITING] else []
    if unread[NoteStatus.HELD]:
        told += [each for each in await _safeguarders(uow) if each not in told]
    if told:
        await store.remember(uow, ANNOUNCED, now.isoformat())
    return [_announcement(contact, to, _read_by(contact, unread), now) for contact, to in told]


def _read_by(contact: Contact, unread: dict[NoteStatus, int]) -> int:
    held = unread[NoteStatus.HELD] if contact.serves_as(MAY_TAKE_CASES) else 0
    return unread[NoteStatus.WAITING] + held


async def _safeguarders(uow: UnitOfWork) -> list[tuple[Contact, AddressId]]:
    return await contacts.reachable_staff(uow, MAY_TAKE_CASES)


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
    in_case = {contact_id for _, contact_id in concerns}
    staff = await contacts.load(uow, [note.staff_id for note in chosen if note.staff_id])
    events: list[Event] = []
    for note in chosen:
        found = readers.get(note.recipient_id) if note.recipient_id else None
        decided = staff.get(note.staff_id) if note.staff_id else None
        safe = decided is not None and bool(decided.roles & MAY_TAKE_CASES)
        if found is None:
            events.append(_again(note, rt.now()))
        elif found[0].id in in_case and not safe:
            held = NoteMoved(note_id=note.id, status=NoteStatus.HELD, at=rt.now())
            events.append(replace(held, recipient_id=note.recipient_id))
        else:
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
    note = await _chosen(uow, message)
    if note is None:
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


async def came_back(rt: Runtime, uow: UnitOfWork, message: Outbound) -> list[Event]:
    """What follows where a note cannot be sent: it waits for an adult again."""
    note = await _chosen(uow, message)
    if note is None:
        return []
    return [_again(note, rt.now())]


def _again(note: Note, now: datetime) -> NoteMoved:
    """A note waits for an adult again: for one who safeguards where its words are in a case."""
    status = NoteStatus.HELD if note.in_case else NoteStatus.WAITING
    return NoteMoved(note_id=note.id, status=status, at=now)


async def _chosen(uow: UnitOfWork, message: Outbound) -> Note | None:
    """The note that a message was to give; None where it gives none, or the note is erased."""
    if message.kind is not OutboundKind.NOTE or message.which != Page.GIVEN:
        return None
    found = await notes.waiting_or_named(uow, [NoteId(message.about)])
    return next((each for each in found if each.id == message.about), None)
