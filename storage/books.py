"""Learners' own books: which adult may read one, by which code, and what that adult may read.

A book without a row is its learner's alone. Who could read one, from when to when, and each look
stay in the audit, as the pair of adult and learner.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from domain.audit import Look
from domain.events import BookClosed, BookCodeDrawn, BookErased, BookOpened
from domain.ids import AddressId, BookId, ContactId
from domain.people import Contact
from domain.session import Status
from storage import addresses as chats
from storage import audit
from storage.contacts import COLUMNS, contact_from
from storage.database import UnitOfWork
from storage.tables import addresses, answers, books, contacts, sessions, texts
from storage.texts import opened
from storage.types import AnyRow
from storage.upsert import upsert

BookEvent = BookCodeDrawn | BookOpened | BookClosed | BookErased

KIND = "book_code"

PACK, READER, ONE_ADULT = "my-book", "reader", "one_adult"
"""The pack whose sessions are pages, and the answer that marks a page for one adult."""

PLACES = f"{PACK}/"
"""How the place of every word begins that was written into the book."""

_NOBODY = {"book_id": None, "reader_id": None, "since": None, "read_at": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """That one adult may read a book. Its id is drawn anew each time, so old buttons end too."""

    id: BookId
    reader_id: ContactId
    since: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A learner's book, and where the learner can be told of it.

    `code` is the code that opens it, where somebody has just typed it; `code_until` says of any
    code how long it works.
    """

    learner: Contact
    address_id: AddressId | None
    access: Access | None = None
    code: str | None = None
    code_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The words of one page by question, and when it was written."""

    at: datetime
    words: dict[str, str]


async def load(
    uow: UnitOfWork, whose: Iterable[ContactId], codes: Iterable[str]
) -> dict[ContactId, Book]:
    """The books that these contacts own or read, and those that codes open, by learner."""
    wanted = list(whose)
    by_hash = {uow.cipher.find_by(KIND, code): code for code in codes}
    if not wanted and not by_hash:
        return {}
    reached = and_(addresses.c.contact_id == contacts.c.contact_id, addresses.c.reachable)
    rows = await uow.connection.execute(
        select(books, addresses.c.address_id, *COLUMNS)
        .join(contacts, contacts.c.contact_id == books.c.learner_id)
        .outerjoin(addresses, reached)
        .where(
            or_(
                books.c.learner_id.in_(wanted),
                books.c.reader_id.in_(wanted),
                books.c.code_hash.in_(by_hash),
            )
        )
    )
    return {ContactId(row.learner_id): _book(row, by_hash) for row in rows}


def _book(row: AnyRow, by_hash: dict[str, str]) -> Book:
    return Book(
        learner=contact_from(row),
        address_id=AddressId(row.address_id) if row.address_id else None,
        access=_access(row),
        code=by_hash.get(row.code_hash),
        code_until=row.code_until,
    )


def _access(row: AnyRow) -> Access | None:
    if row.book_id is None:
        return None
    return Access(
        id=BookId(row.book_id),
        reader_id=ContactId(row.reader_id),
        since=row.since,
        read_at=row.read_at,
    )


async def access_to(uow: UnitOfWork, learner_id: ContactId) -> Access | None:
    """Who may read a learner's book, if anybody may."""
    found = await uow.connection.execute(select(books).where(books.c.learner_id == learner_id))
    row = found.first()
    return None if row is None else _access(row)


async def open_to(uow: UnitOfWork, reader_id: ContactId) -> list[tuple[BookId, ContactId]]:
    """The books that an adult may read and whose they are, the newest first."""
    rows = await uow.connection.execute(
        select(books.c.book_id, books.c.learner_id)
        .where(books.c.reader_id == reader_id)
        .order_by(books.c.since.desc(), books.c.book_id)
    )
    return [(BookId(row.book_id), ContactId(row.learner_id)) for row in rows]


async def read(
    uow: UnitOfWork, book_id: BookId, reader_id: ContactId, at: datetime
) -> ContactId | None:
    """Write down that an adult looks into a book; whose it is, or None if they may not."""
    learner_id = await uow.connection.scalar(
        update(books)
        .where(books.c.book_id == book_id, books.c.reader_id == reader_id)
        .values(read_at=at)
        .returning(books.c.learner_id)
    )
    if learner_id is None:
        return None
    reason = "The learner has opened their book to this adult."
    await _note(uow, "read", reader_id, learner_id, reason, at)
    return ContactId(learner_id)


async def pages(uow: UnitOfWork, learner_id: ContactId) -> list[Page]:
    """The pages that are marked for one adult, the newest first, without words in a case."""
    rows = await uow.connection.execute(
        select(answers, texts.c.body_sealed)
        .join(texts, texts.c.text_id == answers.c.text_id)
        .where(
            answers.c.contact_id == learner_id,
            answers.c.pack == PACK,
            answers.c.session_id.in_(await _marked(uow, learner_id)),
            texts.c.case_id.is_(None),
        )
        .order_by(answers.c.at.desc(), answers.c.session_id)
    )
    found: dict[str, Page] = {}
    for row in rows:
        page = found.setdefault(row.session_id, Page(at=row.at, words={}))
        page.words[row.question] = opened(uow, row.text_id, row.body_sealed)
    return list(found.values())


