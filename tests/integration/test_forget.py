"""After `/forget` nothing is left but what it says."""

import pytest
from sqlalchemy import text

from domain.ids import ScheduleId
from domain.messages import Lane
from domain.people import Language
from flows.calendar import local
from services import housekeeping, rollups, waves
from services.runtime import Runtime
from storage import schedules
from storage.database import Database
from storage.releases import ERASED
from storage.schedules import ASKED, FILLING, FORGOTTEN, Schedule
from storage.tables import (
    answers,
    audit,
    case_history,
    cases,
    contacts,
    deliveries,
    metadata,
    outbox,
    releases,
    sessions,
    tallied,
    texts,
)
from tests.integration.door import Door, how_many, rows, waiting, words_to
from tests.integration.people import Member, a_dsp, join, join_many, named
from tests.integration.test_own_view import sent_to, speaks
from tests.support.clock import Clock

STAYS = {"contacts", "people", "addresses", "audit"}
"""Who somebody is, where they write from, and who looked."""


async def holding(database: Database, contact_id: str) -> set[str]:
    """The tables in which a contact can be found."""
    found = set()
    async with database.read() as uow:
        for table in metadata.tables:
            kept = await uow.connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
            if any(contact_id in str(value) for row in kept for value in row):
                found.add(table)
    return found


async def forget(door: Door, who: str) -> None:
    await door.say(who, "/forget")
    button = [
        b.data
        for each in await waiting(door.rt.database)
        if each.address == who
        for row in each.message.buttons
        for b in row
        if b.data.startswith("c:forget:") and not b.data.endswith("keep")
    ][-1]
    await door.take(door.tap(who, button))


