"""What the council sees, for every renderer: released tables and nothing else."""

from dataclasses import dataclass
from datetime import date

from reporting.measures import MOOD
from reporting.slices import year_of
from reporting.summary import WeekTable, hidden_slices, week_tables
from services.rollups import COUNTED
from services.runtime import Runtime
from storage import releases
from storage.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class Week:
    """One released week: what is shown, the school first, and which slices are not."""

    tables: tuple[WeekTable, ...]
    hidden: tuple[str, ...]


async def newest_week(uow: UnitOfWork) -> tuple[date, tuple[str, ...]] | None:
    """The newest week of which anything was released, and the names of its parts."""
    weeks = await releases.weeks(uow, MOOD.id)
    if not weeks:
        return None
    parts = await releases.of_weeks(uow, MOOD.id, weeks[:1])
    return weeks[0], tuple(part.id for part in parts)


async def of_parts(rt: Runtime, names: tuple[str, ...]) -> Week:
    """The week that these released parts add up to."""
    async with rt.database.read() as uow:
        tables = week_tables(await releases.by_id(uow, names))
        return Week(tables, await _hidden(uow, tables, tables[0].week))


async def _hidden(uow: UnitOfWork, tables: tuple[WeekTable, ...], week: date) -> tuple[str, ...]:
    _, pack, question = COUNTED
    asked = await releases.asked(uow, pack=pack, question=question, week=week)
    years = [year for slice_id in asked if (year := year_of(slice_id)) is not None]
    return hidden_slices(tables, years)


class Board:
    """What the board page reads (`web.data.BoardData`)."""

    def __init__(self, rt: Runtime) -> None:
        self._rt = rt

    async def weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks of which anything was released, the newest first."""
        async with self._rt.database.read() as uow:
            return tuple(await releases.weeks(uow, MOOD.id))

    async def tables(self, week: date) -> tuple[WeekTable, ...]:
        """What is shown of a week: the school first, then the years."""
        async with self._rt.database.read() as uow:
            return week_tables(await releases.of_weeks(uow, MOOD.id, [week]))

    async def hidden(self, week: date) -> tuple[str, ...]:
        """The slices of a week that were asked and cannot be shown."""
        async with self._rt.database.read() as uow:
            parts = await releases.of_weeks(uow, MOOD.id, [week])
            return await _hidden(uow, week_tables(parts), week)
