"""A learner's own profile as a picture: a row for each part, and the same in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.people import Band, Language
from locales.reader import Voice, voice
from reporting import charts, own_profile
from reporting.own_profile import WIDTH, OwnPoint, OwnProfile, in_words, png, spec

ENGLISH = voice(Language.EN, Band.AGES_12_14)
FIRST = OwnProfile(
    parts=(OwnPoint(name="Progress", now=4), OwnPoint(name="Health", now=None)),
    points=5,
    on=date(2026, 12, 18),
    low="almost never",
    high="very often",
)
SECOND = replace(
    FIRST,
    parts=(OwnPoint(name="Progress", now=4, then=2), OwnPoint(name="Health", now=None, then=1)),
    last=date(2026, 9, 4),
)


def shapes(profile: OwnProfile, look: str, speak: Voice = ENGLISH) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = spec(profile, speak)["data"]["values"]
    return [shape for shape in values if shape["look"] == look]


def texts(profile: OwnProfile, look: str, speak: Voice = ENGLISH) -> list[str]:
    return [shape["text"] for shape in shapes(profile, look, speak)]


def across(profile: OwnProfile, look: str, y: float) -> list[float]:
    return [shape["x"] for shape in shapes(profile, look) if shape["y"] == y]


@pytest.mark.parametrize("profile", [FIRST, SECOND])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("band", list(Band))
def test_it_is_a_picture(profile: OwnProfile, language: Language, band: Band) -> None:
    assert png(profile, voice(language, band)).startswith(b"\x89PNG")


def test_a_row_is_filled_as_far_as_the_answer_goes() -> None:
    progress, health = (track["y"] for track in shapes(FIRST, "track"))
    places = across(FIRST, "place", progress)
    assert len(places) == FIRST.points
    assert across(FIRST, "dot", progress) == places[:4]
    assert across(FIRST, "dot", health) == []
    assert len(across(FIRST, "place", health)) == FIRST.points


def test_the_last_time_is_a_ring_where_it_was_and_only_then() -> None:
    progress, health = (track["y"] for track in shapes(SECOND, "track"))
    places = across(SECOND, "place", progress)
    assert across(SECOND, "ring", progress) == [places[1]]
    assert across(SECOND, "ring", health) == [places[0]]
    assert shapes(FIRST, "ring") == []


@pytest.mark.parametrize("language", list(Language))
def test_what_dots_and_rings_mean_stands_in_words(language: Language) -> None:
    speak = voice(language, Band.AGES_12_14)
    now = speak.say("own.profile.now", date=speak.date(FIRST.on))
    then = speak.say("own.profile.then", date=speak.date(date(2026, 9, 4)))
    assert texts(FIRST, "title", speak) == [speak.say("own.profile.title")]
    assert now in texts(FIRST, "plain", speak)
    assert then not in texts(FIRST, "plain", speak)
    assert {now, then} <= set(texts(SECOND, "plain", speak))


def test_numbers_say_the_same_as_dots() -> None:
    none = ENGLISH.say("flow.no_answer")
    assert texts(FIRST, "number") == ["4", none]
    assert texts(SECOND, "number") == ["2 → 4", none]


def test_the_ends_are_named_where_they_mean_the_same() -> None:
    assert "1 = almost never" in texts(FIRST, "plain")
    assert texts(FIRST, "end") == ["5 = very often"]
    unnamed = replace(FIRST, low="", high="")
    assert "almost" not in "".join(texts(unnamed, "plain"))
    assert texts(unnamed, "end") == []


def test_long_words_take_another_line_and_are_never_cut() -> None:
    name = "Pa mor aml wyt ti'n teimlo gwir ddiddordeb yn yr hyn rwyt ti'n ei astudio?"
    long = replace(FIRST, parts=(OwnPoint(name=name, now=3),), low=name, high=name)
    assert " ".join(texts(long, "name")) == name
    assert " ".join(texts(long, "end")) == f"5 = {name}"
    assert max(map(len, texts(long, "name"))) <= own_profile.NAME_LETTERS
    ends = [shape["y"] for look in ("plain", "end") for shape in shapes(long, look)]
    assert len(ends) == len(set(ends)), "no two lines stand in the same place"


@pytest.mark.parametrize("points", [3, 5, 11])
def test_every_dot_and_ring_is_within_the_width_of_a_phone(points: int) -> None:
    parts = (OwnPoint(name="Progress", now=points, then=1), OwnPoint(name="Health", now=1))
    profile = replace(SECOND, parts=parts, points=points)
    places = [shape["x"] for shape in shapes(profile, "place")]
    assert min(places) >= own_profile.RING
    assert max(places) <= WIDTH - own_profile.RING


@pytest.mark.parametrize("language", list(Language))
def test_the_words_say_what_the_picture_shows(language: Language) -> None:
    speak = voice(language, Band.AGES_12_14)
    four, none = "4 / 5", speak.say("flow.no_answer")
    assert in_words(FIRST, speak) == (
        speak.say("own.me.answer", question="Progress", answer=four),
        speak.say("own.me.answer", question="Health", answer=none),
    )
    both = speak.say("own.me.point_then", now=four, then="2")
    assert in_words(SECOND, speak)[0] == speak.say(
        "own.me.answer", question="Progress", answer=both
    )


def test_the_councils_renderer_knows_nothing_of_it() -> None:
    assert not hasattr(charts, "own_profile")
    assert not {"WeekTable", "ReleasedTable"} & set(vars(own_profile))
