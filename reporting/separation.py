"""How few people the released tables could be made to single out.

Every part is a known set of people: a school part, or a year part whose people are also in school
parts. Whoever adds and subtracts parts learns the counts of those people who are in the one sum
and not in the other, and no such group may have 1 to 9 people.

Draw each part as a point, and everyone counted for the school but not yet for a year as one more,
the rest. Each person is a line between their school part and their year part, or the rest. To add
and subtract parts is to put the points on two sides, and the people singled out are the lines
between the sides: a cut. So the promise is that every cut is empty or at least ten lines wide,
and the narrowest cut between two points is the largest flow between them.

A school part hangs on the rest by ten lines or more and makes no narrower cut. A year part splits
the rest in two, and so only the flow between these two has to be looked at.

Groups that a school names overlap as they like, and a drawing with lines would not hold them. Of
these every place is looked at that a learner can have: in which groups they are, and in which not.
Adding and subtracting groups never leads to less than one such place.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set

Point = Hashable
Lines = Mapping[tuple[Point, Point], int]
_Capacities = dict[Point, dict[Point, int]]


def lines(people: Iterable[tuple[Point, Point]]) -> Counter[tuple[Point, Point]]:
    """How many people join each two points."""
    return Counter(people)


def flow(between: Lines, source: Point, target: Point, *, enough: int) -> int:
    """The narrowest cut between two points; counting stops at `enough`."""
    spare = _both_ways(between)
    found = 0
    while found < enough and (path := _path(spare, source, target)):
        width = min(spare[a][b] for a, b in path)
        for a, b in path:
            spare[a][b] -= width
            spare[b][a] += width
        found += width
    return min(found, enough)


def _both_ways(between: Lines) -> _Capacities:
    spare: _Capacities = defaultdict(lambda: defaultdict(int))
    for (a, b), count in between.items():
        spare[a][b] += count
        spare[b][a] += count
    return spare


def _path(spare: _Capacities, source: Point, target: Point) -> list[tuple[Point, Point]]:
    came: dict[Point, Point] = {source: source}
    waiting = deque([source])
    while waiting and target not in came:
        here = waiting.popleft()
        for there, width in spare[here].items():
            if width > 0 and there not in came:
                came[there] = here
                waiting.append(there)
    return _steps(came, target) if target in came else []


def _steps(came: Mapping[Point, Point], target: Point) -> list[tuple[Point, Point]]:
    steps = []
    while came[target] != target:
        steps.append((came[target], target))
        target = came[target]
    return steps


def tells_of_a_few(people: Set[str], earlier: Sequence[Set[str]], *, enough: int) -> bool:
    """Whether a group, beside earlier ones, could be used to single out fewer than `enough`.

    It may be the same people, or others altogether, or differ and overlap by enough of them.
    """

    def place(key: str) -> tuple[bool, ...]:
        return tuple(key in group for group in earlier)

    inside = Counter(map(place, people))
    whole = Counter(map(place, set(people).union(*earlier)))
    sizes = [size for each in inside for size in (inside[each], whole[each] - inside[each])]
    return any(0 < size < enough for size in sizes)
