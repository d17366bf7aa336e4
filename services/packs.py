"""Packs are content that people change; a session goes on in the version it began with.

As the program starts, every pack in the folders is compared with the versions that are kept. One
that was changed becomes a version of its own, whether or not whoever changed it raised the
number, and what was there before stays for those who are in the middle of it, words and all. A
version that would break off in a learner's hands is not begun: the one before it goes on.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from flows.checking import Words, check_pack
from flows.definition import Pack, Packs, newest
from flows.wording import texts_of
from storage import packs as kept_packs
from storage.database import Database
from storage.packs import KeptPack

logger = logging.getLogger(__name__)


class Kept(NamedTuple):
    """The packs that learners may be in, and the names of those whose new version has faults."""

    packs: Packs
    faulty: tuple[str, ...]


async def keep(database: Database, found: Packs, now: datetime) -> Kept:
    """The packs of the folders, the newest of their names, and all versions from before."""
    sound = await _sound(database, found)
    async with database.write() as uow:
        kept = await kept_packs.load(uow)
        current = [_numbered(pack, kept) for pack in _newest(found)]
        known = {(each.pack, each.version) for each in kept}
        unknown = [pack for pack in current if (pack.id, pack.version) not in known]
        faulty = [pack for pack in unknown if pack.id not in sound]
        new = [_kept(pack) for pack in unknown if pack not in faulty]
        if new:
            await kept_packs.add(uow, new, now)
            await uow.commit()
    past = [pack for each in kept if (pack := _read(each)) is not None]
    begun = [pack for pack in current if pack not in faulty]
    packs = {(pack.id, pack.version): pack for pack in [*past, *begun]}
    return Kept(packs, tuple(pack.id for pack in faulty))


async def _sound(database: Database, found: Packs) -> set[str]:
    """The ids of packs that hold. To look takes its time, so no write waits for it."""
    async with database.read() as uow:
        kept = {each.digest for each in await kept_packs.load(uow)}
    return {pack.id for pack in _newest(found) if digest(pack) in kept or not _breaks(pack)}


def _breaks(pack: Pack) -> bool:
    """Whether a version that is new would break off; `gwrando flows check` tells where."""
    rules = sorted({each.rule for each in check_pack(pack, Words.of()) if each.breaks})
    if rules:
        logger.error("pack_not_begun", extra={"pack": pack.id, "rules": ", ".join(rules)})
    return bool(rules)


def _newest(found: Packs) -> Iterable[Pack]:
    """The newest of each pack; older folders beside it are what is kept already, or never was."""
    names = sorted({pack.id for pack in found.values()})
    return [pack for name in names if (pack := newest(found, name)) is not None]


def _numbered(pack: Pack, kept: list[KeptPack]) -> Pack:
    """The pack under its number, or under the next free one where it is not what that was."""
    own = [each for each in kept if each.pack == pack.id]
    if not own:
        return pack
    last = own[-1]
    if last.digest == digest(pack):
        return pack.model_copy(update={"version": last.version})
    return pack.model_copy(update={"version": max(pack.version, last.version + 1)})


def digest(pack: Pack) -> str:
    """What tells two versions apart: all that a pack says, but not its number."""
    content = {**_document(pack), "version": 0}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def _document(pack: Pack) -> dict[str, Any]:
    return pack.model_dump(mode="json") | {"texts": texts_of(pack)}


def _kept(pack: Pack) -> KeptPack:
    return KeptPack(
        pack=pack.id, version=pack.version, digest=digest(pack), document=_document(pack)
    )


def _read(each: KeptPack) -> Pack | None:
    """A version from before; None where this program cannot read it any more."""
    try:
        return Pack.model_validate(each.document)
    except ValidationError:
        logger.warning("pack_unreadable", extra={"pack": each.pack, "version": each.version})
        return None
