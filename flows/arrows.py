"""The arrows of a drawing: curves from the lower side of a box to the upper side of the next."""

from dataclasses import dataclass
from itertools import pairwise

BOX_WIDTH, BOX_HEIGHT = 240, 66
OVER_SIZE = 9
"""The dot at which a flow is over."""

ASIDE = BOX_WIDTH / 4
"""How far from the middle an arrow that goes up stands, so that it lies on none that goes down."""


@dataclass(frozen=True, slots=True)
class Point:
    """The middle of a box, or a place that an arrow goes through."""

    x: float
    y: float


def arrow(points: list[Point], *, to_over: bool) -> str:
    """A line from box to box, through the spots kept for it; one that goes up stands aside."""
    first, last = points[0], points[-1]
    if first == last:
        return _loop(first)
    down, aside = (1, 0) if last.y > first.y else (-1, ASIDE)
    reach = OVER_SIZE if to_over else BOX_HEIGHT / 2
    half = down * BOX_HEIGHT / 2
    past = [Point(at.x, at.y + side) for at in points[1:-1] for side in (-half, half)]
    begin = Point(first.x + aside, first.y + half)
    line = [begin, *past, Point(last.x + aside, last.y - down * reach)]
    path = f"M{line[0].x:.0f} {line[0].y:.0f}"
    for one, other in pairwise(line):
        bend = (other.y - one.y) / 2
        path += (
            f"C{one.x:.0f} {one.y + bend:.0f} {other.x:.0f} {other.y - bend:.0f} "
            f"{other.x:.0f} {other.y:.0f}"
        )
    return f'<path class="way" d="{path}" marker-end="url(#tip)"/>'


def _loop(at: Point) -> str:
    """A node that leads to itself."""
    right = at.x + BOX_WIDTH / 2
    path = f"M{right:.0f} {at.y - 12:.0f}c34 -14 34 38 0 24"
    return f'<path class="way" d="{path}" marker-end="url(#tip)"/>'


def along(begin: Point, end: Point, part: float) -> Point:
    """A point on the curve between two spots, a part of the way."""
    down, aside = (1, 0) if end.y > begin.y else (-1, ASIDE)
    top, height = begin.y + down * BOX_HEIGHT / 2, end.y - begin.y - down * BOX_HEIGHT
    side = part**2 * (3 - 2 * part)
    return Point(
        begin.x + aside + (end.x - begin.x) * side,
        top + height * (1.5 * part * (1 - part) + part**3),
    )


def entrance(begin: Point, end: Point) -> str:
    """From the side of a box to the side of one in another frame."""
    side = 1 if end.x > begin.x else -1
    x, to = begin.x + side * BOX_WIDTH / 2, end.x - side * BOX_WIDTH / 2
    middle = (x + to) / 2
    path = (
        f"M{x:.0f} {begin.y:.0f}C{middle:.0f} {begin.y:.0f} {middle:.0f} {end.y:.0f} "
        f"{to:.0f} {end.y:.0f}"
    )
    return f'<path class="way enters" d="{path}" marker-end="url(#tip)"/>'
