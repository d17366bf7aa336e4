"""A week in words: what a picture shows, for whoever cannot see it, and as its caption."""

from collections.abc import Sequence
from itertools import accumulate

from locales.reader import Voice
from reporting.slices import year_of
from reporting.summary import WeekTable
from reporting.wording import cells, slice_name, turnout

CAPTION_LIMIT = 1024
"""Characters that a chat takes with a picture."""


def describe(table: WeekTable, voice: Voice) -> str:
    """One slice as text, a line for each answer."""
    return "\n".join((*_heading(table, voice), *_answers(table, voice)))


def caption(
    tables: Sequence[WeekTable], hidden: Sequence[str], voice: Voice, *, limit: int = CAPTION_LIMIT
) -> str:
    """What goes under the picture of a week: the school in words, and which years are there.

    Lines that no longer fit are left out whole, from the end.
    """
    school, *years = tables
    lines = [describe(school, voice), ""]
    if years:
        own = voice.row_of(str(table.year) for table in years)
        lines.append(voice.say("board.years.shown", years=own))
    missing = [year for year in map(year_of, hidden) if year is not None]
    if missing:
        lines.append(voice.say("board.years.hidden", years=voice.row_of(map(str, missing))))
        lines.append(voice.say("board.hidden"))
    lines.append(voice.say("board.footer"))
    return _fitting(lines, limit)


def _fitting(lines: Sequence[str], limit: int) -> str:
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end - 1 <= limit)


def _heading(table: WeekTable, voice: Voice) -> tuple[str, ...]:
    return (
        voice.say("board.week", date=voice.date(table.week)),
        slice_name(table.slice, voice),
        turnout(table, voice),
    )


def _answers(table: WeekTable, voice: Voice) -> tuple[str, ...]:
    return tuple(
        voice.say("board.cell", face=cell.face, count=cell.words) for cell in cells(table, voice)
    )
