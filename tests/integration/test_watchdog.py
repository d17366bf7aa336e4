"""What watches the paging itself: it says on every other channel that one has failed."""

import asyncio

import httpx
import pytest

from domain.people import Role
from services import staff, watchdog
from services.cases import chase
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from storage import outbox
from storage.tables import case_history
from tests.integration.browser import NoResults
from tests.integration.door import Door, rows, waiting
from tests.integration.people import join
from tests.support.clock import Clock
from web.app import create_app

MAIL = "anwen@school.example"


async def fails(rt: Runtime, channel: str) -> None:
    """What waits on this channel could not leave just now; on the other everything left."""
    by_mail = channel == "email"
    found = await waiting(rt.database)
    outcomes = [
        (each, Outcome.put_off(rt.now()) if ("@" in each.address) is by_mail else Outcome.sent())
        for each in found
    ]
    await write_outcomes(rt, outcomes)


async def silence(rt: Runtime) -> bool:
    """Whether the next person has been paged, as nobody answered."""
    return "silence" in {row["what"] for row in await rows(rt.database, case_history)}


async def told(rt: Runtime, address: str, words: str) -> int:
    found = await waiting(rt.database)
    return sum(each.address == address and words in each.message.text for each in found)


async def test_a_channel_that_fails_is_told_of_on_the_others_once_and_when_it_is_back(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await staff.set_email(runtime, dsp.contact.id, MAIL)
    await join(runtime, "cadi")
    await door.say("cadi", "i want to die")
    assert await watchdog.look(runtime) == 0
    await fails(runtime, "telegram")
    assert await watchdog.look(runtime) == 0, "it may be a moment"
    clock.move(minutes=2)
    assert await watchdog.look(runtime) == 1
    assert await watchdog.look(runtime) == 0
    assert await told(runtime, MAIL, "not leaving by Telegram") == 1
    assert await told(runtime, "dsp", "not leaving") == 0
    gone = [each.id for each in await waiting(runtime.database) if "@" not in each.address]
    async with runtime.database.write() as uow:
        await outbox.drop(uow, gone)
        await uow.commit()
    assert await watchdog.look(runtime) == 1
    assert await told(runtime, MAIL, "by Telegram again") == 1


async def test_mail_that_fails_is_told_of_in_chats(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await join(runtime, "office", roles=frozenset({Role.OFFICE}))
    await staff.set_email(runtime, dsp.contact.id, MAIL)
    await join(runtime, "cadi")
    await door.say("cadi", "i want to die")
    await fails(runtime, "email")
    clock.move(minutes=2)
    assert await watchdog.look(runtime) == 2
    for who in ("dsp", "office"):
        assert await told(runtime, who, "not leaving by e-mail") == 1
    assert {each.message.to for each in await waiting(runtime.database)}


async def test_a_clock_that_stops_is_noticed_and_its_work_is_done(
    runtime: Runtime,
    door: Door,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watchdog, "LOOK_EVERY", 0.02)
    await join(runtime, "deputy", roles=frozenset({Role.DEPUTY}))
    await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await join(runtime, "cadi")
    await door.say("cadi", "i want to die")
    await chase(runtime)
    health = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=create_app(NoResults(), runtime)), base_url="http://desk"
    )
    assert (await health.get("/healthz")).status_code == 200
    clock.move(minutes=6)
    assert (await health.get("/healthz")).status_code == 503
    stop = asyncio.Event()
    watching = asyncio.create_task(watchdog.watch_clock(runtime, stop))
    async with asyncio.timeout(5):
        while not await silence(runtime):  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.02)
    stop.set()
    await watching
    assert "clock_stopped" in caplog.text
    assert (await health.get("/healthz")).status_code == 200
