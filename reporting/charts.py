"""Pictures of a week, drawn from week tables and from nothing else.

The drawings are kept as Vega-Lite data in `specs/`; here they are filled with words and counts.
The colours differ in lightness as well as in hue, and no picture says anything
by colour alone.
"""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any

import vl_convert

from locales.reader import Voice
from reporting import canvas
from reporting.alt import describe
from reporting.slices import SCHOOL
from reporting.summary import WeekTable
from reporting.wording import cells, one_voice, slice_name

SPECS = Path(__file__).parent / "specs"
_ROOM = 1.2
_ROOM_FOR_WORDS = 2.2
_FOOTER_WIDTH = 96
_DRAWN = 256


class NothingToDraw(ValueError):
    """A picture needs the school's table, and tables of one week only."""


@lru_cache(maxsize=_DRAWN)
def bars(table: WeekTable, voice: Voice, beside: tuple[WeekTable, ...] = ()) -> str:
    """One slice as a bare SVG drawing, for a page that has a heading and a table with it.

    Drawings that stand `beside` each other share one scale, so that they can be compared.
    """
    spec = _spec("slice.json")
    spec["params"][0]["value"] = _top([table, *beside])
    spec["datasets"]["rows"] = _rows(table, voice)
    return _labelled(_to_svg(spec), describe(table, voice))


def svg(tables: Sequence[WeekTable], voice: Voice) -> str:
    """A whole week as an SVG picture: the school, and a small drawing of each shown year."""
    return _labelled(_to_svg(_week(tables, voice)), describe(_school(tables), voice))


def png(tables: Sequence[WeekTable], voice: Voice) -> bytes:
    """A whole week as a PNG picture, to be sent to a chat."""
    return canvas.png(_week(tables, voice))


def _school(tables: Sequence[WeekTable]) -> WeekTable:
    schools = [table for table in tables if table.slice == SCHOOL]
    if len(schools) != 1 or len({table.week for table in tables}) != 1:
        raise NothingToDraw
    return schools[0]


def _week(tables: Sequence[WeekTable], voice: Voice) -> dict[str, Any]:
    school = _school(tables)
    years = [table for table in tables if table.slice != SCHOOL]
    spec = _spec("week.json")
    spec["title"]["text"] = voice.say("board.heading")
    spec["title"]["subtitle"] = [
        voice.say("board.week", date=voice.date(school.week)),
        voice.say("board.answered", answered=school.answered, asked=school.asked),
    ]
    spec["params"][0]["value"] = _top([school])
    spec["datasets"]["school"] = _rows(school, voice)
    footer = "\n".join(wrap(voice.say("board.footer"), _FOOTER_WIDTH))
    spec["datasets"]["footer"] = [{"text": footer}]
    if years:
        spec["params"][1]["value"] = _top(years)
        spec["datasets"]["years"] = [row for table in years for row in _rows(table, voice)]
    else:
        del spec["vconcat"][1]
    return spec


@cache
def _read(name: str) -> str:
    return (SPECS / name).read_text(encoding="utf-8")


def _spec(name: str) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(_read(name))
    return spec


def _top(tables: Sequence[WeekTable]) -> float:
    """Where the scale ends: past the longest bar, with room for what is written behind it."""
    room = _ROOM_FOR_WORDS if any(map(one_voice, tables)) else _ROOM
    return room * max(count for table in tables for _, count in table.cells)


def _rows(table: WeekTable, voice: Voice) -> list[dict[str, Any]]:
    return [
        {
            "name": slice_name(table.slice, voice),
            "year": table.year or 0,
            "option": cell.option,
            "face": cell.face,
            "count": cell.count,
            "label": cell.words,
        }
        for cell in cells(table, voice)
    ]


def _to_svg(spec: dict[str, Any]) -> str:
    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return drawn


def _labelled(drawing: str, text: str) -> str:
    """The drawing with its text alternative, for whoever cannot see it."""
    return drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(text)}" ', 1)
