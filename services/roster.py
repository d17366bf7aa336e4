"""The roll: import from the office's CSV file, and join codes to hand out.

A learner is known again by the school's own reference (`learner_id`). Importing the same file
again changes nothing; a new one updates years, classes and groups. There is no birth date: the
year group will do.
"""

import csv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from domain.errors import BadInput
from domain.ids import ContactId
from domain.join_codes import draw_code, shown
from domain.people import FIRST_YEAR, LAST_YEAR, Contact, Language, Role, Standing
from services.csv_files import harmless, read_rows
from services.runtime import Runtime
from storage import codes, contacts, people
from storage.database import UnitOfWork
from storage.people import REFERENCE, Person

CODES_LAST = timedelta(days=90)
"""How long a learner's join code may be used: about a term."""


_LANGUAGES = {
    **dict.fromkeys(("cy", "cymraeg", "welsh"), Language.CY),
    **dict.fromkeys(("en", "english", "saesneg"), Language.EN),
    **dict.fromkeys(("", "unknown", "anhysbys"), None),
}


def _language(value: object) -> Language | None:
    written = str(value).casefold()
    if written not in _LANGUAGES:
        raise ValueError("write cy for Welsh or en for English, or leave it empty")
    return _LANGUAGES[written]


def _year(value: object) -> object:
    text = str(value).casefold().removeprefix("year").removeprefix("blwyddyn").strip()
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(f"write the year group as a number from {FIRST_YEAR} to {LAST_YEAR}")
    return int(text)


Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class RollRow(BaseModel):
    """One learner as the school's file has them."""

    learner_id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    first_name: Name
    last_name: Name
    year: Annotated[int, BeforeValidator(_year)]
    class_name: Annotated[str, StringConstraints(max_length=40)] = Field(alias="class")
    language: Annotated[Language | None, BeforeValidator(_language)] = None
    groups: str

    @property
    def group_names(self) -> tuple[str, ...]:
        """The groups, written in one cell with semicolons between them."""
        return tuple(sorted({name.strip() for name in self.groups.split(";") if name.strip()}))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to."""

    added: int
    known: int


async def import_roll(rt: Runtime, path: Path) -> Imported:
    """Import a roll, whole or not at all; BadInput names every bad cell by line and column."""
    rows = [row for _, row in read_rows(path, RollRow, unique="learner_id")]
    async with rt.database.write() as uow:
        by_hash = await people.by_reference(uow)
        known = {row.learner_id: by_hash.get(_hash(uow, row)) for row in rows}
        learners = {row.learner_id: _contact(rt, row, known[row.learner_id]) for row in rows}
        await contacts.add(uow, (learners[r] for r, contact_id in known.items() if not contact_id))
        await contacts.replace_rolls(uow, (learners[r] for r, c in known.items() if c))
        await people.put(uow, (_person(row, learners[row.learner_id].id) for row in rows))
        await uow.commit()
    added = sum(contact_id is None for contact_id in known.values())
    return Imported(added=added, known=len(rows) - added)


def _hash(uow: UnitOfWork, row: RollRow) -> str:
    return uow.cipher.find_by(REFERENCE, row.learner_id)


def _contact(rt: Runtime, row: RollRow, known: ContactId | None) -> Contact:
    return Contact(
        id=known or ContactId(rt.new_id()),
        roles=frozenset({Role.LEARNER}),
        language=row.language,
        standing=Standing.INVITED,
        year=row.year,
        class_name=row.class_name or None,
        groups=row.group_names,
    )


def _person(row: RollRow, contact_id: ContactId) -> Person:
    return Person(
        contact_id=contact_id,
        reference=row.learner_id,
        first_name=row.first_name,
        last_name=row.last_name,
    )


# --- codes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Codes:
    """What writing a code sheet came to."""

    written: int
    new: int
    already_joined: int


async def write_codes(rt: Runtime, path: Path, bot_name: str | None) -> Codes:
    """Write a single-use code for every learner who has not joined.

    Codes that can still be used are written again as they are; new ones are drawn for the rest.
    """
    now = rt.now()
    async with rt.database.write() as uow:
        references = await people.references(uow)
        learners = await contacts.load(uow, references)
        waiting = [who for who, c in learners.items() if c.standing is Standing.INVITED]
        usable = await codes.usable(uow, now)
        drawn = {who: draw_code(rt.chance) for who in waiting if who not in usable}
        await codes.add(
            uow,
            ((code, who) for who, code in drawn.items()),
            roles=frozenset({Role.LEARNER}),
            now=now,
            expires_at=now + CODES_LAST,
        )
        sheet = {references[who]: (usable | drawn)[who] for who in waiting}
        _write_sheet(path, sheet, bot_name)
        await uow.commit()
    return Codes(written=len(sheet), new=len(drawn), already_joined=len(learners) - len(waiting))


def _write_sheet(path: Path, sheet: dict[str, str], bot_name: str | None) -> None:
    try:
        _write_private(path, sheet, bot_name)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def _write_private(path: Path, sheet: dict[str, str], bot_name: str | None) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)  # it may have been there before, for others to read
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["learner_id", "join_code", "link"])
        for reference in sorted(sheet):
            code = shown(sheet[reference])
            writer.writerow([harmless(reference), code, join_link(bot_name, code)])


def join_link(bot_name: str | None, code: str) -> str:
    """The deep link that opens the bot with a code, or nothing while the bot has no name."""
    return f"https://t.me/{bot_name}?start={code}" if bot_name else ""
