"""Check-ins from before: whole or not at all, counted by the same rules, and once."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from services.history import Past, import_past
from services.roster import import_roll
from services.runtime import Runtime
from storage.tables import answers, deliveries, releases, sessions
from tests.integration.door import how_many, rows

ROLL = "learner_id,first_name,last_name,year,class,language,groups"
HEADER = "learner_id,date,pack,question,value"


@pytest.fixture
async def past(runtime: Runtime, tmp_path: Path) -> Path:
    """Twelve learners on the roll; the path of the file to come."""
    lines = [f"L{n},Enw,Dychmygol,{7 + n % 2},7A,cy," for n in range(12)]
    roll = tmp_path / "roll.csv"
    _write(roll, ROLL, *lines)
    await import_roll(runtime, roll)
    return tmp_path / "past.csv"


def _write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def _week(day: str, answered: int) -> list[str]:
    return [f"L{n},{day},mood,face,{'4' if n < answered else ''}" for n in range(12)]


async def test_a_week_of_before_is_released_like_any_other(runtime: Runtime, past: Path) -> None:
    found = await import_past(runtime, _write(past, HEADER, *_week("2026-11-03", 11)))

    assert (found.asked, found.answered) == (12, 11)
    [school] = [r for r in await rows(runtime.database, releases) if r["slice"] == "school"]
    assert (school["answered"], school["asked"]) == (11, 12)
    assert school["week"].isoformat() == "2026-11-02"


async def test_too_few_are_not_shown(runtime: Runtime, past: Path) -> None:
    found = await import_past(runtime, _write(past, HEADER, *_week("2026-11-03", 9)))

    assert found == Past(asked=12, answered=9, released=0)


async def test_bringing_in_the_same_file_again_counts_nobody_twice(
    runtime: Runtime, past: Path
) -> None:
    _write(past, HEADER, *_week("2026-11-03", 11), *_week("2026-11-10", 11))
    first = await import_past(runtime, past)
    tables = (answers, sessions, deliveries, releases)
    before = [await how_many(runtime.database, each) for each in tables]

    again = await import_past(runtime, past)

    assert (first.released > 0, again.released) == (True, 0)
    assert [await how_many(runtime.database, each) for each in tables] == before


BAD = [
    ("L0,2026-13-01,mood,face,4", "column date", "no such day"),
    ("L0,01/11/2026,mood,face,4", "column date", "another way to write a day"),
    ("L0,2027-01-05,mood,face,4", "column date", "a day to come"),
    ("L0,2026-11-03,moods,face,4", "column pack", "no such pack"),
    ("L0,2026-11-03,mood,comment,4", "column question", "a question in words"),
    ("L0,2026-11-03,mood,face,6", "column value", "no such answer"),
    ("L99,2026-11-03,mood,face,4", "column learner_id", "nobody on the roll"),
    ("L1,2026-11-03,mood,face,4", "column learner_id", "the same again"),
]


@pytest.mark.parametrize(("line", "place", "note"), BAD, ids=[bad[2] for bad in BAD])
async def test_a_bad_row_is_told_and_nothing_is_brought_in(
    runtime: Runtime, past: Path, line: str, place: str, note: str
) -> None:
    good = "L1,2026-11-03,mood,face,4"
    with pytest.raises(BadInput) as refused:
        await import_past(runtime, _write(past, HEADER, good, line))

    assert [each.partition(":")[0] for each in refused.value.faults] == [f"line 3, {place}"], note
    assert await how_many(runtime.database, answers) == 0
