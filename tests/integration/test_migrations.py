"""A migrated database has exactly the tables of this version, and can go back and forth."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from domain.ids import ContactId
from domain.people import Language
from storage import contacts, sessions
from storage.database import Database
from storage.migrate import alembic_config, migrate
from storage.tables import metadata


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def _run(database: Database, step: Any) -> Any:
    async with database.write() as uow:
        found = await uow.connection.run_sync(step)
        await uow.commit()
    return found


async def test_the_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    assert await _run(database, _differences) == []


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await migrate(database)

    assert await _run(database, _tables) == set(metadata.tables)


async def test_down_to_nothing_and_up_again(database: Database) -> None:
    await _run(database, lambda c: command.downgrade(alembic_config(c), "base"))
    assert await _run(database, _tables) == set()

    await migrate(database)
    assert await _run(database, _differences) == []


@pytest.mark.parametrize(
    ("table", "constraint"),
    [("texts", "ck_texts_level_is_a_verdict"), ("texts", "ck_texts_unscreened_is_read")],
)
async def test_the_checks_are_in_the_database(
    database: Database, table: str, constraint: str
) -> None:
    def names(connection: Connection) -> set[str | None]:
        return {check["name"] for check in inspect(connection).get_check_constraints(table)}

    assert constraint in await _run(database, names)


async def test_only_one_session_is_current_and_only_one_case_open(database: Database) -> None:
    def partial(connection: Connection) -> set[str | None]:
        found = inspect(connection)
        indexes = [*found.get_indexes("sessions"), *found.get_indexes("cases")]
        return {index["name"] for index in indexes if index["unique"]}

    assert await _run(database, partial) == {"uq_sessions_current", "uq_cases_open"}


async def test_rows_of_the_first_version_are_kept_by_the_second(database: Database) -> None:
    await _run(database, lambda c: command.downgrade(alembic_config(c), "0001"))
    await _run(
        database,
        lambda c: [
            c.exec_driver_sql(sql)
            for sql in (
                "INSERT INTO contacts (contact_id, roles, language, standing, groups) "
                "VALUES ('c1', 'learner', 'cy', 'joined', '[]')",
                "INSERT INTO sessions (session_id, contact_id, pack, version, node, status, "
                "path, given, started_at, touched_at) VALUES ('s1', 'c1', 'mood', 1, 'reason', "
                "'waiting', '[\"face\"]', '[[\"face\", \"4\"]]', '2026-09-15 09:00:00+00:00', "
                "'2026-09-15 09:00:00+00:00')",
                "INSERT INTO answers (session_id, question, contact_id, pack, value, "
                "notice_version, week, at) VALUES ('s1', 'face', 'c1', 'mood', '4', '1', "
                "'2026-09-14', '2026-09-15 09:00:00+00:00')",
            )
        ],
    )
    await migrate(database)
    async with database.read() as uow:
        (session,) = await sessions.load(uow, [ContactId("c1")], [])
        assert await sessions.count_answers(uow) == 1
    assert (session.node, session.given) == ("reason", (("face", "4"),))
    assert (session.draft, session.tries) == ("", 0)


async def test_a_language_that_is_not_known_goes_back_as_welsh(database: Database) -> None:
    await _run(
        database,
        lambda c: c.exec_driver_sql(
            "INSERT INTO contacts (contact_id, roles, language, standing, groups) VALUES "
            "('c1', 'learner', NULL, 'invited', '[]'), ('c2', 'learner', 'en', 'joined', '[]')"
        ),
    )
    await _run(database, lambda c: command.downgrade(alembic_config(c), "0004"))
    kept = await _run(
        database,
        lambda c: (
            c.exec_driver_sql("SELECT language FROM contacts ORDER BY contact_id").scalars().all()
        ),
    )
    assert kept == ["cy", "en"]
    with pytest.raises(IntegrityError):
        await _run(database, lambda c: c.exec_driver_sql("UPDATE contacts SET language = NULL"))
    await migrate(database)
    async with database.read() as uow:
        found = await contacts.load(uow, [ContactId("c1")])
    assert found["c1"].language is Language.CY
