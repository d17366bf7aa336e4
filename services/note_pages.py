"""The words and names of a thank-you note, read as a page of it leaves.

Each look is written down. Nothing of a note lies in the outbox: one that has been erased
meanwhile, or has become a case, goes nowhere.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from domain.audit import Look
from domain.ids import ContactId, NoteId
from domain.messages import Button, Outbound
from domain.notes import NoteStatus
from domain.people import Contact
from flows.wording import wording
from locales.reader import Voice, voices
from services.identity import Person, reveal, reveal_all
from services.kind_notes import NAMES_AT_ONCE, SHOWN, WHO, WITH_NAME, Page, note_data
from services.note_room import may_read
from services.own_answers import pack_of
from services.runtime import Runtime
from storage import addresses, audit, classes, contacts, notes
from storage.classes import Class
from storage.notes import OpenNote

WHY_READ = "To decide whether a thank-you note is passed on."
WHY_NAMES = "To say whom a thank-you note is for."
WHY_SIGNED = "The writer of a thank-you note wished it to carry their name."


async def note_page(rt: Runtime, message: Outbound) -> Outbound | None:
    """The page whole; None where the note, or whoever was to read it, is not there any more."""
    async with rt.database.read() as uow:
        reader = await addresses.owner(uow, message.to)
        note = await notes.opened(uow, NoteId(message.about))
    if reader is None or note is None:
        return None
    page, _, which = message.which.partition(":")
    if page == Page.GIVEN:
        return await _given(rt, message, reader, note)
    if not may_read(reader, note.note):
        return None
    match page:
        case Page.READ:
            return await _read(rt, message, reader, note)
        case Page.SURE:
            return await _sure(rt, message, reader, note, ContactId(which))
        case Page.CLASS:
            return await _class_names(rt, message, reader, which)
        case _:
            return await _staff_names(rt, message, reader, int(which))


async def _read(rt: Runtime, message: Outbound, reader: Contact, note: OpenNote) -> Outbound:
    async with rt.database.write() as uow:
        look = Look(
            actor=reader.id,
            action="note:read",
            subject=note.note.id,
            reason=WHY_READ,
            at=rt.now(),
        )
        await audit.append(uow, look)
        await uow.commit()
    name = await _writer(rt, reader, note)
    chosen = note.note.recipient_id
    known = await _called(rt, reader, chosen) if chosen else None

    def about(speak: Voice) -> str:
        told = _about(known or _for_whom(rt, note, speak), name, speak)
        held = note.note.status is NoteStatus.HELD
        return f"{told}\n\n{speak.say('notes.held')}" if held else told

    return _with_words(message, reader, note, about)


def _with_words(
    message: Outbound, reader: Contact, note: OpenNote, about: Callable[[Voice], str]
) -> Outbound:
    """What a page says of a note in each language, and then the words as they were written."""
    told = voices(reader.language, reader.band).tell(about)
    return replace(message, text="\n\n".join([message.text, told, note.words]))


def _about(who: str, writer: str | None, speak: Voice) -> str:
    return "\n".join([speak.say("notes.for", who=who), _signed(writer, speak)])


def _signed(writer: str | None, speak: Voice) -> str:
    return speak.say("notes.from", name=writer) if writer else speak.say("notes.from_nobody")


def _for_whom(rt: Runtime, note: OpenNote, speak: Voice) -> str:
    """What the writer tapped; who it is in truth stands in the words."""
    pack = pack_of(rt.packs, note.pack, note.version)
    labels = wording(pack, speak).labels.get(WHO, {}) if pack else {}
    return labels.get(note.given.get(WHO, ""), speak.say("flow.no_answer"))


async def _writer(rt: Runtime, reader: Contact, note: OpenNote) -> str | None:
    """The name of a writer who wished to be named."""
    if note.given.get(SHOWN) != WITH_NAME:
        return None
    writer = await reveal(rt, actor=reader.id, contact_id=note.note.contact_id, reason=WHY_SIGNED)
    return writer.name if writer else None


async def _class_names(rt: Runtime, message: Outbound, reader: Contact, which: str) -> Outbound:
    """A button for everybody of a class. Its writer is among them, or they would be told apart."""
    first, number, year, name = which.split(":", 3)
    async with rt.database.read() as uow:
        found = await classes.members(uow, Class(year=int(year), name=name or None))
    return await _names(rt, message, reader, found, int(first), ("class", number))


async def _staff_names(rt: Runtime, message: Outbound, reader: Contact, first: int) -> Outbound:
    async with rt.database.read() as uow:
        found = await classes.adults(uow)
    return await _names(rt, message, reader, found, first, ("staff",))


async def _names(
    rt: Runtime,
    message: Outbound,
    reader: Contact,
    found: Sequence[Contact],
    first: int,
    more: tuple[str, ...],
) -> Outbound:
    """Some of the names in order, each a button, and the way to those after them."""
    whose = [each.id for each in found]
    people = await reveal_all(rt, actor=reader.id, contact_ids=whose, reason=WHY_NAMES)
    named = sorted((label, contact_id) for contact_id, label in _told_apart(people).items())
    after, note_id = first + NAMES_AT_ONCE, NoteId(message.about)
    rows = [
        (Button(label=label, data=note_data(note_id, "to", contact_id)),)
        for label, contact_id in named[first:after]
    ]
    speaks = voices(reader.language, reader.band)
    if after < len(named):
        data = note_data(note_id, *more, after)
        rows.append((Button(label=speaks.label("notes.more"), data=data),))
    text = message.text if rows else speaks.say("notes.nobody")
    return replace(message, text=text, buttons=(*rows, *message.buttons))


def _told_apart(people: Mapping[ContactId, Person]) -> dict[ContactId, str]:
    """Names; where two have the same, with the school's own reference."""
    times = Counter(person.name for person in people.values())
    return {
        contact_id: f"{person.name} ({person.reference})"
        if times[person.name] > 1 and person.reference
        else person.name
        for contact_id, person in people.items()
    }


async def _called(rt: Runtime, reader: Contact, whom: ContactId) -> str | None:
    """Somebody by their name and, if they are a learner, their class or year."""
    person = await reveal(rt, actor=reader.id, contact_id=whom, reason=WHY_NAMES)
    async with rt.database.read() as uow:
        contact = (await contacts.load(uow, [whom])).get(whom)
    if person is None or contact is None:
        return None
    beside = contact.class_name or (str(contact.year) if contact.year else "")
    return f"{person.name}, {beside}" if beside else person.name


async def _sure(
    rt: Runtime, message: Outbound, reader: Contact, note: OpenNote, recipient: ContactId
) -> Outbound | None:
    who = await _called(rt, reader, recipient)
    if who is None:
        return None
    name = await _writer(rt, reader, note)
    return _with_words(message, reader, note, lambda speak: _about(who, name, speak))


async def _given(
    rt: Runtime, message: Outbound, reader: Contact, note: OpenNote
) -> Outbound | None:
    """The note as it arrives, with the writer's name under it if they wished so."""
    status, recipient = note.note.status, note.note.recipient_id
    if status is not NoteStatus.CHOSEN or recipient != reader.id:
        return None
    name = await _writer(rt, reader, note)
    speaks = voices(reader.language, reader.band)
    signed = speaks.tell(lambda speak: _signed(name, speak))
    return replace(message, text="\n\n".join([speaks.say("notes.given"), note.words, signed]))
