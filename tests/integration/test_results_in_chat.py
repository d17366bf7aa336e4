"""The council asks for results in chat, and gets released tables as a picture with its words."""

import pytest

from domain.messages import OutboundKind
from domain.people import Language, Role
from locales.reader import voice
from services import rollups
from services.runtime import Runtime
from tests.integration.door import Door, waiting, words_to
from tests.integration.people import join, join_many
from tests.integration.senders import Recorder, dispatching, until
from tests.support.clock import Clock

COUNCIL = frozenset({Role.LEARNER, Role.COUNCIL})


async def _answers(rt: Runtime, door: Door, number: int) -> None:
    for member in await join_many(rt, number):
        await door.say(member.address, "/checkin")
        await door.choose(member.address, ":face:4")


@pytest.mark.parametrize("asked", ["/results", "/canlyniadau", "/Results", " /results "])
async def test_the_newest_week_comes_as_a_picture_with_words(
    runtime: Runtime, door: Door, asked: str
) -> None:
    await _answers(runtime, door, 10)
    await rollups.fill(runtime)
    await join(runtime, "council", roles=COUNCIL)
    await door.say("council", asked)
    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender):
        await until(lambda: bool(sender.to("council")), within=20)

    [sent] = [each for each in sender.sent if each.address == "council"]
    assert sent.picture is not None
    assert sent.picture.startswith(b"\x89PNG")
    assert "10" in sent.message.text


async def test_before_anything_is_released_it_says_so(runtime: Runtime, door: Door) -> None:
    await _answers(runtime, door, 9)
    await rollups.fill(runtime)
    await join(runtime, "council", roles=COUNCIL)

    await door.say("council", "/results")

    band = voice(Language.EN, (await join(runtime, "another")).contact.band)
    assert await words_to(runtime.database, "council") == [band.say("results.none")]


async def test_a_learner_is_shown_no_results(runtime: Runtime, door: Door) -> None:
    await _answers(runtime, door, 10)
    await rollups.fill(runtime)

    await door.say("12-0", "/results")

    kinds = {m.message.kind for m in await waiting(runtime.database)}
    assert kinds == {OutboundKind.TEXT}


async def test_what_was_asked_for_is_what_is_sent(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """A part that is released while the picture waits is not in it."""
    await _answers(runtime, door, 10)
    await rollups.fill(runtime)
    await join(runtime, "council", roles=COUNCIL)
    await door.say("council", "/results")
    [chart] = [m.message for m in await waiting(runtime.database) if m.message.tables]
    for member in await join_many(runtime, 10, year=13):
        await door.say(member.address, "/checkin")
        await door.choose(member.address, ":face:1")
    await rollups.fill(runtime)
    clock.move(minutes=1)

    [still] = [m.message for m in await waiting(runtime.database) if m.message.tables]

    assert still.tables == chart.tables
    await door.say("council", "/results")
    newer = [m.message for m in await waiting(runtime.database) if m.message.tables]
    assert len(newer[-1].tables) > len(chart.tables)
