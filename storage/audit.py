"""The audit: who looked at what, and why, as a chain of lines that is only added to.

`domain/audit.py` says what a line's digest is made of. Here lines are written after the newest,
and read as they lie in the tables, whatever somebody may have made of them.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    cast,
    func,
    inspect,
    or_,
    select,
)

from domain.audit import Head, Line, Look, beginning, chain, mark, read_mark, written
from storage.database import UnitOfWork
from storage.settings import fact, remember
from storage.tables import audit, meta
from storage.types import AnyRow
from storage.upsert import insert

MARK = "audit_mark"
"""Under which name the database keeps the mark of the chain."""

_AT_ONCE = 1000
_TOLD = ("actor", "action", "subject", "reason", "digest")


async def append(uow: UnitOfWork, *looks: Look) -> None:
    """Write looks down, in order, in the transaction of what was looked at."""
    if not looks:
        return
    head, is_marked = await _newest(uow)
    seal = uow.cipher.attest
    lines = chain(seal, head, looks)
    rows = [
        {
            "audit_id": line.number,
            "at": look.at,
            **{name: getattr(line, name) for name in _TOLD},
        }
        for line, look in zip(lines, looks, strict=True)
    ]
    await insert(uow, audit, rows)
    if is_marked:
        newest = Head(number=lines[-1].number, digest=lines[-1].digest)
        await remember(uow, MARK, mark(seal, newest))


async def _newest(uow: UnitOfWork) -> tuple[Head, bool]:
    """What the next line follows, and whether the mark vouches for it.

    Lines that were cut off at the end leave a gap behind the mark for ever. A mark that is gone or
    false is not made good again, so that it stays to be seen; work must go on all the same.
    """
    kept = select(meta.c.value).where(meta.c.name == MARK).scalar_subquery()
    last = select(func.max(audit.c.audit_id)).scalar_subquery()
    row = (await uow.connection.execute(select(kept.label("mark"), last.label("last")))).one()
    marked = read_mark(uow.cipher.attest, row.mark or "")
    if marked is not None:
        return Head(number=max(marked.number, row.last or 0), digest=marked.digest), True
    if row.last is None:
        return beginning(uow.cipher.attest), row.mark is None
    (line,) = await _lines(uow, audit.c.audit_id == row.last, limit=1)
    return Head(number=line.number, digest=line.digest), False


async def kept_mark(uow: UnitOfWork) -> str | None:
    """The mark as it is kept, true or not."""
    return await fact(uow, MARK)


async def is_there(uow: UnitOfWork) -> bool:
    """Whether this database has its audit as a chain already."""
    columns = await uow.connection.run_sync(
        lambda c: inspect(c).get_columns(audit.name) if inspect(c).has_table(audit.name) else []
    )
    return any(column["name"] == audit.c.digest.name for column in columns)


async def every_line(uow: UnitOfWork) -> AsyncIterator[Line]:
    """All lines in the order of their numbers, some at a time."""
    lines = await _lines(uow)
    while lines:
        for line in lines:
            yield line
        lines = await _lines(uow, audit.c.audit_id > lines[-1].number)


async def newest(
    uow: UnitOfWork, last: int, about: str | None = None, *, before: int | None = None
) -> list[Line]:
    """The newest lines, the oldest of them first; with `about` those of or by one id.

    With `before` those just before a number.
    """
    of_it: tuple[ColumnElement[bool], ...] = _about(about) if about is not None else ()
    of_it += () if before is None else (audit.c.audit_id < before,)
    found = await _lines(uow, *of_it, limit=last, backwards=True)
    return found[::-1]


async def how_many(uow: UnitOfWork, about: str | None = None) -> int:
    """How many lines there are, or of or by one id."""
    of_it = _about(about) if about is not None else ()
    counted = select(func.count()).select_from(audit).where(*of_it)
    return await uow.connection.scalar(counted) or 0


def _about(who: str) -> tuple[ColumnElement[bool]]:
    return (or_(audit.c.subject == who, audit.c.actor == who),)


async def _lines(
    uow: UnitOfWork,
    *which: ColumnElement[bool],
    limit: int = _AT_ONCE,
    backwards: bool = False,
) -> list[Line]:
    number = audit.c.audit_id
    is_sqlite = uow.connection.dialect.name == "sqlite"
    query = _as_it_lies() if is_sqlite else select(audit)
    ordered = query.where(*which).order_by(number.desc() if backwards else number).limit(limit)
    return [_line(row) for row in await uow.connection.execute(ordered)]


def _as_it_lies() -> Select[Any]:
    """SQLite keeps anything in any column: what was put there is read as bytes."""

    def raw(column: Column[Any]) -> ColumnElement[Any]:
        return cast(column, LargeBinary).label(column.name)

    return select(audit.c.audit_id, raw(audit.c.at), *(raw(audit.c[name]) for name in _TOLD))


def _line(row: AnyRow) -> Line:
    told = {name: _text(getattr(row, name)) for name in _TOLD}
    return Line(number=row.audit_id, at=_moment(row.at), **told)


def _text(kept: str | bytes | None) -> str:
    return kept.decode("utf-8", "surrogateescape") if isinstance(kept, bytes) else kept or ""


def _moment(kept: datetime | bytes | None) -> str:
    """The moment in its written form, or whatever stands there if it is none."""
    if isinstance(kept, datetime):
        return written(kept)
    try:
        return written(datetime.fromisoformat(_text(kept)).replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return _text(kept)
