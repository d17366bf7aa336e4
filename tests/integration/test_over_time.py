"""Patterns over time: off until switched on, told to learners, seen by the pastoral lead alone."""

import pytest

from domain.errors import BadInput
from domain.people import Language, Role, Standing
from flows.calendar import SchoolTime
from services import over_time, settings, status
from services.runtime import Runtime
from storage.tables import audit, cases, over_time_told, signs
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, a_dsp, join, named
from tests.integration.senders import Recorder, dispatching, until_empty
from tests.integration.test_forget import forget
from tests.support.clock import Clock

LEAD = frozenset({Role.PASTORAL})
WHY = "Nobody should go unnoticed."


@pytest.fixture
async def cadi(runtime: Runtime) -> Member:
    await a_dsp(runtime)
    await join(runtime, "lead", roles=LEAD)
    member = await join(runtime, "cadi", class_name="12A")
    await named(runtime, member)
    return member


async def sent_now(rt: Runtime) -> dict[str, list[str]]:
    """All that leaves now, by where it goes."""
    recorder = Recorder(rt.now)
    async with dispatching(rt, recorder):
        await until_empty(rt)
    found: dict[str, list[str]] = {}
    for sent in recorder.sent:
        found.setdefault(sent.address, []).append(sent.message.text)
    return found


async def switch_on(rt: Runtime) -> None:
    """On, and everybody has been told."""
    await settings.set_over_time(rt, True, WHY)
    await over_time.tend(rt)
    await sent_now(rt)


def next_school_day(clock: Clock) -> None:
    clock.move(days=1)
    while not SchoolTime().is_school_day(clock().date()):
        clock.move(days=1)


async def faces(door: Door, clock: Clock, *given: int, who: str = "cadi") -> int:
    """A face a school day, looked at two hours later; how many signs were noticed."""
    noticed = 0
    for face in given:
        next_school_day(clock)
        await door.check_in(who, str(face))
        clock.move(hours=2)
        noticed += await over_time.tend(door.rt)
        clock.move(hours=-2)
    return noticed


async def kinds(rt: Runtime) -> list[object]:
    return [row["kind"] for row in await rows(rt.database, signs)]


async def a_case_that_is_taken(door: Door) -> None:
    await door.say("cadi", "i want to die")
    await door.choose("dsp", ":3")


