"""Pictures and their words: from week tables alone, in both languages, never 'everyone'."""

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from struct import unpack
from xml.etree import ElementTree

import pytest
from mood_week import MONDAY, Week, week_of

from domain.people import Language
from locales.reader import voice
from reporting.alt import CAPTION_LIMIT, caption, describe
from reporting.charts import SPECS, NothingToDraw, bars, png, svg
from reporting.slices import year_slice
from reporting.summary import WeekTable, hidden_slices, week_tables
from reporting.wording import cells, slice_name
from tests.support.drawings import texts

CYMRAEG, ENGLISH = voice(Language.CY), voice(Language.EN)
LARGE = week_of({year: 20 for year in range(3, 14)})


def shown(week: Week) -> tuple[WeekTable, ...]:
    return week_tables(week.tables)


def agreeing() -> tuple[WeekTable, ...]:
    """Year 7 are of one mind."""
    week = Week()
    week.arrive([(7, "4")] * 12 + [(8, "2")] * 5 + [(8, "3")] * 9)
    week.look()
    return shown(week)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_drawing_shows_each_answer_in_words_with_its_count() -> None:
    school = shown(LARGE)[0]
    counts = [str(count) for _, count in reversed(school.cells)]
    assert texts(bars(school, ENGLISH)) == [
        *("Very good", "Good", "Okay", "Low", "Very low"),
        *counts,
    ]
    assert texts(bars(school, CYMRAEG)) == [
        *("Da iawn", "Da", "Iawn", "Isel", "Isel iawn"),
        *counts,
    ]


def test_drawings_beside_each_other_share_a_scale() -> None:
    _, *years = shown(week_of({7: 40, 8: 12}))
    alone, together = bars(years[1], ENGLISH), bars(years[1], ENGLISH, tuple(years))
    assert alone != together
    assert texts(alone) == texts(together)


def test_a_drawing_needs_no_style_script_or_reference_of_its_own() -> None:
    for drawing in (bars(shown(LARGE)[0], CYMRAEG), svg(shown(LARGE), CYMRAEG)):
        assert not re.search(r'\b(style|href|on\w+)="|url\(|<script|<style|\bid="', drawing)


@pytest.mark.parametrize("language", list(Language))
def test_a_drawing_carries_its_text_alternative(language: Language) -> None:
    tables, speaking = shown(LARGE), voice(language)
    for drawing in (bars(tables[0], speaking), svg(tables, speaking)):
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        assert root.get("role") == "img"
        assert (root.get("aria-label") or "").split() == describe(tables[0], speaking).split()


def test_a_picture_of_a_week_has_its_date_the_school_every_year_and_the_footer() -> None:
    read = " ".join(texts(svg(shown(LARGE), CYMRAEG)))
    assert "Wythnos yn dechrau: 16 Tachwedd 2026" in read
    assert CYMRAEG.say("board.answered", answered=220, asked=240) in read
    assert all(f"Blwyddyn {year}" in read for year in range(3, 14))
    assert "fel nad oes modd adnabod neb." in read


def test_a_picture_without_years_is_the_school_alone() -> None:
    assert "Year" not in " ".join(texts(svg(shown(week_of({7: 12})), ENGLISH)))


def test_a_picture_for_the_chat_is_a_png_of_a_size_that_can_be_read() -> None:
    picture = png(shown(LARGE), CYMRAEG)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = unpack(">II", picture[16:24])
    assert 1000 <= width <= 2000
    assert width + height < 10_000


def test_the_same_tables_give_the_same_picture() -> None:
    assert svg(shown(LARGE), CYMRAEG) == svg(shown(LARGE), CYMRAEG)


@pytest.mark.parametrize("tables", [(), shown(LARGE)[1:], shown(LARGE)[:1] * 2])
def test_a_picture_needs_the_school_once(tables: Sequence[WeekTable]) -> None:
    with pytest.raises(NothingToDraw):
        png(tables, ENGLISH)


def test_the_colours_differ_in_lightness() -> None:
    spec = json.loads((SPECS / "slice.json").read_text(encoding="utf-8"))
    colours = spec["layer"][0]["encoding"]["color"]["scale"]["range"]
    lightness = [luminance(colour) for colour in colours]
    for darker, lighter in pairwise(lightness):
        assert (lighter + 0.05) / (darker + 0.05) > 1.35
    week = json.loads((SPECS / "week.json").read_text(encoding="utf-8"))
    assert week["config"]["range"]["category"] == colours


def test_where_all_agree_no_number_and_no_word_says_so() -> None:
    year = agreeing()[1]
    assert [cell.words for cell in cells(year, CYMRAEG)] == [
        *("bron neb", "bron pawb", "bron neb", "bron neb", "bron neb"),
    ]
    said = describe(year, ENGLISH) + " ".join(texts(bars(year, ENGLISH)))
    assert "Good: nearly everyone" in said
    assert not re.search(r"\b(all|0)\b|(?<!nearly )everyone", said)


def test_every_slice_has_a_name_in_both_languages() -> None:
    assert slice_name("school", CYMRAEG) == "Yr ysgol gyfan"
    assert slice_name("school", ENGLISH) == "The whole school"
    assert slice_name(year_slice(7), CYMRAEG) == "Blwyddyn 7"
    assert slice_name(year_slice(13), ENGLISH) == "Year 13"


def test_a_table_can_be_read_aloud() -> None:
    week = Week()
    week.arrive([(7, face) for face in "112223334444555"])
    week.look()
    assert describe(shown(week)[0], ENGLISH).splitlines() == [
        "Week starting: 16 November 2026",
        "The whole school",
        "15 of 240 people asked have answered.",
        "Very good: 3",
        "Good: 4",
        "Okay: 3",
        "Low: 3",
        "Very low: 2",
    ]


@pytest.mark.parametrize("language", list(Language))
def test_a_caption_fits_and_says_what_is_hidden(language: Language) -> None:
    speaking = voice(language)
    tables = shown(week_of({7: 20, 8: 15, 9: 14, 13: 9}))
    written = caption(tables, hidden_slices(tables, range(3, 14)), speaking)
    assert len(written) < CAPTION_LIMIT
    assert speaking.say("board.years.shown", years="7, 8") in written
    assert speaking.say("board.years.hidden", years="3, 4, 5, 6, 9, 10, 11, 12, 13") in written
    assert speaking.say("board.hidden") in written
    assert written.endswith(speaking.say("board.footer"))


def test_a_caption_of_a_full_week_says_nothing_of_hiding() -> None:
    tables = shown(LARGE)
    assert ENGLISH.say("board.hidden") not in caption(tables, (), ENGLISH)
    assert "Year groups" not in caption(tables[:1], (), ENGLISH)


def test_a_caption_that_is_too_long_loses_whole_lines_from_the_end() -> None:
    tables = shown(LARGE)
    whole = caption(tables, (), ENGLISH)
    assert caption(tables, (), ENGLISH, limit=len(whole)) == whole
    without_footer = whole.removesuffix("\n" + ENGLISH.say("board.footer"))
    for limit in (len(whole) - 1, len(without_footer)):
        assert caption(tables, (), ENGLISH, limit=limit) == without_footer


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("option", list("12345"))
def test_a_face_has_the_same_name_on_the_board_and_on_the_button(
    language: Language, option: str
) -> None:
    speaking = voice(language)
    assert speaking.say(f"mood.face.{option}").endswith(f" {speaking.say(f'board.face.{option}')}")


def test_the_week_of_a_picture_is_its_monday() -> None:
    assert shown(LARGE)[0].week == MONDAY
