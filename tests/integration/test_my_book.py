"""A learner's own book: one adult reads what is marked for them, and only while it is so."""

import json
import logging
import re

import pytest

from domain.ids import BookId
from domain.messages import Lane, OutboundKind
from domain.people import Language, Role, Standing
from locales.reader import voice
from services.book_pages import BOOKS_LISTED, ROOM
from services.books import CODES_LAST, read_data
from services.guessing import FIRST_WAIT, FREE_MISSES
from services.outcomes import Outcome, write_outcomes
from services.runtime import Runtime
from storage import people
from storage.books import ONE_ADULT, PACK, READER
from storage.people import Person
from storage.tables import answers, audit, books, sessions
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.people import Member, a_dsp, join
from tests.integration.test_forget import forget, holding
from tests.integration.test_own_view import sent_to, speaks
from tests.support.clock import Clock

CODE = re.compile(r"\b\w{3}-\w{3}-\w{3}\b")
WELL, HARD, MINE = "we won the match", "the maths test was long", "i sang on my own"
NAMES = {"cadi": "Cadi Ddychmygol", "dewi": "Dewi Invented", "head": "Hefin Pennaeth"}
ENGLISH = voice(Language.EN)


async def a_learner(rt: Runtime, who: str = "cadi", language: Language = Language.EN) -> Member:
    return await _named(rt, who, await join(rt, who, language=language))


async def an_adult(rt: Runtime, who: str = "head", role: Role = Role.HEAD) -> Member:
    return await _named(rt, who, await join(rt, who, roles=frozenset({role})))


async def _named(rt: Runtime, who: str, member: Member) -> Member:
    first, _, last = NAMES.get(who, f"{who.title()} Invented").partition(" ")
    person = Person(contact_id=member.contact.id, reference=None, first_name=first, last_name=last)
    async with rt.database.write() as uow:
        await people.put(uow, [person])
        await uow.commit()
    return member


async def write_page(
    door: Door, who: str, *, well: str = WELL, hard: str = HARD, reader: str = ONE_ADULT
) -> None:
    """A page of the book, from the first word to who may see it."""
    await door.take(door.tap(who, f"c:begin:{PACK}"))
    await door.say(who, well)
    await door.say(who, hard)
    await door.choose(who, f":{READER}:{reader}")


async def draw_code(door: Door, who: str) -> str:
    """A code, as the learner's phone shows it."""
    await door.take(door.tap(who, "c:book:code"))
    *_, told = await sent_to(door.rt, who)
    return CODE.findall(told.message.text)[0]


async def open_book(door: Door, who: str = "cadi", adult: str = "head") -> None:
    """Let an adult read, by a code; everything that was said on the way has left."""
    await door.say(adult, f"/book {await draw_code(door, who)}")
    await sent_to(door.rt, adult)


async def the_button(door: Door, adult: str = "head") -> str:
    """What the newest button on an adult's list of books carries."""
    await door.say(adult, "/book")
    *_, listed = await sent_to(door.rt, adult)
    return listed.message.buttons[0][0].data


async def read(door: Door, adult: str, data: str) -> str:
    """What an adult is sent who taps this."""
    await door.take(door.tap(adult, data))
    *_, told = await sent_to(door.rt, adult)
    return told.message.text


async def looks(rt: Runtime) -> list[tuple[str, str, str]]:
    """Every line of the audit: who, what, of whom."""
    return [(r["actor"], r["action"], r["subject"]) for r in await rows(rt.database, audit)]


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


async def test_an_adult_who_has_left_by_the_time_it_leaves_gets_nothing(
    runtime: Runtime, door: Door
) -> None:
    await a_learner(runtime)
    await join(runtime, "gone", roles=frozenset({Role.HEAD}), standing=Standing.STOPPED)
    await door.take(door.tap("gone", read_data(BookId("abc"))))
    assert [each.message.kind for each in await sent_to(runtime, "gone")] == [OutboundKind.TEXT]


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
