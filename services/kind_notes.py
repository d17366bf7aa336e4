"""Thank-you notes in the staff's chat: read one, say who it is for, or do not pass it on.

What is decided here carries no words and no name. A page of a note says only which note it is, and
the rest is read as it leaves (`services/note_pages.py`).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from domain.events import Event, MessageQueued, NoteMoved
from domain.ids import AddressId, ContactId, NoteId
from domain.messages import Button, Keyboard, Lane, Outbound, OutboundKind
from domain.notes import NoteStatus
from domain.people import Contact
from domain.verdicts import Level
from locales.reader import voices
from services.chats import Chat, looks_like_id
from services.listening import raise_for
from services.note_room import MAY_PASS_ON, may_read
from services.world import Decision, World, button, message, queued, say, toast
from storage.classes import Class
from storage.notes import Note

PACK = "kind-notes"
"""The pack in which notes are written."""

WHO, WORDS, SHOWN, WITH_NAME = "who", "note", "shown", "with"
"""Its questions: whom to thank, the words, and whether the writer is named."""

NOTE = "n"
"""First part of what the buttons carry: `n:<note>:<what>` or `n:<note>:<what>:<which>`."""

NOTES_BUTTON = "c:notes"
"""What the button carries that asks for the next note."""

CLASSES_BESIDE, CLASSES_AT_ONCE = 3, 60
"""Buttons of classes in a row, and on a page."""

NAMES_AT_ONCE = 40
"""Buttons of names on a page; a message takes a hundred buttons."""


class Page(StrEnum):
    """A page of a note, as `Outbound.which` names it; some name somebody after a colon."""

    READ = "read"  # its words, for a member of staff
    CLASS = "class"  # names of a class, `class:<from>:<number>:<year>:<name>`
    STAFF = "staff"  # names of staff, `staff:<from>`
    SURE = "sure"  # whether to give it to this one, `sure:<contact>`
    GIVEN = "given"  # its words, for the one it is for


def note_data(note_id: NoteId, *what: object) -> str:
    """What a button of a note carries."""
    return ":".join([NOTE, note_id, *map(str, what)])


def parse_note(data: str) -> tuple[NoteId, str, str] | None:
    """Note, what to do and with which, of a note's button; None if it is none."""
    kind, _, rest = data.partition(":")
    note_id, _, what = rest.partition(":")
    if kind != NOTE or not looks_like_id(note_id):
        return None
    act, _, which = what.partition(":")
    return NoteId(note_id), act, which


def list_notes(chat: Chat, world: World) -> Decision:
    """The oldest note that waits, to be read and passed on."""
    contact = chat.contact
    if contact is None or not contact.roles & MAY_PASS_ON:
        return say(chat, world, "notes.not_allowed")
    if not contact.serves_as(MAY_PASS_ON):
        return say(chat, world, "stop.already")
    return _read_next(chat, world, world.notes.to_be_read_by(contact))


def _read_next(chat: Chat, world: World, waiting: tuple[Note, ...]) -> Decision:
    if not waiting:
        return say(chat, world, "notes.none")
    return _read(chat, world, waiting[0], len(waiting))


def _read(chat: Chat, world: World, note: Note, number: int) -> Decision:
    """The note, and below it what may become of it: if the one cannot leave, the other does."""
    heading = chat.voices.tell(lambda speak: speak.say("notes.heading", n=speak.number(number)))
    ways = [("notes.pass_on", "whom"), ("notes.in_person", "handed")]
    ways += [("notes.unclear", "unclear"), ("notes.decline", "declined")]
    ways += [("notes.worrying", "worrying")]
    ways += [("notes.later", "later")] if number > 1 else []
    rows = tuple((button(chat, key, note_data(note.id, act)),) for key, act in ways)
    asked = message(chat, world, chat.voices.say("notes.what_now"), rows)
    return Decision(chat, (_page(chat, world, note, Page.READ, heading), asked))


