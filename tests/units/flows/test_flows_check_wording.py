"""What the linter can see of leading and doubled questions, and of the notice."""

from pathlib import Path

import pytest
from linting import CY, EN, a_pack, brief, face, findings, good_nodes, say

from domain.people import Language
from flows.checking.notice import has_notice
from flows.checking.wording import asks_two, leads

LEADING = [
    (EN, "Don't you like school?"),
    (EN, "School is fun, isn't it?"),
    (EN, "Wouldn't you agree that school is fun?"),
    (EN, "Surely you feel safe here?"),
    (EN, "You feel safe here, right?"),
    (EN, "How great was your day?"),
    (EN, "Why is the food so bad?"),
    (EN, "What do you like about our great school?"),
    (EN, "Do you like this really lovely hall?"),
    (CY, "Pam mae'r bwyd mor ddrwg?"),
    (CY, "Beth wyt ti'n ei hoffi am ein hysgol wych ni?"),
    (CY, "Wyt ti'n hoffi'r neuadd hyfryd hon?"),
    (CY, "On'd yw'r ysgol yn hwyl?"),
    (CY, "Onid yw'r ysgol yn hwyl?"),
    (CY, "Dwyt ti ddim yn meddwl bod yr ysgol yn hwyl?"),
    (CY, "Mae'r ysgol yn hwyl, yntê?"),
    (CY, "Wyt ti'n cytuno bod yr ysgol yn hwyl?"),
    (CY, "Pa mor wych oedd dy ddydd di?"),
]
OPEN = [
    (EN, "Why do you feel like this?"),
    (EN, "What is good about our school?"),
    (CY, "Pam wyt ti'n teimlo fel hyn?"),
    (CY, "Beth sy'n dda am ein hysgol ni?"),
    (CY, "Pa mor ddiogel wyt ti'n teimlo?"),
    (EN, "How do you feel today?"),
    (EN, "What don't you like about lessons?"),
    (EN, "Is there an adult at school who listens to you?"),
    (CY, "Sut wyt ti'n teimlo heddiw?"),
    (CY, "Wyt ti'n teimlo'n ddiogel yn yr ysgol?"),
    (CY, "Oes oedolyn yn yr ysgol sy'n gwrando arnat ti?"),
]
DOUBLE = [
    (EN, "Do you feel safe and happy at school?"),
    (EN, "Do you like your teacher and your lessons?"),
    (EN, "Do you feel safe or happy?"),
    (EN, "Do you feel safe/happy?"),
    (EN, "Do you feel safe as well as happy?"),
    (CY, "Wyt ti'n ddiogel neu'n hapus?"),
    (CY, "Wyt ti'n hoffi canu neu dynnu llun?"),
    (CY, "Wyt ti'n ddiogel/hapus?"),
    (CY, "Wyt ti'n ddiogel yn ogystal â bod yn hapus?"),
    (CY, "Wyt ti'n teimlo'n ddiogel ac yn hapus?"),
    (CY, "Wyt ti'n hoffi dy athro a dy wersi?"),
    (CY, "Wyt ti'n hoffi'r gwersi a'r athrawon?"),
]
SINGLE = [
    (EN, "Would you like to go or not?"),
    (EN, "Does he/she listen to you?"),
    (EN, "Is help there 24/7?"),
    (EN, "How should it go: with your name, or without it?"),
    (CY, "Hoffet ti fynd neu beidio?"),
    (CY, "Ydy dy athro/athrawes yn gwrando?"),
    (EN, "What is it like between you and your friends?"),
    (EN, "Do you feel safe?"),
    (EN, "Which one would you choose?"),
    (CY, "Sut mae pethau rhwng ti a dy ffrindiau?"),
    (CY, "Beth a wnaeth i ti wenu?"),
    (CY, "Beth yw'r un peth a fyddai'n helpu?"),
]


@pytest.mark.parametrize(("language", "question"), LEADING)
def test_a_leading_question_is_seen(language: Language, question: str) -> None:
    assert leads(question, language)


@pytest.mark.parametrize(("language", "question"), [*OPEN, *DOUBLE])
def test_an_open_question_does_not_lead(language: Language, question: str) -> None:
    assert not leads(question, language)


@pytest.mark.parametrize(("language", "question"), DOUBLE)
def test_a_doubled_question_is_seen(language: Language, question: str) -> None:
    assert asks_two(question, language)


@pytest.mark.parametrize(("language", "question"), [*SINGLE, *OPEN])
def test_one_question_is_not_two(language: Language, question: str) -> None:
    assert not asks_two(question, language)


def test_such_questions_are_advice(tmp_path: Path) -> None:
    texts = {"sample.face": ("Wyt ti'n iach ac yn hapus?", "Don't you like it here?")}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert brief(found) == {("leading", "face", "advice"), ("double", "face", "advice")}


@pytest.mark.parametrize("place", [0, 1])
def test_two_questions_at_once_are_advised_on(tmp_path: Path, place: int) -> None:
    two = ("Ydy'r ysgol yn hwyl? Ydy hi'n ddiogel?", "Is school fun? Is it safe?")
    one = ("Ydy'r ysgol yn hwyl? Dewisa wyneb.", "Is school fun? Pick a face.")
    assert findings(a_pack(good_nodes()), tmp_path, {"sample.face": one}) == ()
    texts = (two[0], one[1]) if place == 0 else (one[0], two[1])
    (found,) = findings(a_pack(good_nodes()), tmp_path, {"sample.face": texts})
    assert (found.rule, found.node, found.level) == ("double", "face", "advice")
    assert found.what.endswith(f"asks 2 questions at once: {two[place]}")


