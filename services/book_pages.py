"""What is told of learners' own books, read as it leaves: names, pages, who may read them.

Whether an adult may read is looked at here and nowhere earlier, in the transaction that writes the
look down.
"""

from dataclasses import replace

from domain.ids import BookId, ContactId
from domain.messages import Button, Keyboard, Outbound
from domain.people import Contact, Language, Standing
from flows.calendar import school_day
from locales.reader import Voice, voice
from services.books import OPENED, list_data, read_data
from services.identity import reveal
from services.runtime import Runtime
from storage import addresses, books
from storage.books import Access, Page

WHO_READS = "The learner is told who may read their book."
WHOSE_IT_IS = "The learner has opened their book to this adult."
"""What the audit says of opening a name."""

BOOKS_LISTED = 30
"""Books that one message lists."""

ASKED = {"well": "staff.book.well", "hard": "staff.book.hard"}
"""The questions of a page, in their order, and what stands before the words."""

ROOM = 2000
"""Characters of pages in one message: half of what a chat takes, as some count twice there."""


async def name_of(rt: Runtime, actor: Contact, whose: ContactId, reason: str, speak: Voice) -> str:
    """The name of somebody, looked up for somebody else and written down."""
    person = await reveal(rt, actor=actor.id, contact_id=whose, reason=reason)
    return person.name if person else speak.say("book.no_name")


# --- for the learner --------------------------------------------------------------------------


async def own_book(
    rt: Runtime, message: Outbound, learner: Contact, speak: Voice
) -> Outbound | None:
    """Who may read the learner's book now, and what is in it for them.

    None where it was to tell of an adult who has been ended again before it left.
    """
    async with rt.database.read() as uow:
        access = await books.access_to(uow, learner.id)
        marked = await books.how_many_marked(uow, learner.id)
    if access is None and message.which == OPENED:
        return None
    parts = [
        message.text,
        await _who_reads(rt, learner, access, speak),
        speak.count("book.pages", marked),
        speak.say("book.worry"),
        speak.say("book.erase"),
    ]
    return replace(message, text="\n\n".join(parts))


async def _who_reads(rt: Runtime, learner: Contact, access: Access | None, speak: Voice) -> str:
    if access is None:
        return speak.say("book.nobody")
    name = await name_of(rt, learner, access.reader_id, WHO_READS, speak)
    return "\n".join(reader_in_words(access, name, speak))


def reader_in_words(access: Access, name: str, speak: Voice) -> list[str]:
    """Who may read, since when, and when they last did."""
    named = speak.say("book.reader", name=name, since=speak.dated(access.since))
    if access.read_at is None:
        return [named, speak.say("book.not_read")]
    return [named, speak.say("book.last_read", when=speak.dated(access.read_at))]


# --- for the adult ----------------------------------------------------------------------------


async def _reader(rt: Runtime, message: Outbound) -> Contact | None:
    """The adult whose chat this is, if they may read what learners open to them."""
    async with rt.database.read() as uow:
        found = await addresses.owner(uow, message.to)
    may = found is not None and found.is_adult and found.standing is Standing.JOINED
    return found if may else None


async def open_books(rt: Runtime, message: Outbound) -> Outbound | None:
    """The books that are open to an adult, a button each; None if the chat is not theirs now."""
    reader = await _reader(rt, message)
    if reader is None or reader.id != message.about:
        return None
    speak = voice(Language(message.language))
    async with rt.database.read() as uow:
        found = await books.open_to(uow, reader.id)
    first = message.part * BOOKS_LISTED
    rows = [
        (Button(label=await name_of(rt, reader, whose, WHOSE_IT_IS, speak), data=read_data(book)),)
        for book, whose in found[first : first + BOOKS_LISTED]
    ]
    if first + BOOKS_LISTED < len(found):
        more = speak.say("staff.book.more_books")
        rows.append((Button(label=more, data=list_data(message.part + 1)),))
    told = speak.say("staff.book.list" if rows else "staff.book.none")
    text = "\n\n".join(part for part in (message.text, told) if part)
    return replace(message, text=text, buttons=tuple(rows))


async def read_pages(rt: Runtime, message: Outbound) -> Outbound | None:
    """What an adult may read of a book; the look is written down. None for nobody's chat."""
    reader = await _reader(rt, message)
    if reader is None:
        return None
    speak, book_id = voice(Language(message.language)), BookId(message.about)
    async with rt.database.write() as uow:
        whose = await books.read(uow, book_id, reader.id, rt.now())
        found = await books.pages(uow, whose) if whose else []
        await uow.commit()
    if whose is None:
        return replace(message, text=speak.say("staff.book.ended"))
    name = await name_of(rt, reader, whose, WHOSE_IT_IS, speak)
    parts = in_parts([_page(page, speak) for page in found])
    text = [speak.say("staff.book.of", name=name), *parts[message.part : message.part + 1]]
    if not parts:
        text.append(speak.say("staff.book.no_pages"))
    text.append(speak.say("staff.book.duty"))
    more = _earlier(speak, book_id, message.part + 1) if message.part + 1 < len(parts) else ()
    return replace(message, text="\n\n".join(text), buttons=more)


def _earlier(speak: Voice, book_id: BookId, part: int) -> Keyboard:
    return ((Button(label=speak.say("staff.book.earlier"), data=read_data(book_id, part)),),)


def _page(page: Page, speak: Voice) -> str:
    """The words of a page as they were written, below its date, in the order of the questions."""
    lines = [speak.say(key, words=page.words[q]) for q, key in ASKED.items() if q in page.words]
    return "\n".join([speak.date(school_day(page.at)), *lines])


def in_parts(pages: list[str]) -> list[str]:
    """Pages put together into messages, none longer than there is room; a longer page is cut."""
    pieces = [page[at : at + ROOM] for page in pages for at in range(0, len(page), ROOM)]
    parts: list[str] = []
    for piece in pieces:
        if parts and len(parts[-1]) + len(piece) + 2 <= ROOM:
            parts[-1] = f"{parts[-1]}\n\n{piece}"
        else:
            parts.append(piece)
    return parts
