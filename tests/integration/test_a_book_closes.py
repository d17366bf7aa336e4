"""What takes a book, or a page of it, out of the sight of the adult who could read it."""

import pytest

from domain.ids import BookId
from domain.messages import OutboundKind
from domain.people import Role, Standing
from services.books import CODES_LAST, read_data
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from storage.books import ONE_ADULT, PACK, READER
from storage.tables import answers, books, sessions
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
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.people import a_dsp, join
from tests.integration.test_forget import forget, holding
from tests.integration.test_own_view import sent_to, speaks
from tests.support.clock import Clock


async def test_a_second_adult_takes_the_place_of_the_first(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    cadi, head = await a_learner(runtime), await an_adult(runtime)
    office = await an_adult(runtime, "office", Role.OFFICE)
    await write_page(door, "cadi")
    await open_book(door)
    first = await the_button(door)
    clock.move(minutes=1)
    code = await draw_code(door, "cadi")
    assert WELL in await read(door, "head", first), "until the second one gives the code"
    await door.say("office", f"/book {code}")
    await sent_to(runtime, "office")

    assert await read(door, "head", first) == ENGLISH.say("staff.book.ended")
    assert WELL in await read(door, "office", await the_button(door, "office"))
    [row] = await rows(runtime.database, books)
    assert (row["learner_id"], row["reader_id"]) == (cadi.contact.id, office.contact.id)
    assert (head.contact.id, "book:ended", cadi.contact.id) in await looks(runtime)


async def test_only_me_again_ends_it_at_once_even_for_what_is_on_its_way(
    runtime: Runtime, door: Door
) -> None:
    cadi, head = await a_learner(runtime), await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    await door.take(door.tap("head", data))
    await door.take(door.tap("cadi", "c:book:only_me"))

    [told] = await sent_to(runtime, "head")

    assert told.message.text == ENGLISH.say("staff.book.ended")
    assert await how_many(runtime.database, books) == 0
    ends = [what for *_, what, _ in await looks(runtime) if what.startswith("book:")]
    assert ends == ["book:opened", "book:ended"]
    assert (head.contact.id, "book:ended", cadi.contact.id) in await looks(runtime)
    await door.say("head", "/book")
    [listed] = await sent_to(runtime, "head")
    assert listed.message.text == ENGLISH.say("staff.book.none")


async def test_an_old_button_opens_nothing_after_a_new_beginning(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    old = await the_button(door)
    await door.take(door.tap("cadi", "c:book:only_me"))
    clock.move(minutes=1)
    await open_book(door)
    assert await read(door, "head", old) == ENGLISH.say("staff.book.ended")
    assert WELL in await read(door, "head", await the_button(door))


async def test_a_mark_that_is_taken_back_hides_the_page(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await door.take(door.tap("cadi", await door.button("cadi", f":{READER}:only_me")))
    await open_book(door)
    told = await read(door, "head", await the_button(door))
    kept = {(r["question"], r["value"]) for r in await rows(runtime.database, answers)}
    assert (READER, "only_me") in kept
    assert WELL not in told
    assert ENGLISH.say("staff.book.no_pages") in told


async def test_a_page_that_is_rewritten_is_hidden_until_it_is_said_anew_who_may_see_it(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    cadi = await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    clock.move(minutes=5)
    [page] = await rows(runtime.database, sessions)
    await door.take(door.tap("cadi", f"f:{page['session_id']}:well:_change"))
    await door.say("cadi", MINE)

    told = await read(door, "head", data)
    assert MINE not in told
    assert ENGLISH.say("staff.book.no_pages") in told
    await door.say("cadi", "/book")
    *_, stands = await sent_to(runtime, "cadi")
    assert speaks(cadi).say("book.pages.zero") in stands.message.text

    await door.say("cadi", HARD)
    await door.take(door.tap("cadi", f"f:{page['session_id']}:{READER}:{ONE_ADULT}"))
    assert MINE in await read(door, "head", data)


@pytest.mark.parametrize("then", [(), ("c:begin:my-book",)], ids=["left open", "given up"])
async def test_a_page_of_which_it_is_asked_again_who_may_see_it_is_hidden(
    runtime: Runtime, door: Door, clock: Clock, then: tuple[str, ...]
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    clock.move(minutes=5)
    [page] = await rows(runtime.database, sessions)
    for question, what in (("well", "_change"), ("well", "_keep"), ("hard", "_keep")):
        await door.take(door.tap("cadi", f"f:{page['session_id']}:{question}:{what}"))
    [page] = await rows(runtime.database, sessions)
    assert (page["status"], page["node"]) == ("waiting", READER)
    for each in then:
        await door.take(door.tap("cadi", each))

    assert WELL not in await read(door, "head", data)


async def test_words_in_a_case_are_never_shown(runtime: Runtime, door: Door) -> None:
    """Not those that opened it, nor what is written while it is open."""
    await a_dsp(runtime)
    cadi = await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await door.take(door.tap("cadi", f"c:begin:{PACK}"))
    await door.say("cadi", "my dad hits me")
    await write_page(door, "cadi", well="written while it is open", hard="this as well")
    await open_book(door)

    told = await read(door, "head", await the_button(door))

    assert WELL in told
    for words in ("hits me", "written while", "this as well"):
        assert words not in told
    await door.say("cadi", "/book")
    *_, stands = await sent_to(runtime, "cadi")
    assert speaks(cadi).count("book.pages", 2) in stands.message.text, "nothing shows a case"


async def test_a_worry_takes_the_news_of_an_adult_not_back(runtime: Runtime, door: Door) -> None:
    await a_dsp(runtime)
    await a_learner(runtime)
    await an_adult(runtime)
    code = await draw_code(door, "cadi")
    await door.take(door.text("head", f"/book {code}"), door.text("cadi", "my dad hits me"))
    texts = [each.message.text for each in await sent_to(runtime, "cadi")]
    assert any(NAMES["head"] in text for text in texts)


async def test_forgetting_ends_it_and_leaves_nothing_but_the_audit(
    runtime: Runtime, door: Door
) -> None:
    cadi, head = await a_learner(runtime), await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    await forget(door, "cadi")
    assert await read(door, "head", data) == ENGLISH.say("staff.book.ended")
    assert await holding(runtime.database, cadi.contact.id) <= {
        *("contacts", "people", "addresses", "audit")
    }
    assert (head.contact.id, "book:ended", cadi.contact.id) in await looks(runtime)


async def test_forgetting_takes_the_code_back(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    code = await draw_code(door, "cadi")
    await forget(door, "cadi")
    await door.say("head", f"/book {code}")
    assert await how_many(runtime.database, books) == 0


async def test_all_in_one_batch(runtime: Runtime, door: Door) -> None:
    """An adult gives the code, the learner erases, and the adult taps: nothing is read."""
    await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    code = await draw_code(door, "cadi")
    minute = int(runtime.now().timestamp()) // 60
    await door.take(door.text("head", f"/book {code}"), door.tap("cadi", f"c:forget:{minute}"))
    assert await how_many(runtime.database, books) == 0
    *_, listed = await sent_to(runtime, "head")
    assert listed.message.buttons == ()


@pytest.mark.parametrize("who", ["cadi", "head"])
async def test_whoever_stops_ends_it(runtime: Runtime, door: Door, who: str) -> None:
    cadi = await a_learner(runtime)
    await an_adult(runtime)
    await write_page(door, "cadi")
    await open_book(door)
    data = await the_button(door)
    await sent_to(runtime, "cadi")
    await door.say(who, "/stop")
    said = await sent_to(runtime, "cadi")
    if who == "head":
        assert speaks(cadi).say("book.left") in said[-1].message.text
        assert speaks(cadi).say("book.nobody") in said[-1].message.text
    await door.say(who, "/start")
    assert await read(door, "head", data) == ENGLISH.say("staff.book.ended")


async def test_a_learner_whose_chat_is_gone_has_no_open_book(runtime: Runtime, door: Door) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await open_book(door)
    await door.say("cadi", "/help")
    [help_] = [each for each in await waiting(runtime.database) if each.address == "cadi"]
    await write_outcomes(runtime, [(help_, Outcome.unreachable())])
    assert await how_many(runtime.database, books) == 0


async def test_an_adult_who_stops_leaves_the_code_of_another(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    await an_adult(runtime, "office", Role.OFFICE)
    await open_book(door)
    clock.move(minutes=1)
    code = await draw_code(door, "cadi")
    await door.say("head", "/stop")
    await door.say("office", f"/book {code}")
    [row] = await rows(runtime.database, books)
    assert row["reader_id"] is not None


async def test_a_code_that_is_old_opens_nothing(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_learner(runtime)
    await an_adult(runtime)
    code = await draw_code(door, "cadi")
    clock.move(seconds=CODES_LAST.total_seconds())
    await door.say("head", f"/book {code}")
    *_, said = await sent_to(runtime, "head")
    assert said.message.text == ENGLISH.say("staff.book.code_unknown")


async def test_an_adult_who_has_left_by_the_time_it_leaves_gets_nothing(
    runtime: Runtime, door: Door
) -> None:
    await a_learner(runtime)
    await join(runtime, "gone", roles=frozenset({Role.HEAD}), standing=Standing.STOPPED)
    await door.take(door.tap("gone", read_data(BookId("abc"))))
    assert [each.message.kind for each in await sent_to(runtime, "gone")] == [OutboundKind.TEXT]
