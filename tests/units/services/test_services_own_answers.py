"""A learner's own answers in words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.people import Language
from flows.definition import Pack
from locales.reader import voice
from services.own_answers import answered_in_words
from storage.learner import OwnAnswer

NODES: dict[str, Any] = {
    "day": {"kind": "date", "ask": "mood.title", "next": "steps"},
    "steps": {"kind": "number", "ask": "mood.title", "most": 20_000},
}
PACK = Pack.model_validate(
    {
        "id": "test",
        "version": 1,
        "title": "mood.title",
        "purpose": "To be tested.",
        "evidence": "None is needed.",
        "bands": ["15-18"],
        "expected_minutes": 1,
        "flows": {"main": {"start": "day", "nodes": NODES}},
    }
)


def answered(question: str, value: str, language: Language = Language.EN) -> str:
    answer = OwnAnswer(
        session_id="s",
        pack="test",
        version=1,
        question=question,
        value=value,
        at=datetime(2026, 9, 15, tzinfo=UTC),
        words=None,
    )
    return answered_in_words({("test", 1): PACK}, answer, voice(language))


@pytest.mark.parametrize(
    ("language", "day"), [(Language.CY, "18 Rhagfyr 2026"), (Language.EN, "18 December 2026")]
)
def test_dates_and_numbers_are_read_as_the_language_writes_them(
    language: Language, day: str
) -> None:
    assert answered("day", "2026-12-18", language) == day
    assert answered("steps", "12345", language) == "12,345"


def test_an_answer_that_the_kind_of_its_question_cannot_have_is_read_as_it_stands() -> None:
    assert answered("day", "yes") == "yes"
    assert answered("steps", "many") == "many"
