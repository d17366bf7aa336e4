"""What a school has changed of the lexicon, and who agreed; rows are added and never changed."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from domain.events import WordListVoted
from domain.ids import ContactId
from domain.verdicts import Level
from escalation.lexicon.changes import Kind, ListChange
from storage.database import UnitOfWork
from storage.tables import lexicon_changes, lexicon_votes
from storage.upsert import insert_missing


async def add(uow: UnitOfWork, change: ListChange, now: datetime) -> ListChange:
    """Write a change down; it comes back with its number."""
    row = {
        "kind": change.kind.value,
        "category": change.category,
        "target": change.target,
        "level": None if change.level is None else int(change.level),
        "reason": change.reason,
        "at": now,
    }
    done = await uow.connection.execute(lexicon_changes.insert().values(row))
    key = done.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave a change no number")
    return replace(change, id=key[0])


async def load(uow: UnitOfWork, wanted: Collection[int] | None = None) -> list[ListChange]:
    """All changes, or those of some numbers, the oldest first, with who said what of them."""
    query = select(lexicon_changes).order_by(lexicon_changes.c.change_id)
    votes = select(lexicon_votes)
    if wanted is not None:
        query = query.where(lexicon_changes.c.change_id.in_(wanted))
        votes = votes.where(lexicon_votes.c.change_id.in_(wanted))
    said: dict[tuple[int, bool], frozenset[ContactId]] = {}
    for row in await uow.connection.execute(votes):
        key = (row.change_id, row.agrees)
        said[key] = said.get(key, frozenset()) | {ContactId(row.staff_id)}
    return [
        ListChange(
            id=row.change_id,
            kind=Kind(row.kind),
            category=row.category,
            target=row.target,
            level=None if row.level is None else Level(row.level),
            reason=row.reason,
            agreed=said.get((row.change_id, True), frozenset()),
            refused=said.get((row.change_id, False), frozenset()),
        )
        for row in await uow.connection.execute(query)
    ]


async def vote(uow: UnitOfWork, votes: Iterable[WordListVoted]) -> None:
    """Write down who said what; the same said twice counts once."""
    rows = [
        {
            "change_id": each.change_id,
            "staff_id": each.staff_id,
            "agrees": each.agrees,
            "at": each.at,
        }
        for each in votes
    ]
    keys = ("change_id", "staff_id", "agrees")
    for row in rows:
        await insert_missing(uow, lexicon_votes, [row], keys)
