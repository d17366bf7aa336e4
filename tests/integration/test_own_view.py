"""A learner's own view and own data: read as they leave, for that learner and nobody else."""

import json
from html import escape
from html.parser import HTMLParser

import pytest

from domain.events import AnswerRecorded, Event, SessionSaved
from domain.ids import SessionId
from domain.messages import OutboundKind
from domain.people import Language, Role
from domain.session import Session, Status
from flows.calendar import week_of
from locales.reader import Voice, voice
from services import effects
from services.own_me import PROFILE
from services.runtime import Runtime
from storage import addresses
from storage.tables import audit
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, a_dsp, join, named
from tests.integration.senders import Recorder, Sent, dispatching, until_empty
from tests.support.clock import Clock

GIVEN = {"joy": "4", "others": "2", "strand": "joy", "goal_others": "meet", "goal_joy": "fun"}
"""A profile; the goal for another part is left from before a change of mind."""


async def sent_to(rt: Runtime, who: str) -> list[Sent]:
    """All that leaves for somebody."""
    sender = Recorder(rt.now)
    async with dispatching(rt, sender):
        await until_empty(rt, within=20)
    return [each for each in sender.sent if each.address == who]


def speaks(member: Member) -> Voice:
    return voice(member.contact.language, member.contact.band)


