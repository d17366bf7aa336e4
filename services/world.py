"""What a decision may know beyond the chat it is about, and how it answers.

A world is loaded once for a batch. What one decision changes for the next (a code is spent, a
case taken) is told to it by `after`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.cases import Case
from domain.events import (
    BookClosed,
    BookCodeDrawn,
    BookErased,
    BookOpened,
    CaseChanged,
    CaseOpened,
    CodeRedeemed,
    ContactStopped,
    EnrolmentDeclined,
    Event,
    LearnerErased,
    MessageQueued,
    NoteMoved,
    SignSeen,
    StaffPaged,
    TapAnswered,
    WordListVoted,
)
from domain.ids import ID_LENGTH, AddressId, CaseId, Chance, ContactId
from domain.messages import Button, Keyboard, Lane, Outbound, OutboundKind
from domain.people import Contact, Language
from domain.session import Session
from escalation.conflict import Named
from escalation.lexicon.changes import ListChange
from escalation.screening import Screener
from flows.definition import Pack, Packs
from flows.sprint import Talk
from locales.reader import Voice, voice
from services.chats import Chat
from services.note_room import NoteRoom
from services.reading_room import ReadingRoom
from services.settings import SchoolSettings
from services.sign_room import SignRoom
from storage.books import Access, Book
from storage.codes import JoinCode

NOTICE_VERSION = "1"
"""The version of the honest notice; raise it with any change of its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A member of staff who can be paged, on which chats, and whether they are on duty."""

    contact: Contact
    addresses: tuple[AddressId, ...]
    away: bool = False
    on_call: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The rest of the school, as far as one batch needs it.

    `written_at` is when the thing that is decided on left its sender; `now` may be much later.
    """

    now: datetime
    chance: Chance
    screener: Screener
    packs: Packs
    settings: SchoolSettings
    pagers: tuple[Pager, ...] = field(default=())
    named: tuple[Named, ...] = field(default=())
    codes: dict[str, JoinCode] = field(default_factory=dict)
    cases: dict[CaseId, Case] = field(default_factory=dict)
    books: dict[ContactId, Book] = field(default_factory=dict)
    written_at: datetime | None = None
    newest_week: tuple[date, tuple[str, ...]] | None = None
    notes: NoteRoom = field(default_factory=NoteRoom)
    readings: ReadingRoom = field(default_factory=ReadingRoom)
    signs: SignRoom = field(default_factory=SignRoom)
    list_changes: dict[int, ListChange] = field(default_factory=dict)
    web_url: str = ""

    def new_id(self) -> str:
        """A random id."""
        return self.chance(ID_LENGTH)

    def talk(self, chat: Chat, pack: Pack, session: Session | None = None) -> Talk:
        """What the flow engine must know to speak in this chat of this pack.

        A flow has one voice, because nobody is asked whose language is not known.
        """
        version = chat.contact.notice_version if chat.contact else None
        return Talk(
            voice=chat.voices[0],
            now=self.now,
            notice_version=version or NOTICE_VERSION,
            before=chat.before(pack.id, session.id if session else None),
        )

    def book_of(self, chat: Chat, contact: Contact) -> Book:
        """A learner's own book, as it is told of in this chat."""
        found = self.books.get(contact.id) or Book(learner=contact, address_id=None)
        return replace(found, learner=contact, address_id=chat.address_id)

    def book_opened_by(self, code: str | None) -> Book | None:
        """The book that a code opens now, if it opens one."""
        found = next((book for book in self.books.values() if code and book.code == code), None)
        if found is None or found.code_until is None or found.code_until <= self.now:
            return None
        return found

    def after(self, events: Iterable[Event]) -> "World":
        """The world once these events hold."""
        world = self
        for event in events:
            world = _after(world, event)
        return world


def _after(world: World, event: Event) -> World:
    match event:
        case CodeRedeemed():
            return _codes(world, event.code_hash, spent=True)
        case EnrolmentDeclined():
            freed = [c.hash for c in world.codes.values() if c.contact.id == event.contact_id]
            for code_hash in freed:
                world = _codes(world, code_hash, spent=False)
            return world
        case CaseOpened() | CaseChanged():
            return replace(world, cases={**world.cases, event.case.id: event.case})
        case StaffPaged() if event.case_id in world.cases:
            told = event.at if event.staff_id else None
            paged = replace(world.cases[event.case_id], paged_at=told, clock=event.clock)
            return replace(world, cases={**world.cases, event.case_id: paged})
        case NoteMoved() if event.note_id in world.notes.notes:
            return replace(world, notes=world.notes.moved(event.note_id, event.status))
        case SignSeen():
            return replace(world, signs=world.signs.without(event.sign_id))
        case WordListVoted() if event.change_id in world.list_changes:
            change = world.list_changes[event.change_id].said(event.staff_id, event.agrees)
            return replace(world, list_changes={**world.list_changes, event.change_id: change})
        case BookCodeDrawn() | BookOpened() | BookClosed() | BookErased():
            return replace(world, books=_books(world.books, event))
        case ContactStopped():
            return replace(world, books=_without(world.books, event.contact_id))
        case LearnerErased():
            return replace(
                world,
                books=_without(world.books, event.contact_id),
                notes=world.notes.without(event.contact_id),
            )
        case _:
            return world


