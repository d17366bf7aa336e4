"""`kill -9` at twenty random moments while fifty learners answer.

Nothing that a learner saw acknowledged is missing, no answer counts twice, nobody is stuck. The
learners of the drill never tap again on their own: what they did while the program was dead must
be taken when it lives again.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from simulator.client import Message, Phone
from storage.cipher import Cipher
from storage.database import Database
from storage.tables import answers, outbox, sessions
from tests.support.chat import choose, meanings
from tests.support.school import Pupil, School, a_school

LEARNERS = 50
KILLS = 20
PATIENCE = 60.0

Answer = tuple[str, str, str]
"""Session, question and value, as a button carries them."""


@pytest.mark.timeout(600)
async def test_killed_twenty_times_while_fifty_learners_answer(tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311 - a drill that can be repeated
    pupils = [Pupil(f"L{n:02}", 12 + n % 2, ("cy", "en")[n % 2]) for n in range(LEARNERS)]
    async with a_school(tmp_path) as school:
        await school.enrol_roll(pupils)
        phones = await asyncio.gather(*(school.learner(pupil) for pupil in pupils))
        over = asyncio.Event()
        drills = [
            asyncio.create_task(_answer_until(over, phone, n)) for n, phone in enumerate(phones)
        ]
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(0.05, 2.4))
            await school.program.kill()
            await school.program.start()
        over.set()
        seen = [answer for done in await asyncio.gather(*drills) for answer in done]
        await school.until(lambda s: s["outbox"]["reply"]["waiting"] == 0, within=PATIENCE)
        await school.program.stop()
        kept, current, finished = await _kept(school)

    assert len(seen) > LEARNERS * 4, "the drill was too short to mean anything"
    assert [answer for answer in seen if answer not in kept] == []
    assert current == 0
    assert finished * 2 == len(seen), "an answer nobody gave, or a check-in that never ended"


async def _answer_until(over: asyncio.Event, phone: Phone, number: int) -> list[Answer]:
    """One check-in after another; the answers that were seen to be taken."""
    acknowledged: list[Answer] = []
    chance = random.Random(number)  # noqa: S311 - a drill that can be repeated
    while not over.is_set():
        last = (await phone.send("/checkin"))["message_id"]
        for node, values in (("face", "12345"), ("reason", ("friends", "sleep"))):
            last, answer = await _tap(phone, f":{node}:{chance.choice(values)}", last)
            acknowledged.append(answer)
        await _tap(phone, ":comment:_skip", last)
    return acknowledged


async def _tap(phone: Phone, ending: str, since: int) -> tuple[int, Answer]:
    """Tap, and wait until the bot goes on: only then is the answer acknowledged."""
    asked = await phone.wait_for(_offers(ending), since=since, timeout=PATIENCE)
    data = next(data for data in meanings(asked) if data.endswith(ending))
    _, session, node, value = data.split(":")
    await choose(phone, ending, since=since)
    await phone.wait_for(_goes_on(session, node), since=since, timeout=PATIENCE)
    return asked.id, (session, node, value)


def _offers(ending: str) -> Callable[[Message], bool]:
    return lambda message: any(data.endswith(ending) for data in meanings(message))


def _goes_on(session: str, node: str) -> Callable[[Message], bool]:
    """A message of the same session about anything but this question."""

    def fits(message: Message) -> bool:
        parts = [data.split(":") for data in meanings(message)]
        return any(
            p[1] == session and (p[2] != node or p[3] == "_change") for p in parts if len(p) == 4
        )

    return fits


async def _kept(school: School) -> tuple[Counter[Answer], int, int]:
    """The answers in the database, the sessions still open, and those that were completed."""
    url = f"sqlite:///{school.program.data / 'gwrando.db'}"
    async with Database(url, Cipher(bytes(32))) as database, database.read() as uow:
        rows = await uow.connection.execute(
            select(answers.c.session_id, answers.c.question, answers.c.value)
        )
        kept = Counter((row.session_id, row.question, row.value) for row in rows)
        statuses = Counter(await uow.connection.scalars(select(sessions.c.status)))
        waiting = (await uow.connection.execute(select(outbox.c.outbox_id))).all()
    assert waiting == []
    return kept, statuses["waiting"] + statuses["parked"], statuses["completed"]
