"""After an outage: the open question is shown again, once, to whoever may have tapped in vain."""

from datetime import timedelta

from domain.messages import Channel, Lane
from domain.people import Language
from locales.reader import voice
from services import outages
from services.runtime import Runtime
from tests.integration.door import Door, waiting
from tests.integration.people import join
from tests.support.clock import Clock

LONG = timedelta(minutes=10)


async def _prompts(rt: Runtime) -> list[str]:
    found = await waiting(rt.database)
    return [each.address for each in found if each.message.lane is Lane.BULK]


async def test_whoever_has_an_open_question_sees_it_again(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    for who in ("cadi", "ifan", "erin", "mali"):
        await join(runtime, who)
    await door.say("cadi", "/checkin")
    await door.check_in("ifan")
    await door.say("erin", "/checkin", "i want to die")
    await door.say("mali", "/checkin", "/stop")
    last = await outages.last_poll(runtime, Channel.TELEGRAM)
    clock.move(minutes=10)

    assert await outages.ask_again(runtime, last) == 1
    assert await _prompts(runtime) == ["cadi"]
    shown = (await waiting(runtime.database))[-1].message
    assert voice(Language.EN).say("flow.resumed") in shown.text
    assert any(button.data.endswith(":face:4") for row in shown.buttons for button in row)


async def test_a_short_pause_loses_no_tap_and_asks_nothing(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    last = await outages.last_poll(runtime, Channel.TELEGRAM)
    clock.move(seconds=149)
    assert await outages.ask_again(runtime, last) == 0
    assert await outages.ask_again(runtime, None) == 0
    assert await _prompts(runtime) == []


async def test_a_poll_without_news_counts_as_listening(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/help")
    clock.move(minutes=5)
    await outages.note_poll(runtime, Channel.TELEGRAM)
    assert await outages.last_poll(runtime, Channel.TELEGRAM) == runtime.now()


async def test_a_question_of_another_day_is_not_dug_up(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    clock.move(hours=30)
    assert await outages.ask_again(runtime, runtime.now() - LONG) == 0
