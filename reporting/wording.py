"""The words for what a table shows: slices, answers and counts, in the reader's language.

Nobody is told that all gave one answer. Where one answer has every voice of a slice, the counts
give way to words: nearly everyone, hardly anyone.
"""

from dataclasses import dataclass

from locales.reader import Voice
from reporting.slices import year_of
from reporting.summary import WeekTable


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer as it is shown: the word for it, and its count as a number or in words."""

    option: str
    face: str
    count: int
    words: str


def slice_name(slice_id: str, voice: Voice) -> str:
    """The whole school, or a year."""
    year = year_of(slice_id)
    if year is None:
        return voice.say("board.slice.school")
    return voice.say("board.slice.year", year=year)


def turnout(table: WeekTable, voice: Voice) -> str:
    """How many answered, of how many who were asked."""
    answered, asked = voice.number(table.answered), voice.number(table.asked)
    return voice.say("board.answered", answered=answered, asked=asked)


def cells(table: WeekTable, voice: Voice) -> tuple[Cell, ...]:
    """The answers of a table, the best first."""
    return tuple(
        Cell(option, voice.say(f"board.face.{option}"), count, _count(table, count, voice))
        for option, count in reversed(table.cells)
    )


def one_voice(table: WeekTable) -> bool:
    """Whether one answer has all the voices, so that counts must give way to words."""
    return any(count == table.answered for _, count in table.cells)


def _count(table: WeekTable, count: int, voice: Voice) -> str:
    if not one_voice(table):
        return voice.number(count)
    return voice.say("board.count.nearly" if count else "board.count.hardly")
