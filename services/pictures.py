"""Released tables as a picture for a chat, drawn beside the event loop and kept for the next."""

from dataclasses import replace

from domain.messages import Outbound
from domain.people import Language
from locales.reader import Voice, voice
from reporting import alt, charts
from reporting.summary import WeekTable
from services.easel import Easel
from services.results import of_parts
from services.runtime import Runtime

KEPT = 8
"""Pictures kept; the tables behind them never change."""


class Pictures:
    """Draws each picture once while it is asked for."""

    def __init__(self, rt: Runtime, easel: Easel) -> None:
        self._rt = rt
        self._easel = easel
        self._drawn: dict[tuple[tuple[str, ...], str], bytes] = {}

    async def draw(self, message: Outbound) -> tuple[Outbound, bytes]:
        """The message with what the picture says in words under it, and the picture as PNG."""
        week = await of_parts(self._rt, message.tables)
        speak = voice(Language(message.language))
        lead = f"{message.text}\n\n" if message.text else ""
        limit = alt.CAPTION_LIMIT - len(lead)
        caption = lead + alt.caption(week.tables, week.hidden, speak, limit=limit)
        picture = await self._picture(message, week.tables, speak)
        return replace(message, text=caption), picture

    async def _picture(
        self, message: Outbound, tables: tuple[WeekTable, ...], speak: Voice
    ) -> bytes:
        key = (message.tables, message.language)
        if key not in self._drawn:
            drawn = await self._easel.draw(charts.png, tables, speak)
            self._drawn = dict([*self._drawn.items(), (key, drawn)][-KEPT:])
        return self._drawn[key]
