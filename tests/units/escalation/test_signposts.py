"""Where else a learner can turn, by age, and which replies stay quiet."""

import pytest

from domain.people import Band, Language
from escalation.lexicon import load_lexicon
from escalation.screening import UNCLEAR
from escalation.signposts import QUIET_CATEGORIES, SIGNPOSTS, is_quiet
from locales.reader import voice

NUMBERS = {
    Band.AGES_7_9: (),
    Band.AGES_10_11: (),
    Band.AGES_12_14: ("080880 23456", "85258"),
    Band.AGES_15_18: ("080880 23456", "0800 068 4141", "116 123"),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("band", list(Band))
def test_every_age_is_shown_the_numbers_for_it(band: Band, language: Language) -> None:
    speak = voice(language, band)
    lines = [speak.say(key) for key in SIGNPOSTS[band]]
    assert len(lines) == len(NUMBERS[band])
    assert all(number in line for number, line in zip(NUMBERS[band], lines, strict=True))


@pytest.mark.parametrize("level", ["immediate", "urgent"])
@pytest.mark.parametrize("language", list(Language))
def test_the_reply_itself_names_999_and_childline(level: str, language: Language) -> None:
    text = voice(language).say(f"support.{level}")
    assert "999" in text
    assert "0800 1111" in text


QUIET = [
    (("domestic_abuse",), True, "somebody at home may see the phone"),
    (("honour_based",), True, "somebody at home may see the phone"),
    (("physical_abuse",), True, "somebody at home may see the phone"),
    (("sexual_abuse",), True, "somebody at home may see the phone"),
    (("exploitation",), True, "somebody may control the phone"),
    (("suicide", "sexual_abuse"), True, "one of several is enough"),
    (("suicide",), False, "the numbers must be seen at once"),
    (("bullying", "low_mood"), False, "nothing to hide"),
    (("unscreened",), False, "nothing is known"),
    ((), False, "nothing was found"),
]


@pytest.mark.parametrize(("categories", "quiet", "note"), QUIET)
def test_which_replies_stay_quiet(categories: tuple[str, ...], quiet: bool, note: str) -> None:
    assert is_quiet(categories) is quiet, note


def test_every_quiet_category_is_one_that_screening_knows() -> None:
    assert {*load_lexicon().index.categories, UNCLEAR} >= QUIET_CATEGORIES
