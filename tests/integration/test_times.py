"""Every stored time is a moment: aware going in, aware and in UTC coming out."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.tables import taken_updates
from storage.types import NaiveDatetime
from storage.upsert import insert

LONDON = ZoneInfo("Europe/London")

MOMENTS = [
    (datetime(2026, 11, 17, 9, 30, tzinfo=UTC), "in UTC"),
    (datetime(2026, 6, 9, 8, 45, tzinfo=LONDON), "in summer time"),
    (datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1), "the second of two equal times"),
    (datetime(2026, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=14))), "in another year there"),
    (datetime(2026, 11, 17, 9, 30, 0, 123456, tzinfo=UTC), "to the microsecond"),
]


@pytest.mark.parametrize(("moment", "note"), MOMENTS, ids=[note for _, note in MOMENTS])
async def test_a_moment_comes_back_in_utc(database: Database, moment: datetime, note: str) -> None:
    assert note
    async with database.write() as uow:
        row = {"channel": "telegram", "update_id": 1, "taken_at": moment}
        await insert(uow, taken_updates, [row])
        await uow.commit()

    async with database.read() as uow:
        found = await uow.connection.scalar(select(taken_updates.c.taken_at))

    assert found is not None
    assert found == moment.astimezone(UTC)
    assert found.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 17, 9, 30)  # noqa: DTZ001 - this is what must be refused
    row = {"channel": "telegram", "update_id": 1, "taken_at": naive}
    async with database.write() as uow:
        with pytest.raises(StatementError) as refused:
            await insert(uow, taken_updates, [row])

    assert isinstance(refused.value.orig, NaiveDatetime)


async def test_moments_are_compared_as_moments(database: Database) -> None:
    """08:45 in London in June is before 08:00 in UTC."""
    async with database.write() as uow:
        row = {
            "channel": "telegram",
            "update_id": 1,
            "taken_at": datetime(2026, 6, 9, 8, 45, tzinfo=LONDON),
        }
        await insert(uow, taken_updates, [row])
        earlier = taken_updates.c.taken_at < datetime(2026, 6, 9, 8, 0, tzinfo=UTC)
        assert await uow.connection.scalar(select(taken_updates.c.update_id).where(earlier)) == 1
