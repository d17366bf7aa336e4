"""Lines of the audit from before it was a chain are taken over once, as they are, in order."""

from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, delete, select, text
from sqlalchemy.exc import IntegrityError

from domain.audit import BEGUN, Fault, Look
from services import audit as checking
from storage import audit
from storage.database import Database
from storage.migrate import alembic_config, migrate
from storage.tables import audit as table
from storage.tables import meta
from storage.types import UtcDateTime
from tests.integration.door import rows

BEFORE, FIRST = "0013", "0014"
NINE = datetime(2026, 9, 15, 9, tzinfo=UTC)

OLD = text(
    "INSERT INTO audit (audit_id, at, actor, action, subject, reason) "
    "VALUES (:number, :at, 's1', 'text:read', :subject, 'to help')"
)


async def run(database: Database, step: Any) -> None:
    async with database.write() as uow:
        await uow.connection.run_sync(step)
        await uow.commit()


async def go_back(database: Database) -> None:
    await run(database, lambda c: command.downgrade(alembic_config(c), BEFORE))


async def from_before(database: Database, *numbers: int) -> None:
    """A database as it was before, with lines of these numbers."""
    await go_back(database)

    def fill(connection: Connection) -> None:
        at = UtcDateTime().bind_processor(connection.dialect)
        moment = at(NINE) if at else NINE
        for number in numbers:
            given = {"number": number, "at": moment, "subject": f"c{number}"}
            connection.execute(OLD, given)

    await run(database, fill)


async def test_lines_from_before_are_whole_and_one_more_counts_them(database: Database) -> None:
    await from_before(database, 1, 2, 3)
    await migrate(database)
    walk = await checking.verify(database)
    assert (walk.is_whole, walk.head.number, walk.taken_over) == (True, 4, 3)
    *old, begun = (await checking.listed(database, last=9)).lines
    assert [(line.subject, line.moment) for line in old] == [(f"c{n}", NINE) for n in (1, 2, 3)]
    assert (begun.actor, begun.action) == ("gwrando", BEGUN)
    assert begun.reason == "Lines from before the chain that were taken over into it: 3."


async def test_numbers_that_a_rollback_left_out_are_closed_up(database: Database) -> None:
    await from_before(database, 2, 3, 7, 40)
    await migrate(database)
    assert (await checking.verify(database)).is_whole
    listed = (await checking.listed(database, last=9)).lines
    assert [line.number for line in listed] == [1, 2, 3, 4, 5]
    assert [line.subject for line in listed][:4] == ["c2", "c3", "c7", "c40"]


async def test_the_chain_goes_on_after_them(database: Database) -> None:
    await from_before(database, 1, 2)
    await migrate(database)
    look = Look(actor="s1", action="text:read", subject="c1", reason="to help", at=NINE)
    async with database.write() as uow:
        await audit.append(uow, look)
        await uow.commit()
    assert (await checking.verify(database)).head.number == 4


async def test_where_there_were_none_nothing_is_said(database: Database) -> None:
    await from_before(database)
    await migrate(database)
    assert await rows(database, table) == []
    assert (await checking.verify(database)).is_whole


async def test_they_are_taken_over_only_once(database: Database) -> None:
    """What is put in, changed or taken out after that is found, and no start makes it good."""
    await from_before(database, 1, 2, 3)
    await migrate(database)
    async with database.write() as uow:
        await uow.connection.execute(text("UPDATE audit SET actor = 's9' WHERE audit_id = 2"))
        await uow.commit()
    await migrate(database)
    walk = await checking.verify(database)
    assert (walk.fault, walk.broken_at) == (Fault.ALTERED, 2)


async def test_no_line_can_stand_without_a_digest(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await run(database, lambda c: c.execute(OLD, {"number": 1, "at": NINE, "subject": "c1"}))


async def test_to_begin_anew_is_seen_by_the_head_that_was_noted(database: Database) -> None:
    await from_before(database, 1, 2, 3)
    await migrate(database)
    noted = (await checking.verify(database)).head.digest
    await go_back(database)
    async with database.write() as uow:
        await uow.connection.execute(delete(table).where(table.c.audit_id == 2))
        await uow.commit()
    await migrate(database)
    assert (await checking.verify(database)).is_whole
    assert (await checking.verify(database, noted)).fault is Fault.UNKNOWN_HEAD


async def test_without_the_key_they_are_not_taken_over(database: Database) -> None:
    await from_before(database, 1)
    with pytest.raises(RuntimeError) as caught:
        await run(database, lambda c: command.upgrade(alembic_config(c), FIRST))
    assert caught.type.__name__ == "NoKey"


async def test_back_and_forth_keeps_every_line(database: Database) -> None:
    await from_before(database, 1, 2)
    for lines in (3, 4):
        await migrate(database)
        walk = await checking.verify(database)
        assert (walk.is_whole, walk.head.number, walk.taken_over) == (True, lines, lines - 1)
        await go_back(database)
        async with database.read() as uow:
            mark = select(meta).where(meta.c.name == audit.MARK)
            assert (await uow.connection.execute(mark)).all() == []


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_after_going_back_numbers_are_given_again(database: Database) -> None:
    await from_before(database, 1, 2)
    await migrate(database)
    await go_back(database)
    given = (
        "INSERT INTO audit (at, actor, action, subject, reason) "
        "VALUES (now(), 's', 'a', 'c', 'r') RETURNING audit_id"
    )
    async with database.write() as uow:
        assert await uow.connection.scalar(text(given)) == 4