class TestSwitchingOn:
    """The school decides, with a reason, and learners are told before anything counts."""

    @pytest.mark.usefixtures("cadi")
    async def test_it_is_off(self, door: Door, runtime: Runtime, clock: Clock) -> None:
        assert await faces(door, clock, 4, 4, 4, 4, 4, 1, 1, 1) == 0
        assert await kinds(runtime) == []

    async def test_it_needs_a_pastoral_lead_and_a_reason(self, runtime: Runtime) -> None:
        with pytest.raises(BadInput, match="pastoral lead"):
            await settings.set_over_time(runtime, True, WHY)
        await join(runtime, "lead", roles=LEAD)
        with pytest.raises(BadInput, match="reason"):
            await settings.set_over_time(runtime, True, " ")
        await settings.set_over_time(runtime, True, WHY)
        with pytest.raises(BadInput, match="already"):
            await settings.set_over_time(runtime, True, WHY)

    @pytest.mark.usefixtures("cadi")
    async def test_learners_are_told_once_each_in_their_language(self, runtime: Runtime) -> None:
        await join(runtime, "gwen", language=Language.CY)
        await join(runtime, "mair", language=None)
        await settings.set_over_time(runtime, True, WHY)
        await over_time.tend(runtime)
        told = await sent_now(runtime)
        assert "pastoral lead" in told["cadi"][0]
        assert "arweinydd bugeiliol" in told["gwen"][0]
        assert all(name in told["mair"][0] for name in ("pastoral lead", "arweinydd bugeiliol"))
        assert set(told) == {"cadi", "gwen", "mair"}
        await over_time.tend(runtime)
        assert await sent_now(runtime) == {}

    @pytest.mark.usefixtures("cadi")
    async def test_what_was_answered_before_the_telling_does_not_count(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await faces(door, clock, 1, 1)
        await switch_on(runtime)
        assert await faces(door, clock, 1, 1) == 0
        assert await faces(door, clock, 1) == 1

    @pytest.mark.usefixtures("cadi")
    async def test_a_telling_that_did_not_leave_is_sent_again(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await settings.set_over_time(runtime, True, WHY)
        await over_time.tend(runtime)
        await door.say("cadi", "i want to die")  # a case takes back what was not yet sent
        assert not any("pastoral" in text for text in (await sent_now(runtime))["cadi"])
        (row,) = await rows(runtime.database, over_time_told)
        assert row["told_at"] is None
        clock.move(days=1)
        await over_time.tend(runtime)
        assert any("pastoral" in text for text in (await sent_now(runtime))["cadi"])
        (row,) = await rows(runtime.database, over_time_told)
        assert row["told_at"] is not None

    @pytest.mark.usefixtures("cadi")
    async def test_switched_off_it_stops_and_on_again_it_tells_again(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        school = await settings.current(runtime)
        assert school.over_time.since == runtime.now()
        assert school.reasons[settings.OVER_TIME] == WHY
        await settings.set_over_time(runtime, False, WHY)
        assert await faces(door, clock, 1, 1, 1) == 0
        await settings.set_over_time(runtime, True, WHY)
        await over_time.tend(runtime)
        assert any("pastoral" in text for text in (await sent_now(runtime))["cadi"])
        assert await faces(door, clock, 1, 1) == 0

    async def test_the_notice_says_so_to_whoever_joins(self, door: Door, runtime: Runtime) -> None:
        await join(runtime, "nia", standing=Standing.READING)
        await join(runtime, "lead", roles=LEAD)
        await door.say("nia", "/start")
        assert all("pastoral" not in text for text in (await sent_now(runtime))["nia"])
        await settings.set_over_time(runtime, True, WHY)
        await door.say("nia", "/start")
        assert "pastoral lead" in (await sent_now(runtime))["nia"][-1]

    @pytest.mark.usefixtures("cadi")
    async def test_outside_the_window_nobody_is_told(self, runtime: Runtime, clock: Clock) -> None:
        await settings.set_over_time(runtime, True, WHY)
        clock.set(clock().replace(hour=22))
        await over_time.tend(runtime)
        assert await waiting(runtime.database) == []

    @pytest.mark.usefixtures("cadi")
    async def test_that_nobody_leads_is_logged_once_a_day(
        self, door: Door, runtime: Runtime, clock: Clock, caplog: pytest.LogCaptureFixture
    ) -> None:
        await settings.set_over_time(runtime, True, WHY)
        await door.say("lead", "/stop")
        for days, times in ((0, 1), (0, 1), (1, 2)):
            for _ in range(days):
                next_school_day(clock)
            await over_time.tend(runtime)
            assert caplog.messages.count("signs_without_pastoral_lead") == times


class TestNoticing:
    """What is noticed, and how often."""

    @pytest.mark.usefixtures("cadi")
    async def test_sharply_lower_than_usual(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        assert await faces(door, clock, 4, 5, 4, 4, 4) == 0
        assert await faces(door, clock, 2) == 1
        assert await kinds(runtime) == ["lower"]
        assert await faces(door, clock, 2, 4, 2) == 0  # the same is not told again so soon
        assert await rows(runtime.database, cases) == []

    @pytest.mark.usefixtures("cadi")
    async def test_a_face_put_right_within_the_hour_is_no_sign(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        await faces(door, clock, 4, 4, 4, 4, 4)
        next_school_day(clock)
        await door.check_in("cadi", "1")
        await over_time.tend(runtime)
        clock.move(minutes=5)
        await door.check_in("cadi", "4")
        clock.move(hours=2)
        await over_time.tend(runtime)
        assert await kinds(runtime) == []

    @pytest.mark.usefixtures("cadi")
    async def test_silence_after_a_case(self, door: Door, runtime: Runtime, clock: Clock) -> None:
        await switch_on(runtime)
        clock.move(hours=1)
        await a_case_that_is_taken(door)
        for _ in range(9):
            next_school_day(clock)
        assert await over_time.tend(runtime) == 0
        next_school_day(clock)
        clock.move(hours=6)
        assert await over_time.tend(runtime) == 1
        assert await kinds(runtime) == ["silent"]
        assert await over_time.tend(runtime) == 0

    @pytest.mark.usefixtures("cadi")
    async def test_whoever_writes_again_is_not_silent(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        clock.move(hours=1)
        await a_case_that_is_taken(door)
        for _ in range(6):
            next_school_day(clock)
        await door.say("cadi", "thank you it is better")
        for _ in range(6):
            next_school_day(clock)
        clock.move(hours=6)
        assert await over_time.tend(runtime) == 0

    @pytest.mark.usefixtures("cadi")
    async def test_whoever_asks_to_talk_is_not_silent(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        clock.move(hours=1)
        await a_case_that_is_taken(door)
        for _ in range(9):
            next_school_day(clock)
        await door.say("cadi", "/talk")
        for _ in range(3):
            next_school_day(clock)
        assert await over_time.tend(runtime) == 0

    @pytest.mark.usefixtures("cadi")
    @pytest.mark.parametrize("away", ["/stop", "/forget"])
    async def test_who_begins_anew_was_not_silent(
        self, door: Door, runtime: Runtime, clock: Clock, away: str
    ) -> None:
        await switch_on(runtime)
        clock.move(hours=1)
        await a_case_that_is_taken(door)
        clock.move(days=20)
        if away == "/stop":
            await door.say("cadi", "/stop")
            clock.move(days=8)
            await door.say("cadi", "/start")
        else:
            await forget(door, "cadi")
        assert await over_time.tend(runtime) == 0

    @pytest.mark.usefixtures("cadi")
    async def test_a_sign_before_a_weekend_is_not_lost_for_a_better_day(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await switch_on(runtime)
        await faces(door, clock, 1, 1)
        next_school_day(clock)
        clock.set(clock().replace(hour=17, minute=40))
        await door.check_in("cadi", "1")
        clock.move(hours=13)
        await door.check_in("cadi", "3")
        next_school_day(clock)
        clock.set(clock().replace(hour=9))
        assert await over_time.tend(runtime) == 1
        assert await kinds(runtime) == ["lowest"]

    async def test_without_a_case_silence_is_nobodys_business(
        self, door: Door, runtime: Runtime, clock: Clock, cadi: Member
    ) -> None:
        await switch_on(runtime)
        await faces(door, clock, 4)
        clock.move(days=28)
        assert await over_time.tend(runtime) == 0
        assert cadi.contact.is_learner


class TestTheLead:
    """The pastoral lead is told that there is somebody, and sees who only when asking."""

    @pytest.fixture
    async def noticed(self, door: Door, runtime: Runtime, clock: Clock, cadi: Member) -> Member:
        await switch_on(runtime)
        await faces(door, clock, 1, 1)
        await sent_now(runtime)
        await faces(door, clock, 1)
        return cadi

    async def test_is_told_without_a_name_once_a_school_day(
        self, runtime: Runtime, clock: Clock, noticed: Member
    ) -> None:
        told = await sent_now(runtime)
        (notice,) = told["lead"]
        assert notice == (
            "Signs over time that wait for you: 1. A learner may need a friendly word."
        )
        assert "dsp" not in told
        await over_time.tend(runtime)
        assert "lead" not in await sent_now(runtime)
        next_school_day(clock)
        await over_time.tend(runtime)
        assert "lead" in await sent_now(runtime)
        assert (await status.look(runtime)).signs_waiting == 1
        assert noticed.contact.is_learner

    async def test_sees_who_and_the_look_is_written_down(
        self, door: Door, runtime: Runtime, noticed: Member
    ) -> None:
        await door.say("lead", "/signs")
        assert all("Myfanwy" not in w.message.text for w in await waiting(runtime.database))
        page = (await sent_now(runtime))["lead"][-1]
        assert "Myfanwy Ffoulkes (12A)" in page
        assert "third day in a row" in page
        looks = [row for row in await rows(runtime.database, audit)]
        assert [(row["action"], row["subject"]) for row in looks] == [
            ("identity:reveal", noticed.contact.id)
        ]

    async def test_sees_to_it(self, door: Door, runtime: Runtime, noticed: Member) -> None:
        await door.say("lead", "/arwyddion")
        (row,) = await rows(runtime.database, signs)
        seen = f"s:seen:{row['sign_id']}"
        await door.take(door.tap("lead", seen))
        (row,) = await rows(runtime.database, signs)
        assert row["seen_at"] == runtime.now()
        assert "no learner" in (await waiting(runtime.database))[-1].message.text
        await door.take(door.tap("lead", seen))
        assert "already" in (await waiting(runtime.database))[-1].message.text
        assert noticed.contact.is_learner

    async def test_passes_one_on_to_safeguarding(
        self, door: Door, runtime: Runtime, noticed: Member
    ) -> None:
        (row,) = await rows(runtime.database, signs)
        await door.take(door.tap("lead", f"s:pass:{row['sign_id']}"))
        (case,) = await rows(runtime.database, cases)
        assert (case["contact_id"], case["level"]) == (noticed.contact.id, 2)
        (row,) = await rows(runtime.database, signs)
        assert row["case_id"] == case["case_id"]
        assert any(w.address == "dsp" for w in await waiting(runtime.database))

    @pytest.mark.parametrize("role", [Role.DSP, Role.OFFICE, Role.HEAD, Role.COUNCIL])
    async def test_nobody_else_sees(
        self, door: Door, runtime: Runtime, role: Role, noticed: Member
    ) -> None:
        await join(runtime, "other", roles=frozenset({role}))
        (row,) = await rows(runtime.database, signs)
        await door.say("other", "/signs")
        await door.take(door.tap("other", f"s:seen:{row['sign_id']}"))
        await door.take(door.tap("other", f"s:pass:{row['sign_id']}"))
        assert all("Myfanwy" not in text for text in (await sent_now(runtime))["other"])
        (row,) = await rows(runtime.database, signs)
        assert row["seen_at"] is None
        assert await rows(runtime.database, cases) == []
        assert noticed.contact.is_learner

    async def test_nothing_is_shown_once_it_is_off_or_the_learner_has_stopped(
        self, door: Door, runtime: Runtime, noticed: Member
    ) -> None:
        await door.say("cadi", "/stop")
        await door.say("lead", "/signs")
        assert all("Myfanwy" not in text for text in (await sent_now(runtime))["lead"])
        await door.say("cadi", "/start")
        await door.say("lead", "/signs")
        await settings.set_over_time(runtime, False, WHY)
        assert all(
            "Myfanwy" not in str(text) for text in (await sent_now(runtime)).get("lead", [])
        )
        await door.say("lead", "/signs")
        assert all("Myfanwy" not in text for text in (await sent_now(runtime))["lead"])
        assert noticed.contact.is_learner

    async def test_two_leads_at_once_do_not_lose_the_case(
        self, door: Door, runtime: Runtime, noticed: Member
    ) -> None:
        await join(runtime, "second", roles=LEAD)
        (row,) = await rows(runtime.database, signs)
        await door.take(
            door.tap("second", f"s:pass:{row['sign_id']}"),
            door.tap("lead", f"s:seen:{row['sign_id']}"),
        )
        (row,) = await rows(runtime.database, signs)
        assert row["case_id"] is not None
        assert len(await rows(runtime.database, cases)) == 1
        assert noticed.contact.is_learner

    async def test_a_lead_who_left_sees_nothing_that_waits(
        self, door: Door, runtime: Runtime, noticed: Member
    ) -> None:
        await door.say("lead", "/signs", "/stop")
        assert all("Myfanwy" not in text for text in (await sent_now(runtime))["lead"])
        assert noticed.contact.is_learner


class TestOnesOwn:
    """The learner finds it in their own file, and erases it."""

    async def test_in_the_file_and_gone_with_the_rest(
        self, door: Door, runtime: Runtime, clock: Clock, cadi: Member
    ) -> None:
        await switch_on(runtime)
        await faces(door, clock, 1, 1, 1)
        await sent_now(runtime)
        await door.say("cadi", "/mydata")
        recorder = Recorder(runtime.now)
        async with dispatching(runtime, recorder):
            await until_empty(runtime)
        files = [sent.picture or b"" for sent in recorder.sent]
        assert any(b"the lowest face for the third day in a row" in each for each in files)
        assert any(b'"kind": "lowest"' in each for each in files)
        await forget(door, "cadi")
        assert await rows(runtime.database, signs) == []
        assert cadi.contact.is_learner