@pytest.mark.parametrize("language", list(Language))
async def test_nothing_stays_but_what_it_says(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    await named(runtime, cadi)
    await door.check_in("cadi")
    await door.say("cadi", "the football was fun", "/checkin", "/mydata")

    await forget(door, "cadi")

    assert await holding(runtime.database, cadi.contact.id) <= STAYS
    for table in (answers, sessions, deliveries, tallied, texts):
        assert await how_many(runtime.database, table) == 0
    assert await words_to(runtime.database, "cadi") == [speaks(cadi).say("own.forget.done")]
    [contact] = await rows(runtime.database, contacts)
    assert contact["standing"] == "joined"


async def test_a_case_and_its_words_stay_and_the_rest_goes(runtime: Runtime, door: Door) -> None:
    await a_dsp(runtime)
    cadi = await join(runtime, "cadi")
    await door.check_in("cadi")
    await door.say("cadi", "my dad hits me")
    before = await rows(runtime.database, case_history)

    await forget(door, "cadi")

    assert await holding(runtime.database, cadi.contact.id) <= STAYS | {"cases", "texts"}
    [kept] = await rows(runtime.database, texts)
    assert kept["case_id"] is not None
    assert await how_many(runtime.database, cases) == 1
    assert await rows(runtime.database, case_history) == before
    assert await how_many(runtime.database, answers) == 0
    lanes = {each.message.lane for each in await waiting(runtime.database)}
    assert Lane.SAFEGUARDING in lanes  # the page and the answer to the words still go


async def test_an_answer_whose_words_are_in_a_case_goes_and_the_words_stay(
    runtime: Runtime, door: Door
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    for ending in (":face:4", ":reason:friends"):
        await door.choose("cadi", ending)
    await door.say("cadi", "my dad hits me")
    await forget(door, "cadi")
    assert await how_many(runtime.database, answers) == 0
    assert await how_many(runtime.database, texts) == 1


async def test_others_lose_nothing(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    dewi = await join(runtime, "dewi")
    for who in ("cadi", "dewi"):
        await door.check_in(who)
        await door.say(who, "hello there")
    await forget(door, "cadi")
    for table in (answers, sessions, texts):
        assert {r["contact_id"] for r in await rows(runtime.database, table)} == {dewi.contact.id}
    assert await words_to(runtime.database, "dewi")


async def test_twice_in_one_batch_and_again_is_harmless(runtime: Runtime, door: Door) -> None:
    cadi = await join(runtime, "cadi")
    await door.check_in("cadi")
    await door.say("cadi", "/forget")
    [button] = [
        b.data
        for each in await waiting(runtime.database)
        for row in each.message.buttons
        for b in row
        if b.data.startswith("c:forget:") and not b.data.endswith("keep")
    ]
    await door.take(door.tap("cadi", button), door.tap("cadi", button))
    await door.take(door.tap("cadi", button))
    assert await holding(runtime.database, cadi.contact.id) <= STAYS


async def test_all_in_one_batch(runtime: Runtime, door: Door) -> None:
    """What came before the tap goes; what is begun after it stays."""
    cadi = await join(runtime, "cadi")
    minute = int(runtime.now().timestamp()) // 60
    await door.take(
        door.text("cadi", "/checkin"),
        door.text("cadi", "hello there"),
        door.tap("cadi", f"c:forget:{minute}"),
        door.text("cadi", "/checkin"),
    )
    assert await how_many(runtime.database, texts) == 0
    [session] = await rows(runtime.database, sessions)
    assert (session["contact_id"], session["status"]) == (cadi.contact.id, "waiting")


async def test_old_buttons_answer_kindly(runtime: Runtime, door: Door) -> None:
    cadi = await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    old = await door.button("cadi", ":face:4")
    await forget(door, "cadi")
    turn = await door.take(door.tap("cadi", old))
    assert [tap.text for tap in turn.taps] == [speaks(cadi).say("chat.old_button")]
    assert await how_many(runtime.database, answers) == 0


# --- what was counted -------------------------------------------------------------------------


async def _counted(rt: Runtime, door: Door) -> list[Member]:
    members = await join_many(rt, 10)
    for member in members:
        await door.check_in(member.address)
    assert await rollups.fill(rt) > 0
    return members


async def test_a_counted_answer_goes_and_that_it_was_counted_stays(
    runtime: Runtime, door: Door
) -> None:
    [gone, *_] = await _counted(runtime, door)
    frozen = await rows(runtime.database, releases)
    await forget(door, gone.address)

    ledger = await rows(runtime.database, tallied)
    erased = [row for row in ledger if row["contact_id"] == gone.contact.id]
    assert [row["value"] for row in erased] == [ERASED]
    assert await rows(runtime.database, releases) == frozen


async def test_the_week_goes_on_and_nobody_counts_twice(runtime: Runtime, door: Door) -> None:
    """Whoever erases and answers again could else fill a group until one answer stands alone."""
    [gone, *_] = await _counted(runtime, door)
    await forget(door, gone.address)
    await door.check_in(gone.address, face="1")
    for member in await join_many(runtime, 9, year=13):
        await door.check_in(member.address)
    assert await rollups.fill(runtime) == 0  # nine who were not counted before

    last = await join(runtime, "last", year=13)
    await door.check_in(last.address)
    assert await rollups.fill(runtime) > 0
    school = [r for r in await rows(runtime.database, releases) if r["slice"] == "school"]
    assert sum(row["answered"] for row in school) == 20


async def test_how_many_were_asked_never_falls(runtime: Runtime, door: Door) -> None:
    [gone, *_] = await _counted(runtime, door)
    await forget(door, gone.address)
    for member in await join_many(runtime, 10, year=13):
        await door.check_in(member.address)
    await rollups.fill(runtime)
    found = await rows(runtime.database, releases)
    school = sorted((r for r in found if r["slice"] == "school"), key=lambda r: r["part"])
    assert [row["asked"] for row in school] == sorted(row["asked"] for row in school)


async def test_once_the_week_is_over_even_that_is_gone(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    [gone, *_] = await _counted(runtime, door)
    await forget(door, gone.address)
    clock.move(days=7)
    await housekeeping.tidy(runtime)
    assert gone.contact.id in await _in_ledger(runtime)
    clock.move(days=7)
    await housekeeping.tidy(runtime)
    assert gone.contact.id not in await _in_ledger(runtime)
    assert len(await _in_ledger(runtime)) == 9


async def test_of_weeks_that_are_over_nothing_stays_at_once(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    [gone, *_] = await _counted(runtime, door)
    clock.move(days=14)
    await forget(door, gone.address)
    assert await holding(runtime.database, gone.contact.id) <= STAYS
    assert await rollups.fill(runtime) == 0


async def _in_ledger(rt: Runtime) -> set[str]:
    return {row["contact_id"] for row in await rows(rt.database, tallied)}


async def test_a_file_that_waits_is_not_sent_any_more(runtime: Runtime, door: Door) -> None:
    cadi = await join(runtime, "cadi")
    await door.check_in("cadi")
    await door.say("cadi", "/mydata", "/me")
    await forget(door, "cadi")
    assert [each.message.about for each in await sent_to(runtime, "cadi")] == [""]
    assert await how_many(runtime.database, audit) == 0
    assert await how_many(runtime.database, outbox) == 0
    assert cadi.contact.is_learner


async def test_nobody_is_asked_again_at_once_because_they_have_erased(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """That a wave has no more for them stays as long as the wave still asks, and no longer."""
    cadi, ifan = await join(runtime, "cadi"), await join(runtime, "ifan")
    await _schedule(runtime)
    assert (await waves.open_due(runtime)).asked == 2
    await door.say("cadi", "/checkin")
    await forget(door, "cadi")

    clock.move(seconds=10)
    assert (await waves.open_due(runtime)).asked == 0
    kept = {r["contact_id"]: r["outcome"] for r in await rows(runtime.database, deliveries)}
    assert kept == {cadi.contact.id: FORGOTTEN, ifan.contact.id: ASKED}

    await housekeeping.tidy(runtime)
    assert len(await rows(runtime.database, deliveries)) == 2
    clock.move(seconds=FILLING.total_seconds())
    await housekeeping.tidy(runtime)
    [left] = await rows(runtime.database, deliveries)
    assert left["contact_id"] == ifan.contact.id
    assert (await waves.open_due(runtime)).asked == 0


async def test_older_deliveries_go_at_once(runtime: Runtime, door: Door, clock: Clock) -> None:
    await join(runtime, "cadi")
    await _schedule(runtime)
    await waves.open_due(runtime)
    clock.move(seconds=FILLING.total_seconds() + 1)
    await forget(door, "cadi")
    assert await rows(runtime.database, deliveries) == []


async def _schedule(rt: Runtime) -> None:
    """The mood, due at this very moment."""
    there = local(rt.now())
    daily = Schedule(
        id=ScheduleId("a-schedule"),
        pack="mood",
        weekday=there.weekday(),
        clock=there.time(),
        first_year=3,
        last_year=13,
        made_at=rt.now(),
    )
    async with rt.database.write() as uow:
        await schedules.add(uow, daily)
        await uow.commit()
