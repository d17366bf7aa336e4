"""Signs over time, from faces alone."""

import pytest

from escalation.over_time import Kind, of_faces


@pytest.mark.parametrize(
    ("faces", "expected"),
    [
        ([], set()),
        ([1], set()),
        ([1, 1], set()),
        ([1, 1, 1], {Kind.LOWEST}),
        ([5, 1, 1, 1], {Kind.LOWEST}),
        ([1, 1, 2], set()),
        ([1, 1, 1, 2], set()),
        ([4, 4, 4, 4, 2], set()),  # four days are no usual face yet
        ([4, 4, 4, 4, 4, 2], {Kind.LOWER}),
        ([4, 4, 4, 4, 4, 3], set()),
        ([3, 3, 3, 3, 3, 1], {Kind.LOWER}),
        ([2, 2, 2, 2, 2, 1], set()),  # who is always low is not sharply lower
        ([4, 4, 4, 4, 4, 1, 1, 1], {Kind.LOWER, Kind.LOWEST}),
        ([5, 5, 5, 5, 5, *[2] * 12, 2], set()),  # the usual face is that of lately
    ],
)
def test_what_the_newest_face_says(faces: list[int], expected: set[Kind]) -> None:
    assert of_faces(faces) == expected


def test_one_low_day_among_good_ones_is_told_once_it_is_the_newest() -> None:
    days = [4, 5, 4, 4, 5, 2, 4]
    assert of_faces(days[:-1]) == {Kind.LOWER}
    assert of_faces(days) == set()
