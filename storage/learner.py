"""What is kept of one learner, read for that learner alone, and erased when they ask for it.

Nothing here gives a row of anybody else, and nothing here is asked for by a renderer of reports.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, exists, select, update

from domain.ids import ContactId
from domain.messages import Lane
from domain.notes import NoteStatus
from escalation.over_time import Kind
from storage import books, over_time, schedules
from storage.database import UnitOfWork
from storage.releases import ERASED
from storage.tables import (
    addresses,
    answers,
    deliveries,
    interventions,
    notes,
    outbox,
    paired,
    sessions,
    signs,
    tallied,
)
from storage.tables import texts as texts_table
from storage.texts import opened


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """One answer: an option, or words of the learner's own, opened."""

    session_id: str
    pack: str
    version: int
    question: str
    value: str
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One passage through a pack."""

    id: str
    pack: str
    version: int
    status: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """Words that are in no case, opened, and whether they are the answer to a question."""

    words: str
    language: str | None
    place: str
    at: datetime
    is_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChat:
    """Where the learner writes from: the channel, and since when."""

    channel: str
    met_at: datetime


async def own_answers(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnAnswer, ...]:
    """Every answer, the oldest first, without those whose words are in a case.

    To leave one of those in would show on the learner's phone which words were taken further.
    """
    rows = await uow.connection.execute(
        select(answers, sessions.c.version, texts_table.c.body_sealed, texts_table.c.case_id)
        .join(sessions, sessions.c.session_id == answers.c.session_id)
        .outerjoin(texts_table, texts_table.c.text_id == answers.c.text_id)
        .where(answers.c.contact_id == contact_id, texts_table.c.case_id.is_(None))
        .order_by(answers.c.at, answers.c.session_id, answers.c.question)
    )
    return tuple(
        OwnAnswer(
            session_id=row.session_id,
            pack=row.pack,
            version=row.version,
            question=row.question,
            value=row.value,
            words=opened(uow, row.text_id, row.body_sealed) if row.body_sealed else None,
            at=row.at,
        )
        for row in rows
    )


async def own_sessions(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnSession, ...]:
    """Every passage through a pack, the oldest first."""
    rows = await uow.connection.execute(
        select(sessions)
        .where(sessions.c.contact_id == contact_id)
        .order_by(sessions.c.started_at, sessions.c.session_id)
    )
    return tuple(
        OwnSession(
            id=row.session_id,
            pack=row.pack,
            version=row.version,
            status=row.status,
            started_at=row.started_at,
            ended_at=row.ended_at,
        )
        for row in rows
    )


async def own_texts(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnText, ...]:
    """The learner's own words that are in no case, opened, the oldest first."""
    is_answer = exists().where(answers.c.text_id == texts_table.c.text_id).label("is_answer")
    rows = await uow.connection.execute(
        select(texts_table, is_answer)
        .where(texts_table.c.contact_id == contact_id, texts_table.c.case_id.is_(None))
        .order_by(texts_table.c.at, texts_table.c.text_id)
    )
    return tuple(
        OwnText(
            words=opened(uow, row.text_id, row.body_sealed),
            language=row.language,
            place=row.place,
            at=row.at,
            is_answer=row.is_answer,
        )
        for row in rows
    )


