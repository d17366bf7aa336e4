"""The words and names of a thank-you note, read as a page of it leaves.

Each look is written down. Nothing of a note lies in the outbox: one that has been erased
meanwhile, or whose words have joined a case, goes nowhere.
"""

from collections.abc import Callable
from dataclasses import replace

from domain.ids import ContactId, NoteId
from domain.messages import Button, Keyboard, Outbound
from domain.notes import NoteStatus
from domain.people import Contact
from flows.wording import wording
from locales.reader import Voice, voices
from services.identity import reveal, reveal_all
from services.kind_notes import MAY_PASS_ON, SHOWN, WHO, WITH_NAME, Page, note_data
from services.own_answers import pack_of
from services.runtime import Runtime
from storage import addresses, classes, notes, settings
from storage.classes import Class
from storage.notes import OpenNote

WHY_READ = "To decide whether a thank-you note is passed on."
WHY_NAMES = "To say whom a thank-you note is for."
WHY_SIGNED = "The writer of a thank-you note wished it to carry their name."

MOST_NAMES = 90
"""Names on one page: a message takes a hundred buttons."""


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
    if not reader.roles & MAY_PASS_ON or note.note.status is not NoteStatus.WAITING:
        return None
    match page:
        case Page.READ:
            return await _read(rt, message, reader, note)
        case Page.SURE:
            return await _sure(rt, message, reader, note, ContactId(which))
        case _:
            return await _names(rt, message, reader, note, which)


async def _read(rt: Runtime, message: Outbound, reader: Contact, note: OpenNote) -> Outbound:
    async with rt.database.write() as uow:
        await settings.note_look(
            uow,
            actor=reader.id,
            action="note:read",
            subject=note.note.id,
            reason=WHY_READ,
            now=rt.now(),
        )
        await uow.commit()
    name = await _writer(rt, reader, note)
    return _with_words(message, reader, note, lambda s: _about(_for_whom(rt, note, s), name, s))


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


async def _names(
    rt: Runtime, message: Outbound, reader: Contact, note: OpenNote, which: str
) -> Outbound:
    """A button for everybody who could be given the note, but for its writer."""
    async with rt.database.read() as uow:
        found = await classes.members(uow, _class(which)) if which else await classes.adults(uow)
    wanted = [each.id for each in found if each.id != note.note.contact_id]
    people = await reveal_all(rt, actor=reader.id, contact_ids=wanted, reason=WHY_NAMES)
    named = sorted((person.name, contact_id) for contact_id, person in people.items())
    buttons: Keyboard = tuple(
        (Button(label=name, data=note_data(note.note.id, "to", contact_id)),)
        for name, contact_id in named[:MOST_NAMES]
    )
    speaks = voices(reader.language, reader.band)
    text = message.text if buttons else speaks.say("notes.nobody")
    return replace(message, text=text, buttons=(*buttons, *message.buttons))


def _class(which: str) -> Class:
    year, _, name = which.partition(":")
    return Class(year=int(year), name=name or None)


async def _sure(
    rt: Runtime, message: Outbound, reader: Contact, note: OpenNote, recipient: ContactId
) -> Outbound | None:
    person = await reveal(rt, actor=reader.id, contact_id=recipient, reason=WHY_NAMES)
    if person is None:
        return None
    name = await _writer(rt, reader, note)
    return _with_words(message, reader, note, lambda speak: _about(person.name, name, speak))


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