def _page(
    chat: Chat, world: World, note: Note, which: str, text: str, rows: Keyboard = ()
) -> MessageQueued:
    outbound = Outbound(
        to=chat.address_id,
        lane=Lane.REPLY,
        text=text,
        buttons=rows,
        kind=OutboundKind.NOTE,
        about=note.id,
        which=which,
    )
    return replace(queued(chat, world, outbound), note_id=note.id)


# --- what the buttons do ----------------------------------------------------------------------


def note_tapped(
    chat: Chat, world: World, note_id: NoteId, act: str, which: str, tap_id: str
) -> Decision:
    """A button of a note. One that somebody has dealt with meanwhile stays as it is."""
    contact, note = chat.contact, world.notes.notes.get(note_id)
    does = _ACTS.get(act)
    if contact is None or not contact.serves_as(MAY_PASS_ON) or does is None:
        return Decision(chat, (toast(tap_id, chat.voices.say("chat.not_yours")),))
    signed = Decision(chat, (toast(tap_id),))
    if note is None or not may_read(contact, note):
        return signed.then(say(chat, world, "notes.dealt_with"))
    return signed.then(does(chat, world, contact, note, which))


def _later(chat: Chat, world: World, reader: Contact, note: Note, _which: str) -> Decision:
    waiting = world.notes.to_be_read_by(reader)
    place = waiting.index(note) + 1
    return _read_next(chat, world, (*waiting[place:], *waiting[:place]))


def _choose_class(chat: Chat, world: World, _reader: Contact, note: Note, which: str) -> Decision:
    first = _number(which)
    after = first + CLASSES_AT_ONCE
    named = [
        Button(label=class_name(chat, each), data=note_data(note.id, "class", number))
        for number, each in enumerate(world.notes.classes)
        if first <= number < after
    ]
    rows = [tuple(named[i : i + CLASSES_BESIDE]) for i in range(0, len(named), CLASSES_BESIDE)]
    if after < len(world.notes.classes):
        rows.append((button(chat, "notes.more", note_data(note.id, "whom", after)),))
    rows.append((button(chat, "notes.staff", note_data(note.id, "staff")),))
    rows.append((button(chat, "notes.in_person", note_data(note.id, "handed")),))
    text = chat.voices.say("notes.choose_class")
    return Decision(chat, (message(chat, world, text, tuple(rows)),))


def class_name(chat: Chat, wanted: Class) -> str:
    """A class as people say it; the year where the roll does not tell."""
    return wanted.name or chat.voices.label("notes.year", n=wanted.year)


def _number(given: str) -> int:
    """A number as a button carries it; a button may carry anything."""
    return int(given) if given.isdecimal() and len(given) <= 4 else 0


def _choose_learner(chat: Chat, world: World, reader: Contact, note: Note, which: str) -> Decision:
    number, _, first = which.partition(":")
    place = _number(number)
    if place >= len(world.notes.classes):
        return _choose_class(chat, world, reader, note, "")
    wanted = world.notes.classes[place]
    page = f"{Page.CLASS}:{_number(first)}:{place}:{wanted.year}:{wanted.name or ''}"
    return _choose(chat, world, note, page)


def _choose_adult(chat: Chat, world: World, _reader: Contact, note: Note, which: str) -> Decision:
    return _choose(chat, world, note, f"{Page.STAFF}:{_number(which)}")


def _choose(chat: Chat, world: World, note: Note, page: str) -> Decision:
    """The names are read as the page leaves; the way back is below them."""
    back = (button(chat, "notes.again", note_data(note.id, "whom")),)
    text = chat.voices.say("notes.choose_name")
    return Decision(chat, (_page(chat, world, note, page, text, (back,)),))


