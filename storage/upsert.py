"""Insert, or leave or replace what is there already: every write can be repeated."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import UnitOfWork

Row = dict[str, Any]


async def insert(uow: UnitOfWork, table: Table, rows: list[Row]) -> None:
    """Add rows; a key that is there already is a fault and fails the transaction."""
    if rows:
        await uow.connection.execute(table.insert(), rows)


async def upsert(uow: UnitOfWork, table: Table, rows: list[Row], keys: tuple[str, ...]) -> None:
    """Add rows, or put them in the place of those with the same key. No key twice in `rows`."""
    if not rows:
        return
    statement = _insert(uow, table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    action = (
        statement.on_conflict_do_update(index_elements=list(keys), set_=others)
        if others
        else statement.on_conflict_do_nothing(index_elements=list(keys))
    )
    await uow.connection.execute(action, rows)


async def insert_missing(
    uow: UnitOfWork, table: Table, rows: list[Row], keys: tuple[str, ...]
) -> None:
    """Add the rows whose key is not there yet and leave the others as they are."""
    if rows:
        statement = _insert(uow, table).on_conflict_do_nothing(index_elements=list(keys))
        await uow.connection.execute(statement, rows)


def _insert(uow: UnitOfWork, table: Table) -> sqlite.Insert | postgresql.Insert:
    is_sqlite = uow.connection.dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
