"""The council's board: one week at a time, from released tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from domain.people import Language
from locales.reader import Voice, voice
from reporting.charts import bars
from reporting.slices import SCHOOL, reading_order
from reporting.summary import WeekTable
from reporting.wording import Cell, cells, slice_name, turnout
from web.data import BoardData
from web.pages import page, sorry

RECENT = 5
"""Weeks that are offered at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One slice as the page shows it; no drawing means that it is hidden."""

    id: str
    name: str
    answered: str = ""
    drawing: Markup | None = None
    rows: tuple[Cell, ...] = ()


async def board(request: Request) -> HTMLResponse:
    """The board, or one sentence on why there is none at this address."""
    language = _language(request)
    if language is None:
        return sorry("board.fault.language", 400)
    data: BoardData = request.app.state.data
    weeks = sorted(await data.weeks(), reverse=True)
    asked_for = request.query_params.get("week")
    if asked_for is None:
        return await _show(data, weeks[0] if weeks else None, weeks, language)
    week = _date(asked_for)
    if week is None:
        return sorry("board.fault.week", 400, language)
    if week not in weeks:
        return sorry("board.fault.unknown_week", 404, language)
    return await _show(data, week, weeks, language)


def _language(request: Request) -> Language | None:
    """The language in the address; Welsh where none is given, None for one we do not have."""
    given = request.query_params.get("lang", Language.CY)
    return Language(given) if given in set(Language) else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _show(
    data: BoardData, week: date | None, weeks: Sequence[date], language: Language
) -> HTMLResponse:
    tables = await data.tables(week) if week else ()
    hidden = await data.hidden(week) if week else ()
    panels = await run_in_threadpool(_panels, tables, hidden, voice(language))
    return page(
        "board.html",
        language,
        week=week,
        weeks=weeks,
        recent=RECENT,
        school=panels[0] if tables else None,
        years=panels[1:],
    )


def _panels(
    tables: Sequence[WeekTable], hidden: Sequence[str], speaking: Voice
) -> tuple[Panel, ...]:
    """A panel for every slice that was asked, the school first, then the youngest year."""
    years = tuple(table for table in tables if table.slice != SCHOOL)
    panels = {
        table.slice: _panel(table, () if table.slice == SCHOOL else years, speaking)
        for table in tables
    }
    panels |= {slice_id: _hidden(slice_id, speaking) for slice_id in hidden}
    return tuple(panels[slice_id] for slice_id in sorted(panels, key=reading_order))


def _panel(table: WeekTable, beside: tuple[WeekTable, ...], speaking: Voice) -> Panel:
    drawing = bars(table, speaking, beside)
    return Panel(
        id=_anchor(table.slice),
        name=slice_name(table.slice, speaking),
        answered=turnout(table, speaking),
        drawing=Markup(drawing),  # noqa: S704 - drawn by us, from counts and our own words
        rows=cells(table, speaking),
    )


def _hidden(slice_id: str, speaking: Voice) -> Panel:
    return Panel(id=_anchor(slice_id), name=slice_name(slice_id, speaking))


def _anchor(slice_id: str) -> str:
    return slice_id.replace(":", "-")
