"""News for the phones page: what has changed on which phone, to everybody who listens."""

import asyncio
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

MOST_UNREAD = 1_000
"""A listener that falls further behind is told to look at everything again."""

LOOK_AGAIN: Json = {"kind": "look_again"}


class Listener:
    """One page that listens, to all phones or to one."""

    def __init__(self, chat_id: int | None) -> None:
        self.chat_id = chat_id
        self._unread: asyncio.Queue[Json] = asyncio.Queue()

    def hear(self, chat_id: int | None, news: Json) -> None:
        """Take one piece of news, if it concerns this listener."""
        if self.chat_id is not None and chat_id not in (None, self.chat_id):
            return
        if self._unread.qsize() >= MOST_UNREAD:
            self._unread = asyncio.Queue()
            news = LOOK_AGAIN
        self._unread.put_nowait(news)

    async def next(self, patience: float) -> Json | None:
        """The next piece of news; None if there is none for that long."""
        try:
            async with asyncio.timeout(patience):
                return await self._unread.get()
        except TimeoutError:
            return None


class Events:
    """Where news is told. With nobody listening it costs nothing."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def listen(self, chat_id: int | None = None) -> Listener:
        """A new listener; give it back with `leave`."""
        listener = Listener(chat_id)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """The page has gone."""
        self._listeners.discard(listener)

    def tell(self, chat_id: int | None, news: Callable[[], Json]) -> None:
        """Tell everybody; the news is written only if somebody listens."""
        if self._listeners:
            written = news()
            for listener in self._listeners:
                listener.hear(chat_id, written)
