"""The nouns: bands by year, languages, levels, verdicts and errors."""

import pytest

from domain.errors import BadInput, DomainError
from domain.ids import ContactId
from domain.messages import Lane
from domain.people import FIRST_YEAR, LAST_YEAR, Band, Contact, Language, Role, Standing, band_of
from domain.verdicts import Level, Verdict, unscreened

BANDS = {
    3: Band.AGES_7_9,
    4: Band.AGES_7_9,
    5: Band.AGES_10_11,
    6: Band.AGES_10_11,
    7: Band.AGES_12_14,
    9: Band.AGES_12_14,
    10: Band.AGES_15_18,
    13: Band.AGES_15_18,
}


def a_contact(*roles: Role, year: int | None = None) -> Contact:
    return Contact(
        id=ContactId("c1"),
        roles=frozenset(roles),
        language=Language.CY,
        standing=Standing.JOINED,
        year=year,
    )


@pytest.mark.parametrize(("year", "band"), BANDS.items())
def test_a_year_group_reads_the_words_of_its_age(year: int, band: Band) -> None:
    assert band_of(year) is band
    assert a_contact(Role.LEARNER, year=year).band is band


def test_every_year_group_has_a_band() -> None:
    assert [band_of(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)] == sorted(
        (band_of(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)), key=list(Band).index
    )


def test_staff_read_the_words_of_the_oldest() -> None:
    assert a_contact(Role.DSP).band is Band.AGES_15_18


def test_a_learner_in_the_council_is_still_a_learner() -> None:
    assert a_contact(Role.LEARNER, Role.COUNCIL).is_learner
    assert not a_contact(Role.COUNCIL).is_learner


@pytest.mark.parametrize("role", Role)
def test_who_may_be_a_learner_is_no_adult_for_certain(role: Role) -> None:
    assert a_contact(role).is_adult is (role not in {Role.LEARNER, Role.COUNCIL})
    assert a_contact(role, Role.COUNCIL).is_adult is a_contact(role).is_adult
    assert not a_contact(role, Role.LEARNER).is_adult


def test_each_language_has_the_other_one_tap_away() -> None:
    assert [language.other for language in Language] == [Language.EN, Language.CY]


def test_levels_are_read_as_they_are_spelt() -> None:
    assert [Level.from_word(level.word) for level in Level] == list(Level)
    assert Level.IMMEDIATE > Level.URGENT > Level.WATCH > Level.NONE
    with pytest.raises(KeyError):
        Level.from_word("dire")


def test_what_could_not_be_screened_worries() -> None:
    verdict = unscreened("v1")
    assert verdict.worrying
    assert (verdict.level, verdict.screened, verdict.lexicon_version) == (
        Level.URGENT,
        False,
        "v1",
    )
    assert not Verdict(level=Level.NONE).worrying


def test_a_page_goes_before_a_reply_and_a_reply_before_a_prompt() -> None:
    assert sorted(Lane) == [Lane.SAFEGUARDING, Lane.REPLY, Lane.BULK]


class OutOfInk(DomainError):
    """There is no ink."""


def test_an_error_says_what_its_docstring_says() -> None:
    assert str(OutOfInk()) == "There is no ink."
    assert str(OutOfInk("The red ink is empty.")) == "The red ink is empty."


def test_bad_input_has_a_line_for_each_fault() -> None:
    error = BadInput("line 2: no name", "line 3: no year")
    assert error.faults == ("line 2: no name", "line 3: no year")
    assert str(error) == "line 2: no name\nline 3: no year"
