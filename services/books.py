"""`/book`: a learner lets one adult of their choice read their own book, and ends it again.

The learner is given a code and shows it to the adult; whoever sends it reads, and nobody else.
What is decided here carries no name and no page. They are read as a message leaves
(`services/book_pages.py`), so that nothing lies waiting for an adult whose access has ended.
"""

from dataclasses import replace
from datetime import timedelta

from domain.events import BookClosed, BookCodeDrawn, BookOpened, Event, MessageQueued
from domain.ids import BookId
from domain.join_codes import draw_code, read_code, shown
from domain.messages import Button, Keyboard, Lane, Outbound, OutboundKind
from domain.people import Contact, Standing
from locales.reader import Voice, voices
from services.book_erasing import BOOK, ERASE, erase_tapped
from services.chats import Chat, looks_like_id
from services.checkins import TWICE
from services.guessing import missed, must_wait, wait
from services.world import Decision, World, queued, reply, say
from storage.books import Access, Book

CODES_LAST = timedelta(days=7)
"""How long a code may be given by the adult to whom it was shown."""

OPENED = "book.opened"
"""The text that tells a learner of an adult who can read their book from now on."""

CODE, ONLY_ME, READ, LIST = "code", "only_me", "read", "list"
"""What its other buttons mean: the first two are for the learner, the others for the adult."""


def show_book(chat: Chat, world: World) -> Decision:
    """Who may read my book; for an adult, the books that are open to them."""
    contact = chat.contact
    if contact is None:
        return say(chat, world, "enrol.need_code")
    if contact.is_learner:
        return _own(chat, world, contact, "book.lead")
    if not contact.is_adult:
        return say(chat, world, "book.not_here")
    if contact.standing is Standing.STOPPED:
        return say(chat, world, "stop.already")
    return _list(chat, world, contact)


def open_book(chat: Chat, world: World, given: str) -> Decision:
    """`/book` with something behind it: from an adult it is a code, and counts as one tried."""
    contact = chat.contact
    if contact is None or not contact.is_adult or contact.standing is not Standing.JOINED:
        return show_book(chat, world)
    if must_wait(chat, world):
        return wait(chat, world)
    book = world.book_opened_by(read_code(given))
    if book is None:
        return missed(chat, world, "staff.book.code_unknown")
    return _opened(replace(chat, misses=0, locked_until=None), world, contact, book)


def _opened(chat: Chat, world: World, reader: Contact, book: Book) -> Decision:
    opened = BookOpened(
        learner_id=book.learner.id,
        book_id=BookId(world.new_id()),
        reader_id=reader.id,
        address_id=chat.address_id,
        at=world.now,
    )
    access = Access(id=opened.book_id, reader_id=reader.id, since=world.now)
    known = replace(book, access=access, code_until=None)
    told = _stands(world, known, OPENED, Lane.SAFEGUARDING)
    listed = _list(chat, world, reader, lead="staff.book.opened")
    return Decision(chat, (opened, *told)).then(listed)


def book_tapped(chat: Chat, world: World, what: str) -> Decision:
    """One of its buttons; whatever cannot be done is answered with how things stand."""
    what, _, rest = what.partition(":")
    contact = chat.contact
    if contact is not None and contact.is_learner and what == ERASE:
        return erase_tapped(chat, world, contact, rest)
    if contact is None or contact.standing is not Standing.JOINED:
        return show_book(chat, world)
    if contact.is_learner and what == CODE:
        return _draw(chat, world, contact)
    if contact.is_learner and what == ONLY_ME:
        return _only_me(chat, world, contact)
    if contact.is_adult and what == READ:
        return _read(chat, world, rest)
    if contact.is_adult and what == LIST:
        return _list(chat, world, contact, part=_part(rest))
    return show_book(chat, world)


# --- the learner ------------------------------------------------------------------------------


def _draw(chat: Chat, world: World, learner: Contact) -> Decision:
    """A code to show to one adult. A finger that slips on the button gets no second one."""
    before, until = world.book_of(chat, learner).code_until, world.now + CODES_LAST
    if before is not None and until - before < TWICE:
        return Decision(chat)
    code = draw_code(world.chance)
    drawn = BookCodeDrawn(learner_id=learner.id, code=code, until=until)
    text = chat.voices.tell(
        lambda speak: speak.say("book.code", code=shown(code), until=speak.moment(until))
    )
    return reply(chat, world, text, (), drawn)


