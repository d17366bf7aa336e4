"""Join codes: drawn, read out, and typed by a child."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ALPHABET
from domain.join_codes import CODE_LENGTH, draw_code, read_code, shown

CODES = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)

TYPED = [
    ("7KQ-2MX-9TB", "as it is printed"),
    ("7kq2mx9tb", "in small letters, in one piece"),
    ("  7kq 2mx 9tb ", "with spaces"),
    ("7KQ–2MX—9TB", "with long dashes"),
    ("7.K.Q.2.M.X.9.T.B", "letter by letter"),
    ("7KQ_2MX·9TB", "with other signs between"),
    ("7KQ\n2MX\t9TB", "over two lines"),
]


@pytest.mark.parametrize(("typed", "note"), TYPED)
def test_a_code_is_read_however_it_is_typed(typed: str, note: str) -> None:
    assert read_code(typed) == "7kq2mx9tb", note


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_code("OIL-oil-OIL") == "011011011"


NO_CODES = [
    ("", "nothing"),
    ("7KQ-2MX-9T", "a letter too few"),
    ("7KQ-2MX-9TBB", "a letter too many"),
    ("7KQ-2MX-9TU", "u is in no code"),
    ("7KQ-2MX-9T!", "a sign"),
    ("I like football", "words"),
    ("٧KQ2MX9TB", "a digit of another script"),
]


@pytest.mark.parametrize(("typed", "note"), NO_CODES)
def test_what_can_be_no_code_is_none(typed: str, note: str) -> None:
    assert read_code(typed) is None, note


@given(CODES)
def test_what_is_shown_is_read_again(code: str) -> None:
    assert read_code(shown(code)) == code


@given(st.text())
def test_no_text_makes_reading_raise(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == CODE_LENGTH and set(code) <= set(ALPHABET))


def test_a_code_is_drawn_by_the_chance_that_is_given() -> None:
    assert draw_code(lambda length: "z" * length) == "z" * CODE_LENGTH


def test_a_code_has_45_random_bits() -> None:
    assert len(set(ALPHABET)) == 32
    assert CODE_LENGTH * 5 == 45
