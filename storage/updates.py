"""What has been taken from a channel: its cursor, and the updates of the last two days."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from domain.messages import Channel
from storage.database import UnitOfWork
from storage.tables import cursors, taken_updates
from storage.upsert import insert, upsert

KEPT = timedelta(days=2)
"""How long a taken update is remembered; channels deliver none again after a day."""

CURSOR_HOLDS = timedelta(days=6)
"""How long a cursor is good for without an update."""


async def cursor(uow: UnitOfWork, channel: Channel, now: datetime) -> int | None:
    """The number to ask a channel for next, or None where there is none that still holds.

    After a week without updates a channel may number anew from anywhere, so that an old cursor
    would ask past the new ones; what was taken is then known by the updates remembered.
    """
    found = await uow.connection.execute(
        select(cursors.c.value).where(
            cursors.c.channel == channel.value, cursors.c.moved_at > now - CURSOR_HOLDS
        )
    )
    row = found.first()
    return row.value if row else None


async def move_cursor(uow: UnitOfWork, channel: Channel, value: int, now: datetime) -> None:
    """Remember what to ask for next."""
    row = {"channel": channel.value, "value": value, "moved_at": now, "polled_at": now}
    await upsert(uow, cursors, [row], ("channel",))


async def polled(uow: UnitOfWork, channel: Channel, now: datetime) -> None:
    """Remember that a channel was asked and had nothing new."""
    await uow.connection.execute(
        update(cursors).where(cursors.c.channel == channel.value).values(polled_at=now)
    )


async def last_polled(uow: UnitOfWork, channel: Channel) -> datetime | None:
    """When a channel last answered, or None if it never did."""
    at: datetime | None = await uow.connection.scalar(
        select(cursors.c.polled_at).where(cursors.c.channel == channel.value)
    )
    return at


async def taken(uow: UnitOfWork, channel: Channel, ids: Iterable[int]) -> frozenset[int]:
    """Those of the updates that were taken before."""
    rows = await uow.connection.scalars(
        select(taken_updates.c.update_id).where(
            taken_updates.c.channel == channel.value, taken_updates.c.update_id.in_(list(ids))
        )
    )
    return frozenset(rows)


async def take(uow: UnitOfWork, channel: Channel, ids: Iterable[int], now: datetime) -> None:
    """Mark updates as taken; taking one twice fails the transaction."""
    rows = [{"channel": channel.value, "update_id": each, "taken_at": now} for each in ids]
    await insert(uow, taken_updates, rows)


async def forget_old(uow: UnitOfWork, now: datetime) -> int:
    """Forget updates too old to come again; how many there were."""
    gone = await uow.connection.execute(
        delete(taken_updates).where(taken_updates.c.taken_at < now - KEPT)
    )
    return gone.rowcount
