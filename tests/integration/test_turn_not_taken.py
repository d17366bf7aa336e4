"""Where the database cannot write, a batch is not taken, and is taken when it comes again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text

from domain.messages import Channel
from services.runtime import Runtime
from services.turn import NotTaken
from storage import database as storage_database
from storage import updates
from storage.cipher import Cipher
from storage.database import Database
from storage.tables import addresses, outbox
from tests.integration.door import Door, how_many
from tests.support.databases import KEY


@contextmanager
def _held(path: str) -> Iterator[None]:
    """Another program holds the database file for writing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_while_another_program_holds_the_file(
    runtime: Runtime, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_database, "BUSY_MILLISECONDS", 20)
    async with Database(database_url, Cipher(KEY)) as database:
        door = Door(replace(runtime, database=database))
        hello = door.text("stranger", "hello")
        with _held(str(database.url.database)), pytest.raises(NotTaken):
            await door.take(hello)
        await _not_a_trace(database, runtime)

        assert (await door.take(hello)).taken == 1


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_while_the_server_only_reads(runtime: Runtime, database_url: str) -> None:
    await _let_write(runtime.database, "on")
    async with Database(database_url, Cipher(KEY)) as database:
        door = Door(replace(runtime, database=database))
        hello = door.text("stranger", "hello")
        with pytest.raises(NotTaken):
            await door.take(hello)
        await _not_a_trace(database, runtime)

    await _let_write(runtime.database, "off")
    assert (await Door(runtime).take(hello)).taken == 1


@pytest.mark.parametrize("kind", ["sqlite"])
async def test_while_there_is_no_server(runtime: Runtime) -> None:
    async with Database("postgresql://postgres@127.0.0.1:1/school", Cipher(KEY)) as nowhere:
        away = Door(replace(runtime, database=nowhere))
        hello = away.text("stranger", "hello")
        with pytest.raises(NotTaken):
            await away.take(hello)

    assert (await Door(runtime).take(hello)).taken == 1


async def test_when_the_connection_is_cut_in_the_middle(
    runtime: Runtime, door: Door, kind: str
) -> None:
    """A server that goes away between two batches is found again."""
    await door.say("stranger", "hello")
    if kind == "postgresql":
        async with runtime.database.read() as uow:
            others = "FROM pg_stat_activity WHERE datname = current_database()"
            cut = f"SELECT pg_terminate_backend(pid) {others} AND pid <> pg_backend_pid()"
            await uow.connection.execute(text(cut))

    assert (await door.say("stranger", "hello again")).taken == 1


async def _let_write(database: Database, only_reads: str) -> None:
    async with database.write() as uow:
        name = await uow.connection.scalar(text("SELECT current_database()"))
        setting = f"default_transaction_read_only = {only_reads}"
        await uow.connection.execute(text(f'ALTER DATABASE "{name}" SET {setting}'))
        await uow.commit()


async def _not_a_trace(database: Database, runtime: Runtime) -> None:
    assert await how_many(database, addresses) == 0
    assert await how_many(database, outbox) == 0
    async with database.read() as uow:
        assert await updates.cursor(uow, Channel.TELEGRAM, runtime.now()) is None
