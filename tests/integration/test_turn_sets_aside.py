"""An update that cannot be taken goes to a person alone; everybody else's are taken."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from domain.ids import ContactId
from domain.messages import InboundKind
from domain.verdicts import Level
from flows.definition import Pack, Packs, newest
from locales.reader import both
from services.runtime import Runtime
from storage.database import Database
from storage.tables import answers, cases, sessions, taken_updates, texts
from tests.integration.door import Door, how_many, rows, words_to
from tests.integration.people import a_dsp, join


def _without_a_text(packs: Packs) -> Packs:
    """The packs, the mood one with a question after the first whose words nobody has written."""
    pack = newest(packs, "mood")
    assert pack is not None
    data = pack.model_dump(mode="json")
    data["flows"]["main"]["nodes"]["reason"]["ask"] = "mood.nobody.wrote.this"
    return packs | {(pack.id, pack.version): Pack.model_validate(data)}


@pytest.fixture
def broken(runtime: Runtime) -> Runtime:
    return replace(runtime, packs=_without_a_text(runtime.packs))


async def test_words_the_core_cannot_take_become_a_case_that_somebody_reads(
    broken: Runtime,
) -> None:
    door = Door(broken)
    await a_dsp(broken)
    member = await join(broken, "cadi")
    await door.say("cadi", "/checkin")

    turn = await door.say("cadi", "Good")

    assert turn.taken == 1
    [kept] = await rows(broken.database, texts)
    [case] = await rows(broken.database, cases)
    assert (kept["place"], kept["screened"], kept["level"]) == ("set_aside", False, Level.URGENT)
    assert kept["case_id"] == case["case_id"]
    assert case["contact_id"] == member.contact.id
    assert case["paged_at"] == broken.now()
    assert len(await words_to(broken.database, "dsp")) == 1
    assert (await words_to(broken.database, "cadi"))[-1] == both("chat.trouble")


async def test_the_others_of_the_batch_go_on(broken: Runtime) -> None:
    door = Door(broken)
    for name in ("cadi", "ifan", "mali"):
        await join(broken, name)
    await door.say("cadi", "/checkin")

    await door.take(
        door.text("ifan", "hello"), door.text("cadi", "Good"), door.text("mali", "/checkin")
    )

    heard = {row["place"] for row in await rows(broken.database, texts)}
    assert heard == {"chat", "set_aside"}
    assert await how_many(broken.database, sessions) == 2
    assert await how_many(broken.database, taken_updates) == 4


async def test_a_tap_the_core_cannot_take_is_answered_and_opens_no_case(broken: Runtime) -> None:
    door = Door(broken)
    await join(broken, "cadi")
    await door.say("cadi", "/checkin")

    turn = await door.choose("cadi", ":face:4")

    assert [tap.tap_id for tap in turn.taps] == ["tap-cadi"]
    assert await how_many(broken.database, cases) == 0
    assert (await words_to(broken.database, "cadi"))[-1] == both("chat.tap_again")


async def test_what_the_database_refuses_is_set_aside_alone(runtime: Runtime, door: Door) -> None:
    await a_dsp(runtime)
    refused = await join(runtime, "cadi")
    await join(runtime, "ifan")
    await _refuse_sessions_of(runtime.database, refused.contact.id)

    turn = await door.take(
        door.text("ifan", "/checkin"),
        door.text("cadi", "/checkin"),
        door.text("ifan", "Good"),
        door.tap("cadi", "c:lang:en"),
    )

    assert turn.taken == 4
    assert [tap.tap_id for tap in turn.taps] == ["tap-cadi"]
    [session] = await rows(runtime.database, sessions)
    [answer] = await rows(runtime.database, answers)
    [kept] = [row for row in await rows(runtime.database, texts) if not row["screened"]]
    assert answer["session_id"] == session["session_id"]
    assert (kept["contact_id"], kept["place"]) == (refused.contact.id, "set_aside")
    assert await how_many(runtime.database, taken_updates) == 4


MADE_UP = ("k:\x00", "k:\ud83d", "k:" + "9" * 60, "f:\x00:face:4", "f:\ud83d:face:4", "", ":::")


async def test_a_button_nobody_gave_out_does_no_harm(runtime: Runtime, door: Door) -> None:
    """What a button carries comes from the phone, and a phone can be made to send anything."""
    await a_dsp(runtime)
    for data in MADE_UP:
        turn = await door.take(door.tap("dsp", data))
        assert (turn.taken, len(turn.taps)) == (1, 1), ascii(data)

    assert await how_many(runtime.database, cases) == 0


ODD = ("\x00", "\ud83d", "\udcff" * 10, "🏴" * 4096, "/start \ud83d\x00", "/\x00", "/stop\x00")
WITH_WORDS = (InboundKind.TEXT, InboundKind.EDIT, InboundKind.UNREADABLE)


async def test_any_text_at_all_can_be_taken(runtime: Runtime, door: Door) -> None:
    for words in ODD:
        for each in WITH_WORDS:
            await join(runtime, f"{each} {words[:9]!a}")
            turn = await door.take(door.inbound(f"{each} {words[:9]!a}", each, text=words))
            assert turn.taken == 1, ascii(words[:9])

    kept = await rows(runtime.database, texts)
    assert len(kept) >= len(ODD) * (len(WITH_WORDS) - 1)
    assert all(row["place"] != "set_aside" for row in kept)


async def _refuse_sessions_of(database: Database, contact_id: ContactId) -> None:
    """Let the database itself refuse every session of one contact."""
    when = f"NEW.contact_id = '{contact_id}'"
    sqlite = [
        f"CREATE TRIGGER no BEFORE INSERT ON sessions WHEN {when} "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END"
    ]
    postgresql = [
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '22001'; END $$",
        f"CREATE TRIGGER no BEFORE INSERT ON sessions FOR EACH ROW WHEN ({when}) "
        "EXECUTE FUNCTION no()",
    ]
    statements: list[Any] = sqlite if database.is_sqlite else postgresql
    async with database.write() as uow:
        for statement in statements:
            await uow.connection.execute(text(statement))
        await uow.commit()
