"""A learner's own profile as a picture and in words, for that learner alone.

A row for each part: its name, a line of dots that is filled as far as the answer goes, and a ring
around the dot of the last time. This has nothing to do with what a council sees: no council
renderer takes an `OwnProfile`, and nothing here is asked for by them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from locales.reader import Voice
from reporting import canvas
from reporting.canvas import FONT, INK, SCHEMA

WIDTH = 328
"""With the margin it is 360, the width of a small phone."""

MARGIN = 16
NAME_LETTERS, LINE_LETTERS = 24, 36
"""Letters of a name and of an end of the scale that stand on one line."""

DOT, PLACE, RING = 12, 4.5, 17
"""Half the width of a dot that is filled, of one that is not, and of the ring around a dot."""

EDGE = RING + 2
"""How far in the first dot and the last stand, so that their rings have room."""

BLUE, GREY = "#1f4e8c", "#6b7683"

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPoint:
    """One part: what it is called, the answer now and the last time, if there was one."""

    name: str
    now: int | None
    then: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProfile:
    """The parts of a profile, from 1 to `points`, and the days of now and of the last time.

    `low` and `high` say what the ends mean, where they mean the same for every part.
    """

    parts: tuple[OwnPoint, ...]
    points: int
    on: date
    last: date | None = None
    low: str = ""
    high: str = ""


def in_words(profile: OwnProfile, voice: Voice) -> tuple[str, ...]:
    """The same as the picture, an entry for each part."""
    return tuple(
        voice.say("own.me.answer", question=part.name, answer=_answer(part, profile, voice))
        for part in profile.parts
    )


def _answer(part: OwnPoint, profile: OwnProfile, voice: Voice) -> str:
    if part.now is None:
        now = voice.say("flow.no_answer")
    else:
        now = voice.say("own.me.point", n=part.now, most=profile.points)
    if part.then is None:
        return now
    return voice.say("own.me.point_then", now=now, then=part.then)


def png(profile: OwnProfile, voice: Voice) -> bytes:
    """The picture, readable at the width of a phone."""
    return canvas.png(spec(profile, voice))


def spec(profile: OwnProfile, voice: Voice) -> dict[str, Any]:
    """The drawing as Vega-Lite data: every shape at its place, from the top down.

    What is filled, what is a ring and what is small says it without colour, and so do the numbers.
    """
    shapes: list[Shape] = []
    height = 0.0
    for block in _blocks(profile, voice):
        shapes += [shape | {"y": shape["y"] + height} for shape in block.shapes]
        height += block.height
    return {
        "$schema": SCHEMA,
        "data": {"values": shapes},
        "width": WIDTH,
        "height": height,
        "background": "white",
        "padding": MARGIN,
        "encoding": {"x": _place("x"), "y": _place("y")},
        "layer": [*_lines(), *_points(), *_texts()],
        "config": {"font": FONT, "view": {"stroke": None}, "text": {"color": INK}},
    }


@dataclass(frozen=True, slots=True)
class _Block:
    """Shapes that stand together, and how much room they take downwards."""

    height: float
    shapes: list[Shape]


def _blocks(profile: OwnProfile, voice: Voice) -> Iterator[_Block]:
    yield _Block(34, [_words(voice.say("own.profile.title"), y=12, look="title")])
    now = voice.say("own.profile.now", date=voice.date(profile.on))
    yield _legend("dot", now)
    if profile.last is not None:
        yield _legend("ring", voice.say("own.profile.then", date=voice.date(profile.last)))
    yield _Block(14, [])
    for part in profile.parts:
        yield _part(part, profile, voice)
    yield from _ends(profile, voice)


def _legend(look: str, text: str) -> _Block:
    return _Block(38, [_dot(look, EDGE, 18), _words(text, x=2 * EDGE + 8, y=18)])


def _part(part: OwnPoint, profile: OwnProfile, voice: Voice) -> _Block:
    """A name over its row of dots; the numbers stand at the end of the name's line."""
    names = wrap(part.name, NAME_LETTERS)
    shapes = [_words(name, y=10 + 22 * line, look="name") for line, name in enumerate(names)]
    shapes.append(_words(_numbers(part, voice), x=WIDTH, y=10, look="number"))
    y = 22 * len(names) + 20
    across = [EDGE + n * (WIDTH - 2 * EDGE) / (profile.points - 1) for n in range(profile.points)]
    shapes.append(_line("track", across, y))
    shapes += [_dot("place", x, y) for x in across]
    if part.now is not None:
        reached = across[: part.now]
        shapes += [_line("bar", reached, y), *(_dot("dot", x, y) for x in reached)]
    if part.then is not None:
        shapes.append(_dot("ring", across[part.then - 1], y))
    return _Block(y + 32, shapes)


