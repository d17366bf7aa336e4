"""What is written or drawn only as it leaves shows nothing untranslated but data.

The words of a picture are read in the same drawing, made as SVG.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import vl_convert

from domain.messages import OutboundKind
from domain.people import Language, Role
from locales import pseudo
from locales.reader import Voice
from reporting import canvas
from services import rollups
from services.books import BOOK, ONLY_ME, read_data
from services.kind_notes import WITH_NAME
from services.runtime import Runtime
from storage.tables import books
from tests.integration.book_room import CODE, HARD, WELL, write_page
from tests.integration.door import Door, rows
from tests.integration.note_desk import WORDS, Desk, all_sent, write
from tests.integration.people import a_dsp, join, join_many, named
from tests.integration.senders import Sent
from tests.integration.test_own_profile import answer
from tests.support.clock import Clock
from tests.support.drawings import texts
from tests.support.strange import Reading, plain, strange_voices, untranslated

pytestmark = [
    pytest.mark.parametrize("kind", ["sqlite"]),  # what is said is not the database's
    pytest.mark.parametrize("language", Language),
]

GOAL = "to sing on a stage"
DATA = (WORDS, WELL, HARD, GOAL, "Cadi Sample", "Gwen Example", "Hefin Pennaeth", "UPN-cadi")
DATA_OF_CHATS = ("12A", "12B", "Telegram")


@pytest.fixture(autouse=True)
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Strange voices. Dates are in no catalogue, so whatever a voice says of them is marked."""
    for name in ("date", "moment"):
        monkeypatch.setattr(Voice, name, _marked(getattr(Voice, name)))
    yield from strange_voices(monkeypatch)


def _marked(say: Callable[..., str]) -> Callable[..., str]:
    return lambda speak, when: pseudo.pseudo(say(speak, when))


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of every picture that is drawn, one picture after another."""
    pictures: list[str] = []
    draw = canvas.png

    def png(spec: dict[str, Any]) -> bytes:
        drawing = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        pictures.append("\n".join(texts(drawing)))
        return draw(spec)

    monkeypatch.setattr(canvas, "png", png)
    return pictures


def assert_translated(*shown: str) -> None:
    assert any(pseudo.OPEN in each for each in shown)
    data = (*DATA, *DATA_OF_CHATS, *(code for each in shown for code in CODE.findall(each)))
    left = {each: [*untranslated(each, *data), *plain(each, *data)] for each in shown}
    assert {each: words for each, words in left.items() if words} == {}


def said(sent: list[Sent]) -> list[str]:
    """Every message and every button."""
    return [
        text
        for each in sent
        for text in (each.message.text, *(b.label for row in each.message.buttons for b in row))
    ]


def kinds(sent: list[Sent]) -> set[OutboundKind]:
    return {each.message.kind for each in sent}


async def profile(door: Door, goal: str) -> None:
    """A whole profile, with a goal or the learner's own."""
    await answer(door, "cadi", "2153-4")
    if goal != "laugh":
        await door.choose("cadi", ":went:well")
    await door.choose("cadi", ":strand:joy")
    await door.choose("cadi", f":goal_joy:{goal}")


async def test_my_view_and_the_pictures_of_a_profile(
    runtime: Runtime, door: Door, clock: Clock, language: Language, drawn: list[str]
) -> None:
    await join(runtime, "cadi", language=language)
    await door.say("cadi", "/me")
    for face in ("1", "5"):
        await door.check_in("cadi", face)
        clock.move(days=7)
    await profile(door, "laugh")
    sent = await all_sent(runtime)
    clock.move(days=20)
    await profile(door, "own")
    await door.say("cadi", GOAL, "/me")
    sent += await all_sent(runtime)

    own = {OutboundKind.OWN_CHART, OutboundKind.OWN_PROFILE, OutboundKind.OWN_WORDS}
    assert own <= kinds(sent)
    assert len(drawn) == 4  # a profile in each passage, then moods and the newest profile
    assert any(GOAL in text for text in said(sent))
    assert_translated(*said(sent), *drawn)


