"""One person's updates are decided in order, and see what others did earlier in the batch."""

from datetime import timedelta

import pytest

from domain.people import Standing
from escalation.policy import PAGE_AGAIN
from services.runtime import Runtime
from storage.tables import answers, cases, contacts, sessions
from tests.integration.door import Door, rows, waiting, words_to
from tests.integration.people import a_dsp, join
from tests.support.clock import Clock

WORRY = "i want to die"


async def test_two_answers_in_one_batch_are_the_answers_to_two_questions(
    runtime: Runtime, door: Door
) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin", "Good", "Friends", "nothing more to say")

    given = {row["question"]: row["value"] for row in await rows(runtime.database, answers)}
    [session] = await rows(runtime.database, sessions)

    assert given == {"face": "4", "reason": "friends", "comment": "words"}
    assert session["status"] == "completed"


async def test_the_last_of_two_taps_on_one_question_counts(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    low, good = [await door.button("cadi", f":face:{face}") for face in ("2", "4")]

    await door.take(door.tap("cadi", low), door.tap("cadi", good))

    [face] = await rows(runtime.database, answers)
    assert face["value"] == "4"


async def test_a_whole_life_in_one_batch(runtime: Runtime, door: Door) -> None:
    member = await join(runtime, "cadi")
    await door.say("cadi", "/stop", "/start", "/checkin", "Good", "/stop")

    [contact] = await rows(runtime.database, contacts)
    [session] = await rows(runtime.database, sessions)

    assert contact["contact_id"] == member.contact.id
    assert contact["standing"] == Standing.STOPPED.value
    assert session["status"] == "abandoned"


async def test_people_in_one_batch_do_not_mix(runtime: Runtime, door: Door) -> None:
    members = {name: await join(runtime, name) for name in ("cadi", "ifan", "mali")}
    orders = [door.text(name, words) for words in ("/checkin", "Good") for name in members]
    await door.take(*orders)

    given = await rows(runtime.database, answers)

    assert {row["contact_id"] for row in given} == {m.contact.id for m in members.values()}
    assert [row["value"] for row in given] == ["4", "4", "4"]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one by one"])
async def test_words_after_a_case_was_taken_page_again(
    runtime: Runtime, door: Door, clock: Clock, *, together: bool
) -> None:
    """Whoever has taken a case must hear that more came, however quickly it came."""
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", WORRY)
    clock.move(minutes=PAGE_AGAIN / timedelta(minutes=1) / 2)
    taken = door.tap("dsp", await door.button("dsp", ":3"))
    more = door.text("cadi", "i cant go on and i want to die")
    for batch in [(taken, more)] if together else [(taken,), (more,)]:
        await door.take(*batch)

    pages = [
        m for m in await waiting(runtime.database) if m.address == "dsp" and m.message.buttons
    ]

    assert len(pages) == 2


@pytest.mark.parametrize("asked", ["/cases", " /cases", "/Cases", "/achosion", "/cases\n"])
async def test_cases_are_listed_however_the_command_is_typed(
    runtime: Runtime, door: Door, asked: str
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", WORRY)
    [case] = await rows(runtime.database, cases)

    await door.say("dsp", asked)

    assert case["case_id"].upper() in (await words_to(runtime.database, "dsp"))[-1]
