"""An intervention: the same group asked before and after, and what is shown of its change."""

import asyncio
import json
from contextlib import suppress
from datetime import timedelta

import pytest

from domain.errors import BadInput
from domain.messages import Lane
from domain.people import Standing
from reporting.change import Outcome, ReleasedChange, Withheld
from reporting.tables import REMAINDER, TOO_FEW
from services import interventions, schedules, waves
from services.interventions import PACK, add, ask, close, listed, result
from services.own_data import read_data
from services.own_file import as_json, as_page
from services.runtime import Runtime
from storage.interventions import Intervention, Moment
from storage.tables import answers, changes, deliveries, paired, sessions
from storage.tables import waves as wave_rows
from storage.upsert import insert
from tests.integration.cuts import Cut, cut_before, cut_before_commit
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.people import Member, a_dsp, join
from tests.integration.rounds import a_group, answer, put_in
from tests.integration.test_forget import forget, holding
from tests.integration.test_own_view import speaks
from tests.support.clock import Clock

BEFORE, AFTER = Moment.BEFORE, Moment.AFTER


async def _round(
    door: Door,
    clock: Clock,
    whose: Intervention,
    before: list[Member],
    after: list[Member],
    *,
    points: tuple[int, int] = (2, 4),
) -> None:
    """Ask before, let some answer, ask after six weeks, let some answer; the rest say nothing."""
    for moment, members, point in zip(Moment, (before, after), points, strict=True):
        clock.move(days=1)
        await ask(door.rt, whose.id, moment)
        await answer(door, members, point)
        clock.move(days=41)


async def _measured(
    door: Door, clock: Clock, group: str, members: list[Member], **more: tuple[int, int]
) -> Outcome:
    """A whole intervention in which these learners of the group answer both times."""
    whose = await add(door.rt, f"something for {group}", group)
    await _round(door, clock, whose, members, members, **more)
    return (await close(door.rt, whose.id, for_good=True)).outcome


def _averages(outcome: Outcome) -> set[tuple[int, int]]:
    assert isinstance(outcome, ReleasedChange)
    return {(shift.before, shift.after) for shift in outcome.shifts}


def _why(outcome: Outcome) -> str:
    assert isinstance(outcome, Withheld)
    return outcome.reason


# --- the whole way ------------------------------------------------------------------------------


async def test_ten_learners_asked_before_and_after_show_a_change(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 12)
    await a_group(runtime, "Others", 2)
    whose = await add(runtime, "Calm mornings", "Nurture")

    assert await ask(runtime, whose.id, BEFORE) == waves.Opened(waves=1, asked=12, left_out=0)
    await answer(door, members[:11], 2)
    clock.move(days=42)
    assert await ask(runtime, whose.id, AFTER) == waves.Opened(waves=1, asked=12, left_out=0)
    await answer(door, members[1:], 4)

    [line] = await listed(runtime)
    assert (line.turnout.asked, line.turnout.before, line.turnout.after) == (12, 11, 11)
    assert line.turnout.paired == 10
    with pytest.raises(BadInput, match="no result until it is closed"):
        await result(runtime, whose.id)

    found = await close(runtime, whose.id)
    assert isinstance(found.outcome, ReleasedChange)
    assert found.outcome.pairs == 10
    assert [s.question for s in found.outcome.shifts] == [
        "calm",
        "confident",
        "worries",
        "others",
        "ready",
    ]
    assert _averages(found.outcome) == {(20, 40)}
    assert found.questions["worries"].endswith("?")
    assert await result(runtime, whose.id) == found
    counted = {row["contact_id"] for row in await rows(runtime.database, paired)}
    assert counted == {each.contact.id for each in members[1:11]}


async def test_prompts_leave_in_the_lane_of_prompts(runtime: Runtime) -> None:
    """So the sending window holds for them (invariant 8)."""
    await a_group(runtime, "Nurture", 2)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    prompts = await waiting(runtime.database)
    assert {each.message.lane for each in prompts} == {Lane.BULK}


