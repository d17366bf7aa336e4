"""Invariant 1.

No free text is stored without a screening verdict, whatever door, state or flow it came through;
screening failure means *a human must read it*.
"""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from domain.messages import InboundKind, Lane
from domain.people import Role, Standing
from domain.verdicts import Level, Verdict
from escalation.beside import NOTHING, Beside
from escalation.lexicon import load_lexicon
from escalation.screening import Screener
from services.runtime import Runtime
from storage.tables import cases, texts
from storage.upsert import insert
from tests.integration.door import Door, rows, waiting
from tests.integration.people import a_dsp, join

WORRY = "i want to die"
WORDS = (InboundKind.TEXT, InboundKind.EDIT, InboundKind.MEDIA, InboundKind.UNREADABLE)
STATES = ("stranger", "reading", "joined", "stopped", "asked", "commenting", "council", "head")


class Broken(Screener):
    """A screener with a fault in it."""

    def screen(
        self, text: str, language: str | None, age: int | None, beside: Beside = NOTHING
    ) -> Verdict:
        """Fail on every text."""
        raise RecursionError(text, language, age, beside)


async def _stand(rt: Runtime, door: Door, who: str, state: str) -> None:
    """Bring somebody into a state."""
    standings = {"reading": Standing.READING, "stopped": Standing.STOPPED}
    roles = {"council": Role.COUNCIL, "head": Role.HEAD}
    if state == "stranger":
        return
    held = frozenset({roles.get(state, Role.LEARNER)})
    await join(rt, who, roles=held, standing=standings.get(state, Standing.JOINED))
    if state in {"asked", "commenting"}:
        await door.say(who, "/checkin")
    if state == "commenting":
        await door.say(who, "Good", "Friends")


BEFORE = ("", "/start ", "/stop ", "/nonsense ", "/checkin ", "/iaith ")


@pytest.mark.parametrize("state", STATES)
async def test_worrying_words_are_heard_in_every_state_by_every_door(
    runtime: Runtime, door: Door, state: str
) -> None:
    """Each of them is kept, in a case of its own at its own level, and somebody is paged."""
    await a_dsp(runtime)
    ways = [(each, before) for each in WORDS for before in BEFORE]
    for number, (each, before) in enumerate(ways):
        await _stand(runtime, door, f"cadi {number}", state)
        await door.take(door.inbound(f"cadi {number}", each, text=before + WORRY))

    kept = [row for row in await rows(runtime.database, texts) if row["level"]]
    opened = await rows(runtime.database, cases)
    assert [row["level"] for row in kept] == [Level.IMMEDIATE] * len(ways)
    assert {row["case_id"] for row in kept} == {row["case_id"] for row in opened}
    assert [row["level"] for row in opened] == [Level.IMMEDIATE] * len(ways)
    assert {row["paged_at"] for row in opened} == {runtime.now()}


@pytest.mark.parametrize("state", STATES)
async def test_harmless_words_have_a_verdict_where_they_are_kept(
    runtime: Runtime, door: Door, state: str
) -> None:
    await _stand(runtime, door, "cadi", state)
    await door.take(*(door.inbound("cadi", each, text="it rained a lot") for each in WORDS))

    for row in await rows(runtime.database, texts):
        assert row["lexicon_version"] == runtime.screener.version
        assert row["screened"] or row["case_id"]


@pytest.mark.parametrize("state", STATES)
async def test_words_that_could_not_be_screened_are_read_by_a_person(
    runtime: Runtime, door: Door, state: str
) -> None:
    await a_dsp(runtime)
    await _stand(runtime, door, "cadi", state)
    broken = Door(replace(runtime, screener=Broken(load_lexicon())), door.numbers)

    await broken.say("cadi", "it rained a lot")

    kept = [row for row in await rows(runtime.database, texts) if not row["screened"]]
    [case] = await rows(runtime.database, cases)
    assert [row["level"] for row in kept] == [Level.URGENT]
    assert kept[0]["case_id"] == case["case_id"]
    first = [m for m in await waiting(runtime.database) if m.message.lane is Lane.SAFEGUARDING]
    assert [each.address for each in first] == ["dsp", "cadi"]  # a page, and an answer


@pytest.mark.parametrize(
    ("wrong", "note"),
    [
        ({"level": None}, "no level"),
        ({"level": 4}, "a level that does not exist"),
        ({"screened": None}, "screened or not is unknown"),
        ({"screened": False, "level": 0}, "unscreened, and nobody is to read it"),
        ({"lexicon_version": None}, "by no lexicon"),
        ({"why_sealed": None}, "no reasons"),
    ],
)
async def test_the_database_itself_refuses_words_without_a_verdict(
    runtime: Runtime, door: Door, wrong: dict[str, object], note: str
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "it rained a lot")
    [row] = await rows(runtime.database, texts)
    async with runtime.database.write() as uow:
        with pytest.raises(IntegrityError):
            await insert(uow, texts, [row | {"text_id": "another"} | wrong])
    assert note
