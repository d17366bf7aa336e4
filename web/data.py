"""What the pages are given: released results, and which slices stay hidden."""

from datetime import date
from typing import Protocol

from reporting.summary import WeekTable


class BoardData(Protocol):
    """Where the board reads from. It can answer with released tables only."""

    async def weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks in which a question was asked."""

    async def tables(self, week: date) -> tuple[WeekTable, ...]:
        """What is shown of a week: the school first, then the years."""

    async def hidden(self, week: date) -> tuple[str, ...]:
        """The slices of a week that were asked and cannot be shown."""
