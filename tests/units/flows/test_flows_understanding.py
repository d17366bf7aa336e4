"""What is typed where a button could be tapped, in Welsh and in English."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from domain.people import Band, Language
from flows.answering import may_be_answer
from flows.loading import read_packs
from flows.nodes import Allocate, Choice, Node, Number, Rank, Scale, Several, Wait, options_of
from flows.understanding import understood
from flows.understanding.tongues import welsh_column
from flows.wording import labels_in_both
from locales.reader import LOCALE, voice

TODAY = date(2026, 11, 25)
READ: TypeAdapter[Any] = TypeAdapter(Node)
Labels = Mapping[str, tuple[str, ...]]


def question(kind: str, labels: Labels | None = None, **more: object) -> Wait:
    options = {"options": dict.fromkeys(labels, "some.key")} if labels else {}
    node: Wait = READ.validate_python({"kind": kind, "ask": "some.ask", **options, **more})
    return node


FACES: Labels = {
    "5": ("😀 Da iawn", "😀 Very good"),
    "4": ("🙂 Da", "🙂 Good"),
    "3": ("😐 Iawn", "😐 OK"),
    "2": ("🙁 Isel", "🙁 Low"),
    "1": ("😢 Isel iawn", "😢 Very low"),
}
YOUNG: Labels = {
    "5": ("😀 Hapus iawn", "😀 Very happy"),
    "4": ("🙂 Hapus", "🙂 Happy"),
    "3": ("😐 Iawn", "😐 OK"),
    "2": ("🙁 Trist", "🙁 Sad"),
    "1": ("😢 Trist iawn", "😢 Very sad"),
}
REASONS: Labels = {
    "friends": ("🧑‍🤝‍🧑 Fy ffrindiau", "🧑‍🤝‍🧑 My friends"),
    "family": ("Teulu", "Family"),
    "school_work": ("Gwaith ysgol", "School work"),
    "home": ("Tŷ ni", "Our house"),
    "online": ("Pethau ar-lein", "Things online"),
    "unfair": ("Cael fy nhrin yn annheg", "Being treated unfairly"),
    "something_good": ("Rhywbeth da", "Something good"),
    "other": ("Rhywbeth arall", "Something else"),
}
SUBJECTS: Labels = {
    "art": ("🎨 Celf", "🎨 Art"),
    "sport": ("Chwaraeon", "Sport"),
    "music": ("Cerddoriaeth", "Music"),
    "food": ("Bwyd a diod", "Food and drink"),
}
SAFE: Labels = {
    "yes": ("Ydw", "Yes"),
    "no": ("Nac ydw", "No"),
    "unsure": ("Ddim yn siŵr", "Not sure"),
}
HOW_SAFE: Labels = {"very": ("Diogel iawn", "Very safe"), "not": ("Ddim yn ddiogel", "Not safe")}
HOURS: Labels = {"none": ("Dim un", "None"), "few": ("1-2 awr", "1-2 hours"), "many": ("3+", "3+")}
STAND: Labels = {
    "agree": ("Cytuno", "Agree"),
    "disagree": ("Anghytuno", "Disagree"),
    "pass": ("Ddim yn siŵr", "Not sure"),
}
POINTS: Labels = {str(point): (str(point),) for point in range(1, 6)}

FACE = question("faces", FACES)
YOUNG_FACE = question("faces", YOUNG)
REASON = question("choose_one", REASONS)
IS_SAFE = question("choose_one", SAFE)
STATEMENT = question("statement")
SCALE = question("scale", low="some.low", high="some.high")
SOME = question("choose_several", SUBJECTS, most=3)
ANY = question("choose_several", SUBJECTS, least=0)
RANK = question("rank", SUBJECTS)
SHARE = question("allocate", SUBJECTS, tokens=5)
NUMBER = question("number", most=100)
DATE = question("date")


def said(node: Wait, text: str, labels: Labels | None = None) -> str | None:
    return understood(node, text, labels or {}, TODAY)


FELT = [
    ("Da iawn", "5", "as the button says it"),
    ("😀 very good!", "5", "with the picture, loudly"),
    ("gwych", "5", "another word"),
    ("wych", "5", "softened"),
    ("dwi'n teimlo'n wych diolch", "5", "a whole short sentence"),
    ("I'm feeling great today", "5", "a whole short sentence"),
    ("amzing", "5", "a slip of the finger"),
    ("🤩", "5", "a picture of no button"),
    ("👍👍", "5", "two thumbs"),
    ("good", "4", "the other language's button"),
    ("GOOD", "4", "loudly"),
    ("da 😊", "4", "with another picture of the same"),
    ("good 😀", "4", "with a picture on the same side: the words say it"),
    ("dw i'n dda", "4", "softened after yn"),
    ("reit dda", "4", "another word"),
    ("👍🏽", "4", "a thumb in a colour of skin"),
    (":)", "4", "a smile in signs"),
    ("hapus", "4", "a word of younger learners' buttons"),
    ("iawn", "3", "ok and not very"),
    ("oréit", "3", "with an accent"),
    ("oreit", "3", "without"),
    ("ok", "3", "as the button says it"),
    ("okay", "3", "in full"),
    ("go lew", "3", "of two words"),
    ("not bad", "3", "a denial that has its own meaning"),
    ("ddim yn ddrwg", "3", "the same in Welsh"),
    ("😐", "3", "only the picture"),
    ("trist", "2", "another word"),
    ("dwi'n drist", "2", "softened"),
    ("not good", "2", "a denial that has its own meaning"),
    ("ddim yn dda", "2", "the same in Welsh"),
    ("👎", "2", "a thumb"),
    ("☹️", "2", "an old picture with a mark behind it"),
    ("terrible", "1", "another word"),
    ("ofnadwy", "1", "another word"),
    ("trist iawn", "1", "of two words"),
    ("😭😭😭", "1", "many of one picture"),
    ("ok 👍", "3", "a thumb only nods"),
    ("iawn 🙂", "3", "a smile only nods"),
    ("mae'n iawn", "3", "with what Welsh puts before it"),
    ("it's ok", "3", "the same in English"),
    ("ok 😢", None, "words and picture apart"),
    ("4", None, "faces show no numbers"),
    ("2", None, "the second, or low"),
    ("2️⃣", None, "a number on a key"),
    ("pump", None, "a number in words"),
    ("y trydydd", "3", "a place"),
    ("the second one", "4", "second as they are shown: the best stands first"),
    ("yr olaf", "1", "the last as they are shown"),
    ("fine", None, "could be 3 or 4"),
    ("not", None, "a denial of nothing"),
    ("never been so good", None, "a sentence"),
    ("good and bad", None, "mixed"),
    ("da a drwg", None, "mixed"),
    ("good 😢", None, "words and picture apart"),
    ("🙂🙁", None, "mixed pictures"),
    ("not amazing", None, "a denial of the best is not the best"),
    ("ddim yn ofnadwy", None, "a denial of the worst is not the worst"),
    ("ddim yn isel", None, "a denial of a label"),
    ("not very low", None, "a denial of a label"),
    ("isn't good", None, "a denial in one word"),
    ("very", None, "a piece of two labels"),
    ("6", None, "no such face"),
    ("3.5", None, "between two"),
    ("-1", None, "no such face"),
    ("4 or 5", None, "two"),
    ("number two", None, "could be the second or the face 2"),
    ("good morning", None, "a greeting"),
    ("", None, "nothing"),
    ("  ", None, "blanks"),
    ("!!!", None, "marks"),
    ("good " * 13, None, "long"),
]


@pytest.mark.parametrize(("text", "value", "note"), FELT)
def test_a_feeling_is_heard_as_a_face(text: str, value: str | None, note: str) -> None:
    assert said(FACE, text, FACES) == value, note


def test_a_label_of_this_age_wins_over_any_other_meaning() -> None:
    assert said(YOUNG_FACE, "trist iawn", YOUNG) == "1"
    assert said(YOUNG_FACE, "Sad", YOUNG) == "2"
    assert said(YOUNG_FACE, "happy!", YOUNG) == "4"


CHOSEN = [
    ("Fy ffrindiau", "friends", "as the button says it"),
    ("friends", "friends", "a clear piece"),
    ("ffrindiau", "friends", "a clear piece"),
    ("ffrind", "friends", "only one of them"),
    ("freinds", "friends", "two letters the wrong way round"),
    ("my freinds", "friends", "and the same in full"),
    ("🧑‍🤝‍🧑", "friends", "only the picture"),
    ("fy nheulu", "family", "nasal"),
    ("ei theulu", None, "somebody else's"),
    ("theulu", "family", "aspirate"),
    ("deulu", "family", "soft"),
    ("famly", "family", "a letter short"),
    ("because of family", "family", "with words around it"),
    ("waith ysgol", "school_work", "g drops"),
    ("ngwaith ysgol", "school_work", "nasal"),
    ("school", "school_work", "a clear piece"),
    ("ty ni", "home", "without its circumflex"),
    ("tŷ ni", "home", "with a circumflex put on afterwards"),
    ("ar lein", "online", "without its hyphen"),
    ("cael fy nhrin yn annheg", "unfair", "as the button says it"),
    ("unfairly", "unfair", "a clear piece"),
    ("good", "something_good", "a clear piece"),
    ("the second one", "family", "an ordinal"),
    ("second", "family", "an ordinal by itself"),
    ("2", "family", "a figure"),
    ("2nd", "family", "a figure with its ending"),
    ("number two", "family", "counted"),
    ("yr ail un", "family", "an ordinal"),
    ("ail", "family", "an ordinal by itself"),
    ("rhif dau", "family", "counted"),
    ("2il", "family", "a figure with its ending"),
    ("y cyntaf", "friends", "an ordinal"),
    ("yr un gyntaf", "friends", "a feminine one"),
    ("one", "friends", "a number in words"),
    ("y trydydd", "school_work", "masculine"),
    ("y drydedd", "school_work", "feminine"),
    ("last one", "other", "from the end"),
    ("yr olaf", "other", "from the end"),
    ("9", None, "there are eight"),
    ("0", None, "there is none"),
    ("something", None, "a piece of two labels"),
    ("not friends", None, "a denial"),
    ("dim ffrindiau", None, "a denial"),
    ("friends and family", None, "two"),
    ("y cyntaf a'r ail", None, "two"),
    ("friendship bracelets", None, "other words"),
    ("the", None, "a little word"),
    ("i don't want to say because my friends would be so sad", None, "something told"),
]


@pytest.mark.parametrize(("text", "value", "note"), CHOSEN)
def test_a_choice_is_heard(text: str, value: str | None, note: str) -> None:
    assert said(REASON, text, REASONS) == value, note


ECHOED = [
    ("yes", "yes"),
    ("yep!", "yes"),
    ("ydi", "yes"),
    ("oes", "yes"),
    ("do", "yes"),
    ("hoffwn", "yes"),
    ("oeddwn", "yes"),
    ("ie", "yes"),
    ("gallaf", "yes"),
    ("nac oes", "no"),
    ("naddo", "no"),
    ("na hoffwn", "no"),
    ("na allaf", "no"),
    ("na chaf", "no"),
    ("nage", "no"),
    ("nah", "no"),
    ("not sure", "unsure"),
    ("ddim yn siwr", "unsure"),
    ("sure", None),
    ("yes and no", None),
    ("ydw a nac ydw", None),
]


@pytest.mark.parametrize(("text", "value"), ECHOED)
def test_yes_and_no_are_heard_in_all_the_ways_of_welsh(text: str, value: str | None) -> None:
    assert said(IS_SAFE, text, SAFE) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("👍", "yes"),
        ("👎🏽", "no"),
        ("🤷", "unsure"),
        ("yes 👍", "yes"),
        ("yes 👎", None),
        ("dunno", "unsure"),
        ("dim yn siwr", "unsure"),
        ("sai'n gwbod", "unsure"),
        ("dwn i'm", "unsure"),
        ("dwn i ddim", "unsure"),
    ],
)
def test_what_stands_for_yes_no_and_not_sure_is_heard_at_any_such_question(
    text: str, value: str | None
) -> None:
    assert said(IS_SAFE, text, SAFE) == value
    stand = {"yes": "agree", "no": "disagree", "unsure": "pass"}.get(value or "")
    for node in (STATEMENT, question("choose_one", STAND)):
        assert said(node, text, STAND) == stand


def test_where_two_options_say_not_sure_neither_is_guessed() -> None:
    labels = {"not_sure": ("Ddim yn siŵr", "Not sure"), "no_idea": ("Dim syniad", "No idea")}
    assert said(question("choose_one", labels), "dunno", labels) is None


def test_a_piece_of_two_labels_is_not_guessed_where_one_denies() -> None:
    node = question("choose_one", HOW_SAFE)
    assert said(node, "safe", HOW_SAFE) is None
    assert said(node, "not safe", HOW_SAFE) == "not"


def test_a_number_is_no_place_where_the_labels_count() -> None:
    node = question("choose_one", HOURS)
    assert said(node, "1", HOURS) is None
    assert said(node, "the second one", HOURS) == "few"


STOOD = [
    ("agree", "agree"),
    ("dw i'n cytuno", "agree"),
    ("ydw", "agree"),
    ("ie", "agree"),
    ("yes", "agree"),
    ("👍", "agree"),
    ("anghytuno", "disagree"),
    ("i dont agree", "disagree"),
    ("ddim yn cytuno", "disagree"),
    ("no", "disagree"),
    ("nac ydw", "disagree"),
    ("nage", "disagree"),
    ("👎", "disagree"),
    ("pass", "pass"),
    ("I don’t know", "pass"),
    ("dim syniad", "pass"),
    ("ddim yn siŵr", "pass"),
    ("pasio", "pass"),
    ("🤷‍♀️", "pass"),
    ("the first one", "agree"),
    ("agree and disagree", None),
    ("yes 👎", None),
    ("sure", None),
    ("not agree disagree", None),
]


@pytest.mark.parametrize(("text", "value"), STOOD)
def test_a_stand_is_heard(text: str, value: str | None) -> None:
    assert said(STATEMENT, text, STAND) == value


SCALED = [("4", "4"), ("four", "4"), ("pedwar", "4"), ("5.", "5"), ("6", None), ("2-3", None)]


@pytest.mark.parametrize(("text", "value"), SCALED)
def test_a_point_is_heard(text: str, value: str | None) -> None:
    assert said(SCALE, text, POINTS) == said(SCALE, text) == value


OFTEN: Labels = {
    **{point: (point, point) for point in "1234"},
    "1": ("1", "1", "bron byth", "almost never"),
    "5": ("5", "5", "yn aml iawn", "very often"),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bron byth", "1"),
        ("Almost never!", "1"),
        ("aml iawn", "5"),
        ("very often", "5"),
        ("often", None),
        ("byth", None),
        ("👍", None),
        ("yes", None),
    ],
)
def test_the_ends_of_a_scale_are_heard_by_what_they_mean(text: str, value: str | None) -> None:
    assert said(SCALE, text, OFTEN) == value


LISTED = [
    ("art, music", "art,music", "with a comma"),
    ("music and art", "art,music", "in the order asked"),
    ("celf a cherddoriaeth", "art,music", "with a mutation"),
    ("chwaraeon ac art", "art,sport", "in two languages"),
    ("art + sport & music", "art,sport,music", "with signs"),
    ("art\nsport", "art,sport", "with lines"),
    ("art / sport", "art,sport", "with a stroke"),
    ("food and drink", "food", "one label that holds an and"),
    ("art, food and drink and music", "art,music,food", "and among others"),
    ("1 and 3", "art,music", "by number"),
    ("1,3", "art,music", "by number, close together"),
    ("art, art", "art", "twice is once"),
    ("sport", "sport", "only one"),
    ("art, maths", None, "one is unknown"),
    ("not art", None, "a denial"),
    ("art but not sport", None, "a denial"),
    ("art or sport", None, "undecided"),
    ("art, sport, music, food", None, "too many"),
    ("none", None, "at least one is wanted"),
    (",,,", None, "nothing"),
]


@pytest.mark.parametrize(("text", "value", "note"), LISTED)
def test_several_are_heard(text: str, value: str | None, note: str) -> None:
    assert said(SOME, text, SUBJECTS) == value, note


@pytest.mark.parametrize(
    ("text", "value"),
    [("none", ""), ("dim un", ""), ("all of them", "art,sport,music,food"), ("", None)],
)
def test_none_and_all_are_heard_where_they_may_be(text: str, value: str | None) -> None:
    assert said(ANY, text, SUBJECTS) == value


RANKED = [
    ("music, art, food, sport", "music,art,food,sport"),
    ("celf, bwyd a diod, chwaraeon a cherddoriaeth", "art,food,sport,music"),
    ("2 1 3 4", "sport,art,music,food"),
    ("2, 1, 3, 4", "sport,art,music,food"),
    ("music > art > food > sport", "music,art,food,sport"),
    ("2. art\n1. sport\n3. music\n4. food", "sport,art,music,food"),
    ("2 1 3", None),
    ("2 1 3 3", None),
    ("2 1 3 5", None),
    ("music, art", None),
    ("music", None),
]


@pytest.mark.parametrize(("text", "value"), RANKED)
def test_an_order_is_heard_if_it_is_whole(text: str, value: str | None) -> None:
    assert said(RANK, text, SUBJECTS) == value


SHARED = [
    ("art 3, sport 2", "art=3,sport=2"),
    ("3 art 2 sport", "art=3,sport=2"),
    ("sport: 2\nart: 3", "art=3,sport=2"),
    ("3 for art and 2 for sport", "art=3,sport=2"),
    ("tri celf a dau chwaraeon", "art=3,sport=2"),
    ("food and drink 4, music 1", "music=1,food=4"),
    ("art=5, sport=0", "art=5"),
    ("art 3, sport 3", None),
    ("art 3", None),
    ("art 3, art 2", None),
    ("art 3, maths 2", None),
    ("3 2", None),
    ("art", None),
]


@pytest.mark.parametrize(("text", "value"), SHARED)
def test_shares_are_heard_if_they_come_to_the_whole(text: str, value: str | None) -> None:
    assert said(SHARE, text, SUBJECTS) == value


COUNTED = [
    ("7", "7"),
    ("07", "7"),
    ("seven", "7"),
    ("saith", "7"),
    ("twenty-one", "21"),
    ("un deg pump", "15"),
    ("dau ddeg un", "21"),
    ("deuddeg", "12"),
    ("pymtheg", "15"),
    ("ugain", "20"),
    ("hanner cant", "50"),
    ("hanner gant", "50"),
    ("un cant", "100"),
    ("can't", None),
    ("i cant", None),
    ("a hundred", "100"),
    ("naw deg naw", "99"),
    ("un ar bymtheg", "16"),
    ("dim", "0"),
    ("I am 12", "12"),
    ("7 😀", "7"),
    ("101", None),
    ("-7", None),
    ("7.5", None),
    ("7 or 8", None),
    ("7-8", None),
    ("50%", None),
    ("about 7", "7"),
    ("tua 5", "5"),
    ("5 awr", "5"),
    ("dwy awr", "2"),
    ("5 o oriau", "5"),
    ("tua 5 awr", "5"),
    ("five hours", "5"),
    ("12 years old", "12"),
    ("12 oed", "12"),
    ("deg ar hugain", "30"),
    ("un ar bymtheg ar hugain", "36"),
    ("once", "1"),
    ("twice", "2"),
    ("dwywaith", "2"),
    ("bum gwaith", "5"),
    ("hours", None),
    ("about", None),
    ("5 and a half hours", None),
    ("hanner awr", None),
    ("5 houses", None),
    ("not 7", None),
    ("9" * 5000, None),
]


@pytest.mark.parametrize(("text", "value"), COUNTED)
def test_a_number_is_heard(text: str, value: str | None) -> None:
    assert said(NUMBER, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", "5"),
        ("5 awr", "5"),
        ("5 hours", "5"),
        ("5 minutes", None),
        ("5 munud", None),
        ("dwywaith", None),
    ],
)
def test_a_number_is_heard_in_the_unit_that_was_asked_for(text: str, value: str | None) -> None:
    asked = ("Sawl awr wnest ti gysgu?", "How many hours did you sleep?")
    assert understood(NUMBER, text, {}, TODAY, asked) == value


DATED = [
    ("18/12/2026", "2026-12-18", "day first"),
    ("18-12", "2026-12-18", "no year"),
    ("18.12.26", "2026-12-18", "a short year"),
    ("2026-12-18", "2026-12-18", "ISO"),
    ("18 December", "2026-12-18", "in words"),
    ("December 18th", "2026-12-18", "month first"),
    ("the 18th of December 2026", "2026-12-18", "in full"),
    ("18 Rhagfyr 2026", "2026-12-18", "in Welsh"),
    ("y 18fed o Ragfyr", "2026-12-18", "softened"),
    ("dydd Gwener 18 Rhagfyr", "2026-12-18", "with its weekday"),
    ("dydd Mawrth 2 Mawrth 2027", "2027-03-02", "March and Tuesday are one word"),
    ("Friday, 18 Dec", "2026-12-18", "with its weekday"),
    ("3 January", "2027-01-03", "the next one"),
    ("1 Hydref", "2026-10-01", "the one just past"),
    ("29 Feb", "2028-02-29", "not every year has it"),
    ("the first of March", "2027-03-01", "the day in words"),
    ("yr ail o Ionawr", "2027-01-02", "the same in Welsh"),
    ("twenty-first of December", "2026-12-21", "of two words"),
    ("y trydydd ar ddeg o Ragfyr", "2026-12-13", "counted as Welsh does"),
    ("unfed ar ddeg ar hugain o Ionawr", "2027-01-31", "the last that there is"),
    ("un ar ddeg Rhagfyr", "2026-12-11", "not the tenth"),
    ("25 Rhag", "2026-12-25", "a short month"),
    ("3 Ion 2027", "2027-01-03", "a short month"),
    ("Fri 18 Dec", "2026-12-18", "a short weekday"),
    ("Gwener 18 Rhagfyr", "2026-12-18", "without dydd"),
    ("ddydd Gwener 18 Rhagfyr", "2026-12-18", "softened, as on Friday is"),
    ("ar 18 Rhagfyr", "2026-12-18", "on"),
    ("echdoe", "2026-11-23", "near"),
    ("the day before yesterday", "2026-11-23", "near"),
    ("wythnos yn ôl", "2026-11-18", "near"),
    ("last Friday", "2026-11-20", "which one is said"),
    ("dydd Mercher diwethaf", "2026-11-18", "today is one, and not the last"),
    ("next Friday", None, "this week's, or the one after"),
    ("eighteen eighteen", None, "no month"),
    ("32 March", None, "no such day"),
    ("ar", None, "nothing"),
    ("today", "2026-11-25", "near"),
    ("heddiw", "2026-11-25", "near"),
    ("ddoe", "2026-11-24", "near"),
    ("yfory", "2026-11-26", "near"),
    ("tomorrow!", "2026-11-26", "near"),
    ("Monday 18 December", None, "it is a Friday"),
    ("dydd Gwener", None, "which one?"),
    ("12/18", None, "no such month"),
    ("31/2/2026", None, "no such day"),
    ("18", None, "no month"),
    ("December", None, "no day"),
    ("1/2/0001", None, "long ago"),
    ("18 December or 19 December", None, "two"),
    ("not today", None, "a denial"),
]


@pytest.mark.parametrize(("text", "value", "note"), DATED)
def test_a_date_is_heard(text: str, value: str | None, note: str) -> None:
    assert said(DATE, text) == value, note


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("dydd Gwener", "2026-11-20", "the last one"),
        ("on Friday", "2026-11-20", "the last one"),
        ("dydd Mercher", None, "today, or a week ago"),
        ("20 December", "2025-12-20", "that of last year is the newest"),
        ("29 Feb", "2024-02-29", "not every year has it"),
        ("Fri 18 Dec", None, "the last one was no Friday"),
        ("today", "2026-11-25", "today may be over"),
        ("yfory", None, "still to come"),
        ("18/12/2026", None, "still to come"),
    ],
)
def test_where_something_past_is_asked_for_a_date_is_behind(
    text: str, value: str | None, note: str
) -> None:
    assert said(question("date", past=True), text) == value, note


@pytest.mark.parametrize("language", list(Language))
def test_dates_are_heard_as_the_catalogue_of_the_world_writes_them(language: Language) -> None:
    for month in range(1, 13):
        day = date(2026, month, 17)
        for form in ("d MMMM y", "d MMM y", "EEEE d MMMM y"):
            assert said(DATE, format_date(day, form, LOCALE[language])) == day.isoformat(), form


def test_a_year_that_is_left_out_may_be_the_last_one() -> None:
    assert understood(DATE, "20 December", {}, date(2027, 1, 10)) == "2026-12-20"


@cache
def real() -> tuple[tuple[str, Band, Language, Wait, Labels], ...]:
    """Every question of every pack that has options, as each band is asked it."""
    return tuple(_real())


def _real() -> Iterator[tuple[str, Band, Language, Wait, Labels]]:
    for pack in read_packs().values():
        for language in Language:
            for band in pack.bands:
                for name, node in pack.waits.items():
                    if labels := labels_in_both(pack, voice(language, band), name):
                        yield f"{pack.id}/{name}", band, language, node, labels


def heard(text: str) -> set[tuple[str, str]]:
    """Each question of the packs in which a text is an option, with that option."""
    answers = ((name, said(node, text, labels)) for name, _, _, node, labels in real())
    return {(name, answer) for name, answer in answers if answer is not None}


MISHEARD = [
    ("gwaeth", "worse: one letter from gwaith, of gwaith ysgol"),
    ("clais", "a bruise: one letter from class, of class work"),
    ("clash", "one letter from class"),
    ("waits", "one letter from waith, which is gwaith mutated"),
    ("trust", "one letter from trist"),
    ("thirst", "one slip from thrist, which is trist mutated"),
    ("fiends", "one letter from friends"),
    ("paying", "one letter from playing"),
    ("dying", "one letter from doing, of doing things myself"),
    ("blade", "one letter from blace, which English place never is"),
    ("black", "one letter from blace"),
    ("blace", "no form of place"),
    ("hammer", "one letter from hamser, which is amser mutated"),
    ("hamster", "one letter from hamser"),
    ("anger", "one letter from angen"),
    ("meddwi", "to get drunk: one letter from meddwl"),
    ("gwell", "better: one letter from gweld"),
    ("anrheg", "a present: one letter from annheg"),
    ("stuff", "one letter from staff"),
    ("ddim", "not, and not what"),
    ("not", "the same in English"),
    ("dydw i ddim", "the beginning of many answers"),
    ("dim", "nothing, or not"),
    ("very", "how much, and not of what"),
    ("bass", "pass, if it were Welsh"),
    ("ddown", "down, if it were Welsh"),
    ("teg", "fair, and not ten"),
    ("goes", "oes, if it were Welsh"),
    ("gun", "un, if it were Welsh"),
    ("off", "hoff, if it were Welsh"),
    ("bae", "a bay, and not mae"),
]


@pytest.mark.parametrize(("text", "note"), MISHEARD)
def test_another_word_is_no_option_of_any_pack(text: str, note: str) -> None:
    assert heard(text) == set(), note


HEARD = [
    ("freinds", "mood/reason", "friends", "a slip in a whole label"),
    ("ffrindau", "mood/reason", "friends", "a slip in a whole label"),
    ("my frineds", "mood/reason", "friends", "a slip with a filler beside it"),
    ("shcool work", "mood/reason", None, "the first two letters must be right"),
    ("school wrok", "mood/reason", None, "a slip in a short word"),
    ("schol work", "mood/reason", "school_work", "a slip in a whole label"),
    ("schol", "mood/reason", None, "a slip in a part of a label"),
    ("school", "mood/reason", "school_work", "a part without a slip"),
    ("waith ysgol", "mood/reason", "school_work", "mutated"),
    ("gwaith", "mood/reason", "school_work", "a part of it"),
    ("amser rydd", "mood/reason", "free_time", "mutated"),
    ("unfair", "mood/reason", "unfair", "a part of it"),
    ("quiet place", "learning-voice/stuck_help", "quiet", "without its article"),
    ("not today", "perma-profile/strand", "not_today", "all of its words"),
    ("ddim heddiw diolch", "perma-profile/strand", "not_today", "all of them and one more"),
    ("dydw i ddim yn cofio", "perma-profile/went", "forgot", "the whole sentence"),
    ("trist", "mood/face", "2", "a word without a slip"),
    ("bron byth", "perma-profile/joy", "1", "the end of a scale"),
    ("always", "belonging-and-safety/belong", "5", "the end of a scale in the other language"),
    ("gwael iawn", "environment/food_now", "1", "the end of a scale"),
    ("gorffwys, bwyd, toiledau, chwaraeon", "environment/first", "rest,food,toilets,play", "bare"),
    ("bwyd 10", "environment/tokens", "menu=10", "the word without its mutation"),
    ("food 10", "environment/tokens", "menu=10", "the same in English"),
    ("ddim yn glân", "environment/why", "dirty", "where a learner does not mutate"),
]


@pytest.mark.parametrize(("text", "name", "option", "note"), HEARD)
def test_what_was_meant_is_still_heard_in_the_packs(
    text: str, name: str, option: str | None, note: str
) -> None:
    assert name in {each for each, *_ in real()}
    assert {answer for each, answer in heard(text) if each == name} == {option} - {None}, note


def test_the_welsh_label_is_told_in_every_question_of_the_packs() -> None:
    for name, band, language, _, labels in real():
        column = 0 if language is Language.CY else 1
        told = welsh_column(labels)
        alike = all(len(set(names)) == 1 for names in labels.values())
        assert told == (None if alike else column), (name, band)


HOME: Labels = {
    "home": ("Cartref a theulu", "Home and family"),
    "deep": ("Deg munud", "Ten minutes"),
    "none": ("Dim un", "None"),
    "best": ("Fy hoff beth", "My favourite thing"),
}


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("teulu", "home"),
        ("theulu", "home"),
        ("cartref", "home"),
        ("gartref a theulu", "home"),
        ("cartref a teulu", "home"),
        ("teg", None),
        ("tîm", None),
        ("off", None),
        ("peth", None),
        ("gun", None),
        ("beulu", None),
    ],
)
def test_a_word_is_heard_plain_where_the_welsh_label_mutates_it(
    text: str, option: str | None
) -> None:
    assert said(question("choose_one", HOME), text, HOME) == option


PLACES: Labels = {
    "quiet": ("Lle tawel", "Quiet place"),
    "time": ("Mwy o amser", "More time"),
    "paper": ("Papur", "Paper"),
}


@pytest.mark.parametrize("welsh_first", [True, False])
@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("place", "quiet"),
        ("blace", None),
        ("nhime", None),
        ("baper", None),
        ("le tawel", "quiet"),
        ("hamser", "time"),
        ("bapur", "paper"),
        ("mhapur", "paper"),
    ],
)
def test_only_the_welsh_label_is_mutated(text: str, option: str | None, welsh_first: bool) -> None:
    labels = {each: names if welsh_first else names[::-1] for each, names in PLACES.items()}
    assert said(question("choose_one", labels), text, labels) == option


def test_labels_that_do_not_tell_their_language_may_all_be_welsh() -> None:
    labels = {"park": ("Parc", "Parc"), "field": ("Cae", "Cae")}
    assert welsh_column(labels) is None
    assert said(question("choose_one", labels), "barc", labels) == "park"


def test_short_text_is_never_an_option() -> None:
    assert said(question("short_text"), "good") is None


ASKED: list[tuple[Wait, Labels]] = [
    (FACE, FACES),
    (YOUNG_FACE, YOUNG),
    (REASON, REASONS),
    (IS_SAFE, SAFE),
    (question("choose_one", HOURS), HOURS),
    (STATEMENT, STAND),
    (SCALE, POINTS),
    (SOME, SUBJECTS),
    (ANY, SUBJECTS),
    (RANK, SUBJECTS),
    (SHARE, SUBJECTS),
    (NUMBER, {}),
    (DATE, {}),
]
BITS = """good da bad not ddim a and ac , 1 2 -3 3.5 ail second art celf sport music food un deg
    / + = 😀 😢 👍 iawn yes nac ydw December Mawrth dydd 18 18/12 none friends teulu the"""
WORDS = st.sampled_from([*BITS.split(), "\n"])
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join))


def is_valid(node: Wait, value: str) -> bool:
    match node:
        case Number():
            return node.least <= int(value) <= node.most
        case Choice() | Scale() | Several() | Rank() | Allocate():
            return may_be_answer(node, value)
        case _ if options_of(node):
            return value in options_of(node)
        case _:
            return date.fromisoformat(value).isoformat() == value


@given(st.sampled_from(ASKED), TEXTS)
def test_any_text_is_a_valid_value_or_none(asked: tuple[Wait, Labels], text: str) -> None:
    node, labels = asked
    value = understood(node, text, labels, TODAY)
    assert value is None or is_valid(node, value)


NAMES = st.text(min_size=1, max_size=80).filter(lambda name: name.strip() != "")


@given(st.lists(NAMES, min_size=4, max_size=10, unique_by=str.strip))
def test_every_exact_label_is_understood(names: list[str]) -> None:
    half = len(names) // 2
    labels = {f"o{at}": (names[at], names[half + at]) for at in range(half)}
    node = question("choose_one", labels)
    for option, both in labels.items():
        assert [understood(node, name, labels, TODAY) for name in both] == [option, option]


@pytest.mark.parametrize(("node", "labels"), ASKED[:7])
def test_every_label_here_is_understood(node: Wait, labels: Labels) -> None:
    for option, names in labels.items():
        for name in names:
            assert understood(node, name, labels, TODAY) == option
            assert understood(node, f" {name.upper()}. ", labels, TODAY) == option


@pytest.mark.parametrize(
    "text", ["a" * 4000, "a, " * 2000, "x," * 100, "1 " * 2000, "é" * 4000, "👍" * 4000]
)
@pytest.mark.parametrize(("node", "labels"), ASKED)
@pytest.mark.timeout(5)
def test_long_texts_are_read_quickly(node: Wait, labels: Labels, text: str) -> None:
    value = understood(node, text, labels, TODAY)
    assert value is None or set(text) == {"👍"}


def _ways_done(text: str) -> tuple[Several, str | None]:
    """What a text means where the five ways are asked, and "none of these" stands alone."""
    pack = next(pack for pack in read_packs().values() if pack.id == "five-ways")
    node = pack.wait("did")
    assert isinstance(node, Several)
    labels = labels_in_both(pack, voice(Language.EN, Band.AGES_12_14), "did")
    return node, understood(node, text, labels, TODAY)


@pytest.mark.parametrize("text", ["none", "nothing", "dim byd", "dim un"])
def test_none_is_the_option_that_stands_alone(text: str) -> None:
    node, chosen = _ways_done(text)
    assert chosen == node.alone


@pytest.mark.parametrize("text", ["all of them", "everything", "popeth"])
def test_all_leaves_out_the_option_that_stands_alone(text: str) -> None:
    node, chosen = _ways_done(text)
    assert chosen == ",".join(each for each in node.options if each != node.alone)
