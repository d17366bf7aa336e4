"""Polling: one `getUpdates` answer is one batch, and is asked for again only once it is committed.

The raw answer is read here, update by update, so that one update which cannot be parsed never
holds up the rest. The offset is the database's cursor: what was committed is confirmed with the
next question, and nothing else is.
"""

import asyncio
import json
import logging
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.intake import WANTED, read_update
from domain.messages import Channel, Inbound
from services import outages, turn
from services.dispatch import Dispatcher
from services.runtime import Runtime
from storage import updates

logger = logging.getLogger(__name__)

LIMIT = 100
LONG_POLL = 25
LONGEST_PAUSE = 30.0


class TokenRejected(Exception):
    """Telegram does not know this token."""


class Poller:
    """Asks Telegram for updates, one batch at a time."""

    def __init__(self, rt: Runtime, bot: Bot, url: str, dispatcher: Dispatcher) -> None:
        self._rt = rt
        self._bot = bot
        self._url = url
        self._dispatcher = dispatcher
        self._last_poll: datetime | None = None
        self._request = HTTPXRequest(connection_pool_size=1, read_timeout=LONG_POLL + 10)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; a batch that has arrived by then is still taken."""
        await self._request.initialize()
        try:
            cursor = await self._cursor()
            self._last_poll = await outages.last_poll(self._rt, Channel.TELEGRAM)
            pause = 1.0
            while not stop.is_set():
                raw = await _unless(stop, self._ask(cursor))
                if raw is None:
                    await _unless(stop, asyncio.sleep(pause))
                    pause = min(pause * 2, LONGEST_PAUSE)
                    continue
                try:
                    cursor = await self._take(raw)
                    pause = 1.0
                except (turn.NotTaken, DBAPIError) as error:
                    cause = type(error.__cause__ or error).__name__
                    logger.error("batch_not_taken", extra={"error": cause})  # noqa: TRY400
                    await _unless(stop, asyncio.sleep(pause))
        finally:
            await self._request.shutdown()

    async def _cursor(self) -> int | None:
        async with self._rt.database.read() as uow:
            return await updates.cursor(uow, Channel.TELEGRAM, self._rt.now())

    async def _ask(self, cursor: int | None) -> list[dict[str, Any]] | None:
        """The next updates, or None if Telegram gave none of its own fault or ours."""
        wanted = {"timeout": LONG_POLL, "limit": LIMIT, "allowed_updates": json.dumps(WANTED)}
        if cursor is not None:
            wanted["offset"] = cursor
        try:
            found = await self._request.post(f"{self._url}/getUpdates?{urlencode(wanted)}")
        except InvalidToken as error:
            raise TokenRejected from error
        except Conflict:
            logger.warning("another_process_polls_with_this_token")
            return None
        except (NetworkError, RetryAfter, TelegramError) as error:
            logger.warning("poll_failed", extra={"error": type(error).__name__})
            return None
        return found if isinstance(found, list) else None

    async def _take(self, raw: list[dict[str, Any]]) -> int | None:
        now = self._rt.now()
        before, self._last_poll = self._last_poll, now
        if not raw:
            await outages.note_poll(self._rt, Channel.TELEGRAM)
            await outages.ask_again(self._rt, before)
            return await self._cursor()  # one that is too old is not asked with for ever
        read = (read_update(each, self._bot, now) for each in raw)
        batch: list[Inbound] = [inbound for inbound in read if inbound is not None]
        following = max(int(each["update_id"]) for each in raw) + 1
        taken = await turn.take(self._rt, batch, channel=Channel.TELEGRAM, cursor=following)
        self._dispatcher.answer_taps(taken.taps)
        await outages.ask_again(self._rt, before)
        return following


async def _unless(stop: asyncio.Event, work: Any) -> Any:
    """What the work comes to, or None if told to stop while it waits."""
    stopping = asyncio.ensure_future(stop.wait())
    working = asyncio.ensure_future(work)
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        return None
    return working.result()
