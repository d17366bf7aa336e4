"""A thank-you note is read by an adult, who decides what becomes of it."""

import pytest

from domain.messages import Lane
from domain.notes import NoteStatus
from domain.people import Role
from services import passing_on
from services.kind_notes import CLASSES_AT_ONCE, NAMES_AT_ONCE
from services.runtime import Runtime
from services.senders import Refused
from storage import contacts
from storage.tables import audit, cases, notes, outbox, texts
from tests.integration.door import Door, how_many, rows
from tests.integration.note_desk import WORDS, Desk, Here, all_sent, buttons, to, write
from tests.integration.outbox import queue
from tests.integration.people import a_dsp, join, named
from tests.integration.senders import Recorder, dispatching, until, until_empty
from tests.integration.test_own_view import speaks
from tests.support.clock import Clock

pytestmark = pytest.mark.usefixtures("here")


async def test_a_note_is_read_passed_on_and_its_writer_told(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    assert to(await all_sent(runtime), "office") == [
        speaks(here.office).say("notes.heading", n="1")
    ]
    desk = Desk(door, "office")

    page, asked = to(await desk.ask(), "office")
    assert asked == speaks(here.office).say("notes.what_now")
    assert WORDS in page
    assert speaks(here.office).say("notes.from", name="Cadi Sample") in page
    say = speaks(here.office).say
    classes = await desk.tap(say("notes.pass_on"))
    assert {"12A", "12B", say("notes.staff")} <= buttons(classes, "office").keys()
    names = await desk.tap("12B")
    assert "Gwen Example" in buttons(names, "office")
    [sure] = to(await desk.tap("Gwen Example"), "office")
    assert say("notes.for", who="Gwen Example, 12B") in sure
    assert WORDS in sure

    given = await desk.tap(say("notes.yes"))

    assert to(given, "office") == [say("notes.chosen")]
    [note] = to(given, "gwen")
    assert note.startswith(speaks(here.gwen).say("notes.given"))
    assert WORDS in note
    assert note.endswith(speaks(here.gwen).say("notes.from", name="Cadi Sample"))
    assert to(given, "cadi") == [speaks(here.cadi).say("notes.told.passed_on")]
    [row] = await rows(runtime.database, notes)
    assert (row["status"], row["recipient_id"]) == (NoteStatus.GIVEN, here.gwen.contact.id)
    assert await all_sent(runtime) == []


async def test_without_the_name_nobody_reads_who_wrote_it(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi", shown="without")
    desk = Desk(door, "office")

    given = await desk.give("Gwen Example")

    [note] = to(given, "gwen")
    assert note.endswith(speaks(here.gwen).say("notes.from_nobody"))
    assert not [each for each in desk.seen if "Cadi" in each.message.text]
    looked = [row["subject"] for row in await rows(runtime.database, audit)]
    assert here.cadi.contact.id not in looked


async def test_it_is_not_taken_up_while_its_writer_may_change_it(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await write(door, clock, "cadi")
    clock.move(minutes=-25)
    await all_sent(runtime)
    assert await how_many(runtime.database, notes) == 0

    clock.move(minutes=10)
    await all_sent(runtime)
    assert await how_many(runtime.database, notes) == 1


async def test_words_that_worry_go_to_the_dsp_and_not_to_the_office(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_dsp(runtime)
    await door.say("cadi", "/more")
    await door.choose("cadi", "c:begin:kind-notes")
    await door.choose("cadi", ":who:friend")
    await door.say("cadi", "thank you Gwen, I want to kill myself")
    clock.move(hours=1)

    assert to(await all_sent(runtime), "office") == []
    assert await how_many(runtime.database, notes) == 0
    assert await how_many(runtime.database, cases) == 1


async def test_an_adult_who_is_worried_makes_it_a_case(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await a_dsp(runtime)
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()

    raised = await desk.tap(speaks(here.office).say("notes.worrying"))

    assert to(raised, "office") == [speaks(here.office).say("notes.raised")]
    assert len(to(raised, "dsp")) == 1
    assert to(raised, "cadi") == []
    [case] = await rows(runtime.database, cases)
    [text] = await rows(runtime.database, texts)
    assert (text["case_id"], case["contact_id"]) == (case["case_id"], here.cadi.contact.id)
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.WORRYING
    assert to(await desk.ask(), "office") == [speaks(here.office).say("notes.none")]


async def test_two_adults_decide_once(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await join(runtime, "head", roles=frozenset({Role.HEAD}))
    await write(door, clock, "cadi")
    one, other = Desk(door, "office"), Desk(door, "head")
    await one.ask()
    await other.ask()
    decline = speaks(here.office).say("notes.decline")
    taps = [door.tap(each.who, buttons(each.seen, each.who)[decline]) for each in (one, other)]

    await door.take(*taps)

    sent = await all_sent(runtime)
    assert to(sent, "office") == [speaks(here.office).say("notes.declined")]
    assert to(sent, "head") == [speaks(here.office).say("notes.dealt_with")]
    assert len(to(sent, "cadi")) == 1


async def test_learners_and_the_council_are_shown_no_note(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await join(runtime, "council", roles=frozenset({Role.COUNCIL}))
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)

    for who in ("gwen", "council", "stranger"):
        await door.say(who, "/notes")
        await door.take(door.tap(who, f"n:{note['note_id']}:declined"))

    sent = await all_sent(runtime)
    assert not [each for each in sent if WORDS in each.message.text]
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.WAITING


async def test_a_note_to_somebody_in_a_case_goes_when_a_safeguarder_says_so(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await a_dsp(runtime)
    await write(door, clock, "cadi")
    await door.say("gwen", "/talk")

    given = await Desk(door, "office").give("Gwen Example")

    assert not [text for text in to(given, "gwen") if WORDS in text]
    [note] = await rows(runtime.database, notes)
    assert (note["status"], note["recipient_id"]) == (NoteStatus.HELD, here.gwen.contact.id)
    assert to(await Desk(door, "office").ask(), "office") == [
        speaks(here.office).say("notes.none")
    ]
    given = await Desk(door, "dsp").give("Gwen Example")
    assert [text for text in to(given, "gwen") if WORDS in text]


async def test_a_harmless_note_of_somebody_in_a_case_is_read_by_a_safeguarder_alone(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await a_dsp(runtime)
    await door.say("cadi", "/talk")
    await write(door, clock, "cadi")

    assert to(await Desk(door, "office").ask(), "office") == [
        speaks(here.office).say("notes.none")
    ]
    page, _ = to(await Desk(door, "dsp").ask(), "dsp")
    assert WORDS in page
    assert speaks(here.office).say("notes.held") in page


async def test_a_note_cannot_be_given_to_somebody_who_has_stopped(
    door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()
    for label in (speaks(here.office).say("notes.pass_on"), "12B", "Gwen Example"):
        await desk.tap(label)
    await door.say("gwen", "/stop")

    sent = await desk.tap(speaks(here.office).say("notes.yes"))

    assert to(sent, "office") == [speaks(here.office).say("notes.nobody")]
    assert not [text for text in to(sent, "gwen") if WORDS in text]


async def test_a_note_whose_reader_leaves_on_the_way_waits_for_an_adult_again(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    await door.take(door.tap("office", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    await door.say("gwen", "/stop")

    await all_sent(runtime)

    [note] = await rows(runtime.database, notes)
    assert (note["status"], note["recipient_id"]) == (NoteStatus.WAITING, None)


@pytest.mark.parametrize("which", ["", "zz", "0123456789ab", "x" * 42, "\0"])
async def test_a_made_up_reader_gets_nothing(
    runtime: Runtime, door: Door, clock: Clock, here: Here, which: str
) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)

    for act in ("to", "give"):
        await door.take(door.tap("office", f"n:{note['note_id']}:{act}:{which}"))
        assert to(await all_sent(runtime), "office") == [speaks(here.office).say("notes.nobody")]

    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.WAITING


async def test_staff_are_told_once_a_day_that_notes_wait(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    assert len(to(await all_sent(runtime), "office")) == 1
    await write(door, clock, "gwen")
    assert to(await all_sent(runtime), "office") == []
    clock.move(days=1)
    assert to(await all_sent(runtime), "office") == [
        speaks(here.office).say("notes.heading", n="2")
    ]


async def test_a_note_as_long_as_a_message_is_read_whole(door: Door, clock: Clock) -> None:
    await write(door, clock, "cadi", words="diolch " * 580)
    page, _ = to(await Desk(door, "office").ask(), "office")
    assert page.count("diolch") == 580


async def test_the_writer_is_among_the_names_so_that_nobody_is_told_by_their_absence(
    door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi", shown="without")
    desk = Desk(door, "office")
    await desk.ask()
    await desk.tap(speaks(here.office).say("notes.pass_on"))
    assert "Cadi Sample" in buttons(await desk.tap("12A"), "office")


async def test_who_has_stopped_reads_and_decides_nothing(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()
    await door.say("office", "/stop", "/notes")
    for data in buttons(desk.seen, "office").values():
        await door.take(door.tap("office", data))

    sent = to(await all_sent(runtime), "office")

    say = speaks(here.office).say
    assert sent == [say("stop.done"), say("stop.already")]
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.WAITING


async def test_a_note_that_the_channel_refuses_comes_back_to_staff(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    await door.take(door.tap("office", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    sender = Recorder(runtime.now)
    sender.faults["gwen"].append(Refused())
    async with dispatching(runtime, sender):
        await passing_on.carry(runtime)
        await until_empty(runtime, within=20)

    assert not [each for each in await all_sent(runtime) if each.address == "gwen"]
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.WAITING


async def test_a_page_that_the_channel_refuses_leaves_the_way_to_the_next(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    await write(door, clock, "cadi")
    await write(door, clock, "gwen", words="I Cadi: diolch")
    await all_sent(runtime)
    await door.say("office", "/notes")
    sender = Recorder(runtime.now)
    sender.faults["office"].append(Refused())
    async with dispatching(runtime, sender):
        await until_empty(runtime, within=20)
    later = buttons(sender.sent, "office")[speaks(here.office).say("notes.later")]

    await door.take(door.tap("office", later))

    assert "I Cadi: diolch" in to(await all_sent(runtime), "office")[0]


async def test_many_names_come_a_page_at_a_time(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    for number in range(NAMES_AT_ONCE + 5):
        each = await join(runtime, f"l{number}", class_name="12C")
        await named(runtime, each, "Learner", f"{number:03}")
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()
    await desk.tap(speaks(here.office).say("notes.pass_on"))

    first = buttons(await desk.tap("12C"), "office")
    rest = buttons(await desk.tap(speaks(here.office).say("notes.more")), "office")

    names = [label for label in (*first, *rest) if label.startswith("Learner")]
    assert names == [f"Learner {number:03}" for number in range(NAMES_AT_ONCE + 5)]


async def test_many_classes_come_a_page_at_a_time(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    for number in range(CLASSES_AT_ONCE + 5):
        await join(runtime, f"l{number}", class_name=f"12 {number:03}")
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()

    first = buttons(await desk.tap(speaks(here.office).say("notes.pass_on")), "office")
    rest = buttons(await desk.tap(speaks(here.office).say("notes.more")), "office")

    assert max(len(first), len(rest)) < 100
    classes = {label for label in (*first, *rest) if label.startswith("12")}
    assert len(classes) == CLASSES_AT_ONCE + 5 + 2


async def test_two_of_one_name_are_told_apart(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    other = await join(runtime, "other", class_name="12B")
    await named(runtime, other, "Gwen", "Example")
    await write(door, clock, "cadi")
    desk = Desk(door, "office")
    await desk.ask()
    await desk.tap(speaks(here.office).say("notes.pass_on"))
    names = buttons(await desk.tap("12B"), "office")
    assert {"Gwen Example (UPN-gwen)", "Gwen Example (UPN-other)"} <= names.keys()


async def test_a_note_of_which_nobody_can_be_told_keeps_no_other_chat_waiting(
    runtime: Runtime, door: Door, clock: Clock, here: Here, caplog: pytest.LogCaptureFixture
) -> None:
    """The writer's row is broken by the time the note has arrived."""
    await write(door, clock, "cadi", shown="without")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    await door.take(door.tap("office", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    await passing_on.carry(runtime)
    async with runtime.database.write() as uow:
        change = {"contact_id": here.cadi.contact.id, "language": "xx"}
        await contacts.change(uow, [change])
        await uow.commit()

    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender):
        await until(lambda: "outcome_not_written" in caplog.text)
        await queue(runtime, Lane.BULK, [(here.office, "one"), (here.office, "two")])
        await until(lambda: sender.to("office")[-2:] == ["one", "two"])
    assert len(sender.to("gwen")) == 1
    [left] = [row for row in await rows(runtime.database, outbox) if row["note_id"]]
    assert left["address_id"] == here.gwen.address_id


async def test_words_in_a_case_never_come_back_to_the_office(
    runtime: Runtime, door: Door, clock: Clock, here: Here
) -> None:
    """The reader leaves after a safeguarder has passed on a note out of a case."""
    await a_dsp(runtime)
    await door.say("cadi", "/talk")
    await write(door, clock, "cadi")
    await all_sent(runtime)
    [note] = await rows(runtime.database, notes)
    await door.take(door.tap("dsp", f"n:{note['note_id']}:give:{here.gwen.contact.id}"))
    await door.say("gwen", "/stop")

    nothing = [speaks(here.office).say("notes.none")]
    assert to(await Desk(door, "office").ask(), "office") == nothing
    [note] = await rows(runtime.database, notes)
    assert note["status"] == NoteStatus.HELD
    page, _ = to(await Desk(door, "dsp").ask(), "dsp")
    assert WORDS in page


async def test_what_cannot_be_made_keeps_no_reply_from_its_chat(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """The words of a note cannot be opened."""
    await write(door, clock, "cadi")
    await all_sent(runtime)
    async with runtime.database.write() as uow:
        await uow.connection.execute(texts.update().values(body_sealed=b"broken"))
        await uow.commit()
    await door.say("office", "/notes", "/help")
    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender):
        await until(lambda: any("/cases" in text for text in sender.to("office")))
