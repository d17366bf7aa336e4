"""A book that its learner opens to one adult: by a code, page by page, each look written down."""

import json
import logging

import pytest

from domain.messages import Lane, OutboundKind
from domain.people import Language, Role
from services.book_pages import BOOKS_LISTED, ROOM
from services.guessing import FIRST_WAIT, FREE_MISSES
from services.runtime import Runtime
from storage.books import ONE_ADULT, PACK, READER
from storage.tables import books
from tests.integration.book_room import (
    ENGLISH,
    HARD,
    MINE,
    NAMES,
    WELL,
    a_learner,
    an_adult,
    draw_code,
    looks,
    open_book,
    read,
    the_button,
    write_page,
)
from tests.integration.door import Door, rows, waiting
from tests.integration.people import join
from tests.integration.test_own_view import sent_to, speaks
from tests.support.clock import Clock


def test_the_pack_asks_who_may_see_a_page(runtime: Runtime) -> None:
    pack = runtime.packs[(PACK, 1)]
    assert ONE_ADULT in pack.wait(READER).options  # type: ignore[union-attr]
    assert {"well", "hard"} <= set(pack.waits)
    assert pack.sees.words == ("learner", "dsp", "named_adult")


@pytest.mark.parametrize("language", list(Language))
async def test_one_adult_reads_what_is_marked_for_them(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    cadi = await a_learner(runtime, language=language)
    await an_adult(runtime)
    await write_page(door, "cadi", well="an older page")
    clock.move(days=1)
    await write_page(door, "cadi")
    await write_page(door, "cadi", well=MINE, hard=MINE, reader="only_me")
    await open_book(door)

    data = await the_button(door)
    told = await read(door, "head", data)

    assert ENGLISH.say("staff.book.of", name=NAMES["cadi"]) in told
    assert ENGLISH.say("staff.book.duty") in told
    assert ENGLISH.say("staff.book.well", words=WELL) in told
    assert ENGLISH.say("staff.book.hard", words=HARD) in told
    assert told.index(WELL) < told.index("an older page")
    assert told.count("2026") == 2
    assert MINE not in told
    assert cadi.contact.id not in data


async def test_the_code_alone_is_enough(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await door.say("head", (await draw_code(door, "cadi")).lower())
    await sent_to(runtime, "head")
    assert WELL in await read(door, "head", await the_button(door))


@pytest.mark.parametrize("language", list(Language))
async def test_the_learner_is_told_at_once_who_it_is(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi, head = await a_learner(runtime, language=language), await an_adult(runtime)
    await write_page(door, "cadi")
    code = await draw_code(door, "cadi")
    await door.say("head", f"/book {code}")

    queued = [each.message for each in await waiting(runtime.database)]
    assert not any(name in str(queued) for name in NAMES.values()), "no name lies waiting"
    [told] = await sent_to(runtime, "cadi")

    speak = speaks(cadi)
    assert told.message.text.startswith(speak.say("book.opened"))
    since = speak.dated(runtime.now())
    assert speak.say("book.reader", name=NAMES["head"], since=since) in told.message.text
    assert speak.count("book.pages", 1) in told.message.text
    assert (cadi.contact.id, "identity:reveal", head.contact.id) in await looks(runtime)


async def test_nobody_reads_until_a_code_is_given(runtime: Runtime, door: Door) -> None:
    cadi = await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await sent_to(runtime, "cadi")
    await door.say("cadi", "/book")
    await door.say("head", "/book")
    [stands] = await sent_to(runtime, "cadi")
    assert speaks(cadi).say("book.nobody") in stands.message.text
    await door.say("head", "/book")
    [none] = await sent_to(runtime, "head")
    assert none.message.text == ENGLISH.say("staff.book.none")
    assert none.message.buttons == ()


async def test_every_look_is_written_down_and_the_learner_sees_the_last(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    cadi, head = await a_learner(runtime), await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    await door.say("cadi", "/book")
    *_, before = await sent_to(runtime, "cadi")
    assert speaks(cadi).say("book.not_read") in before.message.text

    data = await the_button(door)
    for _ in range(2):
        clock.move(hours=3)
        await read(door, "head", data)
    await door.say("cadi", "/book")
    [after] = await sent_to(runtime, "cadi")

    when = speaks(cadi).dated(runtime.now())
    assert speaks(cadi).say("book.last_read", when=when) in after.message.text
    pair = (head.contact.id, cadi.contact.id)
    own = [what for who, what, whose in await looks(runtime) if (who, whose) == pair]
    assert own.count("book:opened") == 1
    assert own.count("book:read") == 2
    assert own.count("identity:reveal") >= 2


async def test_nobody_else_reads_by_a_button_that_they_got_hold_of(
    runtime: Runtime, door: Door
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await an_adult(runtime, "office", Role.OFFICE)
    await join(runtime, "council", roles=frozenset({Role.COUNCIL}))
    await a_learner(runtime, "dewi")
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    for who in ("office", "council", "dewi", "stranger"):
        await door.take(door.tap(who, data))
        for each in await sent_to(runtime, who):
            assert WELL not in each.message.text
            assert NAMES["cadi"] not in each.message.text
    reads = [actor for actor, what, _ in await looks(runtime) if what == "book:read"]
    assert reads == []


async def test_the_code_of_a_learner_opens_only_their_own_book(
    runtime: Runtime, door: Door
) -> None:
    await a_learner(runtime)
    await a_learner(runtime, "dewi")
    await an_adult(runtime)
    await write_page(door, "cadi")
    await write_page(door, "dewi", well="another book", hard="of somebody else")
    await open_book(door, "dewi")
    told = await read(door, "head", await the_button(door))
    assert "another book" in told
    assert WELL not in told


async def test_wrong_codes_are_slowed_and_the_count_lasts(
    runtime: Runtime, restarted: Runtime, door: Door, clock: Clock
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    code = await draw_code(door, "cadi")
    await door.say("head", *["/book 000-000-000"] * (FREE_MISSES + 1))
    await Door(restarted, door.numbers).say("head", f"/book {code}")
    [row] = await rows(runtime.database, books)
    assert row["reader_id"] is None
    clock.move(seconds=FIRST_WAIT.total_seconds())
    await door.say("head", f"/book {code}")
    [row] = await rows(runtime.database, books)
    assert row["reader_id"] is not None


async def test_no_code_stands_in_the_tables(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    code = await draw_code(door, "cadi")
    [row] = await rows(runtime.database, books)
    assert code.replace("-", "").casefold() not in str(row).casefold()


@pytest.mark.parametrize("language", list(Language))
async def test_all_that_is_kept_says_who_may_read(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi, head = await a_learner(runtime, language=language), await an_adult(runtime)
    speak = speaks(cadi)
    await door.say("cadi", "/mydata")
    *_, page, data = await sent_to(runtime, "cadi")
    assert json.loads(data.picture or b"")["book"] is None
    assert speak.say("own.file.nobody") in (page.picture or b"").decode()

    await open_book(door)
    await door.say("cadi", "/mydata")
    *_, page, data = await sent_to(runtime, "cadi")

    assert json.loads(data.picture or b"")["book"] == {
        "reader": NAMES["head"],
        "since": runtime.now().isoformat(),
        "last_read_at": None,
    }
    assert NAMES["head"] in (page.picture or b"").decode()
    assert (cadi.contact.id, "identity:reveal", head.contact.id) in await looks(runtime)


async def test_long_pages_come_in_parts(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    for number in range(3):
        await write_page(door, "cadi", well=f"page {number} " + "la " * 300, hard="la " * 500)
    await open_book(door)
    data, seen, messages = await the_button(door), "", 0
    while data:
        await door.take(door.tap("head", data))
        *_, told = await sent_to(runtime, "head")
        assert len(told.message.text) < ROOM + 500
        seen, messages = seen + told.message.text, messages + 1
        data = told.message.buttons[0][0].data if told.message.buttons else ""
    assert messages > 1
    assert all(f"page {number} " in seen for number in range(3))


async def test_more_books_than_a_message_lists(runtime: Runtime, door: Door) -> None:
    await an_adult(runtime)
    for number in range(BOOKS_LISTED + 1):
        await a_learner(runtime, f"learner{number}")
        await open_book(door, f"learner{number}")
    await door.say("head", "/book")
    *_, first = await sent_to(runtime, "head")
    *names, [more] = first.message.buttons
    await door.take(door.tap("head", more.data))
    *_, second = await sent_to(runtime, "head")
    listed = {row[0].label for row in (*names, *second.message.buttons)}
    assert listed == {f"Learner{number} Invented" for number in range(BOOKS_LISTED + 1)}


async def test_news_of_a_book_leaves_in_the_lane_for_safety(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    code = await draw_code(door, "cadi")
    await door.say("head", f"/book {code}")
    lanes = {each.message.kind: each.message.lane for each in await waiting(runtime.database)}
    assert lanes[OutboundKind.OWN_BOOK] is Lane.SAFEGUARDING
    assert lanes[OutboundKind.BOOKS] is Lane.REPLY


async def test_no_name_no_word_and_no_code_is_logged(
    runtime: Runtime, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    code = await draw_code(door, "cadi")
    await door.say("head", f"/book {code}")
    await sent_to(runtime, "head")
    assert WELL in await read(door, "head", await the_button(door))
    logged = f"{caplog.text} {[record.__dict__ for record in caplog.records]}"
    assert [each for each in (WELL, HARD, code, *NAMES.values()) if each in logged] == []
