"""The composition root: the one place where a running program is put together."""

import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from copy import copy
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.config import BadSetting, Config, NotNow
from bot.keyfile import make_key, read_key
from domain.messages import Channel
from escalation.screening import load_screener
from flows.loading import read_each
from services import wordlist
from services.packs import keep
from services.runtime import Runtime, utc_now
from storage import settings
from storage.cipher import KEY_BYTES, Cipher
from storage.database import Database, async_url
from storage.migrate import migrate

logger = logging.getLogger(__name__)

FINGERPRINT = "key_fingerprint"

_NO_DATABASE = (
    "There is no database of gwrando yet where GWRANDO_DATABASE and GWRANDO_DATA say: "
    "look whether they are right."
)


@asynccontextmanager
async def open_runtime(config: Config) -> AsyncIterator[Runtime]:
    """Everything a use case needs, with the database in its newest form; closed at the end."""
    _make_data(config)
    key = read_key(config.key_path)
    known = await _known_fingerprint(config)
    if key is None and known is not None:
        raise BadSetting(
            f"The key file {config.key_path} is missing, and the database was made with one: "
            "put it back, or say where it is with GWRANDO_KEYFILE."
        )
    cipher = Cipher(key or make_key(config.key_path))
    _must_fit(config, cipher, known)
    async with Database(config.database_url, cipher) as database:
        await _prepare(database)
        found, unread = read_each()
        for name in unread:
            logger.error("pack_not_read", extra={"pack": name})
        packs, faulty = await keep(database, found, utc_now())
        rt = Runtime(
            database=database,
            screener=copy(load_screener()),
            packs=packs,
            faulty_packs=(*unread, *faulty),
            channels=frozenset(_channels(config)),
        )
        await wordlist.refresh(rt)
        yield rt


@asynccontextmanager
async def open_kept(config: Config) -> AsyncIterator[Database]:
    """The database as it lies, to be looked at: nothing is made, and nothing is migrated."""
    cipher = kept_cipher(config)
    _must_be_there(config)
    known = await _known_fingerprint(config)
    if known is None:
        raise BadSetting(_NO_DATABASE)
    _must_fit(config, cipher, known)
    async with Database(config.database_url, cipher) as database:
        yield database


def kept_cipher(config: Config) -> Cipher:
    """What the key file opens and seals; BadSetting where there is none."""
    key = read_key(config.key_path)
    if key is None:
        raise BadSetting(
            f"The key file {config.key_path} is missing: "
            "put it back, or say where it is with GWRANDO_KEYFILE."
        )
    return Cipher(key)


def _must_be_there(config: Config) -> None:
    """SQLite would make a file that is not there."""
    url = async_url(config.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise BadSetting(_NO_DATABASE)


def _must_fit(config: Config, cipher: Cipher, known: str | None) -> None:
    if known not in (None, cipher.fingerprint):
        raise BadSetting(
            f"The key file {config.key_path} is not the one this database was made with."
        )


def _channels(config: Config) -> Iterator[Channel]:
    """By which channels anything can leave, as the environment has it."""
    yield Channel.TELEGRAM
    if config.smtp_host is not None:
        yield Channel.EMAIL


def _make_data(config: Config) -> None:
    try:
        config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadSetting(
            f"GWRANDO_DATA names {config.data}, which cannot be made: {error.strerror}."
        ) from None


async def _known_fingerprint(config: Config) -> str | None:
    """What the database remembers of its key, or None if it is new."""
    async with Database(config.database_url, Cipher(os.urandom(KEY_BYTES))) as database:
        try:
            async with database.read() as uow:
                tables = await uow.connection.run_sync(lambda c: inspect(c).get_table_names())
                return await settings.fact(uow, FINGERPRINT) if "meta" in tables else None
        except (DBAPIError, OSError, sqlite3.Error) as error:
            raise _unusable(error) from None


async def _prepare(database: Database) -> None:
    try:
        await migrate(database)
    except OperationalError as error:
        raise _unusable(error) from None
    async with database.write() as uow:
        await settings.remember(uow, FINGERPRINT, database.cipher.fingerprint)
        await uow.commit()


def _unusable(error: Exception) -> BadSetting | NotNow:
    """What to say of a database that does not answer: one that may be starting up may come yet."""
    cause = getattr(error, "orig", None) or error
    said = f"The database that GWRANDO_DATABASE names cannot be used: {cause}."
    return NotNow(said) if isinstance(cause, OSError) else BadSetting(said)
