"""What the school has set, each change with its reason, and what the database knows of itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from storage.database import UnitOfWork
from storage.tables import meta, settings
from storage.upsert import insert, upsert


async def load(uow: UnitOfWork) -> dict[str, tuple[Any, str]]:
    """The newest value of every setting and the reason that was given for it."""
    newest = select(func.max(settings.c.setting_id)).group_by(settings.c.name).scalar_subquery()
    rows = await uow.connection.execute(select(settings).where(settings.c.setting_id.in_(newest)))
    return {row.name: (row.value, row.reason) for row in rows}


async def put(uow: UnitOfWork, name: str, value: Any, reason: str, now: datetime) -> None:
    """Change a setting; the earlier values stay to be seen."""
    row = {"name": name, "value": value, "reason": reason, "at": now}
    await insert(uow, settings, [row])


async def fact(uow: UnitOfWork, name: str) -> str | None:
    """Something the database remembers of itself."""
    value: str | None = await uow.connection.scalar(
        select(meta.c.value).where(meta.c.name == name)
    )
    return value


async def remember(uow: UnitOfWork, name: str, value: str) -> None:
    """Let the database remember something of itself."""
    await upsert(uow, meta, [{"name": name, "value": value}], ("name",))
