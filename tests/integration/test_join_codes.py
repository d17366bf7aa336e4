"""Join codes: hard to guess, used once, printed again as they are, harmless in a spreadsheet."""

import csv
import stat
from pathlib import Path

import pytest

from domain.errors import BadInput
from domain.ids import ALPHABET
from domain.join_codes import CODE_LENGTH, read_code
from services.roster import CODES_LAST, import_roll, write_codes
from services.runtime import Runtime
from storage.tables import addresses, contacts, join_codes
from tests.integration.door import Door, how_many, rows
from tests.support.clock import Clock

HEADER = "learner_id,first_name,last_name,year,class,language,groups"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "codes.csv"


async def _roll(rt: Runtime, folder: Path, *references: str) -> None:
    lines = [f'"{each}",Enw,Dychmygol,12,12A,en,' for each in references]
    path = folder / "roll.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    await import_roll(rt, path)


def _read(sheet: Path) -> dict[str, str]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return {row["learner_id"]: row["join_code"] for row in csv.DictReader(file)}


def _leave_open(sheet: Path) -> None:
    sheet.write_text("from before", encoding="utf-8")
    sheet.chmod(0o644)


def _mode(sheet: Path) -> int:
    return stat.S_IMODE(sheet.stat().st_mode)


async def test_every_learner_has_a_code_of_45_bits_of_their_own(
    runtime: Runtime, tmp_path: Path, sheet: Path
) -> None:
    await _roll(runtime, tmp_path, *(f"L{n}" for n in range(200)))
    await write_codes(runtime, sheet, "GwrandoBot")

    codes = {read_code(code) for code in _read(sheet).values()}

    assert len(codes) == 200
    assert None not in codes
    assert CODE_LENGTH * (len(ALPHABET).bit_length() - 1) == 45
    assert {letter for code in codes for letter in code or ""} == set(ALPHABET)


async def test_writing_again_writes_the_same_unspent_codes(
    runtime: Runtime, tmp_path: Path, sheet: Path
) -> None:
    await _roll(runtime, tmp_path, "L1", "L2", "L3")
    await write_codes(runtime, sheet, None)
    first = _read(sheet)
    await Door(runtime).say("cadi", f"/start {first['L1']}")
    await _roll(runtime, tmp_path, "L1", "L2", "L3", "L4")

    again = await write_codes(runtime, sheet, None)

    second = _read(sheet)
    assert (again.written, again.new, again.already_joined) == (3, 1, 1)
    assert second.keys() == {"L2", "L3", "L4"}
    assert (second["L2"], second["L3"]) == (first["L2"], first["L3"])


async def test_codes_that_ran_out_are_drawn_anew(
    runtime: Runtime, tmp_path: Path, sheet: Path, clock: Clock
) -> None:
    await _roll(runtime, tmp_path, "L1")
    await write_codes(runtime, sheet, None)
    first = _read(sheet)
    clock.set(clock() + CODES_LAST)

    assert (await write_codes(runtime, sheet, None)).new == 1
    assert _read(sheet)["L1"] != first["L1"]


@pytest.mark.parametrize("reference", ["=1+1", "+44", "-7", "@cmd", "=HYPERLINK(1)"])
async def test_no_cell_is_a_formula(
    runtime: Runtime, tmp_path: Path, sheet: Path, reference: str
) -> None:
    await _roll(runtime, tmp_path, reference)
    await write_codes(runtime, sheet, None)

    assert list(_read(sheet)) == [f"'{reference}"]


async def test_the_sheet_is_for_its_owner_alone(
    runtime: Runtime, tmp_path: Path, sheet: Path
) -> None:
    _leave_open(sheet)
    await _roll(runtime, tmp_path, "L1")
    await write_codes(runtime, sheet, None)

    assert _mode(sheet) == 0o600


async def test_a_sheet_that_cannot_be_written_makes_no_codes(
    runtime: Runtime, tmp_path: Path
) -> None:
    await _roll(runtime, tmp_path, "L1")
    with pytest.raises(BadInput, match="cannot be written"):
        await write_codes(runtime, tmp_path / "nowhere" / "codes.csv", None)

    assert await how_many(runtime.database, join_codes) == 0


WAYS = ("/start {}", "/start  {}", "/start\n{}", "{}", " {} ", "/cychwyn {}")
BETWEEN = ("-", " ", "", " - ")


async def test_a_code_works_however_it_is_typed(
    runtime: Runtime, tmp_path: Path, sheet: Path
) -> None:
    ways = [(way, between) for way in WAYS for between in BETWEEN]
    await _roll(runtime, tmp_path, *(f"L{n}" for n in range(2 * len(ways))))
    await write_codes(runtime, sheet, None)
    door, codes = Door(runtime), iter(_read(sheet).values())
    for way, between in ways:
        for written in (str.upper, str.lower):
            typed = way.format(written(next(codes).replace("-", between)))
            await door.say(f"phone of {typed!r}", typed)

    chats = {row["contact_id"] for row in await rows(runtime.database, addresses)}
    standings = {row["standing"] for row in await rows(runtime.database, contacts)}
    assert None not in chats
    assert standings == {"reading"}


async def test_who_reads_the_notice_and_leaves_can_use_the_code_again(
    runtime: Runtime, tmp_path: Path, sheet: Path
) -> None:
    await _roll(runtime, tmp_path, "L1")
    await write_codes(runtime, sheet, None)
    code = _read(sheet)["L1"]
    door = Door(runtime)
    await door.say("cadi", f"/start {code}")
    await door.choose("cadi", "c:leave")

    await door.say("another phone", f"/start {code}")
    await door.choose("another phone", "c:agree")

    [contact] = await rows(runtime.database, contacts)
    assert contact["standing"] == "joined"
