"""Whom a wave asks, and whom it leaves in peace."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from domain.errors import BadInput
from domain.ids import ScheduleId
from domain.messages import InboundKind, Lane
from domain.people import Band, Role, Standing
from locales.reader import voice
from services import schedules, waves
from services.runtime import Runtime
from storage import contacts
from storage.tables import cases, deliveries, sessions
from tests.integration.door import Door, rows, waiting, words_to
from tests.integration.people import Member, join
from tests.support.clock import Clock

DUE = datetime(2026, 11, 17, 8, 45, tzinfo=UTC)


@pytest.fixture
async def schedule(runtime: Runtime, clock: Clock) -> ScheduleId:
    """A check-in for years 7 to 9, every Tuesday; its first wave is due now."""
    clock.set(DUE.replace(day=16))
    made = await schedules.add(runtime, "mood", "tuesday", "08:45", "7-9")
    clock.set(DUE)
    return made.id


async def _outcome(rt: Runtime, member: Member) -> str | None:
    found = {row["contact_id"]: row["outcome"] for row in await rows(rt.database, deliveries)}
    return found.get(member.contact.id)


@pytest.mark.usefixtures("schedule")
async def test_it_asks_joined_learners_of_its_years_and_nobody_else(runtime: Runtime) -> None:
    asked = [await join(runtime, f"year {year}", year=year) for year in (7, 9)]
    others = [await join(runtime, f"year {year}", year=year) for year in (6, 10)]
    for standing in (Standing.INVITED, Standing.READING, Standing.STOPPED):
        others.append(await join(runtime, standing.value, year=8, standing=standing))
    others.append(await join(runtime, "dsp", roles=frozenset({Role.DSP})))
    both = frozenset({Role.LEARNER, Role.COUNCIL})
    asked.append(await join(runtime, "council", year=8, roles=both))
    blocked = await join(runtime, "blocked", year=8)
    await Door(runtime).take(Door(runtime).inbound("blocked", InboundKind.BLOCKED))

    await waves.open_due(runtime)

    assert [await _outcome(runtime, each) for each in asked] == ["asked"] * 3
    assert [await _outcome(runtime, each) for each in [*others, blocked]] == [None] * 7
    prompts = await waiting(runtime.database)
    assert {each.address for each in prompts} == {each.address for each in asked}
    assert {each.message.lane for each in prompts} == {Lane.BULK}


@pytest.mark.usefixtures("schedule")
async def test_a_question_still_fresh_is_not_pushed_away(runtime: Runtime, door: Door) -> None:
    member = await join(runtime, "cadi", year=8)
    await door.say("cadi", "/checkin")

    assert await waves.open_due(runtime) == waves.Opened(waves=1, asked=0, left_out=1)
    assert await _outcome(runtime, member) == "busy"


@pytest.mark.usefixtures("schedule")
async def test_a_question_left_open_since_yesterday_is_given_up(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    member = await join(runtime, "cadi", year=8)
    clock.set(DUE.replace(day=16))
    await door.say("cadi", "/checkin", "Good")
    clock.set(DUE)

    await waves.open_due(runtime)

    assert await _outcome(runtime, member) == "asked"
    statuses = [row["status"] for row in await rows(runtime.database, sessions)]
    assert sorted(statuses) == ["abandoned", "waiting"]


@pytest.mark.usefixtures("schedule")
async def test_a_learner_with_an_open_case_is_left_in_peace(runtime: Runtime, door: Door) -> None:
    member = await join(runtime, "cadi", year=8)
    await door.say("cadi", "i want to die")

    assert (await waves.open_due(runtime)).left_out == 1
    assert await _outcome(runtime, member) == "paused"


@pytest.mark.usefixtures("schedule")
@pytest.mark.parametrize(("paused", "outcome"), [(True, "paused"), (False, "asked")])
async def test_a_learner_whose_case_was_closed_is_asked_once_its_holder_says_so(
    runtime: Runtime, door: Door, paused: bool, outcome: str
) -> None:
    member = await join(runtime, "cadi", year=8)
    await door.say("cadi", "i want to die")
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(cases).values(status="closed", paused=paused))
        await uow.commit()

    await waves.open_due(runtime)

    assert await _outcome(runtime, member) == outcome


@pytest.mark.usefixtures("schedule")
@pytest.mark.parametrize("words", ["/stop", "i want to die"])
async def test_a_prompt_that_waits_is_taken_back_when_it_is_not_wanted(
    runtime: Runtime, door: Door, words: str
) -> None:
    """Whoever stops, or tells of a worry, is not asked how their week was a minute later."""
    await join(runtime, "cadi", year=8)
    await join(runtime, "ifan", year=8)
    await waves.open_due(runtime)

    await door.say("cadi", words)

    prompts = [m.address for m in await waiting(runtime.database) if m.message.lane is Lane.BULK]
    assert prompts == ["ifan"]


async def test_a_wave_can_be_opened_at_any_moment(
    runtime: Runtime, clock: Clock, schedule: ScheduleId
) -> None:
    """As the office does to try it: beside the one that is due, and again."""
    clock.set(DUE.replace(hour=11))
    member = await join(runtime, "cadi", year=8)

    assert await waves.run_now(runtime, schedule) == waves.Opened(waves=1, asked=1, left_out=0)
    assert await _outcome(runtime, member) == "asked"
    clock.move(minutes=1)
    assert await waves.run_now(runtime, schedule) == waves.Opened(waves=1, asked=0, left_out=1)
    assert await waves.run_now(runtime, ScheduleId("none")) is None


async def test_a_new_wave_takes_the_place_of_a_prompt_that_never_left(
    runtime: Runtime, clock: Clock, schedule: ScheduleId
) -> None:
    await join(runtime, "cadi", year=8)
    await waves.run_now(runtime, schedule)
    clock.move(hours=13)
    assert await waves.run_now(runtime, schedule) == waves.Opened(waves=1, asked=1, left_out=0)
    assert len(await waiting(runtime.database)) == 1


async def test_a_schedule_for_a_group_asks_that_group_alone(runtime: Runtime) -> None:
    ours, others = await join(runtime, "cadi"), await join(runtime, "erin")
    async with runtime.database.write() as uow:
        changes = [
            {"contact_id": ours.contact.id, "groups": ["Grŵp 100%"]},
            {"contact_id": others.contact.id, "groups": ["Grŵp 1000"]},
        ]
        await contacts.change(uow, changes)
        await uow.commit()
    with pytest.raises(BadInput, match="nobody on the roll"):
        await schedules.add(runtime, "before-and-after", "monday", "09:00", "3-13", "Grŵp")
    new = await schedules.add(runtime, "before-and-after", "monday", "09:00", "3-13", "Grŵp 100%")
    await waves.run_now(runtime, new.id)
    asked = [row["contact_id"] for row in await rows(runtime.database, deliveries)]
    assert asked == [ours.contact.id]


def _for_the_oldest(rt: Runtime) -> Runtime:
    """The program with a mood pack for the oldest alone."""
    packs = {
        key: pack.model_copy(update={"bands": (Band.AGES_15_18,)}) if pack.id == "mood" else pack
        for key, pack in rt.packs.items()
    }
    return replace(rt, packs=packs)


async def test_a_pack_goes_to_nobody_whose_age_it_is_not_for(
    runtime: Runtime, schedule: ScheduleId
) -> None:
    young = await join(runtime, "cadi", year=8)
    narrower = _for_the_oldest(runtime)

    opened = await waves.run_now(narrower, schedule)
    await Door(narrower).say("cadi", "/checkin")

    assert opened == waves.Opened(waves=1, asked=0, left_out=1)
    assert await words_to(runtime.database, "cadi") == [
        voice(young.contact.language, young.contact.band).say("checkin.none")
    ]
    with pytest.raises(BadInput, match="year 7 is not among them"):
        await schedules.add(narrower, "mood", "monday", "09:00", "7-13")


@pytest.mark.usefixtures("schedule")
async def test_a_learner_whose_row_is_broken_keeps_nobody_else_from_being_asked(
    runtime: Runtime, door: Door, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    members = [await join(runtime, who, year=7) for who in ("cadi", "ifan", "nia")]
    await door.say("ifan", "/checkin")
    async with runtime.database.write() as uow:
        await uow.connection.execute(update(sessions).values(given="broken"))
        await uow.commit()

    opened = await waves.open_due(runtime)

    assert (opened.asked, opened.left_out) == (2, 1)
    assert [await _outcome(runtime, each) for each in members] == ["asked", "failed", "asked"]
    assert [each.message for each in caplog.records].count("learner_set_aside") == 1
    clock.move(seconds=10)
    assert await waves.open_due(runtime) == waves.Opened(waves=0, asked=0, left_out=0)


async def test_a_wave_that_fails_keeps_no_other_from_asking(
    runtime: Runtime, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The roll holds a year 7 whose language nobody can read."""
    clock.set(DUE.replace(day=16))
    for years in ("7-7", "8-8"):
        await schedules.add(runtime, "mood", "tuesday", "08:45", years)
    clock.set(DUE)
    cadi = await join(runtime, "cadi", year=7)
    await join(runtime, "ifan", year=8)
    async with runtime.database.write() as uow:
        await contacts.change(uow, [{"contact_id": cadi.contact.id, "language": "xx"}])
        await uow.commit()
    opened = await waves.open_due(runtime)
    assert (opened.waves, opened.asked) == (2, 1)
    assert "wave_waits" in caplog.text


async def test_who_has_not_joined_is_counted_where_the_office_asks(
    runtime: Runtime, schedule: ScheduleId
) -> None:
    for standing in (Standing.INVITED, Standing.READING, Standing.STOPPED):
        await join(runtime, standing.value, year=8, standing=standing)
    await join(runtime, "too old", year=10, standing=Standing.INVITED)
    await join(runtime, "staff", roles=frozenset({Role.HEAD}), standing=Standing.INVITED)
    opened = await waves.run_now(runtime, schedule)
    assert opened == waves.Opened(waves=1, asked=0, left_out=0, not_joined=2)
