"""Whoever wrote a thank-you note hears what became of it, and may have it erased."""

import asyncio
from html import escape

import pytest

from domain.messages import Lane
from domain.notes import NoteStatus
from domain.people import Language
from services import passing_on
from services.own_data import read_data
from services.own_file import as_json, as_page
from services.runtime import Runtime
from storage.tables import cases, notes, outbox, texts
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.note_desk import WORDS, Desk, Here, all_sent, buttons, to, write
from tests.integration.people import a_dsp, join
from tests.integration.senders import Recorder, dispatching, until
from tests.integration.test_forget import forget
from tests.integration.test_own_view import speaks
from tests.support.clock import Clock

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize("language", list(Language))
async def test_a_note_that_is_not_taken_up_yet_waits_in_its_writers_file(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    writer = await join(runtime, "dewi", language=language)
    await write(door, clock, "dewi")
    speak = speaks(writer)
    for taken_up in (0, 1):
        assert await how_many(runtime.database, notes) == taken_up
        data = await read_data(runtime, writer.contact)
        assert [(note.written, note.status) for note in data.notes] == [(True, "waiting")]
        page = as_page(data, runtime.packs, speak).decode()
        assert page.count(escape(speak.say("own.file.note.waiting"))) == 1
        assert page.count(WORDS) == 1
        await all_sent(runtime)


async def test_a_note_that_is_held_waits_in_its_writers_file_like_any_other(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await a_dsp(runtime)
    await write(door, clock, "cadi")
    await door.say("gwen", "/talk")
    await Desk(door, "office").give("Gwen Example")
    data = await read_data(runtime, here.cadi.contact)
    told = as_page(data, runtime.packs, speaks(here.cadi)).decode()
    assert escape(speaks(here.cadi).say("own.file.note.waiting")) in told
    assert b"held" not in as_json(data, runtime.packs, speaks(here.cadi))


@pytest.mark.parametrize(
    ("button", "key", "status"),
    [
        ("notes.unclear", "notes.told.unclear", NoteStatus.UNCLEAR),
        ("notes.decline", "notes.told.declined", NoteStatus.DECLINED),
        ("notes.in_person", "notes.told.in_person", NoteStatus.HANDED),
    ],
)
async def test_the_writer_hears_what_an_adult_decided(
    runtime: Runtime,
    door: Door,
    clock: Clock,
    here: Here,
    button: str,
    key: str,
    status: NoteStatus,
) -> None:
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()

    decided = await desk.tap(speaks(here.office).say(button))

    assert to(decided, "cadi") == [speaks(here.cadi).say(key)]
    [note] = await rows(runtime.database, notes)
    assert (note["status"], note["staff_id"]) == (status, here.office.contact.id)


async def test_nothing_of_a_note_leaves_outside_the_window(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    clock.move(hours=12)

    await Desk(door, "office").give("Gwen Example")

    assert not [m for m in await waiting(runtime.database) if m.message.lane is Lane.BULK]
    clock.move(hours=12)
    assert len(to(await all_sent(runtime), "gwen")) == 1


async def test_a_note_on_its_way_keeps_nobody_from_answering(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    await door.take(door.tap("office", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    await passing_on.carry(runtime)
    await door.say("gwen", "/hwyliau", "da iawn")

    assert await door.button("gwen", ":reason:friends")
    assert len(to(await all_sent(runtime), "gwen")) > 1
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.GIVEN


async def test_what_is_erased_goes_nowhere(runtime: Runtime, door: Door, clock: Clock) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    await door.say("office", "/notes")

    await forget(door, "cadi")

    assert not [text for text in to(await all_sent(runtime), "office") if WORDS in text]
    assert await how_many(runtime.database, notes) == 0
    assert await how_many(runtime.database, outbox) == 0


async def test_whoever_got_a_note_and_erases_is_not_named_with_it_any_more(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await write(door, clock, "cadi")
    await Desk(door, "office").give("Gwen Example")

    await forget(door, "gwen")

    [note] = await rows(runtime.database, notes)
    assert (note["status"], note["recipient_id"]) == (NoteStatus.GIVEN, None)


async def _worry_and_erase(door: Door, clock: Clock, here: Here) -> tuple[str, str]:
    """What the office taps that makes a case, and what the writer taps that erases everything."""
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()
    worry = buttons(desk.seen, "office")[speaks(here.office).say("notes.worrying")]
    await door.say("cadi", "/forget")
    offered = buttons(await all_sent(door.rt), "cadi")
    return worry, next(data for data in offered.values() if "forget" in data)


async def test_a_worry_that_was_raised_outlives_what_its_writer_erases_a_moment_later(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    worry, erase = await _worry_and_erase(door, clock, here)
    await door.take(door.tap("office", worry), door.tap("cadi", erase))

    [case] = await rows(runtime.database, cases)
    [text] = await rows(runtime.database, texts)
    assert text["case_id"] == case["case_id"]
    assert await how_many(runtime.database, notes) == 0


async def test_what_was_erased_a_moment_before_makes_no_case(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    worry, erase = await _worry_and_erase(door, clock, here)
    await door.take(door.tap("cadi", erase), door.tap("office", worry))

    assert to(await all_sent(runtime), "office") == [speaks(here.office).say("notes.dealt_with")]
    assert await how_many(runtime.database, cases) == 0


@pytest.mark.parametrize("text", ["skip", "Hepgor", "dim diolch"])
async def test_a_skip_that_is_typed_is_no_note(
    runtime: Runtime, door: Door, clock: Clock, text: str
) -> None:
    await door.say("cadi", "/more")
    await door.choose("cadi", "c:begin:kind-notes")
    await door.choose("cadi", ":who:friend")
    await door.say("cadi", text)
    clock.move(minutes=30)
    await all_sent(runtime)
    assert await how_many(runtime.database, notes) == 0
    assert await how_many(runtime.database, texts) == 1, "heard and kept like any other words"


@pytest.mark.parametrize("first", ["/talk", "my dad hits me", "/checkin"])
async def test_what_became_of_a_note_is_not_lost_to_something_else(
    runtime: Runtime, door: Door, clock: Clock, here: Here, first: str
) -> None:
    """Nothing of the kind is said on a day on which a case opens; the next day it is."""
    told = speaks(here.cadi).say("notes.told.declined")
    await _declined_in_the_evening(runtime, door, clock)
    await door.say("cadi", first)
    assert told not in await _said_now(runtime)
    clock.move(hours=15)
    assert told in to(await all_sent(runtime), "cadi")


@pytest.mark.parametrize("first", ["/talk", "my dad hits me"])
async def test_nothing_of_a_note_is_said_on_the_day_of_a_worry(
    runtime: Runtime, door: Door, clock: Clock, here: Here, first: str
) -> None:
    """In school hours, and in one batch with it as well."""
    told = speaks(here.cadi).say("notes.told.declined")
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    declined = door.tap("office", f"n:{note['note_id']}:declined")
    await door.take(declined, door.text("cadi", first))
    assert told not in await _said_now(runtime)
    clock.move(days=1)
    assert told in to(await all_sent(runtime), "cadi")


@pytest.mark.parametrize("then", ["/stop", "/forget"])
async def test_whoever_stops_or_erases_is_told_nothing_more_of_their_note(
    runtime: Runtime, door: Door, clock: Clock, here: Here, then: str
) -> None:
    await _declined_in_the_evening(runtime, door, clock)
    if then == "/stop":
        await door.say("cadi", then)
        await door.say("cadi", "/start")
    else:
        await forget(door, "cadi")
    clock.move(hours=15)
    told = speaks(here.cadi).say("notes.told.declined")
    assert told not in to(await all_sent(runtime), "cadi")


async def _said_now(rt: Runtime) -> list[str]:
    """What is said to the writer at once, and nothing that waits for its time."""
    sender = Recorder(rt.now)
    async with dispatching(rt, sender):
        await until(lambda: bool(sender.to("cadi")))
        await asyncio.sleep(0.1)
    return sender.to("cadi")


async def _declined_in_the_evening(rt: Runtime, door: Door, clock: Clock) -> None:
    await write(door, clock, "cadi")
    await all_sent(rt)
    [note] = await rows(rt.database, notes)
    clock.move(hours=9)
    await door.take(door.tap("office", f"n:{note['note_id']}:declined"))


async def test_a_note_on_its_way_waits_while_there_is_a_worry(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    """It is taken out as the case opens, and held for those who safeguard."""
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    clock.move(hours=9)
    await door.take(door.tap("office", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    clock.move(hours=-9)
    await passing_on.carry(runtime)
    assert any(each.address == "gwen" for each in await waiting(runtime.database))
    await door.say("gwen", "/talk")
    for _ in range(2):
        assert not any(WORDS in text for text in to(await all_sent(runtime), "gwen"))
        clock.move(days=1)
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.HELD
