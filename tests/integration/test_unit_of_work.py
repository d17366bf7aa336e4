"""A unit of work lasts if it was told to; writers come in turn; a reader sees one moment."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from storage import settings
from storage.cipher import Cipher
from storage.database import Database, UnknownDatabase, async_url
from storage.tables import meta
from storage.upsert import insert
from tests.integration.cuts import Cut, cut_before_commit
from tests.integration.door import how_many
from tests.support.databases import KEY


async def test_it_rolls_back_unless_it_was_told_to_commit(database: Database) -> None:
    async with database.write() as uow:
        await settings.remember(uow, "fact", "forgotten")

    assert await how_many(database, meta) == 0


async def test_it_rolls_back_when_something_is_raised(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as uow:
            await settings.remember(uow, "fact", "forgotten")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()

    assert await how_many(database, meta) == 0


async def test_a_commit_that_fails_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    """As when the disk is full: what was written is gone, and the next writer can write."""
    async with database.write() as uow:
        await settings.remember(uow, "fact", "forgotten")
        with cut_before_commit(), pytest.raises(Cut):
            await uow.commit()

    for number in range(3):
        async with database.write() as uow:
            assert await settings.fact(uow, "fact") is None
            await settings.remember(uow, f"fact {number}", "kept")
            await uow.commit()


async def test_what_was_committed_is_there_for_the_next_reader(database: Database) -> None:
    async with database.write() as uow:
        await settings.remember(uow, "fact", "kept")
        await uow.commit()

    async with database.read() as uow:
        assert await settings.fact(uow, "fact") == "kept"


async def test_a_reader_sees_one_moment_however_often_it_looks(database: Database) -> None:
    count = select(func.count()).select_from(meta)
    async with database.read() as reader:
        before = await reader.connection.scalar(count)
        async with database.write() as uow:
            await settings.remember(uow, "fact", "new")
            await uow.commit()
        assert await reader.connection.scalar(count) == before == 0

    assert await how_many(database, meta) == 1


async def test_readers_do_not_wait_for_the_writer(database: Database) -> None:
    async with database.write() as uow:
        await settings.remember(uow, "fact", "not yet")
        async with asyncio.timeout(2), database.read() as reader:
            assert await settings.fact(reader, "fact") is None


async def test_two_programs_writing_come_one_after_another(
    database: Database, database_url: str
) -> None:
    """Each reads a number and writes the next one: none is lost."""

    async def count_up(through: Database) -> None:
        for _ in range(10):
            async with through.write() as uow:
                number = int(await settings.fact(uow, "number") or 0)
                await asyncio.sleep(0)
                await settings.remember(uow, "number", str(number + 1))
                await uow.commit()

    async with Database(database_url, Cipher(KEY)) as other:
        await asyncio.gather(count_up(database), count_up(other), count_up(database))

    async with database.read() as uow:
        assert await settings.fact(uow, "number") == "30"


@pytest.mark.parametrize(
    "url",
    ["sqlite:////nowhere/at/all.db", "postgresql://postgres@127.0.0.1:1/school"],
)
async def test_a_database_that_is_not_there_is_one_kind_of_fault(url: str) -> None:
    async with Database(url, Cipher(KEY)) as nowhere:
        for way in (nowhere.read, nowhere.write):
            with pytest.raises(OperationalError):
                async with way():
                    pytest.fail("there is nothing to write to")
        await asyncio.sleep(0.05)  # SQLite's driver ends its threads in its own time


def test_another_database_is_refused() -> None:
    with pytest.raises(UnknownDatabase):
        async_url("mysql://localhost/school")


async def test_a_fault_never_tells_what_was_being_written(database: Database) -> None:
    row = {"name": "fact", "value": "private words"}
    async with database.write() as uow:
        with pytest.raises(IntegrityError) as fault:
            await insert(uow, meta, [row, row])

    assert "private words" not in str(fault.value)
