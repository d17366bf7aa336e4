"""Bring a database to the form this version needs, whatever form it was left in."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.cipher import Cipher
from storage.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection, cipher: Cipher | None = None) -> Config:
    """Alembic's settings for a connection that is already open, and the key if there is one."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    config.attributes["cipher"] = cipher
    return config


def _upgrade(connection: Connection, cipher: Cipher) -> None:
    command.upgrade(alembic_config(connection, cipher), "head")


async def migrate(database: Database) -> None:
    """Run every migration that the database has not had yet. Running it again changes nothing."""
    async with database.write() as uow:
        await uow.connection.run_sync(_upgrade, uow.cipher)
        await uow.commit()