def _ask_sure(chat: Chat, world: World, _reader: Contact, note: Note, which: str) -> Decision:
    """Before a child's words go to somebody, the name is read once more."""
    if ContactId(which) not in world.notes.reachable:
        return say(chat, world, "notes.nobody")
    yes = (button(chat, "notes.yes", note_data(note.id, "give", which)),)
    back = (button(chat, "notes.again", note_data(note.id, "whom")),)
    text = chat.voices.say("notes.sure")
    return Decision(chat, (_page(chat, world, note, f"{Page.SURE}:{which}", text, (yes, back)),))


def _give(chat: Chat, world: World, reader: Contact, note: Note, which: str) -> Decision:
    recipient = ContactId(which)
    if recipient not in world.notes.reachable:
        return say(chat, world, "notes.nobody")
    moved = _moved(world, reader, note, NoteStatus.CHOSEN, recipient_id=recipient)
    return _done(chat, world, reader, "notes.chosen", moved)


def _hand(chat: Chat, world: World, reader: Contact, note: Note, _which: str) -> Decision:
    moved = _moved(world, reader, note, NoteStatus.HANDED)
    said = told(world, note, "notes.told.in_person")
    return _done(chat, world, reader, "notes.handed", moved, *said)


def _unclear(chat: Chat, world: World, reader: Contact, note: Note, _which: str) -> Decision:
    moved = _moved(world, reader, note, NoteStatus.UNCLEAR)
    said = told(world, note, "notes.told.unclear")
    return _done(chat, world, reader, "notes.declined", moved, *said)


def _decline(chat: Chat, world: World, reader: Contact, note: Note, _which: str) -> Decision:
    moved = _moved(world, reader, note, NoteStatus.DECLINED)
    said = told(world, note, "notes.told.declined")
    return _done(chat, world, reader, "notes.declined", moved, *said)


def _worry(chat: Chat, world: World, reader: Contact, note: Note, _which: str) -> Decision:
    """The words worry the adult who read them: a case, as if screening had found it."""
    writer, raised = raise_for(world.notes.writers[note.id], world, Level.URGENT)
    case_id = writer.case.id if writer.case else None
    moved = replace(_moved(world, reader, note, NoteStatus.WORRYING), case_id=case_id)
    return _done(chat, world, reader, "notes.raised", *raised, moved)


_ACTS: dict[str, Callable[[Chat, World, Contact, Note, str], Decision]] = {
    "later": _later,
    "whom": _choose_class,
    "class": _choose_learner,
    "staff": _choose_adult,
    "to": _ask_sure,
    "give": _give,
    "handed": _hand,
    "unclear": _unclear,
    "declined": _decline,
    "worrying": _worry,
}


def _moved(
    world: World,
    reader: Contact,
    note: Note,
    status: NoteStatus,
    *,
    recipient_id: ContactId | None = None,
) -> NoteMoved:
    return NoteMoved(
        note_id=note.id,
        status=status,
        at=world.now,
        staff_id=reader.id,
        recipient_id=recipient_id,
    )


def _done(chat: Chat, world: World, reader: Contact, key: str, *events: Event) -> Decision:
    """What was done, and the way to the next note if one waits."""
    waiting = len(world.notes.to_be_read_by(reader)) > 1
    more = ((button(chat, "notes.look", NOTES_BUTTON),),) if waiting else ()
    return Decision(chat, (*events, message(chat, world, chat.voices.say(key), more)))


def told(world: World, note: Note, key: str) -> tuple[Event, ...]:
    """Word to the writer of what became of their note, if they can be reached."""
    found = world.notes.reachable.get(note.contact_id)
    return (word(*found, note.id, key, world.now),) if found else ()


def word(
    contact: Contact, address_id: AddressId, note_id: NoteId, key: str, now: datetime
) -> MessageQueued:
    """What became of a note, said to its writer in school hours."""
    speaks = voices(contact.language, contact.band)
    talk = Button(label=speaks.label("talk.button"), data="c:talk")
    outbound = Outbound(to=address_id, lane=Lane.BULK, text=speaks.say(key), buttons=((talk,),))
    return MessageQueued(message=outbound, contact_id=contact.id, at=now, note_id=note_id)
