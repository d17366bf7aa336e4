"""What the buttons of a question carry, and that Telegram takes it."""

import pytest
from walk import SESSION, Walk

from domain.ids import ALPHABET, ID_LENGTH
from domain.people import Band, Language
from flows.asking import button_data, parse_button
from flows.definition import Pack
from flows.loading import read_packs
from flows.nodes import options_of
from flows.sprint import BACK, CHANGE, CLEAR, DONE, KEEP, SKIP
from locales.reader import voice

PACKS = list(read_packs().values())
LONGEST_CALLBACK = 64
MARKS = {BACK, CHANGE, CLEAR, DONE, KEEP, SKIP}


def values_of(pack: Pack) -> list[tuple[str, str]]:
    """Every question of a pack with every value one of its buttons may carry."""
    return [
        (name, value)
        for name, node in pack.waits.items()
        for option in options_of(node)
        for value in (option, f"{option}+", f"{option}-", f"{option}@7", f"{option}=20", *MARKS)
    ]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_button_of_every_pack_fits_into_what_telegram_carries(pack: Pack) -> None:
    session = type(SESSION)(ALPHABET[-1] * ID_LENGTH)
    for node, value in values_of(pack):
        data = button_data(session, node, value)
        assert len(data.encode()) <= LONGEST_CALLBACK
        assert data.isascii()
        assert parse_button(data) == (session, node, value)


def test_the_longest_names_that_a_pack_may_use_fit_too() -> None:
    data = button_data(SESSION, "n" * 16, f"{'o' * 16}=20")
    assert len(data.encode()) <= LONGEST_CALLBACK


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
@pytest.mark.parametrize("language", list(Language))
def test_every_pack_has_words_for_every_band_it_is_for(pack: Pack, language: Language) -> None:
    for band in pack.bands:
        speak = voice(language, Band(band))
        assert speak.say(pack.title)
        assert all(speak.raw(key) for key in pack.keys)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
@pytest.mark.parametrize("language", list(Language))
def test_no_two_buttons_of_a_question_say_the_same(pack: Pack, language: Language) -> None:
    for band in pack.bands:
        speak = voice(language, Band(band))
        for node in pack.waits.values():
            labels = [speak.say(key) for key in options_of(node).values() if key]
            assert len(set(labels)) == len(labels)


NOT_OURS = ["", "f", "f:a:b", "f:a:b:c:d", "g:a:b:c", "c:agree", "k:case01", "s:urgent:cy"]


@pytest.mark.parametrize("data", NOT_OURS)
def test_other_buttons_are_not_taken_for_a_question_s(data: str) -> None:
    assert parse_button(data) is None


def test_buttons_stand_in_the_columns_that_the_pack_asks_for() -> None:
    walk = Walk().tap("face", "3")
    (said,) = walk.sprint.said
    assert [len(row) for row in said.buttons] == [2, 2, 2, 2, 2, 2]
