"""The audit for whoever checks it: followed to its end, listed, and written to a file.

What is checked is only read, from a database that may belong to a program that is stopped.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from domain.audit import (
    COMMAND,
    WHOLE_AUDIT,
    Head,
    Line,
    Look,
    Walk,
    arrive,
    begin,
    step,
    stumble,
)
from domain.errors import BadInput
from services import audit_file
from services.runtime import Runtime
from storage import audit
from storage.cipher import Cipher
from storage.database import Database, UnitOfWork

SHORTEST = 16
"""Digits of a digest that are enough to know it by; nobody without the key can make them."""

_DIGEST = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")
_BETWEEN = re.compile(r"[\s-]")


class NoChain(BadInput):
    """This database is from before the audit was a chain: run gwrando status once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Some lines, and of how many they are the newest."""

    lines: tuple[Line, ...]
    of: int


def noted_digest(given: str) -> str:
    """A digest as somebody noted it, the first digits at least; BadInput if it is none."""
    plain = _BETWEEN.sub("", given).lower()
    if not _DIGEST.fullmatch(plain):
        raise BadInput(
            f"This is not a digest: one has 64 digits from 0 to 9 and a to f, as gwrando audit "
            f"head prints it, and the first {SHORTEST} are enough."
        )
    return plain


async def verify(database: Database, expected: str = "") -> Walk:
    """Follow the whole chain; `expected` is a digest that was noted elsewhere."""
    seal = database.cipher.attest
    walk = begin(seal, expected)
    async with database.read() as uow:
        await _must_be_a_chain(uow)
        async for line in audit.every_line(uow):
            walk = step(seal, walk, line)
            if not walk.is_whole:
                return walk
        return arrive(seal, walk, await audit.kept_mark(uow))


def verify_file(cipher: Cipher, path: Path, expected: str = "") -> Walk:
    """Follow the chain in a file that was exported."""
    kept = audit_file.read(path, cipher.fingerprint)
    walk = begin(cipher.attest, expected)
    for line in kept.lines:
        walk = stumble(walk) if line is None else step(cipher.attest, walk, line)
    return arrive(cipher.attest, walk, kept.mark)


async def listed(database: Database, *, last: int, about: str | None = None) -> Listing:
    """The newest lines; with `about` those of one id, or of what that id did."""
    if about is not None and not about.isascii():  # no id is written so
        return Listing(lines=(), of=0)
    async with database.read() as uow:
        await _must_be_a_chain(uow)
        lines = await audit.newest(uow, last, about)
        return Listing(lines=tuple(lines), of=await audit.how_many(uow, about))


async def export(rt: Runtime, path: Path) -> Head:
    """Write every line to a file, that it was written among them; the newest line."""
    look = Look(
        actor=COMMAND,
        action="audit:export",
        subject=WHOLE_AUDIT,
        reason="The audit is written to a file by whoever runs the program.",
        at=rt.now(),
    )
    async with rt.database.write() as uow:
        await audit.append(uow, look)
        await uow.commit()
    async with rt.database.read() as uow:
        lines = [line async for line in audit.every_line(uow)]
        kept = await audit.kept_mark(uow)
    audit_file.write(path, rt.database.cipher.fingerprint, lines, kept)
    return Head(number=lines[-1].number, digest=lines[-1].digest)


async def _must_be_a_chain(uow: UnitOfWork) -> None:
    if not await audit.is_there(uow):
        raise NoChain(NoChain.__doc__ or "")