def _only_me(chat: Chat, world: World, learner: Contact) -> Decision:
    closed = BookClosed(learner_id=learner.id, at=world.now)
    after = world.after([closed])
    return Decision(chat, (closed,)).then(_own(chat, after, learner, "book.closed"))


def _own(chat: Chat, world: World, learner: Contact, lead: str) -> Decision:
    """How things stand, in the learner's own chat."""
    return Decision(chat, _stands(world, world.book_of(chat, learner), lead, Lane.REPLY))


def tell_that_reader_left(chat: Chat, world: World) -> tuple[Event, ...]:
    """Tell the learners whose books an adult could read until now."""
    gone = chat.contact.id if chat.contact else None
    left = [book for book in world.books.values() if book.access and book.access.reader_id == gone]
    return tuple(
        event
        for book in left
        for event in _stands(world, replace(book, access=None), "book.left", Lane.SAFEGUARDING)
    )


def _stands(world: World, book: Book, lead: str, lane: Lane) -> tuple[Event, ...]:
    """Tell a learner who may read their book, if they can be told.

    What an adult has done goes in the lane out of which no worrying words take it back.
    """
    if book.address_id is None:
        return ()
    told = [
        Outbound(
            to=book.address_id,
            lane=lane,
            text=speak.say(lead),
            buttons=_choices(speak, book, world),
            kind=OutboundKind.OWN_BOOK,
            language=speak.language.value,
            about=book.learner.id,
            which=lead,
        )
        for speak in voices(book.learner.language, book.learner.band)
    ]
    whose = book.learner.id
    return tuple(MessageQueued(message=each, contact_id=whose, at=world.now) for each in told)


def _choices(speak: Voice, book: Book, world: World) -> Keyboard:
    erase = (Button(label=speak.say("book.erase.button"), data=f"c:{BOOK}:{ERASE}"),)
    if book.learner.standing is not Standing.JOINED:
        return (erase,)
    key = "book.let" if book.access is None else "book.another"
    rows = [(Button(label=speak.say(key), data=f"c:{BOOK}:{CODE}"),)]
    works = book.code_until is not None and book.code_until > world.now
    if book.access is not None or works:
        rows.append((Button(label=speak.say("book.only_me"), data=f"c:{BOOK}:{ONLY_ME}"),))
    return (*rows, erase)


# --- the adult --------------------------------------------------------------------------------


def _list(chat: Chat, world: World, reader: Contact, *, lead: str = "", part: int = 0) -> Decision:
    """The books that are open to an adult; the names are read as it leaves."""
    return _for_adult(chat, world, OutboundKind.BOOKS, about=reader.id, lead=lead, part=part)


def _read(chat: Chat, world: World, rest: str) -> Decision:
    """The pages of one book. Whether it is still open to this adult is seen as they leave."""
    book_id, _, part = rest.partition(":")
    if not looks_like_id(book_id):
        return show_book(chat, world)
    return _for_adult(chat, world, OutboundKind.BOOK_PAGES, about=book_id, part=_part(part))


def _for_adult(
    chat: Chat, world: World, kind: OutboundKind, *, about: str, part: int, lead: str = ""
) -> Decision:
    pages = [
        Outbound(
            to=chat.address_id,
            lane=Lane.REPLY,
            text=speak.say(lead) if lead else "",
            kind=kind,
            language=speak.language.value,
            about=about,
            part=part,
        )
        for speak in chat.voices
    ]
    return Decision(chat, tuple(queued(chat, world, each) for each in pages))


def _part(given: str) -> int:
    """The number of a part as a button carries it; a button may carry anything."""
    return int(given) if given.isdecimal() and len(given) <= 4 else 0


def read_data(book_id: BookId, part: int = 0) -> str:
    """What the button carries that shows a part of a book to its adult."""
    return f"c:{BOOK}:{READ}:{book_id}:{part}"


def list_data(part: int) -> str:
    """What the button carries that shows a further part of the list of books."""
    return f"c:{BOOK}:{LIST}:{part}"
