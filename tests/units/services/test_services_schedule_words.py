"""Days, times and years as the school office writes them."""

from datetime import time

import pytest

from domain.errors import BadInput
from services.schedules import read_clock, read_weekday, read_years

DAYS = [
    ("tuesday", 1, "in English"),
    ("Tuesdays", 1, "as a habit"),
    ("tue", 1, "short"),
    ("thurs", 3, "short in another way"),
    ("Mawrth", 1, "in Welsh"),
    ("dydd Mercher", 2, "with its word for day"),
    ("iau", 3, "three letters are enough"),
    ("sul", 6, "Sunday"),
    (" Friday ", 4, "with spaces around"),
]


@pytest.mark.parametrize(("text", "weekday", "note"), DAYS)
def test_a_weekday_is_known_in_either_language(text: str, weekday: int, note: str) -> None:
    assert read_weekday(text) == weekday, note


@pytest.mark.parametrize("text", ["", "t", "tu", "noday", "8", "mondayy", "dydd"])
def test_another_word_is_no_weekday(text: str) -> None:
    with pytest.raises(BadInput, match="is not a day of the week; write for example tuesday"):
        read_weekday(text)


def test_a_time_is_read_from_the_wall_clock() -> None:
    assert read_clock(" 08:45 ") == time(8, 45)
    assert read_clock("8:45") == time(8, 45)


@pytest.mark.parametrize("text", ["", "24:00", "8.45", "08:45:00", "quarter to nine", "08:60"])
def test_another_word_is_no_time(text: str) -> None:
    with pytest.raises(BadInput, match="is not a time of day; write for example 08:45"):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "years"), [("7-13", (7, 13)), ("7 – 9", (7, 9)), ("9", (9, 9)), ("3-3", (3, 3))]
)
def test_years_are_a_range_or_one(text: str, years: tuple[int, int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", ["", "7-", "-9", "all", "7-9-11", "7²"])
def test_what_is_no_range_is_told_so(text: str) -> None:
    with pytest.raises(BadInput, match="is not a range of years; write for example 7-13"):
        read_years(text)


@pytest.mark.parametrize("text", ["2-9", "7-14", "9-7"])
def test_a_range_stays_within_the_school(text: str) -> None:
    with pytest.raises(BadInput, match="years go from 3 to 13, the lower first"):
        read_years(text)