def _numbers(part: OwnPoint, voice: Voice) -> str:
    if part.now is None:
        return voice.say("flow.no_answer")
    return f"{part.then} → {part.now}" if part.then is not None else str(part.now)


def _ends(profile: OwnProfile, voice: Voice) -> Iterator[_Block]:
    """What the ends mean, under the dots: beside each other where there is room."""
    if not profile.low or not profile.high:
        return
    low = wrap(voice.say("flow.scale_low", low=profile.low), LINE_LETTERS)
    high = wrap(voice.say("flow.scale_high", n=profile.points, high=profile.high), LINE_LETTERS)
    left = [_words(line, y=8 + 20 * n) for n, line in enumerate(low)]
    below = 0 if len(low) == len(high) == 1 and len(low[0] + high[0]) < LINE_LETTERS else len(low)
    right = [
        _words(line, x=WIDTH, y=8 + 20 * (n + below), look="end") for n, line in enumerate(high)
    ]
    yield _Block(20 * (below + len(high)), [*left, *right])


def _dot(look: str, x: float, y: float) -> Shape:
    return {"look": look, "x": x, "y": y, "text": ""}


def _line(look: str, across: Sequence[float], y: float) -> Shape:
    return {"look": look, "x": across[0], "x2": across[-1], "y": y, "text": ""}


def _words(text: str, *, y: float, x: float = 0, look: str = "plain") -> Shape:
    return {"look": look, "x": x, "y": y, "text": text}


def _place(field: str) -> dict[str, Any]:
    """A place is told in pixels of the drawing, and needs no scale and no axis."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _lines() -> Iterator[dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {
        "track": {"color": GREY, "size": 1.5},
        "bar": {"color": BLUE, "size": 8},
    }
    for look, mark in looks.items():
        encoding = {"x2": {"field": "x2"}}
        yield {"transform": _only(look), "mark": {"type": "rule"} | mark, "encoding": encoding}


def _points() -> Iterator[dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {
        "place": {"size": _size(PLACE), "color": GREY, "filled": True},
        "dot": {"size": _size(DOT), "color": BLUE, "filled": True},
        "ring": {"size": _size(RING), "color": INK, "filled": False, "strokeWidth": 3},
    }
    for look, mark in looks.items():
        plain = {"type": "point", "shape": "circle", "opacity": 1}
        yield {"transform": _only(look), "mark": plain | mark}


def _size(radius: float) -> float:
    """Vega counts the square of the width, and for a circle the share of it that a circle has."""
    return 3.14159 * radius**2


def _texts() -> Iterator[dict[str, Any]]:
    looks: dict[str, dict[str, Any]] = {
        "title": {"fontSize": 21, "fontWeight": "bold"},
        "plain": {"fontSize": 16},
        "name": {"fontSize": 18, "fontWeight": "bold"},
        "number": {"fontSize": 18, "align": "right"},
        "end": {"fontSize": 16, "align": "right"},
    }
    for look, mark in looks.items():
        plain = {"type": "text", "align": "left", "baseline": "middle"}
        encoding = {"text": {"field": "text", "type": "nominal"}}
        yield {"transform": _only(look), "mark": plain | mark, "encoding": encoding}


def _only(look: str) -> list[dict[str, str]]:
    return [{"filter": f"datum.look == '{look}'"}]
