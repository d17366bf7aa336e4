"""The one way to the database: readers beside one writer, and a unit of work.

On SQLite one connection writes, in `BEGIN IMMEDIATE` transactions under WAL, each commit flushed
to the disk; readers never wait for it. On PostgreSQL an advisory lock gives the same order, so
that a decision made on what was read still holds when it is committed. A unit of work rolls back
unless it was told to commit. A database that cannot be reached is an `OperationalError`, whichever
driver finds it out.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.cipher import Cipher

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
"""The databases we speak, and the driver for each."""

BUSY_MILLISECONDS = 20_000
_READERS = 4
_WRITER_LOCK = 0x6777_7261


class UnknownDatabase(ValueError):
    """The database address names neither SQLite nor PostgreSQL."""


def refuses_values(error: DBAPIError) -> bool:
    """Whether the database works, and does not want what it was given.

    SQLAlchemy knows no `DataError` for asyncpg; there the first digits of the SQLSTATE tell: 22
    for data, 23 for integrity.
    """
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return isinstance(error, IntegrityError | DataError) or state.startswith(("22", "23"))


def is_away(error: Exception) -> bool:
    """Whether the database does not work now, so that no row is to blame."""
    return isinstance(error, DBAPIError) and not refuses_values(error)


class UnitOfWork:
    """One transaction. Rolls back unless `commit` was said."""

    def __init__(self, connection: AsyncConnection, cipher: Cipher) -> None:
        self.connection = connection
        self.cipher = cipher

    async def commit(self) -> None:
        """Make everything written here last, at once or not at all."""
        try:
            await self.connection.commit()
        except BaseException:  # nobody knows how far it came: this connection is not used again
            await self.connection.invalidate()
            raise


class Database:
    """Readers and the writer of one database."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.url = async_url(url)
        self.cipher = cipher
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # A writer must see what was committed while it waited for its turn; a reader must not.
        self._writer = self._engine("BEGIN IMMEDIATE", "READ COMMITTED", size=1)
        self._readers = self._engine("BEGIN", "REPEATABLE READ", size=_READERS)

    def _engine(self, begin: str, isolation: str, *, size: int) -> AsyncEngine:
        engine = create_async_engine(
            self.url,
            hide_parameters=True,  # an error must never carry what was being written
            pool_size=size,
            max_overflow=0,
            pool_timeout=600,
            pool_pre_ping=not self.is_sqlite,
            **({} if self.is_sqlite else {"isolation_level": isolation}),
        )
        if self.is_sqlite:
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(engine.sync_engine, "begin", lambda c: _begin(c, begin))
        return engine

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work; writers come one after another."""
        async with _connect(self._writer) as connection:
            if not self.is_sqlite:
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK}
                )
            yield UnitOfWork(connection, self.cipher)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        """A consistent look; whatever is written in it is lost."""
        async with _connect(self._readers) as connection:
            yield UnitOfWork(connection, self.cipher)

    async def close(self) -> None:
        """Let every connection go."""
        await self._writer.dispose()
        await self._readers.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


@asynccontextmanager
async def _connect(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine.connect())
        except OSError as error:  # asyncpg hands on what the socket says
            raise OperationalError(None, None, error) from error
        yield connection


def async_url(url: str) -> URL:
    """The address with the driver we use; UnknownDatabase for any other database."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend not in DRIVERS:
        raise UnknownDatabase
    return parsed.set(drivername=DRIVERS[backend])


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection, begin: str) -> None:
    connection.exec_driver_sql(begin)
