"""Two children on one phone: the words of each stay with the one who wrote them."""

from pathlib import Path

from services import roster
from services.runtime import Runtime
from storage.tables import cases, texts
from tests.integration.door import Door, rows

ROLL = """learner_id,first_name,last_name,year,class,language,groups
A,Ann,Invented,12,12A,en,
B,Bob,Invented,12,12A,en,
"""


async def _codes(rt: Runtime, folder: Path) -> dict[str, str]:
    (folder / "roll.csv").write_text(ROLL, encoding="utf-8")
    await roster.import_roll(rt, folder / "roll.csv")
    await roster.write_codes(rt, folder / "codes.csv", None)
    lines = (folder / "codes.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(",")[0]: line.split(",")[1] for line in lines}


async def test_a_case_belongs_to_the_one_who_wrote(
    runtime: Runtime, door: Door, tmp_path: Path
) -> None:
    codes = await _codes(runtime, tmp_path)
    await door.say("phone", "i cut myself")  # nobody known yet
    await door.say("phone", f"/start {codes['A']}", "i want to die")
    await door.choose("phone", "c:leave")
    await door.say("phone", f"/start {codes['B']}")
    await door.choose("phone", "c:agree")
    await door.say("phone", "my dad hits me")

    opened = await rows(runtime.database, cases)
    assert len(opened) == 3
    assert len({row["whose"] for row in opened}) == 3
    heard = [row for row in await rows(runtime.database, texts) if row["level"] > 0]
    by_case = {row["case_id"]: row["contact_id"] for row in heard}
    assert by_case == {row["case_id"]: row["contact_id"] for row in opened}