def test_only_the_sentence_that_asks_is_looked_at(tmp_path: Path) -> None:
    texts = {"sample.face": ("Meddylia am waith a chwarae. Sut aeth hi?", "Stop and think. Why?")}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()


def test_a_statement_asks_without_a_question_mark(tmp_path: Path) -> None:
    pack = a_pack(
        {"says": {"kind": "statement", "ask": "sample.face", "next": "bye"}, "bye": say()}
    )
    texts = {"sample.face": ("Dw i'n iach ac yn hapus.", "I am well and happy.")}
    assert brief(findings(pack, tmp_path, texts)) == {("double", "says", "advice")}
    said = a_pack({"face": face("word"), "word": say("bye", "sample.word"), "bye": say()})
    texts = {"sample.word": ("Wyt ti'n iach ac yn hapus?", "Well and happy?")}
    assert findings(said, tmp_path, texts) == ()


@pytest.mark.parametrize(
    "texts",
    [
        ("Dweda fwy.\n\nGall dy athro ddarllen hwn.", "Say more."),
        ("Dweda fwy.", "Say more. Adults may read this."),
        ("Dweda fwy. Mae oedolion yma.", "Say more. Adults may read this."),
        ("Dweda fwy. Gall oedolyn ddarllen.", "Say more. You may read. Adults are here."),
    ],
)
def test_a_free_question_without_the_notice_is_told(
    tmp_path: Path, texts: tuple[str, str]
) -> None:
    found = findings(a_pack(good_nodes()), tmp_path, {"sample.words": texts})
    assert ("notice", "words", "fault") in brief(found)
    assert len({each.what[:2] for each in found if each.rule == "notice"}) == 1


NOTICES = [
    (EN, "Adults who keep you safe may read this."),
    (EN, "Your teacher can also read this."),
    (CY, "Gall oedolion sy'n dy gadw di'n ddiogel ddarllen hwn."),
    (CY, "Bydd yr oedolyn yn darllen hwn."),
]


NO_NOTICES = [
    (EN, "Tell me more. Only you can read this, no adult can."),
    (EN, "Adults will never read this."),
    (EN, "An adult can't read this."),
    (EN, "Can an adult read this?"),
    (CY, "Fydd dim oedolyn yn darllen."),
    (CY, "Ni fydd oedolyn yn darllen hwn."),
    (CY, "Fydd athro ddim yn darllen hwn."),
    (CY, "Chaiff staff ddim darllen hwn."),
    (CY, "All oedolyn ddarllen hwn?"),
]


@pytest.mark.parametrize(("language", "text"), NO_NOTICES)
def test_a_notice_that_asks_or_denies_is_none(language: Language, text: str) -> None:
    assert not has_notice(text, language)


GOOD = ("Gall dy athro ddarllen hwn.", "Adults may read this.")
FALSE = [
    ("Fydd neb yn gweld hwn.", "Nobody sees this."),
    ("Dim ond ti fydd yn darllen hwn.", "Only you can read this."),
    ("Fydd dim oedolyn yn darllen hwn.", "No adult will read this."),
    ("Fydd athro ddim yn darllen hwn.", "Teachers will never read this."),
    ("Ni fydd athro yn darllen hwn.", "This cannot be seen."),
    ("Caiff hwn ei ddarllen gan neb.", "This is read by nobody."),
]
"""A promise in each language, with which no notice is honest."""


@pytest.mark.parametrize(("welsh", "english"), FALSE)
def test_a_promise_that_nobody_reads_is_told_even_beside_the_notice(
    tmp_path: Path, welsh: str, english: str
) -> None:
    texts = {"sample.words": (f"{welsh}\n\n{GOOD[0]}", f"{english}\n\n{GOOD[1]}")}
    found = findings(a_pack(good_nodes()), tmp_path, texts)
    assert brief(found) == {("notice", "words", "fault")}
    assert {each.what[:2] for each in found} == {"cy", "en"}
    assert all("promises that nobody reads" in each.what for each in found)


def test_that_nobody_else_reads_is_no_such_promise(tmp_path: Path) -> None:
    welsh, english = "Fydd neb arall yn ei weld.", "Nobody else will see it."
    texts = {"sample.words": (f"{welsh}\n\n{GOOD[0]}", f"{english}\n\n{GOOD[1]}")}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()


def test_a_promise_elsewhere_is_told_of_words_that_are_read(tmp_path: Path) -> None:
    """Of tapped answers it may be so that nobody at school sees them."""
    texts = {"sample.bye": ("Fydd neb yn darllen dy eiriau.", "No one will read your words.")}
    assert brief(findings(a_pack(good_nodes()), tmp_path, texts)) == {("notice", "bye", "fault")}
    texts = {"sample.bye": ("Does neb yn gweld dy ateb.", "Nobody sees your answer.")}
    assert findings(a_pack(good_nodes()), tmp_path, texts) == ()


@pytest.mark.parametrize(("language", "text"), NOTICES)
def test_the_notice_is_known_in_either_language(language: Language, text: str) -> None:
    assert has_notice(text, language)