def _books(books: dict[ContactId, Book], event: Event) -> dict[ContactId, Book]:
    match event:
        case BookCodeDrawn() if event.learner_id in books:
            drawn = replace(books[event.learner_id], code=None, code_until=event.until)
            return {**books, event.learner_id: drawn}
        case BookOpened() if event.learner_id in books:
            access = Access(id=event.book_id, reader_id=event.reader_id, since=event.at)
            used = replace(books[event.learner_id], code=None, code_until=None, access=access)
            return {**books, event.learner_id: used}
        case BookClosed() | BookErased():
            return {whose: book for whose, book in books.items() if whose != event.learner_id}
        case _:
            return books


def _without(books: dict[ContactId, Book], gone: ContactId) -> dict[ContactId, Book]:
    """The books once somebody has left who owned one or read some."""
    return {
        whose: replace(book, access=None)
        if book.access and book.access.reader_id == gone
        else book
        for whose, book in books.items()
        if whose != gone
    }


def _codes(world: World, code_hash: str, *, spent: bool) -> World:
    changed = {
        given: replace(code, spent=spent) if code.hash == code_hash else code
        for given, code in world.codes.items()
    }
    return replace(world, codes=changed)


# --- how a decision answers -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes of one thing received: the chat as it is now, and the events."""

    chat: Chat
    events: tuple[Event, ...] = ()

    def then(self, other: "Decision") -> "Decision":
        """This decision and, after it, another one made on the chat it left."""
        return Decision(other.chat, (*self.events, *other.events))


def message(
    chat: Chat,
    world: World,
    text: str,
    buttons: Keyboard = (),
    *,
    lane: Lane = Lane.REPLY,
    edits: str = "",
) -> MessageQueued:
    """The fact that a message to this chat is to leave, in the place of another if named.

    A row of buttons that turns out empty is left out.
    """
    rows = tuple(row for row in buttons if row)
    outbound = Outbound(to=chat.address_id, lane=lane, text=text, buttons=rows, edits=edits)
    return queued(chat, world, outbound)


def queued(chat: Chat, world: World, outbound: Outbound) -> MessageQueued:
    """The fact that this is to leave for this chat."""
    contact_id = chat.contact.id if chat.contact else None
    return MessageQueued(message=outbound, contact_id=contact_id, at=world.now)


def reply(chat: Chat, world: World, text: str, buttons: Keyboard = (), *events: Event) -> Decision:
    """Say one thing, after these events."""
    return Decision(chat, (*events, message(chat, world, text, buttons)))


def say(chat: Chat, world: World, key: str, *buttons: Button, **params: object) -> Decision:
    """Say the text under a key in the words of this chat, over one row of buttons."""
    return reply(chat, world, chat.voices.say(key, **params), (buttons,))


def toast(tap_id: str, text: str = "") -> TapAnswered:
    """A sign of life for a tap, with a short word at most."""
    return TapAnswered(tap_id=tap_id, text=text[:200])


def button(chat: Chat, key: str, data: str, **params: object) -> Button:
    """A button that says the text under a key."""
    return Button(label=chat.voices.label(key, **params), data=data)


def language_button(language: Language) -> Button:
    """A button that chooses a language and is named in it."""
    label = voice(language.other).say("language.offer")
    return Button(label=label, data=f"c:lang:{language.value}")


def language_offers(chat: Chat) -> tuple[Button, ...]:
    """The language that is not spoken here; both where none has been chosen."""
    wanted = Language if chat.language is None else (chat.language.other,)
    return tuple(language_button(each) for each in wanted)


def chart(
    chat: Chat, world: World, speak: Voice, text: str, tables: tuple[str, ...]
) -> MessageQueued:
    """The fact that a picture of released tables is to leave, with words under it."""
    outbound = Outbound(
        to=chat.address_id,
        lane=Lane.REPLY,
        text=text,
        kind=OutboundKind.CHART,
        tables=tables,
        language=speak.language.value,
    )
    return queued(chat, world, outbound)