async def test_the_group_is_asked_whatever_the_years(runtime: Runtime) -> None:
    members = [await join(runtime, f"year {year}", year=year) for year in (3, 7, 13)]
    await put_in(runtime, members, "Nurture")
    whose = await add(runtime, "Calm mornings", "Nurture")
    assert (await ask(runtime, whose.id, BEFORE)).asked == 3


async def test_answers_of_two_interventions_make_no_pair(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    one, other = [await add(runtime, name, "Nurture") for name in ("One", "Other")]
    await _round(door, clock, one, members, [])
    await _round(door, clock, other, [], members)
    for whose in (one, other):
        assert _why((await close(runtime, whose.id, for_good=True)).outcome) == TOO_FEW


async def test_answers_to_a_schedule_are_in_no_pair(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """It asks the same group the same questions; whoever is asked by it meanwhile stays in."""
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    schedule = await schedules.add(runtime, PACK, "tuesday", "08:45", "3-13", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await answer(door, members, 2)
    clock.move(days=41)
    await waves.run_now(runtime, schedule.id)
    await answer(door, members, 1)
    assert (await listed(runtime))[0].turnout.paired is None
    clock.move(days=1)
    await ask(runtime, whose.id, AFTER)
    await answer(door, members, 4)
    assert _averages((await close(runtime, whose.id)).outcome) == {(20, 40)}


async def test_a_second_round_of_the_same_learners_has_its_own_pairs(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    first = await _measured(door, clock, "Nurture", members, points=(2, 4))
    second = await _measured(door, clock, "Nurture", members, points=(4, 3))
    assert (_averages(first), _averages(second)) == ({(20, 40)}, {(40, 30)})


async def test_an_unfinished_round_of_questions_is_in_no_pair(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members[1:])
    await door.take(door.text(members[0].address, "4"))
    assert (await listed(runtime))[0].turnout.paired is None
    assert _why((await close(runtime, whose.id, for_good=True)).outcome) == TOO_FEW


async def test_of_several_the_newest_counts(runtime: Runtime, door: Door, clock: Clock) -> None:
    """Each learner has finished before three times: the oldest and the newest are copies."""
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await answer(door, members, 2)
    for days, point in ((-1, "1"), (1, "3")):
        await _finished_besides(runtime, timedelta(days=days), point)
    clock.move(days=42)
    await ask(runtime, whose.id, AFTER)
    await answer(door, members, 4)
    assert _averages((await close(runtime, whose.id)).outcome) == {(30, 40)}


async def _finished_besides(rt: Runtime, later: timedelta, point: str) -> None:
    """Every session once more, so much later, with another answer everywhere."""
    names = {row["session_id"]: rt.new_id() for row in await rows(rt.database, sessions)}
    own = {row["session_id"] for row in await rows(rt.database, answers) if row["value"] == "2"}
    some_sessions = [
        row | {"session_id": names[row["session_id"]], "ended_at": row["ended_at"] + later}
        for row in await rows(rt.database, sessions)
        if row["session_id"] in own
    ]
    some_answers = [
        row | {"session_id": names[row["session_id"]], "value": point}
        for row in await rows(rt.database, answers)
        if row["session_id"] in own
    ]
    async with rt.database.write() as uow:
        await insert(uow, sessions, some_sessions)
        await insert(uow, answers, some_answers)
        await uow.commit()


async def test_questions_that_were_skipped_are_hidden(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 11)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await answer(door, members[:4], 3, skip=("others",))
    await answer(door, members[4:], 3)
    clock.move(days=42)
    await ask(runtime, whose.id, AFTER)
    await answer(door, members, 3)
    outcome = (await close(runtime, whose.id)).outcome
    assert isinstance(outcome, ReleasedChange)
    assert (outcome.pairs, outcome.hidden) == (11, ("others",))


# --- whom it asks -------------------------------------------------------------------------------


async def test_asking_again_reaches_only_those_who_were_not_reached(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_dsp(runtime)
    members = await a_group(runtime, "Nurture", 4)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await door.say(members[0].address, "/checkin")
    await door.say(members[1].address, "i want to die")

    assert await ask(runtime, whose.id, BEFORE) == waves.Opened(waves=1, asked=2, left_out=2)
    clock.move(days=1)
    await put_in(runtime, [await join(runtime, "new")], "Nurture")
    again = await ask(runtime, whose.id, BEFORE)
    assert again == waves.Opened(waves=1, asked=2, left_out=1)  # the case is still open
    assert (await ask(runtime, whose.id, BEFORE)).asked == 0

    outcomes = await rows(runtime.database, deliveries)
    reached = [row["contact_id"] for row in outcomes if row["outcome"] == "asked"]
    assert len(reached) == len(set(reached)) == 4
    assert (await listed(runtime))[0].turnout.asked is None


async def test_two_programs_that_ask_at_once_ask_nobody_twice(
    runtime: Runtime, restarted: Runtime
) -> None:
    await a_group(runtime, "Nurture", 7)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await asyncio.gather(*(ask(rt, whose.id, BEFORE) for rt in (runtime, restarted) * 2))
    await _asked_once_each(runtime, 7)


async def test_a_program_that_ends_while_it_asks_asks_nobody_twice(
    runtime: Runtime, restarted: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waves, "CHUNK", 3)
    await a_group(runtime, "Nurture", 7)
    whose = await add(runtime, "Calm mornings", "Nurture")
    for number in range(9):
        with cut_before(number), suppress(Cut):
            await ask(runtime, whose.id, BEFORE)
    await waves.open_due(restarted)  # the clock goes on with what was begun
    await _asked_once_each(runtime, 7)


async def _asked_once_each(rt: Runtime, number: int) -> None:
    outcomes = await rows(rt.database, deliveries)
    reached = [row["contact_id"] for row in outcomes if row["outcome"] == "asked"]
    assert len(reached) == len(set(reached)) == number
    assert await how_many(rt.database, sessions) == number
    prompts = [each.address for each in await waiting(rt.database)]
    assert len(set(prompts)) == number


async def test_after_comes_after_before_and_nothing_after_the_end(
    runtime: Runtime, clock: Clock
) -> None:
    await a_group(runtime, "Nurture", 2)
    whose = await add(runtime, "Calm mornings", "Nurture")
    with pytest.raises(BadInput, match="before, and then after"):
        await ask(runtime, whose.id, AFTER)
    await ask(runtime, whose.id, BEFORE)
    clock.move(days=42)
    await ask(runtime, whose.id, AFTER)
    with pytest.raises(BadInput, match="before is over"):
        await ask(runtime, whose.id, BEFORE)
    await close(runtime, whose.id, for_good=True)
    with pytest.raises(BadInput, match="asks no more"):
        await ask(runtime, whose.id, AFTER)
    assert await how_many(runtime.database, wave_rows) == 2


async def test_a_closed_intervention_asks_nobody_who_comes_later(runtime: Runtime) -> None:
    await a_group(runtime, "Nurture", 2)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await close(runtime, whose.id, for_good=True)
    await put_in(runtime, [await join(runtime, "new")], "Nurture")
    assert (await waves.open_due(runtime)).asked == 0


async def test_both_times_are_asked_in_the_same_version(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """The pack is edited meanwhile; the measure stays what it was."""
    members = await a_group(runtime, "Nurture", 1)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await answer(door, members, 2)
    pack = runtime.packs[whose.pack, whose.version]
    edited = pack.model_copy(update={"version": pack.version + 1})
    runtime.packs[edited.id, edited.version] = edited
    clock.move(days=42)
    await ask(runtime, whose.id, AFTER)
    assert {row["version"] for row in await rows(runtime.database, sessions)} == {pack.version}


async def test_a_pack_that_cannot_be_read_closes_nothing(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members)
    pack = runtime.packs.pop((whose.pack, whose.version))
    with pytest.raises(BadInput, match="cannot be read here"):
        await close(runtime, whose.id)
    runtime.packs[whose.pack, whose.version] = pack
    assert _averages((await close(runtime, whose.id)).outcome) == {(20, 40)}


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("Calm", "Nobody"), "nobody on the roll is in a group called 'Nobody'"),
        (("Calm", "Nurture", "nothing"), "there is no pack 'nothing'; there are: before-and-"),
        (("Calm", "Nurture", "mood"), "the pack 'mood' does not fit"),
        (("Calm", "Nurture", "perma-profile"), "the pack 'perma-profile' does not fit"),
        (("Calm", "Nurture", "my-book"), "the pack 'my-book' does not fit"),
        ((" ", "Nurture"), "give it a name"),
        (("c" * 81, "Nurture"), "give it a name"),
    ],
)
async def test_what_does_not_fit_is_told_in_a_sentence(
    runtime: Runtime, words: tuple[str, ...], fault: str
) -> None:
    await a_group(runtime, "Nurture", 1)
    with pytest.raises(BadInput) as told:
        await add(runtime, *words)
    [sentence] = told.value.faults
    assert sentence.startswith(fault)
    assert await listed(runtime) == []


async def test_a_second_one_that_nobody_could_tell_apart_is_refused(runtime: Runtime) -> None:
    for group in ("Nurture", "Gardening"):
        await a_group(runtime, group, 1)
    first = await add(runtime, "Calm mornings", "Nurture")
    with pytest.raises(BadInput) as told:
        await add(runtime, " calm Mornings ", "Nurture")
    [sentence] = told.value.faults
    assert sentence.startswith("'Calm mornings' for the group 'Nurture' is open already")
    assert first.id in sentence
    await add(runtime, "Calm mornings", "Gardening")
    await close(runtime, first.id, for_good=True)
    await add(runtime, "Calm mornings", "Nurture")
    assert len(await listed(runtime)) == 3


async def test_nothing_is_closed_too_early_by_mistake(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """A frozen result stays, so one that could not be shown is frozen only for good."""
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await ask(runtime, whose.id, BEFORE)
    await answer(door, members, 2)
    with pytest.raises(BadInput, match=r"has not been asked after.*add --for-good"):
        await close(runtime, whose.id)
    clock.move(days=42)
    await ask(runtime, whose.id, AFTER)
    await answer(door, members[:9], 4)
    with pytest.raises(BadInput, match=r"fewer than 10 have answered both times.*--for-good"):
        await close(runtime, whose.id)
    assert await how_many(runtime.database, changes) == 0
    await answer(door, members[9:], 4)
    assert _averages((await close(runtime, whose.id)).outcome) == {(20, 40)}


async def test_who_has_not_joined_is_counted_and_not_asked(runtime: Runtime) -> None:
    members = await a_group(runtime, "Nurture", 2)
    for standing in (Standing.INVITED, Standing.READING, Standing.STOPPED):
        members.append(await join(runtime, standing.value, standing=standing))
    await put_in(runtime, members, "Nurture")
    await join(runtime, "somebody else", standing=Standing.INVITED)
    whose = await add(runtime, "Calm mornings", "Nurture")
    asked = await ask(runtime, whose.id, BEFORE)
    assert asked == waves.Opened(waves=1, asked=2, left_out=0, not_joined=2)


async def test_an_intervention_that_is_not_there_is_told(runtime: Runtime) -> None:
    for use in (ask(runtime, "none", BEFORE), close(runtime, "none"), result(runtime, "none")):
        with pytest.raises(BadInput, match="there is no intervention 'none'"):
            await use


# --- what is shown of it ------------------------------------------------------------------------


async def test_nine_pairs_are_not_shown_and_never_will_be(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members[:9])
    assert _why((await close(runtime, whose.id, for_good=True)).outcome) == TOO_FEW

    await answer(door, members[9:], 4)  # too late
    assert _why((await close(runtime, whose.id)).outcome) == TOO_FEW
    [line] = await listed(runtime)
    assert (line.turnout.after, line.turnout.paired) == (None, None)
    assert await how_many(runtime.database, paired) == 0


async def test_closing_again_changes_nothing(
    runtime: Runtime, restarted: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members)
    first, *others = await asyncio.gather(
        *(close(rt, whose.id) for rt in (runtime, restarted) * 2)
    )
    frozen = await rows(runtime.database, changes), await rows(runtime.database, paired)
    clock.move(days=1)
    assert [each.outcome for each in [*others, await close(runtime, whose.id)]] == (
        [first.outcome] * 4
    )
    assert (await rows(runtime.database, changes), await rows(runtime.database, paired)) == frozen


async def test_a_program_that_ends_while_it_closes_freezes_nothing_or_all(
    runtime: Runtime, restarted: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members)
    for number in range(3):
        with cut_before(number), pytest.raises(Cut):
            await close(runtime, whose.id)
        assert await how_many(runtime.database, changes) == 0
        assert await how_many(runtime.database, paired) == 0
    with cut_before_commit(), pytest.raises(Cut):
        await close(runtime, whose.id)
    assert (await listed(restarted))[0].intervention.closed_at is None
    assert _averages((await close(restarted, whose.id)).outcome) == {(20, 40)}


async def test_a_group_that_differs_by_a_few_is_not_shown(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 11)
    assert _averages(await _measured(door, clock, "Nurture", members[:10]))
    refused = await add(runtime, "something more", "Nurture")
    await _round(door, clock, refused, members, members)
    assert _why((await close(runtime, refused.id)).outcome) == REMAINDER
    assert _why((await result(runtime, refused.id)).outcome) == REMAINDER
    assert await how_many(runtime.database, paired) == 10


async def test_a_group_of_others_is_shown(runtime: Runtime, door: Door, clock: Clock) -> None:
    for group in ("Nurture", "Gardening"):
        assert _averages(await _measured(door, clock, group, await a_group(runtime, group, 10)))


async def test_what_was_not_shown_is_held_against_nobody(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    assert _why(await _measured(door, clock, "Nurture", members[:9])) == TOO_FEW
    assert _averages(await _measured(door, clock, "Nurture", members))


# --- what is forgotten --------------------------------------------------------------------------


async def test_forgetting_leaves_the_result_and_that_one_was_counted(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 10)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members)
    found, before = await close(runtime, whose.id), await listed(runtime)

    await forget(door, members[0].address)

    gone = members[0].contact.id
    assert "paired" in await holding(runtime.database, gone)
    assert not {"answers", "sessions"} & await holding(runtime.database, gone)
    assert gone not in {row["contact_id"] for row in await rows(runtime.database, answers)}
    assert await close(runtime, whose.id) == found
    assert await listed(runtime) == before


async def test_forgetting_uncovers_nobody_in_the_next_round(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """Ten were shown; one erases, and the other nine with one more are too near to them."""
    members = await a_group(runtime, "Nurture", 11)
    assert _averages(await _measured(door, clock, "Nurture", members[:10]))
    await forget(door, members[0].address)
    assert _why(await _measured(door, clock, "Nurture", members[1:])) == REMAINDER


async def test_who_erases_before_the_end_is_in_no_pair(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 11)
    whose = await add(runtime, "Calm mornings", "Nurture")
    await _round(door, clock, whose, members, members)
    await forget(door, members[0].address)
    outcome = (await close(runtime, whose.id)).outcome
    assert isinstance(outcome, ReleasedChange)
    assert outcome.pairs == 10


async def test_learners_can_see_when_they_were_counted(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    members = await a_group(runtime, "Nurture", 11)
    await _measured(door, clock, "Nurture", members[:10])
    closed_at = clock()
    clock.move(days=1)
    for member, counted in ((members[0], (closed_at,)), (members[10], ())):
        data = await read_data(runtime, member.contact)
        assert data.counted == counted
        told = json.loads(as_json(data, runtime.packs, speaks(member)))
        assert told["counted_in_results_at"] == [each.isoformat() for each in counted]
        page = as_page(data, runtime.packs, speaks(member)).decode()
        assert (speaks(member).dated(closed_at) in page) is bool(counted)


async def test_every_pack_that_is_counted_elsewhere_does_not_fit(runtime: Runtime) -> None:
    fitting = {pack.id for pack in runtime.packs.values() if interventions.scales(pack)}
    assert fitting == {PACK}
