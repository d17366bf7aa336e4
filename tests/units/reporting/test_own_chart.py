"""A learner's own picture: a point for each day, and the same in words."""

from datetime import date, timedelta

import pytest

from domain.people import Band, Language
from locales.reader import voice
from reporting import charts, own_chart
from reporting.own_chart import WEEKS, OwnMood, in_words, png, shown, spec

TODAY = date(2026, 11, 17)
MOODS = [
    OwnMood(TODAY - timedelta(days=days), face) for days, face in ((8, "2"), (1, "5"), (0, "4"))
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("band", list(Band))
def test_it_is_a_picture(language: Language, band: Band) -> None:
    assert png(MOODS, voice(language, band)).startswith(b"\x89PNG")


def test_one_mood_is_a_picture_too() -> None:
    assert png(MOODS[-1:], voice(Language.CY)).startswith(b"\x89PNG")


def test_the_newest_of_a_day_counts_and_old_weeks_are_left_out() -> None:
    again = OwnMood(TODAY, "1")
    old = OwnMood(TODAY - timedelta(weeks=WEEKS), "3")
    assert shown([old, *MOODS, again], TODAY) == (*MOODS[:2], again)


def test_a_face_that_is_none_is_not_shown() -> None:
    assert shown([OwnMood(TODAY, "words")], TODAY) == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_words_say_what_the_picture_shows(language: Language) -> None:
    speak = voice(language, Band.AGES_12_14)
    newest, older = in_words(MOODS, speak)
    faces = [speak.say(f"board.face.{each}") for each in ("5", "4", "2")]
    assert newest.endswith(f"{faces[0]}, {faces[1]}")
    assert older.endswith(faces[2])
    assert speak.date(date(2026, 11, 16)) in newest
    assert [row["face"] for row in spec(MOODS, speak)["data"]["values"]] == [2, 5, 4]


def test_the_councils_renderer_knows_nothing_of_it() -> None:
    assert not hasattr(charts, "own_chart")
    assert not {"WeekTable", "ReleasedTable"} & set(vars(own_chart))
