"""The roll: whole or not at all, each fault by line and column, and again without harm."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from services.roster import Imported, import_roll, write_codes
from services.runtime import Runtime
from storage import people
from storage.tables import contacts
from tests.integration.door import Door, how_many, rows

HEADER = "learner_id,first_name,last_name,year,class,language,groups"
GOOD = "L1,Cadi,Rhys,12,12A,cy,council; eco;eco"

BAD = [
    ("L2,Ifan,Puw,14,7B,en,", "line 3, column year", "no such year"),
    ("L2,Ifan,Puw,2,7B,en,", "line 3, column year", "too young a year"),
    ("L2,Ifan,Puw,seven,7B,en,", "line 3, column year", "a word"),
    ("L2,Ifan,Puw,²,7B,en,", "line 3, column year", "a digit that is no number"),
    ("L2,Ifan,Puw,7,7B,fr,", "line 3, column language", "another language"),
    (",Ifan,Puw,7,7B,en,", "line 3, column learner_id", "no reference"),
    ("L2,,Puw,7,7B,en,", "line 3, column first_name", "no first name"),
    ("L2,Ifan,,7,7B,en,", "line 3, column last_name", "no last name"),
    ("L2,Ifan,Puw,7,7B,en,,more", "line 3, column 8: there is no such column", "too many cells"),
    ("L2,Ifan,Puw", "line 3, column year", "too few cells"),
    ("L1,Ifan,Puw,7,7B,en,", "line 3, column learner_id", "a learner twice"),
    ("L" * 41 + ",Ifan,Puw,7,7B,en,", "line 3, column learner_id", "too long a reference"),
    ("L2," + "I" * 81 + ",Puw,7,7B,en,", "line 3, column first_name", "too long a name"),
]


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return tmp_path / "roll.csv"


def _write(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.mark.parametrize(("line", "place", "note"), BAD, ids=[bad[2] for bad in BAD])
async def test_a_bad_row_is_told_by_line_and_column_and_nothing_is_imported(
    runtime: Runtime, roll: Path, line: str, place: str, note: str
) -> None:
    assert note
    with pytest.raises(BadInput) as refused:
        await import_roll(runtime, _write(roll, GOOD, line))

    assert refused.value.faults[0].startswith(place)
    assert all(fault.startswith("line 3") for fault in refused.value.faults)
    assert await how_many(runtime.database, contacts) == 0


async def test_every_fault_is_told_at_once_in_the_order_of_the_file(
    runtime: Runtime, roll: Path
) -> None:
    with pytest.raises(BadInput) as refused:
        await import_roll(runtime, _write(roll, "L1,,Rhys,99,12A,xx,", GOOD, "L1,a,b,7,7B,en,"))

    places = [fault.partition(":")[0] for fault in refused.value.faults]
    assert sorted(places[:3]) == [
        "line 2, column first_name",
        "line 2, column language",
        "line 2, column year",
    ]
    assert places[3:] == ["line 3, column learner_id", "line 4, column learner_id"]


@pytest.mark.parametrize(
    ("header", "note"),
    [
        ("learner_id,first_name,last_name,year,class,language", "a column is missing"),
        (HEADER + ",birthday", "a column is not wanted"),
        ("", "no header at all"),
    ],
)
async def test_a_wrong_header_is_told(
    runtime: Runtime, roll: Path, header: str, note: str
) -> None:
    with pytest.raises(BadInput) as refused:
        await import_roll(runtime, _write(roll, GOOD, header=header))
    assert "line 1" in str(refused.value), note


async def test_a_file_without_learners_is_told(runtime: Runtime, roll: Path) -> None:
    with pytest.raises(BadInput, match="no rows"):
        await import_roll(runtime, _write(roll))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_files_as_the_office_saves_them(
    runtime: Runtime, roll: Path, encoding: str, delimiter: str
) -> None:
    text = f"{HEADER}\r\nL1,Siân,Hâf,12,12A,Cymraeg,\r\n\r\n".replace(",", delimiter)
    _write_bytes(roll, text.encode(encoding))

    assert await import_roll(runtime, roll) == Imported(added=1, known=0)
    async with runtime.database.read() as uow:
        [row] = await rows(runtime.database, contacts)
        person = await people.load(uow, row["contact_id"])
    assert person is not None
    assert (person.first_name, person.last_name, row["language"]) == ("Siân", "Hâf", "cy")


async def test_importing_again_brings_up_to_date_and_adds_nobody(
    runtime: Runtime, roll: Path
) -> None:
    await import_roll(runtime, _write(roll, GOOD, "L2,Ifan,Puw,7,7B,en,"))
    before = {row["contact_id"] for row in await rows(runtime.database, contacts)}

    again = await import_roll(
        runtime, _write(roll, "L1,Cadi,Puw,13,13C,en,choir", "L3,a,b,7,,en,")
    )

    assert again == Imported(added=1, known=1)
    after = {row["contact_id"]: row for row in await rows(runtime.database, contacts)}
    assert before < after.keys()
    [moved] = [row for row in after.values() if row["year"] == 13]
    assert (moved["class_name"], moved["groups"], moved["language"]) == ("13C", ["choir"], "en")
    async with runtime.database.read() as uow:
        person = await people.load(uow, moved["contact_id"])
    assert person is not None
    assert person.last_name == "Puw"


async def test_the_language_somebody_chose_stays(runtime: Runtime, roll: Path) -> None:
    await import_roll(runtime, _write(roll, GOOD))
    sheet = roll.with_name("codes.csv")
    await write_codes(runtime, sheet, None)
    code = sheet.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    door = Door(runtime)
    await door.say("cadi", f"/start {code}")
    await door.choose("cadi", "c:agree")
    await door.say("cadi", "English")

    await import_roll(runtime, _write(roll, GOOD))

    [contact] = await rows(runtime.database, contacts)
    assert (contact["language"], contact["standing"]) == ("en", "joined")
