"""What is kept of one learner, read for them as their file leaves."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.ids import ContactId
from domain.notes import NoteStatus
from domain.people import Contact
from services.book_pages import WHO_READS
from services.identity import Person, reveal
from services.kind_notes import PACK, WORDS
from services.runtime import Runtime
from storage import books, contacts, learner, notes
from storage.books import Access
from storage.database import UnitOfWork
from storage.learner import OwnAnswer, OwnChat, OwnNote, OwnSession, OwnSign, OwnText

WHY = "The learner asked in their own chat for all that is kept about them."
"""What the audit says of opening a name for a learner's own file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """All that is kept of a learner and may be handed out by a program.

    Whether there is a safeguarding record is never in it: whoever may give that out is a person.
    """

    contact: Contact
    person: Person | None
    chats: tuple[OwnChat, ...]
    sessions: tuple[OwnSession, ...]
    answers: tuple[OwnAnswer, ...]
    texts: tuple[OwnText, ...]
    notes: tuple[OwnNote, ...]
    signs: tuple[OwnSign, ...]
    asked: tuple[date, ...]
    counted: tuple[datetime, ...]
    book: Access | None
    reader: Person | None
    at: datetime


async def owner(rt: Runtime, contact_id: str, address_id: str) -> Contact | None:
    """The learner a message is about, if the chat it goes to is theirs now."""
    wanted = ContactId(contact_id)
    async with rt.database.read() as uow:
        if not await learner.owns(uow, wanted, address_id):
            return None
        found = (await contacts.load(uow, [wanted])).get(wanted)
    return found if found is not None and found.is_learner else None


async def read_data(rt: Runtime, contact: Contact) -> OwnData:
    """All that is kept now. Opening the name is written down like every look at one."""
    person = await reveal(rt, actor=contact.id, contact_id=contact.id, reason=WHY)
    async with rt.database.read() as uow:
        book = await books.access_to(uow, contact.id)
    reader = await _reader(rt, contact, book)
    async with rt.database.read() as uow:
        return OwnData(
            contact=contact,
            person=person,
            book=book,
            reader=reader,
            chats=await learner.own_chats(uow, contact.id),
            sessions=await learner.own_sessions(uow, contact.id),
            answers=await learner.own_answers(uow, contact.id),
            texts=await learner.own_texts(uow, contact.id),
            notes=await _notes(uow, contact.id),
            signs=await learner.own_signs(uow, contact.id),
            asked=await learner.times_asked(uow, contact.id),
            counted=await learner.times_counted(uow, contact.id),
            at=rt.now(),
        )


async def _notes(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnNote, ...]:
    """The notes, and those just written, which wait like those that an adult is to read.

    So does one that is held, for which of the two it is would tell of a case.
    """
    found = [
        replace(note, status=NoteStatus.WAITING.value)
        if note.written and note.status == NoteStatus.HELD
        else note
        for note in await learner.own_notes(uow, contact_id)
    ]
    written = await notes.not_taken_up(uow, contact_id, pack=PACK, question=WORDS)
    waiting = NoteStatus.WAITING.value
    return (*found, *(OwnNote(written=True, status=waiting, at=at) for at in written))


async def _reader(rt: Runtime, contact: Contact, book: Access | None) -> Person | None:
    """The adult who may read the learner's book."""
    if book is None:
        return None
    return await reveal(rt, actor=contact.id, contact_id=book.reader_id, reason=WHO_READS)
