"""Where the nodes of one flow stand when it is drawn: in layers, from its start downwards.

A way that passes over a layer has a place kept for it there, so that no arrow crosses a box.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 4
"""Times the layers are put in order; more changes little."""

Edge = tuple[str, str]
Ways = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a layer: a node's, or one kept for a way that goes past."""

    name: str
    passing: Edge | None = None


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers from above, and by edge the spots it goes through, in the arrow's direction."""

    rows: tuple[tuple[Spot, ...], ...]
    routes: dict[Edge, tuple[Spot, ...]]


def layered(ways: Ways) -> Layers:
    """The layers of a flow, given where each node leads; the first node is the start."""
    back = _turning_back(ways)
    edges = list(dict.fromkeys((name, to) for name, all_ in ways.items() for to in all_))
    down = [(to, name) if (name, to) in back else (name, to) for name, to in edges if name != to]
    depth = _depths(list(ways), down)
    routes = {edge: _route(*edge, depth) for edge in edges}
    rows: list[list[Spot]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in ways:
        rows[depth[name]].append(Spot(name))
    for edge, spots in routes.items():
        for spot in spots[1:-1]:
            rows[_row_of(spot, edge, spots, depth)].append(spot)
    return Layers(_in_order(rows, routes), routes)


def _turning_back(ways: Ways) -> set[Edge]:
    """The edges that lead to where one came from, on the way down from each node in turn."""
    back: set[Edge] = set()
    done: set[str] = set()
    for begin in ways:
        trail: list[tuple[str, Iterator[str]]] = (
            [] if begin in done else [(begin, iter(ways[begin]))]
        )
        while trail:
            name, ahead = trail[-1]
            to = next(ahead, None)
            if to is None:
                done.add(name)
                trail.pop()
            elif to in {each for each, _ in trail}:
                back.add((name, to))
            elif to not in done:
                trail.append((to, iter(ways[to])))
    return back


def _depths(names: Sequence[str], down: Sequence[Edge]) -> dict[str, int]:
    """By node, the longest way to it."""
    depth = dict.fromkeys(names, 0)
    for _ in names:
        for name, to in down:
            depth[to] = max(depth[to], depth[name] + 1)
    return depth


def _route(name: str, to: str, depth: Mapping[str, int]) -> tuple[Spot, ...]:
    between = abs(depth[to] - depth[name]) - 1
    passing = [Spot(f"{name}>{to}:{number}", (name, to)) for number in range(between)]
    return (Spot(name), *passing, Spot(to))


def _row_of(spot: Spot, edge: Edge, spots: Sequence[Spot], depth: Mapping[str, int]) -> int:
    step = 1 if depth[edge[1]] > depth[edge[0]] else -1
    return depth[edge[0]] + step * spots.index(spot)


def _in_order(
    rows: list[list[Spot]], routes: Mapping[Edge, Sequence[Spot]]
) -> tuple[tuple[Spot, ...], ...]:
    """Each layer by where its neighbours above stand, so that few arrows cross."""
    near: dict[Spot, list[Spot]] = {spot: [] for row in rows for spot in row}
    for spots in routes.values():
        for one, other in pairwise(spots):
            near[one].append(other)
            near[other].append(one)
    for _ in range(SWEEPS):
        for number in range(1, len(rows)):
            place = {spot: index for index, spot in enumerate(rows[number - 1])}
            rows[number].sort(key=lambda spot: _middle(near[spot], place))
    return tuple(tuple(row) for row in rows)


def _middle(neighbours: Sequence[Spot], place: Mapping[Spot, int]) -> float:
    found = [place[each] for each in neighbours if each in place]
    return sum(found) / len(found) if found else 0.0
