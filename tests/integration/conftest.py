"""Every test here runs on SQLite and on PostgreSQL, each time on a fresh database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from escalation.screening import load_screener
from flows.loading import read_packs
from services.runtime import Runtime
from storage.cipher import Cipher
from storage.database import Database
from tests.integration.door import Door
from tests.integration.note_desk import Here, a_note_school
from tests.support.clock import Clock, seeded
from tests.support.databases import (
    KEY,
    PostgresqlServer,
    SqliteFiles,
    a_postgresql_server,
    a_quick_folder,
)


@pytest.fixture(scope="session")
def sqlite_files() -> Iterator[SqliteFiles]:
    with a_quick_folder() as folder:
        yield SqliteFiles(Path(folder))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    with a_postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_files").create()
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    url = server.create()
    yield url
    server.drop(url)


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database(database_url, Cipher(KEY)) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runtime(database: Database, clock: Clock) -> Runtime:
    return a_runtime(database, clock, "first")


@pytest_asyncio.fixture
async def restarted(database_url: str, clock: Clock) -> AsyncIterator[Runtime]:
    """The program begun anew on the same database: nothing is left of it but the rows."""
    async with Database(database_url, Cipher(KEY)) as opened:
        yield a_runtime(opened, clock, "second")


@pytest.fixture
def door(runtime: Runtime) -> Door:
    return Door(runtime)


@pytest_asyncio.fixture
async def here(runtime: Runtime) -> Here:
    """Where thank-you notes are written and passed on."""
    return await a_note_school(runtime)


def a_runtime(database: Database, clock: Clock, seed: str) -> Runtime:
    return Runtime(
        database=database,
        screener=load_screener(),
        packs=read_packs(),
        now=clock,
        chance=seeded(seed),
    )
