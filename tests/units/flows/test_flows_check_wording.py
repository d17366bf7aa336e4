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
    (CY, "On'd yw'r ysgol yn hwyl?"),
    (CY, "Onid yw'r ysgol yn hwyl?"),
    (CY, "Dwyt ti ddim yn meddwl bod yr ysgol yn hwyl?"),
    (CY, "Mae'r ysgol yn hwyl, yntê?"),
    (CY, "Wyt ti'n cytuno bod yr ysgol yn hwyl?"),
    (CY, "Pa mor wych oedd dy ddydd di?"),
]
OPEN = [
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
    (CY, "Wyt ti'n teimlo'n ddiogel ac yn hapus?"),
    (CY, "Wyt ti'n hoffi dy athro a dy wersi?"),
    (CY, "Wyt ti'n hoffi'r gwersi a'r athrawon?"),
]
SINGLE = [
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


@pytest.mark.parametrize(("language", "text"), NOTICES)
def test_the_notice_is_known_in_either_language(language: Language, text: str) -> None:
    assert has_notice(text, language)