async def test_all_that_is_kept(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    await a_dsp(runtime)
    head = await join(runtime, "head", roles=frozenset({Role.HEAD}))
    cadi = await join(runtime, "cadi", language=language, class_name="12A")
    await named(runtime, cadi, "Cadi", "Sample")
    await named(runtime, head, "Hefin", "Pennaeth")
    await door.say("cadi", "/mydata")
    sent = await all_sent(runtime)
    await door.check_in("cadi")
    await write_page(door, "cadi")
    await write(door, clock, "cadi")
    await door.take(door.tap("cadi", f"c:{BOOK}:code"))
    sent += await all_sent(runtime)
    await door.say("head", f"/book {code_in(sent)}")
    await all_sent(runtime)
    await door.say("cadi", "/mydata")
    sent += await all_sent(runtime)

    files = [each for each in sent if each.message.kind is OutboundKind.DOCUMENT]
    pages = [Reading((each.picture or b"").decode()).text for each in files[::2]]
    data = [json.loads(each.picture or b"") for each in files[1::2]]
    assert "Hefin Pennaeth" in pages[1]
    assert WELL in pages[1]
    assert_translated(*said(sent), *pages, *(words for each in data for words in in_words(each)))


def in_words(data: dict[str, Any]) -> Iterator[str]:
    """What is said to people in a file for programs, whose keys are in English."""
    yield data["safeguarding"]
    for each in data["answers"]:
        yield each["question_in_words"]
        yield each["answer_in_words"]


def code_in(sent: list[Sent]) -> str:
    """The newest code that somebody was shown."""
    return next(found[0] for text in reversed(said(sent)) if (found := CODE.findall(text)))


async def test_a_book_for_its_learner_and_for_its_reader(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    head = await join(runtime, "head", roles=frozenset({Role.HEAD}), language=language)
    await named(runtime, cadi, "Cadi", "Sample")
    await named(runtime, head, "Hefin", "Pennaeth")
    await door.say("head", "/book")
    await door.say("cadi", "/book")
    await door.take(door.tap("cadi", f"c:{BOOK}:code"))
    sent = await all_sent(runtime)
    await door.say("head", f"/book {code_in(sent)}")
    sent += await all_sent(runtime)
    [book] = await rows(runtime.database, books)
    look = read_data(book["book_id"])
    await door.take(door.tap("head", look))
    sent += await all_sent(runtime)
    for page in range(3):
        await write_page(door, "cadi", well=f"{WELL} {page} " * 40, hard=f"{HARD} " * 40)
    await door.take(door.tap("head", look))
    await door.say("cadi", "/book")
    sent += await all_sent(runtime)
    await door.take(door.tap("cadi", f"c:{BOOK}:{ONLY_ME}"))
    await door.take(door.tap("head", look))
    sent += await all_sent(runtime)

    assert {OutboundKind.OWN_BOOK, OutboundKind.BOOKS, OutboundKind.BOOK_PAGES} <= kinds(sent)
    assert any(WELL in text for text in said(sent))
    assert_translated(*said(sent))


@pytest.mark.parametrize("shown", [WITH_NAME, "without"])
async def test_a_thank_you_note_on_its_way(
    runtime: Runtime, door: Door, clock: Clock, language: Language, shown: str
) -> None:
    office = await join(runtime, "office", roles=frozenset({Role.OFFICE}), language=language)
    cadi = await join(runtime, "cadi", class_name="12A", language=language)
    gwen = await join(runtime, "gwen", class_name="12B", language=language)
    for member, name in (
        (office, "Hefin Pennaeth"),
        (cadi, "Cadi Sample"),
        (gwen, "Gwen Example"),
    ):
        await named(runtime, member, *name.split())
    await write(door, clock, "cadi", shown=shown)
    desk = Desk(door, "office", language)
    await desk.give("Gwen Example")

    assert OutboundKind.NOTE in kinds(desk.seen)
    assert {each.address for each in desk.seen} == {"office", "cadi", "gwen"}
    assert_translated(*said(desk.seen))


async def test_a_picture_of_results(
    runtime: Runtime, door: Door, language: Language, drawn: list[str]
) -> None:
    for number, member in enumerate(await join_many(runtime, 12)):
        await door.check_in(member.address, str(1 + number % 5))
    await rollups.fill(runtime)
    await join(runtime, "head", roles=frozenset({Role.HEAD}), language=language)
    await all_sent(runtime)
    await door.say("head", "/results")
    sent = await all_sent(runtime)

    assert OutboundKind.CHART in kinds(sent)
    assert len(drawn) == 1
    assert_translated(*said(sent), *drawn)
