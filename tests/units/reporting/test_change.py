"""A released change comes from disclosure control or from storage, and tells no extreme."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.change import (
    BrokenChange,
    ReleasedChange,
    Shift,
    Withheld,
    restore,
    to_row,
    turnout,
)
from reporting.tables import REMAINDER, TOO_FEW, NotReleased

CALM = {"question": "calm", "points": 5, "before": 24, "after": 31}
READY = {"question": "ready", "points": 5, "before": 15, "after": 45}
ROW: dict[str, Any] = {
    "id": "k3f9a",
    "pack": "before-and-after",
    "reason": None,
    "pairs": 12,
    "shifts": [CALM, READY],
    "hidden": ["others"],
    "rules": "change-1",
}


def stored(**changes: object) -> ReleasedChange:
    found = restore(ROW | changes)
    assert isinstance(found, ReleasedChange)
    return found


def test_a_change_is_not_made_by_hand() -> None:
    values = to_row(stored()) | {"shifts": stored().shifts, "hidden": ()}
    del values["reason"]
    for seal in (None, object(), "seal"):
        with pytest.raises(NotReleased):
            ReleasedChange(**values, seal=seal)
    with pytest.raises(TypeError):
        ReleasedChange(**values)


def test_a_change_is_not_made_from_another_with_other_numbers() -> None:
    with pytest.raises(ValueError, match="seal"):
        replace(stored(), pairs=30)


def test_what_was_stored_reads_back_the_same() -> None:
    assert to_row(stored()) == ROW
    for reason in (TOO_FEW, REMAINDER):
        withheld = Withheld(id="k3f9a", pack="before-and-after", reason=reason)
        assert restore(to_row(withheld)) == withheld


def test_what_is_withheld_has_no_number_in_storage() -> None:
    row = to_row(Withheld(id="k3f9a", pack="before-and-after", reason=TOO_FEW))
    assert (row["pairs"], row["shifts"], row["hidden"]) == (None, [], [])


BROKEN: list[tuple[str, dict[str, object]]] = [
    ("too few", {"pairs": 9}),
    ("no question", {"shifts": []}),
    ("stands twice", {"shifts": [CALM, CALM]}),
    ("stands twice", {"hidden": ["calm"]}),
    ("outside its limits", {"shifts": [CALM | {"before": 14}]}),
    ("outside its limits", {"shifts": [CALM | {"after": 46}]}),
]


@pytest.mark.parametrize(("fault", "changes"), BROKEN)
def test_numbers_that_break_the_promise_are_no_change(
    fault: str, changes: dict[str, object]
) -> None:
    with pytest.raises(BrokenChange, match=fault):
        stored(**changes)


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (30, 33, "up"),
        (30, 32, "same"),
        (30, 30, "same"),
        (32, 30, "same"),
        (33, 30, "down"),
        (15, 15, "same"),
        (45, 45, "same"),
        (15, 45, "up"),
    ],
)
def test_the_direction_is_that_of_the_shown_averages(
    before: int, after: int, direction: str
) -> None:
    shift = Shift(question="calm", points=5, before=before, after=after)
    assert shift.direction == direction


def test_the_limits_follow_the_scale() -> None:
    assert Shift(question="calm", points=5, before=30, after=30).limits == (15, 45)
    assert Shift(question="calm", points=11, before=30, after=30).limits == (15, 105)


def test_numbers_of_small_groups_are_not_told() -> None:
    told = turnout(asked=25, before=10, after=9, paired=0)
    assert (told.asked, told.before, told.after, told.paired) == (25, 10, None, None)
