"""A voice speaks one language to one age."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from domain.people import Band, Language
from locales.reader import (
    CATALOGUES,
    MissingText,
    TextTwice,
    Voice,
    both,
    voice,
    voices,
    words,
)

CY_HEADER = r"""msgid ""
msgstr ""
"Language: cy\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);\n"

"""
QUESTIONS = CY_HEADER + (
    """
msgid "ask.questions"
msgid_plural "ask.questions"
msgstr[0] "{n} cwestiwn"
msgstr[1] "{n} cwestiwn"
msgstr[2] "{n} gwestiwn"
msgstr[3] "{n} chwestiwn"
msgstr[4] "{n} chwestiwn"

msgid "ask.questions.zero"
msgstr "Dim cwestiynau eto"

msgid "ask.answers"
msgid_plural "ask.answers"
msgstr[0] "{n} ateb {place}"
msgstr[1] "{n} ateb {place}"
msgstr[2] "{n} ateb {place}"
msgstr[3] "{n} ateb {place}"
msgstr[4] "{n} ateb {place}"

msgid "ask.name"
msgstr "Enw: {name}"

msgid "ask.name@7-9"
msgstr "Dy enw di: {name}"

msgid "ask.banded@7-9"
msgstr "Byr"

msgid "ask.banded@15-18"
msgstr "Hir"
"""
)


def catalogue(folder: Path, name: str, text: str) -> None:
    home = folder / "cy" / "LC_MESSAGES"
    home.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(text, encoding="utf-8")


@pytest.fixture
def welsh(tmp_path):
    catalogue(tmp_path, "ask.po", QUESTIONS)
    return lambda band=None: Voice(Language.CY, band, words(Language.CY, tmp_path))


def test_a_placeholder_is_filled(welsh):
    assert welsh().say("ask.name", name="Anwen {x}") == "Enw: Anwen {x}"


def test_the_wording_of_the_band_comes_first(welsh):
    assert welsh(Band.AGES_7_9).say("ask.name", name="Bryn") == "Dy enw di: Bryn"


def test_a_band_without_a_wording_of_its_own_reads_the_wording_for_all(welsh):
    assert welsh(Band.AGES_10_11).say("ask.name", name="Bryn") == "Enw: Bryn"


def test_a_voice_without_a_band_reads_as_the_oldest_do(welsh):
    assert welsh().say("ask.banded") == "Hir"


def test_a_text_that_is_not_there_is_missed_by_its_key(welsh):
    with pytest.raises(MissingText, match=r"ask\.nothing"):
        welsh().say("ask.nothing")
    with pytest.raises(MissingText, match=r"ask\.nothing"):
        welsh().count("ask.nothing", 2)
    with pytest.raises(KeyError):
        welsh(Band.AGES_10_11).say("ask.banded")


def test_one_can_ask_whether_there_is_a_text(welsh):
    assert welsh().has("ask.questions")
    assert welsh(Band.AGES_7_9).has("ask.banded")
    assert not welsh(Band.AGES_10_11).has("ask.banded")


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "Dim cwestiynau eto"),
        (1, "1 cwestiwn"),
        (2, "2 gwestiwn"),
        (3, "3 chwestiwn"),
        (4, "4 cwestiwn"),
        (6, "6 chwestiwn"),
        (7, "7 cwestiwn"),
        (1000, "1,000 cwestiwn"),
    ],
)
def test_welsh_counts_in_five_ways_and_says_none_in_its_own(welsh, n, text):
    assert welsh().count("ask.questions", n) == text


def test_none_is_counted_like_any_number_where_there_are_no_words_for_it(welsh):
    assert welsh().count("ask.answers", 0, place="yma") == "0 ateb yma"


def test_a_key_in_two_catalogues_is_refused(tmp_path):
    catalogue(tmp_path, "ask.po", QUESTIONS)
    catalogue(tmp_path, "more.po", QUESTIONS)
    with pytest.raises(TextTwice, match=r"ask\.po and in more\.po"):
        words(Language.CY, tmp_path)


@pytest.mark.parametrize(
    ("language", "day", "named", "moment"),
    [
        (Language.CY, "3 Mawrth 2026", "dydd Mawrth 3 Mawrth", "dydd Sadwrn 1 Awst, 10:05"),
        (Language.EN, "3 March 2026", "Tuesday 3 March", "Saturday 1 August, 10:05"),
    ],
)
def test_days_and_times_are_those_of_school(language, day, named, moment):
    speak = voice(language)
    assert speak.date(date(2026, 3, 3)) == day
    assert speak.day(date(2026, 3, 3)) == named
    assert speak.moment(datetime(2026, 8, 1, 9, 5, tzinfo=UTC)) == moment
    assert speak.dated(datetime(2026, 3, 2, 23, 5, tzinfo=UTC)).startswith(
        f"{speak.date(date(2026, 3, 2))}, "
    )
    assert speak.time(datetime(2026, 1, 5, 14, 5, tzinfo=UTC)) == "14:05"
    assert speak.time(time(8, 30)) == "08:30"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0"), (999, "999"), (12345, "12,345"), (2.5, "2.5"), (-1, "-1")]
)
def test_numbers_have_their_thousands_marked(language, number, shown):
    assert voice(language).number(number) == shown


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        (Language.CY, "1 Ionawr 2026", "31 Rhagfyr 2026"),
        (Language.EN, "1 January 2026", "31 December 2026"),
    ],
)
def test_the_months_are_named_in_each_language(language, first, last):
    speak = voice(language)
    assert (speak.date(date(2026, 1, 1)), speak.date(date(2026, 12, 31))) == (first, last)


@pytest.mark.parametrize("language", Language)
def test_a_list_has_one_thing_a_line_and_no_and(language):
    speak = voice(language)
    assert speak.list_of(["Aled", "Beca", "Cai"]) == "• Aled\n• Beca\n• Cai"
    assert speak.list_of(()) == ""
    assert speak.row_of(["Aled", "Beca", "Cai"]) == "Aled, Beca, Cai"
    assert speak.row_of(()) == ""


def test_voices_that_read_other_words_are_other_voices(welsh):
    assert welsh() == welsh()
    assert welsh() != voice(Language.CY)


def test_both_languages_are_said_welsh_first():
    assert both("language.ask") == "Cymraeg neu Saesneg?\n\nWelsh or English?"


def test_a_voice_is_made_once():
    assert voice(Language.CY, Band.AGES_7_9) is voice(Language.CY, Band.AGES_7_9)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("band", Band)
def test_every_band_is_told_of_help_before_it_agrees(language, band):
    notice = voice(language, band).say("enrol.notice", open="08:30", close="15:30")
    for promised in ("08:30–15:30", "999", "0800 1111"):
        assert promised in notice


def test_the_product_has_catalogues_in_both_languages():
    cy, en = (
        {path.name for path in (CATALOGUES / each.value / "LC_MESSAGES").glob("*.po")}
        for each in Language
    )
    assert cy == en
    assert {"chat.po", "mood.po", "safeguarding.po", "staff.po"} <= cy


# --- several voices ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_whose_language_is_known_is_told_in_it_alone(language: Language) -> None:
    speaks = voices(language, Band.AGES_7_9)
    assert speaks == (voice(language, Band.AGES_7_9),)
    assert speaks.say("language.set") == speaks[0].say("language.set")
    assert speaks.label("talk.button") == speaks[0].say("talk.button")


def test_others_are_told_in_both_welsh_first_for_their_age() -> None:
    speaks = voices(None, Band.AGES_7_9)
    assert [each.language for each in speaks] == [Language.CY, Language.EN]
    assert {each.band for each in speaks} == {Band.AGES_7_9}
    told = speaks.say("enrol.agreed")
    assert told == "\n\n".join(each.say("enrol.agreed") for each in speaks)


def test_what_has_several_texts_is_whole_in_one_voice_before_the_next() -> None:
    told = voices(None).tell(lambda speak: f"{speak.say('enrol.agree')}, {speak.number(1234)}")
    assert told == "Rydw i'n cytuno, 1,234\n\nI agree, 1,234"


def test_a_button_says_both_beside_each_other_in_few_words_where_there_are_any() -> None:
    assert voices(None).label("own.forget.no") == "Cadw / Keep it"
    assert voices(None).label("talk.button") == "Siarad / Talk"
    assert voices(None).label("cases.take", case="ABC") == "Fi: ABC / Mine: ABC"
