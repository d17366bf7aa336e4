"""The reading list: texts in no case that no adult has read yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, select, update

from domain.events import TextRead
from domain.ids import AddressId, ContactId, TextId
from domain.people import Language
from storage import texts as words_of
from storage.database import UnitOfWork
from storage.tables import texts
from storage.types import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A text without its words: where it was written, and by when somebody must read it."""

    id: TextId
    address_id: AddressId
    contact_id: ContactId | None
    due_at: datetime
    language: Language | None = None
    concerned: frozenset[ContactId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many texts wait to be read, and how many of them have waited too long.

    `about` tells, of each that is about somebody of the staff, whom and whether it is overdue.
    """

    unread: int = 0
    overdue: int = 0
    about: tuple[tuple[frozenset[ContactId], bool], ...] = ()

    def without(self, reader_id: ContactId) -> "Waiting":
        """The list as somebody may know of it: nothing that is about themselves counts."""
        own = [late for whom, late in self.about if reader_id in whom]
        return Waiting(unread=self.unread - len(own), overdue=self.overdue - sum(own))


def _to_be_read() -> ColumnElement[bool]:
    return and_(texts.c.read_at.is_(None), texts.c.case_id.is_(None))


async def waiting(uow: UnitOfWork, now: datetime) -> Waiting:
    """The list in numbers."""
    late = func.sum(case((texts.c.due_at < now, 1), else_=0))
    row = (await uow.connection.execute(select(func.count(), late).where(_to_be_read()))).one()
    about_staff = select(texts.c.concerned, texts.c.due_at < now).where(
        _to_be_read(), cast(texts.c.concerned, String) != "[]"
    )
    about = tuple(
        (frozenset(ContactId(each) for each in whom), bool(late))
        for whom, late in await uow.connection.execute(about_staff)
    )
    return Waiting(unread=row[0], overdue=row[1] or 0, about=about)


async def first(uow: UnitOfWork, limit: int) -> list[Unread]:
    """The texts that are due first."""
    query = _unread().order_by(texts.c.due_at, texts.c.at, texts.c.text_id).limit(limit)
    return [_read_row(row) for row in await uow.connection.execute(query)]


async def named(uow: UnitOfWork, ids: Collection[TextId]) -> list[Unread]:
    """Those of some texts that are still to be read."""
    query = _unread().where(texts.c.text_id.in_(ids))
    return [_read_row(row) for row in await uow.connection.execute(query)]


async def opened(uow: UnitOfWork, ids: Collection[TextId]) -> dict[TextId, tuple[datetime, str]]:
    """When some texts that are still to be read were written, and their words."""
    columns = (texts.c.text_id, texts.c.written_at, texts.c.body_sealed)
    query = select(*columns).where(texts.c.text_id.in_(ids), _to_be_read())
    return {
        row.text_id: (row.written_at, words_of.opened(uow, row.text_id, row.body_sealed))
        for row in await uow.connection.execute(query)
    }


async def about(uow: UnitOfWork, ids: Collection[TextId]) -> dict[TextId, frozenset[ContactId]]:
    """Whom of the staff some texts are about."""
    query = select(texts.c.text_id, texts.c.concerned).where(texts.c.text_id.in_(ids))
    return {
        TextId(row.text_id): frozenset(ContactId(each) for each in row.concerned)
        for row in await uow.connection.execute(query)
    }


async def write(uow: UnitOfWork, read: Iterable[TextRead]) -> None:
    """Note who read what, and when; a text that worried them joins its case."""
    for event in read:
        values: dict[str, object] = {"read_at": event.at, "reader_id": event.reader_id}
        if event.case_id is not None:
            values["case_id"] = event.case_id
        await uow.connection.execute(
            update(texts)
            .where(texts.c.text_id == event.text_id, texts.c.read_at.is_(None))
            .values(values)
        )


def _unread() -> Select[tuple[str, str, str | None, datetime, str | None, list[str]]]:
    columns = (
        texts.c.text_id,
        texts.c.address_id,
        texts.c.contact_id,
        texts.c.due_at,
        texts.c.language,
        texts.c.concerned,
    )
    return select(*columns).where(_to_be_read())


def _read_row(row: AnyRow) -> Unread:
    return Unread(
        id=TextId(row.text_id),
        address_id=AddressId(row.address_id),
        contact_id=ContactId(row.contact_id) if row.contact_id else None,
        due_at=row.due_at,
        language=Language(row.language) if row.language else None,
        concerned=frozenset(ContactId(each) for each in row.concerned),
    )
