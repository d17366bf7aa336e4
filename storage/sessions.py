"""Sessions at rest, and the answers given in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select

from domain.events import AnswerRecorded, AnswerWithdrawn, SessionSaved
from domain.ids import ContactId, SessionId, WaveId
from domain.session import CURRENT, Session, Status
from storage.database import UnitOfWork
from storage.tables import answers, sessions
from storage.types import AnyRow
from storage.upsert import upsert

_CURRENT = tuple(status.value for status in CURRENT)


def _session(row: AnyRow) -> Session:
    return Session(
        id=SessionId(row.session_id),
        contact_id=ContactId(row.contact_id),
        pack=row.pack,
        version=row.version,
        node=row.node,
        status=Status(row.status),
        path=tuple(row.path),
        given=tuple((question, value) for question, value in row.given),
        draft=row.draft,
        tries=row.tries,
        wave_id=WaveId(row.wave_id) if row.wave_id else None,
        started_at=row.started_at,
        touched_at=row.touched_at,
        ended_at=row.ended_at,
    )


async def load(
    uow: UnitOfWork, contacts: Iterable[ContactId], named: Iterable[SessionId]
) -> list[Session]:
    """The current sessions of contacts, and those sessions that buttons name."""
    rows = await uow.connection.execute(
        select(sessions).where(
            or_(
                sessions.c.contact_id.in_(list(contacts)) & sessions.c.status.in_(_CURRENT),
                sessions.c.session_id.in_(list(named)),
            )
        )
    )
    return [_session(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Finished:
    """A passage through a pack that came to its end, and what was chosen in it."""

    session_id: SessionId
    pack: str
    given: tuple[tuple[str, str], ...]


async def finished(
    uow: UnitOfWork, contacts: Iterable[ContactId], packs: Iterable[str]
) -> dict[ContactId, tuple[Finished, ...]]:
    """By contact, the last two passages through each of these packs, the newest first.

    Two, because the newest may be the very one that is open again.
    """
    rank = func.row_number().over(
        partition_by=(sessions.c.contact_id, sessions.c.pack),
        order_by=(sessions.c.ended_at.desc(), sessions.c.session_id),
    )
    ended = (
        select(sessions, rank.label("rank"))
        .where(
            sessions.c.contact_id.in_(list(contacts)),
            sessions.c.pack.in_(list(packs)),
            sessions.c.status == Status.COMPLETED.value,
        )
        .subquery()
    )
    rows = await uow.connection.execute(
        select(ended).where(ended.c.rank <= 2).order_by(ended.c.rank)
    )
    found: dict[ContactId, tuple[Finished, ...]] = {}
    for row in rows:
        given = tuple((question, value) for question, value in row.given)
        each = Finished(SessionId(row.session_id), row.pack, given)
        contact = ContactId(row.contact_id)
        found[contact] = (*found.get(contact, ()), each)
    return found


async def waiting_since(uow: UnitOfWork, since: datetime) -> list[Session]:
    """The sessions whose question is open and was touched since then."""
    rows = await uow.connection.execute(
        select(sessions)
        .where(sessions.c.status == Status.WAITING.value, sessions.c.touched_at >= since)
        .order_by(sessions.c.session_id)
    )
    return [_session(row) for row in rows]


async def save(uow: UnitOfWork, saved: Iterable[SessionSaved]) -> None:
    """Write where sessions stand. Those that end come before those that begin."""
    newest = {event.session.id: event.session for event in saved}
    rows = [_row(session) for session in newest.values()]
    for current in (False, True):
        some = [row for row in rows if (row["status"] in _CURRENT) is current]
        await upsert(uow, sessions, some, ("session_id",))


def _row(session: Session) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "contact_id": session.contact_id,
        "pack": session.pack,
        "version": session.version,
        "node": session.node,
        "status": session.status.value,
        "path": list(session.path),
        "given": [list(pair) for pair in session.given],
        "draft": session.draft,
        "tries": session.tries,
        "wave_id": session.wave_id,
        "started_at": session.started_at,
        "touched_at": session.touched_at,
        "ended_at": session.ended_at,
    }


async def record(uow: UnitOfWork, recorded: Iterable[AnswerRecorded]) -> None:
    """Write answers; a second answer to a question takes the place of the first."""
    newest = {(event.session_id, event.question): event for event in recorded}
    rows = [
        {
            "session_id": event.session_id,
            "question": event.question,
            "contact_id": event.contact_id,
            "pack": event.pack,
            "value": event.value,
            "text_id": event.text_id,
            "notice_version": event.notice_version,
            "week": event.week,
            "at": event.at,
        }
        for event in newest.values()
    ]
    await upsert(uow, answers, rows, ("session_id", "question"))


async def withdraw(uow: UnitOfWork, withdrawn: Iterable[AnswerWithdrawn]) -> None:
    """Take answers back."""
    rows = [{"s": event.session_id, "q": event.question} for event in withdrawn]
    if rows:
        await uow.connection.execute(
            delete(answers).where(
                answers.c.session_id == bindparam("s"), answers.c.question == bindparam("q")
            ),
            rows,
        )


async def count_answers(uow: UnitOfWork) -> int:
    """How many answers are kept."""
    return await uow.connection.scalar(select(func.count()).select_from(answers)) or 0


async def count_current(uow: UnitOfWork) -> int:
    """How many sessions are waiting or parked."""
    return (
        await uow.connection.scalar(
            select(func.count()).select_from(sessions).where(sessions.c.status.in_(_CURRENT))
        )
        or 0
    )