async def own_chats(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnChat, ...]:
    """The chats that belong to the learner; the address itself stays sealed."""
    rows = await uow.connection.execute(
        select(addresses.c.channel, addresses.c.met_at)
        .where(addresses.c.contact_id == contact_id)
        .order_by(addresses.c.met_at)
    )
    return tuple(OwnChat(channel=row.channel, met_at=row.met_at) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNote:
    """A thank-you note that they wrote, or one that reached them, and how far it has come."""

    written: bool
    status: str
    at: datetime


async def own_notes(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnNote, ...]:
    """What became of the notes they wrote, and when others reached them; nobody else's name."""
    wrote = (notes.c.contact_id == contact_id) & (notes.c.status != NoteStatus.WORRYING.value)
    got = (notes.c.recipient_id == contact_id) & (notes.c.status == NoteStatus.GIVEN.value)
    rows = await uow.connection.execute(
        select(notes).where(wrote | got).order_by(notes.c.moved_at, notes.c.note_id)
    )
    return tuple(
        OwnNote(written=row.contact_id == contact_id, status=row.status, at=row.moved_at)
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSign:
    """What was noticed over time in their faces, and on the faces of which day."""

    kind: str
    since: datetime


async def own_signs(uow: UnitOfWork, contact_id: ContactId) -> tuple[OwnSign, ...]:
    """The signs in the learner's faces; that of silence would tell of a case and is left out."""
    rows = await uow.connection.execute(
        select(signs.c.kind, signs.c.since)
        .where(signs.c.contact_id == contact_id, signs.c.kind != Kind.SILENT.value)
        .order_by(signs.c.since, signs.c.kind)
    )
    return tuple(OwnSign(kind=row.kind, since=row.since) for row in rows)


async def times_asked(uow: UnitOfWork, contact_id: ContactId) -> tuple[date, ...]:
    """The weeks in which a scheduled check-in was meant for the learner."""
    found = await uow.connection.scalars(
        select(deliveries.c.week)
        .where(deliveries.c.contact_id == contact_id)
        .order_by(deliveries.c.week)
    )
    return tuple(found)


async def times_counted(uow: UnitOfWork, contact_id: ContactId) -> tuple[datetime, ...]:
    """When the change of a group was released with the learner's answers in it."""
    found = await uow.connection.scalars(
        select(interventions.c.closed_at)
        .join(paired, paired.c.intervention_id == interventions.c.intervention_id)
        .where(paired.c.contact_id == contact_id)
        .order_by(interventions.c.closed_at)
    )
    return tuple(found)


async def erase(uow: UnitOfWork, contact_id: ContactId, open_since: date, at: datetime) -> None:
    """Erase what a learner may have erased (docs/decisions/0010-what-forget-erases.md).

    Of weeks that are over their place in the ledger goes altogether. Of a week that may still be
    counted it stays, without the answer, so that nobody is counted twice. That a learner is
    counted in a released change stays too (docs/decisions/0013-before-and-after.md).
    """
    await _erase_notes(uow, contact_id)
    await schedules.forget_deliveries(uow, contact_id, at)
    for table in (answers, sessions, signs):
        await uow.connection.execute(delete(table).where(table.c.contact_id == contact_id))
    await uow.connection.execute(
        delete(texts_table).where(
            texts_table.c.contact_id == contact_id, texts_table.c.case_id.is_(None)
        )
    )
    await over_time.begin_anew(uow, [contact_id], at)
    await books.end_of(uow, contact_id, at)
    await _erase_from_ledger(uow, contact_id, open_since)
    own = select(addresses.c.address_id).where(addresses.c.contact_id == contact_id)
    await uow.connection.execute(
        delete(outbox).where(outbox.c.address_id.in_(own), outbox.c.lane != int(Lane.SAFEGUARDING))
    )


async def _erase_notes(uow: UnitOfWork, contact_id: ContactId) -> None:
    """Thank-you notes that they wrote, wherever these wait, and that others reached them."""
    own = notes.c.contact_id == contact_id
    written = select(notes.c.note_id).where(own)
    await uow.connection.execute(delete(outbox).where(outbox.c.note_id.in_(written)))
    await uow.connection.execute(delete(notes).where(own))
    received = (notes.c.recipient_id == contact_id, notes.c.status == NoteStatus.GIVEN.value)
    await uow.connection.execute(update(notes).where(*received).values(recipient_id=None))


async def _erase_from_ledger(uow: UnitOfWork, contact_id: ContactId, open_since: date) -> None:
    own = tallied.c.contact_id == contact_id
    await uow.connection.execute(delete(tallied).where(own, tallied.c.week < open_since))
    await uow.connection.execute(update(tallied).where(own).values(value=ERASED))


async def forget_counted(uow: UnitOfWork, open_since: date) -> int:
    """Let go of erased places in the ledger once their week is over; how many."""
    gone = await uow.connection.execute(
        delete(tallied).where(and_(tallied.c.value == ERASED, tallied.c.week < open_since))
    )
    return gone.rowcount


async def owns(uow: UnitOfWork, contact_id: ContactId, address_id: str) -> bool:
    """Whether a chat belongs to this contact."""
    found = await uow.connection.scalar(
        select(
            exists().where(
                addresses.c.address_id == address_id, addresses.c.contact_id == contact_id
            )
        )
    )
    return bool(found)
