"""Nobody unread: every text is in a case or on the reading list, and an adult reads it in time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.people import Language, Role
from services import reading_duty, settings, status
from services.runtime import Runtime
from storage.tables import audit, cases, texts
from storage.upsert import insert
from tests.integration.door import Door, rows, waiting
from tests.integration.people import a_dsp, join
from tests.integration.senders import Recorder, dispatching, until_empty
from tests.support.clock import TUESDAY, Clock

WORDS = "the lambs came today"


async def texts_of(rt: Runtime) -> list[dict[str, object]]:
    return await rows(rt.database, texts)


@pytest.fixture
async def school(runtime: Runtime) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")


@pytest.mark.usefixtures("school")
class TestTheList:
    """What a learner writes waits for an adult, wherever it was written."""

    async def test_wherever_a_learner_writes(self, door: Door, runtime: Runtime) -> None:
        await door.say("cadi", WORDS)
        await door.say("cadi", "/checkin")
        for ending in (":face:4", ":reason:friends"):
            await door.choose("cadi", ending)
        await door.say("cadi", "we won")
        await door.say("cadi", "/more")
        await door.choose("cadi", "c:begin:my-book")
        await door.say("cadi", "a page of mine")
        await door.say("cadi", "i want to die", "and more words")
        found = await texts_of(runtime)
        assert len(found) == 5
        assert all((row["case_id"] is None) is (row["due_at"] is not None) for row in found)
        assert (await status.look(runtime)).texts_unread == 3

    async def test_no_text_can_be_written_that_nobody_is_to_read(
        self, door: Door, runtime: Runtime
    ) -> None:
        await door.say("cadi", WORDS)
        (row,) = await texts_of(runtime)
        stray = row | {"text_id": "stray", "due_at": None}
        async with runtime.database.write() as uow:
            with pytest.raises(IntegrityError):
                await insert(uow, texts, [stray])

    @pytest.mark.parametrize(
        ("days_on", "due"),
        [
            (0, datetime(2026, 11, 19, 15, 30, tzinfo=UTC)),  # Tuesday: by the end of Thursday
            (2, datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),  # Thursday: by the end of Monday
            (4, datetime(2026, 11, 25, 15, 30, tzinfo=UTC)),  # Saturday counts as Monday
        ],
    )
    async def test_it_is_due_within_two_school_days(
        self, door: Door, runtime: Runtime, clock: Clock, days_on: int, due: datetime
    ) -> None:
        clock.set(TUESDAY + timedelta(days=days_on))
        await door.say("cadi", WORDS)
        (row,) = await texts_of(runtime)
        assert row["due_at"] == due

    async def test_a_school_may_ask_for_less(self, door: Door, runtime: Runtime) -> None:
        await settings.set_reading(runtime, 1, "We have time.")
        await door.say("cadi", WORDS)
        (row,) = await texts_of(runtime)
        assert row["due_at"] == datetime(2026, 11, 18, 15, 30, tzinfo=UTC)


@pytest.mark.usefixtures("school")
class TestReading:
    """An adult reads a page, and says so."""

    async def test_words_are_on_the_page_and_nowhere_in_the_outbox(
        self, door: Door, runtime: Runtime
    ) -> None:
        await door.say("cadi", WORDS)
        await door.say("dsp", "/read")
        assert all(WORDS not in each.message.text for each in await waiting(runtime.database))
        recorder = Recorder(runtime.now)
        async with dispatching(runtime, recorder):
            await until_empty(runtime)
        (page,) = [sent for sent in recorder.sent if WORDS in sent.message.text]
        assert page.address == "dsp"
        assert "To be read: 1" in page.message.text
        (look,) = [row for row in await rows(runtime.database, audit)]
        assert look["action"] == "text:read"

    async def test_what_is_read_is_off_the_list_and_the_next_page_comes(
        self, door: Door, runtime: Runtime
    ) -> None:
        await door.say("cadi", *(f"line {number}" for number in range(6)))
        await door.say("dsp", "/read")
        read = next(
            b.data
            for each in await waiting(runtime.database)
            for row in each.message.buttons
            for b in row
            if b.data.startswith("r:read:")
        )
        await door.take(door.tap("dsp", read))
        found = await texts_of(runtime)
        assert sum(row["read_at"] is not None for row in found) == 4
        last = (await waiting(runtime.database))[-1]
        assert len(last.message.which.split(",")) == 2
        await door.take(door.tap("dsp", read))
        assert "already" in (await waiting(runtime.database))[-1].message.text

    async def test_what_worries_the_reader_becomes_a_case(
        self, door: Door, runtime: Runtime
    ) -> None:
        await door.say("cadi", "sunday my sister has the big room")
        await door.say("dsp", "/read")
        await door.choose("dsp", (await texts_of(runtime))[0]["text_id"])
        worry = f"r:worry:{(await texts_of(runtime))[0]['text_id']}"
        await door.take(door.tap("dsp", worry))
        (case,) = await rows(runtime.database, cases)
        assert (case["level"], case["status"]) == (2, "open")

    @pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.COUNCIL])
    async def test_nobody_else_reads(self, door: Door, runtime: Runtime, role: Role) -> None:
        await join(runtime, "other", roles=frozenset({role}))
        await door.say("cadi", WORDS)
        text_id = (await texts_of(runtime))[0]["text_id"]
        await door.say("other", "/read")
        await door.take(door.tap("other", f"r:read:{text_id}"))
        assert (await texts_of(runtime))[0]["read_at"] is None
        assert all(each.message.kind != "reading" for each in await waiting(runtime.database))

    async def test_the_list_is_told_in_welsh(self, door: Door, runtime: Runtime) -> None:
        await join(runtime, "dirprwy", roles=frozenset({Role.DEPUTY}), language=Language.CY)
        await door.say("dirprwy", "/darllen")
        assert "Mae popeth" in (await waiting(runtime.database))[-1].message.text


@pytest.mark.usefixtures("school")
class TestBeingTold:
    """Those who read are told once a school day; the head where something is overdue."""

    async def test_once_a_day_and_the_head_when_late(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await join(runtime, "head", roles=frozenset({Role.HEAD}))
        assert await reading_duty.remind(runtime) == 0
        await door.say("cadi", WORDS)
        assert await reading_duty.remind(runtime) == 1
        assert await reading_duty.remind(runtime) == 0
        clock.set(TUESDAY + timedelta(days=3))
        assert (await status.look(runtime)).texts_overdue == 1
        assert await reading_duty.remind(runtime) == 2
        told = {each.address: each.message.text for each in await waiting(runtime.database)}
        assert "too long" in told["head"]
        assert all(WORDS not in text for text in told.values())

    async def test_never_outside_the_window(
        self, door: Door, runtime: Runtime, clock: Clock
    ) -> None:
        await door.say("cadi", WORDS)
        clock.set(TUESDAY.replace(hour=22))
        assert await reading_duty.remind(runtime) == 0
