"""A verdict is explained in both languages, and every reason there can be has its words."""

import pytest

from domain.people import Language
from domain.verdicts import unscreened
from escalation.beside import NOTHING, Beside
from escalation.explaining import explained, glosses
from escalation.lexicon import load_lexicon
from escalation.screening import IN_PIECES, UNCLEAR, load_screener
from escalation.weighing import AGE
from locales.reader import voice

LEXICON = load_lexicon()
MEANINGS = glosses(LEXICON)
REASONS = (
    *LEXICON.contexts,
    AGE,
    IN_PIECES,
    *(f"together.{rule.id}" for rule in LEXICON.index.together),
)


def lines(text, language, age=14, beside=NOTHING):
    verdict = load_screener().screen(text, None, age, beside)
    return explained(verdict, text, MEANINGS, language)


EXPLAINED = [
    ("ok so i want to die", Language.EN, "“i want to die”: wants to die · suicide · immediate."),
    ("dwi isio marw", Language.CY, "“dwi isio marw”: eisiau marw · hunanladdiad · ar unwaith."),
]


@pytest.mark.parametrize(("text", "language", "line"), EXPLAINED)
def test_a_hit_is_told_with_its_words(text, language, line):
    assert line in lines(text, language)


def test_what_raised_or_lowered_it_is_told():
    (line, *_) = lines("my dad hits me", Language.EN, age=8)
    assert line.endswith("immediate. Raised: the learner is young.")
    assert any("lowest face" in each for each in lines("i feel sad", Language.EN, 14, LOWEST))
    pieces = Beside(before=("i want",), pieces=("i want",))
    assert any("several messages" in each for each in lines("to die", Language.EN, 14, pieces))


LOWEST = Beside(lowest=True)


@pytest.mark.parametrize("language", Language)
def test_nothing_heard_proves_nothing(language):
    assert lines("chips for tea", language) == [voice(language).say("explain.nothing")]
    assert explained(unscreened(), "", {}, language) == [voice(language).say("explain.unscreened")]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_has_its_words(reason, language):
    assert voice(language).say(f"reason.{reason}").endswith(".")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("category", [*LEXICON.index.categories, UNCLEAR])
def test_every_category_has_a_name(category, language):
    assert voice(language).say(f"category.{category}")


@pytest.mark.parametrize("name", MEANINGS)
def test_every_entry_says_what_it_hears_in_both_languages(name):
    gloss = MEANINGS[name]
    assert gloss.en != gloss.cy
    assert all(one == one.strip() and not one.endswith(".") for one in (gloss.en, gloss.cy))
