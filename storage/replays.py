"""Past texts, to be screened once more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.ids import AddressId
from domain.verdicts import Level
from storage import texts as words_of
from storage.database import UnitOfWork
from storage.tables import contacts, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PastText:
    """A text with the level it was given then. `year` is its writer's now, if that is known."""

    body: str
    address_id: AddressId
    year: int | None
    level: Level
    written_at: datetime


async def past(uow: UnitOfWork) -> AsyncIterator[PastText]:
    """Every text that was screened, chat by chat, the oldest of each first."""
    columns = (
        texts.c.text_id,
        texts.c.address_id,
        texts.c.body_sealed,
        texts.c.level,
        texts.c.written_at,
        contacts.c.year,
    )
    query = (
        select(*columns)
        .outerjoin(contacts, contacts.c.contact_id == texts.c.contact_id)
        .where(texts.c.screened)
        .order_by(texts.c.address_id, texts.c.written_at, texts.c.at, texts.c.nth)
    )
    async for row in await uow.connection.stream(query):
        yield PastText(
            body=words_of.opened(uow, row.text_id, row.body_sealed),
            address_id=AddressId(row.address_id),
            year=row.year,
            level=Level(row.level),
            written_at=row.written_at,
        )
