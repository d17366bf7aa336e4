"""Invariant 3.

An update is taken once; an answer counts once; nothing acknowledged is lost, at any `kill -9`.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from pathlib import Path

from domain.messages import Inbound
from services.runtime import Runtime
from storage.tables import answers, cases, cursors, sessions, taken_updates, texts
from tests.integration.cuts import Cut, cut_before
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.killed import LEARNERS, TOTAL
from tests.integration.people import a_dsp, join, join_many

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.integration.killed")


async def _live(url: str, batches: int | None, seconds: float = 0.0) -> int:
    """One life: killed that long after so many batches, or left to end; how many it took."""
    process = await asyncio.create_subprocess_exec(*COMMAND, url, cwd=ROOT, stdout=PIPE)
    assert process.stdout is not None
    taken = 0
    while (batches is None or taken < batches) and await process.stdout.readline():
        taken += 1
    if batches is not None:
        await asyncio.sleep(seconds)
        process.kill()
    taken += len((await process.stdout.read()).splitlines())
    status = await process.wait()
    assert status == 0 or batches is not None
    return taken


async def test_a_program_that_is_killed_again_and_again_loses_and_repeats_nothing(
    runtime: Runtime, database_url: str
) -> None:
    await a_dsp(runtime)
    await join_many(runtime, LEARNERS)
    for batches, seconds in ((2, 0.003), (4, 0.0), (5, 0.011)):
        taken = await _live(database_url, batches, seconds)
        assert await how_many(runtime.database, taken_updates) >= (taken - 1) * 3
    await _live(database_url, None)

    [cursor] = await rows(runtime.database, cursors)
    given = Counter(row["question"] for row in await rows(runtime.database, answers))
    assert (cursor["value"], await how_many(runtime.database, taken_updates)) == (TOTAL, TOTAL)
    assert given == {"face": LEARNERS, "reason": LEARNERS, "comment": LEARNERS}
    assert await how_many(runtime.database, sessions) == LEARNERS
    assert await how_many(runtime.database, cases) == LEARNERS
    assert await how_many(runtime.database, texts) == LEARNERS * 5  # all but the command


async def test_cut_before_any_statement_an_answer_counts_once(
    runtime: Runtime, door: Door
) -> None:
    """Delivered again after each cut, as Telegram does, the tap is one answer in the end."""
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    tap = door.tap("cadi", await door.button("cadi", ":face:4"))
    before = await _state(runtime)
    number = 0
    while await _is_cut(door, tap, number):
        assert await _state(runtime) == before
        number += 1

    assert number >= 5  # answer, session, message, update, cursor
    assert await how_many(runtime.database, answers) == 1
    assert len(await waiting(runtime.database)) == 2
    assert (await door.take(tap)).taken == 0


async def _is_cut(door: Door, tap: Inbound, number: int) -> bool:
    with cut_before(number):
        try:
            await door.take(tap)
        except Cut:
            return True
    return False


async def _state(rt: Runtime) -> tuple[object, ...]:
    [cursor] = await rows(rt.database, cursors)
    tables = (answers, taken_updates)
    counts = [await how_many(rt.database, each) for each in tables]
    return (cursor["value"], *counts, len(await waiting(rt.database)))
