"""Packs as they were: every version that anybody may still be in the middle of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.database import UnitOfWork
from storage.tables import packs
from storage.upsert import insert


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPack:
    """One version of a pack, whole; the digest tells whether two are the same."""

    pack: str
    version: int
    digest: str
    document: dict[str, Any]


async def load(uow: UnitOfWork) -> list[KeptPack]:
    """Every version that is kept, the oldest of each pack first."""
    rows = await uow.connection.execute(select(packs).order_by(packs.c.pack, packs.c.version))
    return [
        KeptPack(pack=row.pack, version=row.version, digest=row.digest, document=row.document)
        for row in rows
    ]


async def add(uow: UnitOfWork, new: Iterable[KeptPack], now: datetime) -> None:
    """Keep versions that are new."""
    rows = [
        {
            "pack": each.pack,
            "version": each.version,
            "digest": each.digest,
            "document": each.document,
            "at": now,
        }
        for each in new
    ]
    await insert(uow, packs, rows)
