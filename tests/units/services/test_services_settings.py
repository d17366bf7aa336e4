"""What a school sets: its channels and its sending window."""

from datetime import UTC, datetime, time

import pytest
from pydantic import ValidationError

from domain.messages import Channel
from services.settings import ChannelTable, SchoolSettings, Window


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_telegram_is_open_from_year_12_unless_the_school_says_otherwise() -> None:
    assert SchoolSettings().channels.first_year(Channel.TELEGRAM) == 12


@pytest.mark.parametrize("year", [3, 14])
def test_a_channel_may_be_open_to_all_or_to_none(year: int) -> None:
    assert ChannelTable(telegram=year).first_year(Channel.TELEGRAM) == year


@pytest.mark.parametrize("year", [2, 15])
def test_there_are_no_other_years(year: int) -> None:
    with pytest.raises(ValidationError):
        ChannelTable(telegram=year)


OPEN = [
    ("2026-09-15 06:59", False, "07:59 on a Tuesday, in summer time"),
    ("2026-09-15 07:00", True, "08:00"),
    ("2026-09-15 17:00", True, "18:00 itself"),
    ("2026-09-15 17:01", False, "18:01"),
    ("2026-12-15 07:59", False, "07:59 in winter"),
    ("2026-12-15 08:00", True, "08:00 in winter"),
    ("2026-09-19 10:00", False, "a Saturday"),
]


@pytest.mark.parametrize(("moment", "is_open", "note"), OPEN)
def test_prompts_leave_inside_the_window_alone(moment: str, is_open: bool, note: str) -> None:
    assert SchoolSettings().sends_now(utc(moment)) is is_open, note


def test_a_school_may_send_on_any_day() -> None:
    assert SchoolSettings(window=Window(any_day=True)).sends_now(utc("2026-09-19 10:00"))


@pytest.mark.parametrize(("opens", "closes"), [("18:00", "08:00"), ("08:00", "08:00")])
def test_a_window_opens_before_it_closes(opens: str, closes: str) -> None:
    with pytest.raises(ValidationError, match="must open before it closes"):
        Window.model_validate({"opens": opens, "closes": closes})


def test_a_window_is_told_by_the_clock_on_the_wall() -> None:
    with pytest.raises(ValidationError, match="clock on the wall"):
        Window.model_validate({"opens": "08:00Z", "closes": "18:00"})


def test_a_window_is_kept_and_read_again() -> None:
    window = Window(opens=time(9), closes=time(16), any_day=True)
    assert Window.model_validate(window.model_dump(mode="json")) == window
