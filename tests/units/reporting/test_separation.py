"""The narrowest cut between two points, against trying every way of taking sides."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.separation import Lines, flow

POINTS = ("a", "b", "c", "d", "e")
drawings = st.dictionaries(
    st.sampled_from(list(combinations(POINTS, 2))), st.integers(0, 12), max_size=8
)


def narrowest(between: Lines) -> int:
    """The narrowest cut between a and b, by trying all."""
    others = POINTS[2:]
    sides = [{"a", *some} for size in range(4) for some in combinations(others, size)]
    return min(
        sum(count for (x, y), count in between.items() if (x in side) != (y in side))
        for side in sides
    )


@given(drawings)
def test_the_flow_is_the_narrowest_cut(between: Lines) -> None:
    assert flow(between, "a", "b", enough=1000) == narrowest(between)


@given(drawings)
def test_counting_stops_at_enough(between: Lines) -> None:
    assert flow(between, "a", "b", enough=10) == min(10, narrowest(between))


@pytest.mark.parametrize(
    ("between", "width"), [({}, 0), ({("c", "d"): 5}, 0), ({("b", "a"): 5}, 5)]
)
def test_points_that_nothing_joins_are_not_joined(between: Lines, width: int) -> None:
    assert flow(between, "a", "b", enough=10) == width
