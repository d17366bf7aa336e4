"""Whoever has the database without the key reads no name, no address, no word and no code."""

import csv
from pathlib import Path

from sqlalchemy import Table, text

from domain.people import Language, Role
from services import roster, staff
from services.runtime import Runtime
from storage.database import Database
from storage.tables import metadata
from tests.integration.door import Door, how_many

ROLL = """learner_id,first_name,last_name,year,class,language,groups
UPN-Zebulon-7,Myfanwy,Ffoulkes-Arall,12,12A,en,
"""
ADDRESS = "7700900123"
WORDS = "my dad hits me with xylophone words"


async def _everything(database: Database) -> bytes:
    """All that is in the database, as its files or its tables hold it."""
    if database.is_sqlite:
        path = Path(str(database.url.database))
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    dumped = []
    async with database.read() as uow:
        for table in metadata.tables:
            rows = await uow.connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
            dumped += [_as_bytes(value) for row in rows for value in row]
    return b"\n".join(dumped)


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


async def test_nothing_that_points_at_a_child_is_readable(
    runtime: Runtime, door: Door, tmp_path: Path
) -> None:
    roll, sheet = tmp_path / "roll.csv", tmp_path / "sheet.csv"
    roll.write_text(ROLL, encoding="utf-8")
    await roster.import_roll(runtime, roll)
    await roster.write_codes(runtime, sheet, None)
    with sheet.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    invitation = await staff.invite(runtime, Role.DSP, "Blodeuwedd Quigley", Language.EN)
    await door.say("dsp", f"/start {invitation}")
    await door.say(ADDRESS, f"/start {row['join_code']}")
    await door.choose(ADDRESS, "c:agree")
    await door.say(ADDRESS, WORDS)

    found = (await _everything(runtime.database)).lower()

    codes = [code.replace("-", "") for code in (row["join_code"], invitation)]
    secrets = ["UPN-Zebulon-7", "Myfanwy", "Ffoulkes", "Blodeuwedd", "Quigley", ADDRESS]
    secrets += ["xylophone", "hits me", *codes, row["join_code"], invitation]
    readable = [secret for secret in secrets if secret.lower().encode() in found]
    assert readable == []
    assert all([await how_many(runtime.database, each) for each in _filled()])


def _filled() -> list[Table]:
    return [metadata.tables[name] for name in ("people", "addresses", "texts", "outbox", "cases")]
