"""Pages of a book are put together into messages that a chat takes."""

from services.book_pages import ROOM, in_parts


def test_no_pages_are_no_parts() -> None:
    assert in_parts([]) == []


def test_short_pages_go_together_in_their_order() -> None:
    assert in_parts(["one", "two"]) == ["one\n\ntwo"]


def test_a_page_that_does_not_fit_begins_the_next_part() -> None:
    first, second = "a" * (ROOM - 1), "b" * 10
    assert in_parts([first, second]) == [first, second]


def test_a_page_that_is_too_long_is_cut_and_nothing_is_lost() -> None:
    page = "".join(str(number % 10) for number in range(2 * ROOM + 5))
    parts = in_parts([page, "next"])
    assert all(len(part) <= ROOM for part in parts)
    assert "".join(parts) == f"{page}\n\nnext"
