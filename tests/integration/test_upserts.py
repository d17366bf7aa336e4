"""Writes can be repeated: add, leave what is there, or put it in its place."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.tables import meta, taken_updates
from storage.upsert import insert, insert_missing, upsert
from tests.integration.door import rows

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


def _fact(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "value": str(value)}


def _taken(update_id: int) -> dict[str, Any]:
    return {"channel": "telegram", "update_id": update_id, "taken_at": NOW}


async def _values(database: Database) -> dict[str, int]:
    return {row["name"]: int(row["value"]) for row in await rows(database, meta)}


async def test_the_new_takes_the_place_of_the_old(database: Database) -> None:
    async with database.write() as uow:
        await upsert(uow, meta, [_fact("a", 1), _fact("b", 1)], ("name",))
        await upsert(uow, meta, [_fact("b", 2), _fact("c", 2)], ("name",))
        await uow.commit()

    assert await _values(database) == {"a": 1, "b": 2, "c": 2}


async def test_what_is_there_can_be_left_as_it_is(database: Database) -> None:
    async with database.write() as uow:
        await insert_missing(uow, meta, [_fact("a", 1)], ("name",))
        await insert_missing(uow, meta, [_fact("a", 2), _fact("b", 2)], ("name",))
        await uow.commit()

    assert await _values(database) == {"a": 1, "b": 2}


async def test_a_row_that_is_all_key_can_be_put_twice(database: Database) -> None:
    keys = ("channel", "update_id", "taken_at")
    async with database.write() as uow:
        await upsert(uow, taken_updates, [_taken(1)], ("channel", "update_id"))
        await upsert(uow, taken_updates, [_taken(1)], ("channel", "update_id"))
        await uow.commit()

    assert [tuple(row[key] for key in keys) for row in await rows(database, taken_updates)] == [
        ("telegram", 1, NOW)
    ]


async def test_adding_what_is_there_fails_the_whole(database: Database) -> None:
    async with database.write() as uow:
        await insert(uow, meta, [_fact("a", 1)])
        with pytest.raises(IntegrityError):
            await insert(uow, meta, [_fact("b", 1), _fact("a", 2)])

    assert await _values(database) == {}


async def test_nothing_to_write_is_no_statement(database: Database) -> None:
    async with database.write() as uow:
        await insert(uow, meta, [])
        await upsert(uow, meta, [], ("name",))
        await insert_missing(uow, meta, [], ("name",))
        await uow.commit()

    assert await _values(database) == {}
