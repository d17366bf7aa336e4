"""A program that is killed: takes a channel's updates from where its cursor stands.

`python -m tests.integration.killed ADDRESS` prints a line after each batch that was acknowledged.
The updates are the same in every life: ten learners who each check in by typing.
"""

import asyncio
import sys
from datetime import UTC, datetime

from domain.messages import Channel, Inbound, InboundKind
from escalation.screening import load_screener
from flows.loading import read_packs
from services import turn
from services.runtime import Runtime
from storage import updates
from storage.cipher import Cipher
from storage.database import Database
from tests.support.databases import KEY

LEARNERS = 10
SAID = ("/checkin", "Good", "Friends", "it rained", "a word for later", "i want to die")
TOTAL = LEARNERS * len(SAID)
BATCH = 3
NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


def _update(number: int) -> Inbound:
    return Inbound(
        channel=Channel.TELEGRAM,
        update_id=number,
        address=f"12-{number % LEARNERS}",
        kind=InboundKind.TEXT,
        at=NOW,
        text=SAID[number // LEARNERS],
    )


async def run(url: str) -> None:
    """Take everything, asking again for the batch before the cursor as well."""
    async with Database(url, Cipher(KEY)) as database:
        rt = Runtime(
            database=database, screener=load_screener(), packs=read_packs(), now=lambda: NOW
        )
        async with database.read() as uow:
            cursor = await updates.cursor(uow, Channel.TELEGRAM, NOW) or 0
        first = max(0, cursor - BATCH)
        for start in range(first, TOTAL, BATCH):
            batch = [_update(each) for each in range(start, min(start + BATCH, TOTAL))]
            following = max(cursor, start + len(batch))
            await turn.take(rt, batch, channel=Channel.TELEGRAM, cursor=following)
            sys.stdout.write("acknowledged\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
