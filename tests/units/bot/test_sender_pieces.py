"""A text that is longer than a message leaves in several, whole."""

import pytest

from bot.sender import pieces


@pytest.mark.parametrize(
    "text", ["", "short", "x" * 4096, "one two\n" * 900, "y" * 9000, "😀 " * 4000]
)
def test_nothing_is_lost_and_every_piece_fits(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= 4096 for piece in found)


def test_a_text_is_cut_between_words() -> None:
    assert all(piece.endswith(("two\n", "one ")) for piece in pieces("one two\n" * 900))


def test_a_piece_with_nothing_to_see_is_left_out() -> None:
    assert [each.strip() for each in pieces("\U0001f600" + "\n" * 4093 + "y")] == [
        "\U0001f600",
        "y",
    ]
