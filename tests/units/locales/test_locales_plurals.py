"""Welsh has six categories of number; gettext has five forms for it, and none is its own text."""

from string import Formatter

import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from domain.people import Language
from locales.catalogue import Entry, read_all
from locales.reader import CATALOGUES, voice
from locales.rules import shared_faults

NUMBERS = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many", 4: "other", 5: "other", 7: "other"}
WELSH_FORM = {"other": 0, "one": 1, "two": 2, "few": 3, "many": 4}
PLURALS = [
    entry
    for file in read_all(CATALOGUES)
    for entry in file.entries
    if entry.plural and entry.band is None
]


def form_of(entry: Entry, n: int) -> str:
    """The form that the catalogue has for a number."""
    if entry.language is Language.EN:
        return entry.forms[0 if n == 1 else 1]
    return entry.forms[WELSH_FORM[NUMBERS[n]]]


def filling(text: str) -> dict[str, str]:
    """Something for every placeholder but the number."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return dict.fromkeys(names - {"n"}, "x")


def test_babel_gives_welsh_five_forms_and_cldr_six_categories() -> None:
    assert get_plural("cy").num_plurals == 5
    assert {*Locale("cy").plural_form.tags, "other"} == set(NUMBERS.values())
    assert len(set(NUMBERS.values())) == 6


@pytest.mark.parametrize(("n", "category"), NUMBERS.items())
def test_a_number_is_of_its_category(n: int, category: str) -> None:
    assert Locale("cy").plural_form(n) == category
    expression = get_plural("cy")
    assert category == "zero" or expression.num_plurals > WELSH_FORM[category]


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("entry", PLURALS, ids=lambda each: f"{each.language.value}-{each.key}")
def test_every_plural_is_said_in_every_category(entry: Entry, n: int) -> None:
    speak, said = voice(entry.language), filling(entry.forms[0])
    expected = (
        speak.say(f"{entry.key}.zero", **said)
        if n == 0
        else form_of(entry, n).format(n=speak.number(n), **said)
    )
    assert speak.count(entry.key, n, **said) == expected


def test_there_are_plurals_in_both_languages() -> None:
    assert {entry.language for entry in PLURALS} == set(Language)


@pytest.mark.parametrize("language", Language)
def test_a_plural_without_a_text_for_none_is_a_fault(language: Language) -> None:
    (entry, *_) = (each for each in PLURALS if each.language is language)
    (fault,) = (each for each in shared_faults([entry]) if "lacks" in each.what)
    assert fault.what == f"is plural and lacks {entry.key}.zero: how to say none"
