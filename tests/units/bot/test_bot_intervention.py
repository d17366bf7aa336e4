"""What `gwrando intervention` prints: averages and a word for the change, or why not."""

import pytest

from bot.commands.intervention import lines
from reporting.change import Withheld, restore
from reporting.tables import REMAINDER, TOO_FEW

QUESTIONS = {"calm": "How calm did you feel?", "ready": "How ready did you feel to learn?"}


def shift(before: int, after: int) -> dict[str, object]:
    return {"question": "calm", "points": 5, "before": before, "after": after}


def told(*shifts: dict[str, object], hidden: tuple[str, ...] = ()) -> list[str]:
    row = {"id": "k3f9a", "pack": "before-and-after", "reason": None, "pairs": 12}
    rest = {"shifts": list(shifts), "hidden": list(hidden), "rules": "change-1"}
    return lines(restore(row | rest), QUESTIONS)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (24, 31, "Before: 2.4. After: 3.1. Up."),
        (31, 24, "Before: 3.1. After: 2.4. Down."),
        (30, 31, "Before: 3.0. After: 3.1. About the same."),
        (15, 45, "Before: 1.5 or lower. After: 4.5 or higher. Up."),
        (45, 45, "Before: 4.5 or higher. After: 4.5 or higher. About the same."),
    ],
)
def test_a_question_is_one_line(before: int, after: int, words: str) -> None:
    assert told(shift(before, after))[1:] == [f"How calm did you feel? {words}"]


def test_it_says_how_many_stand_behind_it_once() -> None:
    first, *others = told(shift(24, 31), hidden=("ready",))
    assert first.startswith("The same 12 learners answered before and after.")
    assert others[-1] == (
        "How ready did you feel to learn? Not shown: too few of them answered it both times."
    )
    assert not any("12" in line for line in others)


def test_a_question_that_is_no_longer_known_keeps_its_id() -> None:
    assert told(shift(24, 31) | {"question": "sleep"})[1].startswith("sleep Before: 2.4.")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (TOO_FEW, "Not shown: fewer than ten answered both times."),
        (
            REMAINDER,
            "Not shown: together with what was released for another group, "
            "it would tell of a few.",
        ),
    ],
)
def test_what_is_not_shown_has_one_sentence(reason: str, sentence: str) -> None:
    withheld = Withheld(id="k3f9a", pack="before-and-after", reason=reason)
    assert lines(withheld, QUESTIONS) == [sentence]
