"""Erasing a book: its pages, and only these, on the learner's own word."""

from datetime import timedelta

import pytest

from domain.people import Language, Standing
from services.own_view import HOLDS
from services.runtime import Runtime
from storage.tables import answers, audit, books, cases, sessions, texts
from tests.integration.book_room import (
    ENGLISH,
    PACK,
    WELL,
    a_learner,
    an_adult,
    draw_code,
    open_book,
    read,
    the_button,
    write_page,
)
from tests.integration.door import Door, how_many, rows
from tests.integration.people import a_dsp, join
from tests.integration.test_own_view import sent_to, speaks
from tests.support.clock import Clock


async def ask(door: Door, who: str = "cadi") -> str:
    """What the button carries that erases, after /book and its button were tapped."""
    await door.say(who, "/book")
    *_, stands = await sent_to(door.rt, who)
    data = [b.data for row in stands.message.buttons for b in row]
    await door.take(door.tap(who, next(each for each in data if each == "c:book:erase")))
    *_, question = await sent_to(door.rt, who)
    [[yes, keep]] = question.message.buttons
    assert keep.data == "c:book:erase:keep"
    return yes.data


async def erase(door: Door, who: str = "cadi") -> str:
    """Have a book erased; what the learner is told then."""
    await door.take(door.tap(who, await ask(door, who)))
    *_, told = await sent_to(door.rt, who)
    return told.message.text


async def packs(rt: Runtime) -> set[str]:
    return {row["pack"] for table in (sessions, answers) for row in await rows(rt.database, table)}


@pytest.mark.parametrize("language", list(Language))
async def test_the_book_goes_and_the_rest_stays(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    cadi = await a_learner(runtime, language=language)
    head = await an_adult(runtime)
    await door.check_in("cadi")
    await door.say("cadi", "hello there")
    await write_page(door, "cadi")
    clock.move(minutes=5)
    [page] = [row for row in await rows(runtime.database, sessions) if row["pack"] == PACK]
    await door.take(door.tap("cadi", f"f:{page['session_id']}:well:_change"))
    await door.say("cadi", "we won by two")
    await open_book(door)
    data = await the_button(door)
    clock.move(minutes=5)
    code = await draw_code(door, "cadi")

    assert await erase(door) == speaks(cadi).say("book.erased")

    assert await packs(runtime) == {"mood"}
    [kept] = await rows(runtime.database, texts)
    assert kept["place"] == "chat"
    assert await how_many(runtime.database, books) == 0
    assert await read(door, "head", data) == ENGLISH.say("staff.book.ended")
    await door.say("head", f"/book {code}")
    assert await how_many(runtime.database, books) == 0
    ends = [r for r in await rows(runtime.database, audit) if r["action"] == "book:ended"]
    assert [(r["actor"], r["subject"]) for r in ends] == [(head.contact.id, cadi.contact.id)]


async def test_the_question_says_what_goes_and_nothing_goes_yet(
    runtime: Runtime, door: Door
) -> None:
    cadi = await a_learner(runtime)
    await write_page(door, "cadi")
    await ask(door)
    await door.take(door.tap("cadi", "c:book:erase"))
    [question] = await sent_to(runtime, "cadi")
    assert question.message.text == speaks(cadi).say("book.erase.ask")
    await door.take(door.tap("cadi", "c:book:erase:keep"))
    [kept] = await sent_to(runtime, "cadi")
    assert kept.message.text == speaks(cadi).say("own.forget.kept")
    assert await packs(runtime) == {PACK}


@pytest.mark.parametrize("after", [HOLDS + timedelta(minutes=1), timedelta(minutes=-5)])
async def test_an_old_button_asks_again(
    runtime: Runtime, door: Door, clock: Clock, after: timedelta
) -> None:
    cadi = await a_learner(runtime)
    await write_page(door, "cadi")
    yes = await ask(door)
    clock.set(clock() + after)
    await door.take(door.tap("cadi", yes))
    [question] = await sent_to(runtime, "cadi")
    assert question.message.text == speaks(cadi).say("book.erase.ask")
    assert await packs(runtime) == {PACK}


async def test_words_in_a_case_stay_and_nothing_shows_it(runtime: Runtime, door: Door) -> None:
    """The page that was put aside goes as well."""
    await a_dsp(runtime)
    cadi = await a_learner(runtime)
    await write_page(door, "cadi")
    await door.take(door.tap("cadi", f"c:begin:{PACK}"))
    await door.say("cadi", "my dad hits me")
    assert await erase(door) == speaks(cadi).say("book.erased")
    assert await packs(runtime) == set()
    [kept] = await rows(runtime.database, texts)
    assert kept["case_id"] is not None
    assert await how_many(runtime.database, cases) == 1


async def test_buttons_of_an_erased_page_are_answered_kindly(runtime: Runtime, door: Door) -> None:
    cadi = await a_learner(runtime)
    await door.take(door.tap("cadi", f"c:begin:{PACK}"))
    skip = await door.button("cadi", ":well:_skip")
    await erase(door)
    for data in (skip, skip.replace("_skip", "_change")):
        turn = await door.take(door.tap("cadi", data))
        assert [tap.text for tap in turn.taps] == [speaks(cadi).say("chat.old_button")]
    assert await packs(runtime) == set()
    await write_page(door, "cadi")
    assert await packs(runtime) == {PACK}


async def test_another_open_question_stays_open(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await write_page(door, "cadi")
    await door.say("cadi", "/checkin")
    face = await door.button("cadi", ":face:4")
    await erase(door)
    await door.take(door.tap("cadi", face))
    assert await packs(runtime) == {"mood"}


async def test_all_in_one_batch(runtime: Runtime, door: Door, clock: Clock) -> None:
    """What came before the tap goes, what is begun after it stays; a second tap does no harm."""
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    clock.move(minutes=5)
    code = await draw_code(door, "cadi")
    await door.take(door.tap("cadi", f"c:begin:{PACK}"))
    yes = f"c:book:erase:{int(runtime.now().timestamp()) // 60}"
    await door.take(
        door.text("head", f"/book {code}"),
        door.text("cadi", WELL),
        door.tap("cadi", yes),
        door.tap("cadi", yes),
        door.tap("cadi", f"c:begin:{PACK}"),
        door.text("cadi", "a new page"),
    )
    assert await how_many(runtime.database, books) == 0
    [page] = await rows(runtime.database, sessions)
    assert (page["status"], page["node"]) == ("waiting", "hard")
    assert await how_many(runtime.database, texts) == 1


async def test_others_keep_theirs(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    dewi = await a_learner(runtime, "dewi")
    for who in ("cadi", "dewi"):
        await write_page(door, who)
    await erase(door)
    for table in (sessions, answers, texts):
        assert {r["contact_id"] for r in await rows(runtime.database, table)} == {dewi.contact.id}


async def test_whoever_has_stopped_can_still_have_it_erased(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await write_page(door, "cadi")
    await door.say("cadi", "/stop")
    await erase(door)
    assert await packs(runtime) == set()


@pytest.mark.parametrize("data", ["c:book:erase", "c:book:erase:keep", "c:book:erase:²"])
async def test_no_book_of_anybody_else_is_erased(runtime: Runtime, door: Door, data: str) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await join(runtime, "gone", standing=Standing.STOPPED)
    await write_page(door, "cadi")
    yes = await ask(door)
    for who in ("head", "gone", "stranger"):
        await door.take(door.tap(who, yes), door.tap(who, data))
    assert await packs(runtime) == {PACK}
