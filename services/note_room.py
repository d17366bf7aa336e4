"""What is known of thank-you notes when a member of staff asks for them or taps a button."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from domain.ids import AddressId, ContactId, NoteId
from domain.notes import TO_BE_READ, NoteStatus
from domain.people import Contact, Role
from escalation.policy import MAY_TAKE_CASES
from services.chats import Chat, of_writer
from storage import cases, classes, contacts, notes
from storage.classes import Class
from storage.database import UnitOfWork
from storage.notes import Note

MAY_PASS_ON = frozenset({Role.OFFICE, Role.DSP, Role.DEPUTY, Role.HEAD})
"""Who reads notes and passes them on."""


def may_read(reader: Contact, note: Note) -> bool:
    """Whether this is a note to be read, and read by this one."""
    if note.status not in TO_BE_READ:
        return False
    held = note.in_case or note.status is NoteStatus.HELD
    return reader.serves_as(MAY_TAKE_CASES if held else MAY_PASS_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRoom:
    """Notes that wait and notes that are asked for, the oldest first, without their words.

    `writers` are the chats in which those that are asked for were written, `reachable` those of
    their writers and readers who can be written to, and where; `classes` the classes in which
    somebody can be given one.
    """

    notes: dict[NoteId, Note] = field(default_factory=dict)
    writers: dict[NoteId, Chat] = field(default_factory=dict)
    reachable: dict[ContactId, tuple[Contact, AddressId]] = field(default_factory=dict)
    classes: tuple[Class, ...] = ()

    def to_be_read_by(self, reader: Contact) -> tuple[Note, ...]:
        """The notes that nobody has dealt with and that this one may read."""
        return tuple(note for note in self.notes.values() if may_read(reader, note))

    def moved(self, note_id: NoteId, status: NoteStatus) -> "NoteRoom":
        """The room once a note has come a step further."""
        note = replace(self.notes[note_id], status=status)
        return replace(self, notes={**self.notes, note_id: note})

    def without(self, writer: ContactId) -> "NoteRoom":
        """The room once a writer has had everything erased."""
        left = {note.id: note for note in self.notes.values() if note.contact_id != writer}
        return replace(self, notes=left)


async def load(
    uow: UnitOfWork, named: Collection[NoteId], readers: Collection[ContactId]
) -> NoteRoom:
    """The room, with the notes of these names whatever has become of them."""
    found = await notes.waiting_or_named(uow, named)
    asked = [note for note in found if note.id in named]
    whose = [note.contact_id for note in asked]
    people = await contacts.load(uow, whose)
    concerns = await cases.of_chats(uow, [note.address_id for note in asked])
    writers = {
        note.id: of_writer(
            note.address_id,
            people[note.contact_id],
            concerns.get((note.address_id, note.contact_id)),
        )
        for note in asked
    }
    return NoteRoom(
        notes={note.id: note for note in found},
        writers=writers,
        reachable=await contacts.reachable(uow, [*whose, *readers]),
        classes=await classes.joined(uow),
    )
