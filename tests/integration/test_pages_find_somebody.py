"""A page that nobody has any more is sent to whoever can be reached, now or later."""

import pytest
from sqlalchemy import update

from domain.cases import Case
from domain.events import Event
from domain.messages import InboundKind, Lane
from domain.people import Role
from services import cases
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from services.world import World
from storage import people
from storage.people import Person
from storage.tables import people as people_rows
from tests.integration.door import Door, waiting
from tests.integration.people import Member, join
from tests.support.clock import Clock

DSP, DEPUTY = frozenset({Role.DSP}), frozenset({Role.DEPUTY})


async def _pages(rt: Runtime, who: str) -> int:
    found = await waiting(rt.database)
    return sum(each.address == who and each.message.lane is Lane.SAFEGUARDING for each in found)


async def _leaves(door: Door, how: str) -> None:
    if how == "blocks":
        await door.take(door.inbound("dsp", InboundKind.BLOCKED))
    else:
        await door.say("dsp", "/stop")


@pytest.mark.parametrize("how", ["blocks", "stops"])
@pytest.mark.parametrize("taken", [False, True])
async def test_graver_words_while_nobody_is_there_reach_the_next_who_is(
    runtime: Runtime, door: Door, how: str, taken: bool
) -> None:
    await join(runtime, "dsp", roles=DSP)
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    if taken:
        await door.choose("dsp", ":2")
    await _leaves(door, how)
    await door.say("cadi", "i want to die")
    assert await cases.chase(runtime) == 0

    await join(runtime, "deputy", roles=DEPUTY)
    assert await cases.chase(runtime) == 1
    assert await _pages(runtime, "deputy") == 1
    assert await cases.chase(runtime) == 0


@pytest.mark.parametrize("how", ["blocks", "stops"])
async def test_a_page_nobody_took_goes_on_to_the_deputy(
    runtime: Runtime, door: Door, how: str
) -> None:
    await join(runtime, "dsp", roles=DSP)
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    await _leaves(door, how)
    await join(runtime, "deputy", roles=DEPUTY)
    assert await cases.chase(runtime) == 1
    assert await _pages(runtime, "deputy") == 1


async def test_a_page_that_cannot_arrive_is_sent_to_those_who_joined_meanwhile(
    runtime: Runtime, door: Door
) -> None:
    dsp: Member = await join(runtime, "dsp", roles=DSP)
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    await join(runtime, "deputy", roles=DEPUTY)
    [page] = [each for each in await waiting(runtime.database) if each.address == dsp.address]

    await write_outcomes(runtime, [(page, Outcome.unreachable())])

    assert await cases.chase(runtime) == 1
    assert await _pages(runtime, "deputy") == 1


async def test_more_words_of_a_taken_case_do_not_bury_another_child(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await join(runtime, "dsp", roles=DSP)
    await join(runtime, "cadi")
    await join(runtime, "ifan")
    await door.say("cadi", "i cut myself")
    clock.move(seconds=5)
    await door.choose("dsp", ":2")
    clock.move(seconds=5)
    before = await _pages(runtime, "dsp")
    await door.say("cadi", *["i cut myself again"] * 40)
    await door.say("ifan", "i want to die")
    assert await _pages(runtime, "dsp") == before + 2


async def test_a_case_that_cannot_be_told_of_keeps_no_other_from_being_paged(
    runtime: Runtime, door: Door, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for who in ("cadi", "ifan"):
        await join(runtime, who)
        await door.say(who, "i cut myself")
    faults = [RuntimeError("i cut myself")]

    def go_on(case: Case, world: World) -> tuple[Event, ...]:
        if faults:
            raise faults.pop()
        return unharmed(case, world)

    unharmed = cases.go_on
    monkeypatch.setattr(cases, "go_on", go_on)
    await join(runtime, "dsp", roles=DSP)
    assert await cases.chase(runtime) == 1
    assert await _pages(runtime, "dsp") == 1
    assert "case_not_paged" in caplog.text
    assert "i cut" not in caplog.text


async def test_a_name_that_does_not_open_keeps_no_child_from_being_heard(
    runtime: Runtime, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    dsp = await join(runtime, "dsp", roles=DSP)
    async with runtime.database.write() as uow:
        name = Person(
            contact_id=dsp.contact.id, reference=None, first_name="Anwen", last_name="Enw"
        )
        await people.put(uow, [name])
        broken = update(people_rows).where(people_rows.c.contact_id == dsp.contact.id)
        await uow.connection.execute(broken.values(first_name_sealed=b"broken"))
        await uow.commit()
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    assert await _pages(runtime, "dsp") == 1
    assert "staff_name_not_read" in caplog.text