async def how_many_marked(uow: UnitOfWork, learner_id: ContactId) -> int:
    """How many pages a learner has marked for one adult."""
    return len(await _marked(uow, learner_id))


async def _marked(uow: UnitOfWork, learner_id: ContactId) -> list[str]:
    """The pages that are finished and marked for one adult.

    A page whose learner is rewriting it is nobody's until they have said anew who may see it.
    """
    rows = await uow.connection.execute(
        select(sessions.c.session_id, sessions.c.path)
        .join(answers, answers.c.session_id == sessions.c.session_id)
        .where(
            sessions.c.contact_id == learner_id,
            sessions.c.pack == PACK,
            sessions.c.status == Status.COMPLETED.value,
            answers.c.question == READER,
            answers.c.value == ONE_ADULT,
        )
    )
    return [row.session_id for row in rows if READER in row.path]


# --- what changes -----------------------------------------------------------------------------


async def write(uow: UnitOfWork, events: Iterable[BookEvent]) -> None:
    """Write what happened to books, in order."""
    for event in events:
        match event:
            case BookCodeDrawn():
                await _draw(uow, event)
            case BookOpened():
                await _open(uow, event)
            case BookClosed():
                await _close(uow, event.learner_id, event.at)
            case BookErased():
                await _erase(uow, event)


async def _draw(uow: UnitOfWork, drawn: BookCodeDrawn) -> None:
    row = {
        "learner_id": drawn.learner_id,
        "code_hash": uow.cipher.find_by(KIND, drawn.code),
        "code_until": drawn.until,
    }
    await upsert(uow, books, [row], ("learner_id",))


async def _open(uow: UnitOfWork, new: BookOpened) -> None:
    """Only the newest adult reads, and the wrong codes of theirs before this one are forgotten."""
    own = books.c.learner_id == new.learner_id
    await _note_ends(uow, own, "The learner has given a newer code.", new.at)
    await uow.connection.execute(
        update(books)
        .where(own)
        .values(
            code_hash=None,
            code_until=None,
            book_id=new.book_id,
            reader_id=new.reader_id,
            since=new.at,
            read_at=None,
        )
    )
    await chats.change(uow, [{"address_id": new.address_id, "misses": 0}])
    reason = "The learner has given a code to this adult."
    await _note(uow, "opened", new.reader_id, new.learner_id, reason, new.at)


async def _close(uow: UnitOfWork, learner_id: ContactId, at: datetime) -> None:
    own = books.c.learner_id == learner_id
    await _note_ends(uow, own, "The learner has ended it.", at)
    await uow.connection.execute(delete(books).where(own))


async def _erase(uow: UnitOfWork, erased: BookErased) -> None:
    """All pages and the words in them, as written first and as rewritten, but in no case."""
    await _close(uow, erased.learner_id, erased.at)
    for table in (answers, sessions):
        await uow.connection.execute(
            delete(table).where(table.c.contact_id == erased.learner_id, table.c.pack == PACK)
        )
    await uow.connection.execute(
        delete(texts).where(
            texts.c.contact_id == erased.learner_id,
            texts.c.case_id.is_(None),
            texts.c.place.startswith(PLACES, autoescape=True),
        )
    )


async def end_of(uow: UnitOfWork, contact_id: ContactId, at: datetime) -> None:
    """End whatever a contact has to do with books: theirs is theirs alone, and they read none."""
    own, others = books.c.learner_id == contact_id, books.c.reader_id == contact_id
    await _note_ends(uow, or_(own, others), "The learner or the adult has left.", at)
    await uow.connection.execute(delete(books).where(own))
    await uow.connection.execute(update(books).where(others).values(_NOBODY))


async def _note_ends(
    uow: UnitOfWork, which: ColumnElement[bool], reason: str, at: datetime
) -> None:
    rows = await uow.connection.execute(
        select(books).where(which, books.c.reader_id.is_not(None)).order_by(books.c.learner_id)
    )
    ends = [_look("ended", row.reader_id, row.learner_id, reason, at) for row in rows]
    await audit.append(uow, *ends)


async def _note(
    uow: UnitOfWork, what: str, reader_id: str, learner_id: str, reason: str, at: datetime
) -> None:
    await audit.append(uow, _look(what, reader_id, learner_id, reason, at))


def _look(what: str, reader_id: str, learner_id: str, reason: str, at: datetime) -> Look:
    return Look(actor=reader_id, action=f"book:{what}", subject=learner_id, reason=reason, at=at)