@pytest.mark.parametrize("language", list(Language))
async def test_moods_come_as_a_picture_with_words_and_reasons_counted(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    for face in ("4", "2"):
        await door.check_in("cadi", face)
        clock.move(days=7)
    await sent_to(runtime, "cadi")
    await door.say("cadi", "/me")

    picture, words = await sent_to(runtime, "cadi")

    speak = speaks(cadi)
    assert picture.picture is not None
    assert picture.picture.startswith(b"\x89PNG")
    assert picture.message.text.index(speak.say("board.face.2")) < picture.message.text.index(
        speak.say("board.face.4")
    )
    assert words.picture is None
    assert speak.say("own.me.reasons") in words.message.text
    friends = speak.say("mood.reason.friends")
    assert speak.say("own.me.reason", reason=friends, times="2") in words.message.text


@pytest.mark.parametrize("language", list(Language))
async def test_with_no_answers_there_is_one_kind_sentence(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    await door.say("cadi", "/me")
    [only] = await sent_to(runtime, "cadi")
    assert (only.message.text, only.picture) == (speaks(cadi).say("own.me.none"), None)


async def _profiled(
    rt: Runtime, member: Member, name: str, status: str, given: dict[str, str]
) -> None:
    at = rt.now()
    session = Session(
        id=SessionId(name),
        contact_id=member.contact.id,
        pack=PROFILE,
        version=1,
        node="joy",
        status=Status(status),
        path=tuple(given),
        given=tuple(given.items()),
        started_at=at,
        touched_at=at,
        ended_at=at,
    )
    answers: list[Event] = [
        AnswerRecorded(
            session_id=SessionId(name),
            contact_id=member.contact.id,
            pack=PROFILE,
            question=question,
            value=value,
            text_id=None,
            notice_version="1",
            week=week_of(at),
            at=at,
        )
        for question, value in given.items()
    ]
    async with rt.database.write() as uow:
        await effects.apply(rt, uow, [SessionSaved(session), *answers])
        await uow.commit()


@pytest.mark.parametrize("language", list(Language))
async def test_the_newest_completed_profile_and_its_goal(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    for name, status, given in (
        ("first", "completed", {**GIVEN, "joy": "1"}),
        ("second", "completed", GIVEN),
        ("third", "abandoned", {**GIVEN, "joy": "5"}),
    ):
        await _profiled(runtime, cadi, name, status, given)
        clock.move(days=7)
    await door.say("cadi", "/me")

    profile, goals = await sent_to(runtime, "cadi")

    speak = speaks(cadi)
    assert profile.picture is not None
    none = speak.say("flow.no_answer")
    assert profile.message.text.splitlines() == [
        speak.say("own.me.profile"),
        *_line(speak, "joy", speak.say("own.me.point_then", now="4 / 5", then="1")),
        *_line(speak, "interest", none),
        *_line(speak, "others", speak.say("own.me.point_then", now="2 / 5", then="2")),
        *_line(speak, "purpose", none),
        *_line(speak, "progress", none),
        *_line(speak, "health", none),
        "",
        speak.say("own.me.yours"),
    ]
    assert goals.picture is None
    goal = speak.say("perma.goal.fun")
    assert goals.message.text.splitlines() == [
        speak.say("own.me.goals"),
        *_line(speak, "joy", goal),
    ]


def _line(speak: Voice, part: str, answer: str) -> list[str]:
    name = speak.say(f"perma.strand.{part}")
    return speak.say("own.me.answer", question=name, answer=answer).splitlines()


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.language = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs)["lang"] or ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", list(Language))
async def test_all_that_is_kept_comes_as_a_page_and_as_json(
    runtime: Runtime, door: Door, language: Language
) -> None:
    await a_dsp(runtime)
    cadi = await join(runtime, "cadi", language=language)
    await named(runtime, cadi)
    await door.check_in("cadi")
    await door.say("cadi", "the <b>football</b> was fun", "my dad hits me")
    await door.say("cadi", "/mydata")

    *_, page, data = await sent_to(runtime, "cadi")

    speak = speaks(cadi)
    assert {page.message.kind, data.message.kind} == {OutboundKind.DOCUMENT}
    assert page.picture is not None
    assert data.picture is not None
    read = _Page(page.picture.decode())
    seen = "\n".join(read.words)
    assert read.language == language.value
    for wanted in (
        "Myfanwy Ffoulkes",
        "UPN-cadi",
        "<b>football</b>",
        speak.say("own.file.safety"),
    ):
        assert wanted in seen
    assert speak.raw("mood.face.ask") in seen
    assert speak.say("mood.face.4") in seen
    kept = json.loads(data.picture)
    assert kept["roll"]["first_name"] == "Myfanwy"
    assert [each["words"] for each in kept["texts"]] == ["the <b>football</b> was fun"]
    assert {each["value"] for each in kept["answers"]} >= {"4", "friends"}


@pytest.mark.parametrize("language", list(Language))
async def test_answers_stand_below_the_conversation_they_were_given_in(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    begun = []
    for words in ("the football was fun", "a long walk"):
        begun.append(runtime.now())
        await door.say("cadi", "/checkin")
        for ending in (":face:4", ":reason:friends"):
            await door.choose("cadi", ending)
        await door.say("cadi", words)
        clock.move(days=400)
    await door.say("cadi", "what a day", "/mydata")

    *_, page, data = await sent_to(runtime, "cadi")

    speak, text = speaks(cadi), (page.picture or b"").decode()
    title = escape(speak.say("mood.title"))
    headings = [f"<h3>{title}<br>{speak.dated(at)}</h3>" for at in begun]
    assert [text.count(each) for each in headings] == [1, 1]
    first, second = (text.index(each) for each in headings)
    assert first < text.index("<dd>the football was fun</dd>") < second
    asked = escape(speak.raw("mood.face.ask"))
    given = escape(speak.say("mood.face.4"))
    assert text.count(f"<dl>\n<dt>{asked}</dt>\n<dd>{given}</dd>") == 2, "in the order asked"
    for words in ("the football was fun", "a long walk", "what a day"):
        assert text.count(words) == 1, "nothing stands there twice"
    kept = {each["words"]: each["is_answer"] for each in json.loads(data.picture or b"")["texts"]}
    assert kept == {"the football was fun": True, "a long walk": True, "what a day": False}


async def test_words_in_a_case_are_not_handed_out_by_a_program(
    runtime: Runtime, door: Door
) -> None:
    """Nor is an answer whose words are in one, which would show what was taken further."""
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "/checkin")
    for ending in (":face:4", ":reason:friends"):
        await door.choose("cadi", ending)
    await door.say("cadi", "my dad hits me")
    await door.say("cadi", "/mydata")

    *_, page, data = await sent_to(runtime, "cadi")

    assert b"hits me" not in (page.picture or b"")
    assert b"hits me" not in (data.picture or b"")
    assert {a["question"] for a in json.loads(data.picture or b"")["answers"]} == {
        "face",
        "reason",
    }


async def test_a_look_at_ones_own_name_is_written_down(runtime: Runtime, door: Door) -> None:
    cadi = await join(runtime, "cadi")
    await door.say("cadi", "/mydata")
    await sent_to(runtime, "cadi")
    looks = {(r["actor"], r["subject"]) for r in await rows(runtime.database, audit)}
    assert looks == {(cadi.contact.id, cadi.contact.id)}


@pytest.mark.parametrize("asked", ["/me", "/mydata"])
async def test_a_chat_that_is_somebody_elses_now_gets_nothing(
    runtime: Runtime, door: Door, asked: str
) -> None:
    cadi, dewi = await join(runtime, "cadi"), await join(runtime, "dewi")
    await door.check_in("cadi")
    await sent_to(runtime, "cadi")
    await door.say("cadi", asked)
    async with runtime.database.write() as uow:
        change = {"address_id": cadi.address_id, "contact_id": dewi.contact.id}
        await addresses.change(uow, [change])
        await uow.commit()
    assert [each for each in await sent_to(runtime, "cadi") if each.message.about] == []


@pytest.mark.parametrize("asked", ["/me", "/mydata", "/forget"])
@pytest.mark.parametrize("role", [Role.DSP, Role.HEAD, Role.OFFICE, Role.COUNCIL])
async def test_staff_cannot_open_it(runtime: Runtime, door: Door, asked: str, role: Role) -> None:
    cadi = await join(runtime, "cadi")
    await door.check_in("cadi")
    await join(runtime, "staff", roles=frozenset({role}))
    await door.say("staff", f"{asked} {cadi.contact.id}")
    await door.say("staff", asked)
    own = [each for each in await waiting(runtime.database) if each.address == "staff"]
    assert {each.message.about for each in own} == {""}
