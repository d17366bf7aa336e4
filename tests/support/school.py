"""A small school for stories: a simulator, the running program, and people with phones."""

import asyncio
import csv
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.client import Phone, Telegram
from simulator.process import SimulatorProcess
from tests.support.program import Program

ROSTER = "learner_id,first_name,last_name,year,class,language,groups"

TICK = 2.5
"""Seconds in which every tick of the clock has come that a story may wait for."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """An invented learner of the small school; the language as the roll has it, or empty."""

    id: str
    year: int
    language: str
    groups: str = ""


@dataclass
class School:
    """Everything a story needs to speak with the program as people do."""

    program: Program
    telegram: Telegram
    folder: Path
    codes: dict[str, str]

    async def enrol_roll(self, pupils: Iterable[Pupil]) -> None:
        """Import a roll and write its codes, as the office would."""
        roll = self.folder / "roster.csv"
        lines = [
            f"{p.id},Enw,Dychmygol,{p.year},{p.year}A,{p.language},{p.groups}" for p in pupils
        ]
        roll.write_text("\n".join([ROSTER, *lines, ""]), encoding="utf-8")
        await self.program.cli("roster", "import", str(roll))
        sheet = self.folder / "codes.csv"
        await self.program.cli("roster", "codes", "--out", str(sheet))
        with sheet.open(encoding="utf-8", newline="") as file:
            self.codes = {row["learner_id"]: row["join_code"] for row in csv.DictReader(file)}

    async def phone(self, name: str) -> Phone:
        """A phone that has yet to write to the bot."""
        return await self.telegram.phone(name, language_code="en")

    async def learner(self, pupil: Pupil) -> Phone:
        """A learner who has read the notice and agreed."""
        phone = await self.phone(pupil.id)
        await phone.send(f"/start {self.codes[pupil.id]}")
        await phone.wait_for(lambda m: bool(m.buttons))
        await phone.tap("c:agree")
        await phone.wait_for("/checkin")
        return phone

    async def staff(self, role: str, language: str = "en") -> Phone:
        """A member of staff, or of the council, who has joined; of no language if it is empty."""
        spoken = ("--language", language) if language else ()
        printed = await self.program.cli(
            "staff", "invite", "--role", role, "--name", f"{role} Invented", *spoken
        )
        phone = await self.phone(role)
        await phone.send(f"/start {printed.splitlines()[-1]}")
        await phone.wait_for("Gwrando")
        return phone

    async def open_window(self) -> None:
        """Let prompts leave at any time, so that a story does not depend on the hour it runs."""
        await self._window("00:00", "23:59")

    async def open_hours(self) -> None:
        """Let adults read at any time, so that a story does not depend on the hour it runs."""
        hours = ("--opens", "00:00", "--closes", "23:59", "--any-day")
        await self.program.cli("settings", "hours", *hours, "--reason", "A story.")

    async def close_window(self) -> None:
        """Let prompts leave in one minute of the day that is not now."""
        hour = (datetime.now(UTC).hour + 12) % 24
        await self._window(f"{hour:02}:00", f"{hour:02}:01")

    async def _window(self, opens: str, closes: str) -> None:
        hours = ("--opens", opens, "--closes", closes, "--any-day")
        await self.program.cli("settings", "window", *hours, "--reason", "A story.")

    async def ticks(self) -> None:
        """Let the clock tick once more for everything that it does."""
        await asyncio.sleep(TICK)

    async def until(self, holds: Callable[[dict[str, Any]], bool], *, within: float = 10) -> None:
        """Wait until the program's own status says so."""
        async with asyncio.timeout(within):
            while not holds(await self.program.status()):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)


@asynccontextmanager
async def a_school(folder: Path, *, database: str = "") -> AsyncIterator[School]:
    """A simulator and the program, both running; ended at the end."""
    async with SimulatorProcess() as simulator, simulator.telegram() as telegram:
        program = Program(
            folder / "school", token=simulator.token, telegram=simulator.url, database=database
        )
        await program.start()
        try:
            school = School(program=program, telegram=telegram, folder=folder, codes={})
            await school.open_hours()
            yield school
        finally:
            await program.stop()
