"""Thank-you notes: those that wait for an adult, and what became of each.

A note is a finished passage through its pack whose words were heard and found harmless. If they
are in a case all the same, because one was open as they were written, only those who safeguard may
read them here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, update

from domain.events import NoteMoved
from domain.ids import AddressId, ContactId, NoteId
from domain.notes import TO_BE_READ, NoteStatus
from domain.session import Status
from domain.verdicts import Level
from storage import texts as words_of
from storage.database import UnitOfWork
from storage.tables import answers, notes, outbox, sessions, texts
from storage.types import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note without its words: who wrote it and where, how far it has come, who is to get it.

    `in_case` says that its words belong to a case, so that only those who safeguard read them.
    """

    id: NoteId
    contact_id: ContactId
    address_id: AddressId
    status: NoteStatus
    recipient_id: ContactId | None
    staff_id: ContactId | None
    in_case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNote:
    """A note with its words, opened for whoever may read it, and the other answers beside it."""

    note: Note
    pack: str
    version: int
    given: dict[str, str]
    words: str


_TO_BE_READ = notes.c.status.in_([status.value for status in TO_BE_READ])


async def gather(uow: UnitOfWork, *, pack: str, question: str, before: datetime) -> int:
    """Take up the notes that were finished before a moment; how many are new."""
    written = _not_taken_up(pack, question).where(sessions.c.ended_at <= before)
    columns = ["note_id", "contact_id", "text_id", "status", "written_at", "moved_at"]
    added = await uow.connection.execute(notes.insert().from_select(columns, written))
    return added.rowcount


async def not_taken_up(
    uow: UnitOfWork, contact_id: ContactId, *, pack: str, question: str
) -> list[datetime]:
    """When somebody finished the notes of theirs that are still to be taken up."""
    own = _not_taken_up(pack, question).where(sessions.c.contact_id == contact_id)
    rows = await uow.connection.execute(own.order_by(sessions.c.ended_at))
    return [row.ended_at for row in rows]


def _not_taken_up(pack: str, question: str) -> Select[Any]:
    """Finished notes that are none yet, as the row that each will be."""
    return (
        select(
            sessions.c.session_id,
            sessions.c.contact_id,
            texts.c.text_id,
            case(
                (texts.c.case_id.is_(None), NoteStatus.WAITING.value), else_=NoteStatus.HELD.value
            ),
            sessions.c.ended_at,
            sessions.c.ended_at.label("moved_at"),
        )
        .join(answers, answers.c.session_id == sessions.c.session_id)
        .join(texts, texts.c.text_id == answers.c.text_id)
        .where(
            sessions.c.pack == pack,
            sessions.c.status == Status.COMPLETED.value,
            answers.c.question == question,
            texts.c.screened,
            texts.c.level == int(Level.NONE),
            ~exists().where(notes.c.note_id == sessions.c.session_id),
        )
    )


async def waiting_or_named(uow: UnitOfWork, named: Collection[NoteId]) -> tuple[Note, ...]:
    """The notes that nobody has dealt with, and those that are asked for, the oldest first."""
    return await _load(uow, or_(_TO_BE_READ, notes.c.note_id.in_(list(named))))


async def on_their_way(uow: UnitOfWork) -> tuple[Note, ...]:
    """The notes that are to be given and wait in no outbox."""
    waits = exists().where(outbox.c.note_id == notes.c.note_id)
    return await _load(uow, and_(notes.c.status == NoteStatus.CHOSEN.value, ~waits))


async def _load(uow: UnitOfWork, where: ColumnElement[bool]) -> tuple[Note, ...]:
    rows = await uow.connection.execute(
        select(notes, texts.c.address_id, texts.c.case_id)
        .join(texts, texts.c.text_id == notes.c.text_id)
        .where(where)
        .order_by(notes.c.written_at, notes.c.note_id)
    )
    return tuple(_note(row) for row in rows)


async def to_be_read(uow: UnitOfWork) -> dict[NoteStatus, int]:
    """How many notes nobody has dealt with: for anybody who reads notes, and held."""
    rows = await uow.connection.execute(
        select(notes.c.status, func.count()).where(_TO_BE_READ).group_by(notes.c.status)
    )
    found = {NoteStatus(status): number for status, number in rows}
    return {status: found.get(status, 0) for status in TO_BE_READ}


async def opened(uow: UnitOfWork, note_id: NoteId) -> OpenNote | None:
    """A note with its words; None if it is erased. Whoever calls this knows who may read it."""
    found = await uow.connection.execute(
        select(notes, texts.c.address_id, texts.c.case_id, texts.c.body_sealed)
        .add_columns(sessions.c.pack, sessions.c.version)
        .join(sessions, sessions.c.session_id == notes.c.note_id)
        .join(texts, texts.c.text_id == notes.c.text_id)
        .where(notes.c.note_id == note_id)
    )
    row = found.first()
    if row is None:
        return None
    beside = await uow.connection.execute(
        select(answers.c.question, answers.c.value).where(answers.c.session_id == note_id)
    )
    return OpenNote(
        note=_note(row),
        pack=row.pack,
        version=row.version,
        given={answer.question: answer.value for answer in beside},
        words=words_of.opened(uow, row.text_id, row.body_sealed),
    )


async def move(uow: UnitOfWork, moved: Iterable[NoteMoved]) -> None:
    """Write how far notes have come, and which case their words have joined."""
    for event in moved:
        values: dict[str, Any] = {
            "status": event.status.value,
            "recipient_id": event.recipient_id,
            "moved_at": event.at,
        }
        if event.staff_id is not None:
            values["staff_id"] = event.staff_id
        this = notes.c.note_id == event.note_id
        await uow.connection.execute(update(notes).where(this).values(values))
        if event.case_id is not None:
            own = select(notes.c.text_id).where(this).scalar_subquery()
            await uow.connection.execute(
                update(texts).where(texts.c.text_id == own).values(case_id=event.case_id)
            )


def _note(row: AnyRow) -> Note:
    return Note(
        id=NoteId(row.note_id),
        contact_id=ContactId(row.contact_id),
        address_id=AddressId(row.address_id),
        status=NoteStatus(row.status),
        recipient_id=ContactId(row.recipient_id) if row.recipient_id else None,
        staff_id=ContactId(row.staff_id) if row.staff_id else None,
        in_case=row.case_id is not None,
    )
