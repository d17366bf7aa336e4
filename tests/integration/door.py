"""The Telegram door as the turn sees it, and what stands in the tables after it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, product
from typing import Any

from sqlalchemy import Table, func, select

from domain.messages import Channel, Inbound, InboundKind, Lane
from services import turn
from services.runtime import Runtime
from services.turn import Turn
from storage import outbox
from storage.database import Database
from storage.outbox import Waiting

_LATE = datetime(2100, 1, 1, tzinfo=UTC)
"""When everything that waits for its time may go."""


@dataclass
class Door:
    """Numbers what arrives, as Telegram does, and hands it over in batches."""

    rt: Runtime
    numbers: Iterator[int] = field(default_factory=lambda: count(101))

    def inbound(self, who: str, kind: InboundKind, **more: str) -> Inbound:
        """One thing received now."""
        return Inbound(
            channel=Channel.TELEGRAM,
            update_id=next(self.numbers),
            address=who,
            kind=kind,
            at=self.rt.now().replace(microsecond=0),
            **more,
        )

    def text(self, who: str, words: str) -> Inbound:
        """Words that somebody wrote."""
        return self.inbound(who, InboundKind.TEXT, text=words)

    def tap(self, who: str, data: str) -> Inbound:
        """A button that somebody tapped."""
        return self.inbound(who, InboundKind.TAP, data=data, tap_id=f"tap-{who}")

    async def take(self, *batch: Inbound) -> Turn:
        """Hand over a batch, with the cursor that comes after it."""
        cursor = max((each.update_id for each in batch), default=0) + 1
        return await turn.take(self.rt, batch, channel=Channel.TELEGRAM, cursor=cursor)

    async def say(self, who: str, *words: str) -> Turn:
        """Somebody writes, one message after another, all in one batch."""
        return await self.take(*(self.text(who, each) for each in words))

    async def choose(self, who: str, ending: str) -> Turn:
        """Somebody taps the newest button that means this."""
        return await self.take(self.tap(who, await self.button(who, ending)))

    async def button(self, who: str, ending: str) -> str:
        """What the newest button that means this carries."""
        sent = [each for each in await waiting(self.rt.database) if each.address == who]
        buttons = [b for each in sent for row in each.message.buttons for b in row]
        data = [button.data for button in buttons if button.data.endswith(ending)]
        assert data, f"no button ends in {ending}"
        return data[-1]

    async def check_in(self, who: str, face: str = "4") -> None:
        """A whole check-in by taps."""
        await self.say(who, "/checkin")
        for ending in (f":face:{face}", ":reason:friends", ":comment:_skip"):
            await self.choose(who, ending)


async def waiting(database: Database) -> list[Waiting]:
    """Everything in the outbox, in the order in which it was queued."""
    found: list[Waiting] = []
    async with database.read() as uow:  # what is dropped here comes back: a look never commits
        for channel, lane in product(Channel, Lane):
            while some := await outbox.due(uow, lane, _LATE, channel=channel, busy=(), limit=1000):
                found += some
                await outbox.drop(uow, [each.id for each in some])
    return sorted(found, key=lambda each: each.id)


async def words_to(database: Database, who: str) -> list[str]:
    """What waits to be said to somebody."""
    return [each.message.text for each in await waiting(database) if each.address == who]


async def rows(database: Database, table: Table) -> list[dict[str, Any]]:
    """Every row of a table."""
    async with database.read() as uow:
        return [dict(row._mapping) for row in await uow.connection.execute(select(table))]


async def how_many(database: Database, table: Table) -> int:
    """How many rows a table has."""
    async with database.read() as uow:
        return await uow.connection.scalar(select(func.count()).select_from(table)) or 0
