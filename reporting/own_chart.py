"""A learner's own moods as a picture, for that learner alone.

This has nothing to do with what a council sees: it takes `OwnMood`, which is no released table and
which no council renderer takes, and nothing here is asked for by them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from locales.reader import Voice
from reporting import canvas
from reporting.canvas import FONT, INK, SCHEMA

WEEKS = 8
"""Weeks that are shown, the present one among them."""

FACES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class OwnMood:
    """How the learner felt on a day: `face` from 1, the lowest, to 5."""

    day: date
    face: str


def shown(moods: Sequence[OwnMood], today: date) -> tuple[OwnMood, ...]:
    """The newest mood of each day of the last weeks, the oldest day first."""
    first = _monday(today) - timedelta(weeks=WEEKS - 1)
    newest = {mood.day: mood for mood in moods if mood.day >= first and mood.face in FACES}
    return tuple(newest[day] for day in sorted(newest))


def in_words(moods: Sequence[OwnMood], voice: Voice) -> tuple[str, ...]:
    """The same as the picture, a line for each week, the newest first."""
    weeks = [(monday, list(own)) for monday, own in groupby(moods, lambda m: _monday(m.day))]
    return tuple(
        voice.say(
            "own.me.week",
            date=voice.date(monday),
            faces=voice.row_of(voice.say(f"board.face.{mood.face}") for mood in own),
        )
        for monday, own in reversed(weeks)
    )


def png(moods: Sequence[OwnMood], voice: Voice) -> bytes:
    """The picture: a point for each day, higher for a better mood, joined in order of time."""
    return canvas.png(spec(moods, voice))


def spec(moods: Sequence[OwnMood], voice: Voice) -> dict[str, Any]:
    """The drawing as Vega-Lite data. Height and the words beside it say what colour does not."""
    across = {"domain": _ends(moods), "nice": False}
    place = {"field": "place", "type": "quantitative", "scale": across, "axis": None}
    return {
        "$schema": SCHEMA,
        "data": {"values": _rows(moods, voice)},
        "title": {"text": voice.say("own.me.title"), "anchor": "start", "fontSize": 18},
        "width": 460,
        "height": 220,
        "background": "white",
        "padding": 14,
        "encoding": {"x": place},
        "layer": [
            {"mark": {"type": "line", "color": "#37659a"}, "encoding": {"y": _height(voice)}},
            {
                "mark": {"type": "point", "filled": True, "size": 110, "color": "#37659a"},
                "encoding": {"y": _height(voice)},
            },
            {
                "transform": [{"filter": "datum.label != ''"}],
                "mark": {"type": "text", "align": "left", "fontSize": 12},
                "encoding": {"y": {"value": 236}, "text": {"field": "label", "type": "nominal"}},
            },
        ],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "labelFontSize": 14, "labelLimit": 200},
            "text": {"color": INK},
            "title": {"color": INK},
        },
    }


def _height(voice: Voice) -> dict[str, Any]:
    names = [voice.say(f"board.face.{face}") for face in FACES]
    spoken = " : ".join(
        f"datum.value == {n} ? {json.dumps(name)}" for n, name in enumerate(names, 1)
    )
    axis = {
        "title": None,
        "values": [int(face) for face in FACES],
        "labelExpr": f"{spoken} : ''",
        "domain": False,
        "ticks": False,
        "gridColor": "#d5d9de",
    }
    return {
        "field": "face",
        "type": "quantitative",
        "scale": {"domain": [0.7, 5.3], "nice": False},
        "axis": axis,
    }


def _rows(moods: Sequence[OwnMood], voice: Voice) -> list[dict[str, Any]]:
    """A row for each mood; the first and the last of them carry their dates."""
    ends = {moods[0].day, moods[-1].day} if moods else set()
    first = moods[0].day if moods else None
    return [
        {
            "place": (mood.day - first).days if first else 0,
            "face": int(mood.face),
            "label": voice.date(mood.day) if mood.day in ends else "",
        }
        for mood in moods
    ]


def _ends(moods: Sequence[OwnMood]) -> list[int]:
    """From before the first day to past the last, with room for its date."""
    days = (moods[-1].day - moods[0].day).days
    return [-1, max(7, round(days * 1.25))]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
