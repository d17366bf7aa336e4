"""A learner's own profile: drawn as it leaves, for that learner and nobody else."""

from dataclasses import dataclass, replace

import pytest

from domain.ids import AddressId, SessionId
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Language
from flows.calendar import school_day
from flows.definition import Pack
from locales.reader import Voice, voice
from reporting.own_profile import OwnPoint, OwnProfile
from services.enclosures import Enclosures, NobodysNow, _words
from services.own_me import PROFILE, OwnView
from services.own_profile import read_profile
from services.runtime import Runtime
from storage import addresses
from storage.outbox import Waiting
from storage.tables import sessions
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, join
from tests.integration.senders import Recorder, Sent, dispatching, until_empty
from tests.support.clock import Clock

PARTS = ("joy", "interest", "others", "purpose", "progress", "health")


async def sent_to(rt: Runtime, who: str) -> list[Sent]:
    """All that leaves for somebody."""
    sender = Recorder(rt.now)
    async with dispatching(rt, sender):
        await until_empty(rt, within=20)
    return [each for each in sender.sent if each.address == who]


async def answer(door: Door, who: str, points: str) -> None:
    """Begin a profile and answer its questions, a dash for one that is skipped."""
    await door.take(door.tap(who, f"c:begin:{PROFILE}"))
    for part, point in zip(PARTS, points, strict=True):
        await door.choose(who, f":{part}:{'_skip' if point == '-' else point}")


async def finish(door: Door, who: str) -> None:
    """Choose no part today; the goal of the last time was none."""
    await door.choose(who, ":strand:not_today")


async def waiting_picture(rt: Runtime) -> Waiting:
    """The picture that waits to leave."""
    found = await waiting(rt.database)
    (only,) = (each for each in found if each.message.kind is OutboundKind.OWN_PROFILE)
    return only


async def drawn(rt: Runtime, member: Member, picture: Waiting) -> OwnProfile | None:
    """What the picture shows as it leaves now."""
    message = picture.message
    return await read_profile(
        rt, member.contact, message.session, message.questions, speaks(member)
    )


def speaks(member: Member) -> Voice:
    return voice(member.contact.language, member.contact.band)


@dataclass(frozen=True)
class Profiled:
    """A learner who has just answered the six questions for the second time."""

    member: Member
    picture: Waiting


async def second_time(rt: Runtime, door: Door, clock: Clock, language: Language) -> Profiled:
    member = await join(rt, "cadi", language=language)
    await answer(door, "cadi", "2153-4")
    await finish(door, "cadi")
    clock.move(days=90)
    await sent_to(rt, "cadi")
    await answer(door, "cadi", "4-5314")
    return Profiled(member, await waiting_picture(rt))


@pytest.mark.parametrize("language", list(Language))
async def test_the_picture_leaves_after_the_questions_and_before_a_part_is_chosen(
    runtime: Runtime, door: Door, language: Language
) -> None:
    cadi = await join(runtime, "cadi", language=language)
    await answer(door, "cadi", "4-5312")
    shown = await drawn(runtime, cadi, await waiting_picture(runtime))

    *_, picture, question = await sent_to(runtime, "cadi")

    speak = speaks(cadi)
    assert picture.picture is not None
    assert picture.picture.startswith(b"\x89PNG")
    assert f"{speak.say('perma.strand.joy')}: 4 ●●●●○" in picture.message.text
    assert speak.say("perma.strand.ask") in question.message.text
    assert shown is not None
    names = [speak.say(f"perma.strand.{part}") for part in PARTS]
    now = (4, None, 5, 3, 1, 2)
    assert shown.parts == tuple(OwnPoint(name=n, now=p) for n, p in zip(names, now, strict=True))
    assert (shown.points, shown.on, shown.last) == (5, school_day(runtime.now()), None)
    assert (shown.low, shown.high) == tuple(speak.say(f"perma.often.{e}") for e in ("low", "high"))


@pytest.mark.parametrize("language", list(Language))
async def test_the_second_time_shows_then_and_now(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    first = school_day(runtime.now())
    profiled = await second_time(runtime, door, clock, language)

    shown = await drawn(runtime, profiled.member, profiled.picture)

    assert shown is not None
    assert [(part.then, part.now) for part in shown.parts] == [
        (2, 4),
        (1, None),
        (5, 5),
        (3, 3),
        (None, 1),
        (4, 4),
    ]
    assert (shown.last, shown.on) == (first, school_day(runtime.now()))


async def test_a_profile_that_was_left_is_no_last_time(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    cadi = await join(runtime, "cadi")
    await answer(door, "cadi", "111111")
    await door.say("cadi", "/checkin")
    clock.move(days=1)
    await sent_to(runtime, "cadi")
    await door.take(door.tap("cadi", "c:begin:mood"))
    await answer(door, "cadi", "222222")
    shown = await drawn(runtime, cadi, await waiting_picture(runtime))
    assert shown is not None
    assert shown.last is None


async def test_what_waits_says_only_whose_picture_it_is(runtime: Runtime, door: Door) -> None:
    cadi = await join(runtime, "cadi")
    await answer(door, "cadi", "4-5312")
    message = (await waiting_picture(runtime)).message
    (session,) = await rows(runtime.database, sessions)
    assert message.about == cadi.contact.id
    assert (message.session, message.questions) == (session["session_id"], PARTS)


async def test_nothing_answered_is_no_picture(runtime: Runtime, door: Door) -> None:
    await join(runtime, "cadi")
    await answer(door, "cadi", "------")
    assert {each.picture for each in await sent_to(runtime, "cadi")} == {None}


async def test_what_was_erased_is_not_drawn(runtime: Runtime, door: Door, clock: Clock) -> None:
    """Neither if it waits in the outbox, nor if it was already on its way."""
    profiled = await second_time(runtime, door, clock, Language.EN)
    await door.say("cadi", "/forget")
    minute = int(runtime.now().timestamp()) // 60
    await door.take(door.tap("cadi", f"c:forget:{minute}"))
    left = [each.message for each in await waiting(runtime.database)]
    assert OutboundKind.OWN_PROFILE not in {message.kind for message in left}
    with pytest.raises(NobodysNow):
        await Enclosures(runtime).enclose(profiled.picture.message)
    assert {each.picture for each in await sent_to(runtime, "cadi")} == {None}


async def test_a_chat_that_is_somebody_elses_now_gets_no_picture(
    runtime: Runtime, door: Door
) -> None:
    cadi, dewi = await join(runtime, "cadi"), await join(runtime, "dewi")
    await answer(door, "cadi", "435312")
    async with runtime.database.write() as uow:
        change = {"address_id": cadi.address_id, "contact_id": dewi.contact.id}
        await addresses.change(uow, [change])
        await uow.commit()
    assert {each.picture for each in await sent_to(runtime, "cadi")} == {None}


async def test_a_session_of_somebody_else_is_never_drawn(runtime: Runtime, door: Door) -> None:
    cadi, dewi = await join(runtime, "cadi"), await join(runtime, "dewi")
    await answer(door, "cadi", "435312")
    session = (await waiting_picture(runtime)).message.session
    assert await read_profile(runtime, cadi.contact, session, PARTS, speaks(cadi))
    assert await read_profile(runtime, dewi.contact, session, PARTS, speaks(dewi)) is None
    assert await read_profile(runtime, cadi.contact, SessionId("x"), PARTS, speaks(cadi)) is None


@pytest.mark.parametrize("language", list(Language))
async def test_my_view_has_the_picture_with_the_same_in_words(
    runtime: Runtime, door: Door, clock: Clock, language: Language
) -> None:
    profiled = await second_time(runtime, door, clock, language)
    await finish(door, "cadi")
    await sent_to(runtime, "cadi")
    await door.say("cadi", "/me")

    (picture,) = await sent_to(runtime, "cadi")

    speak = speaks(profiled.member)
    assert picture.picture is not None
    assert picture.picture.startswith(b"\x89PNG")
    head, *lines = picture.message.text.splitlines()
    assert head == speak.say("own.me.profile")
    assert lines[-1] == speak.say("own.me.yours")
    assert speak.say("own.me.point_then", now="4 / 5", then="2") in lines[1]
    none = speak.say("flow.no_answer")
    assert speak.say("own.me.point_then", now=none, then="1") in lines[3]


async def test_my_view_shows_an_open_profile_only_when_it_is_done(
    runtime: Runtime, door: Door
) -> None:
    cadi = await join(runtime, "cadi")
    await answer(door, "cadi", "435312")
    await sent_to(runtime, "cadi")
    await door.say("cadi", "/me")
    (only,) = await sent_to(runtime, "cadi")
    assert (only.message.text, only.picture) == (speaks(cadi).say("own.me.none"), None)


async def test_a_profile_from_before_scales_had_names_is_called_by_its_questions(
    runtime: Runtime,
) -> None:
    (pack,) = (each for each in runtime.packs.values() if each.id == PROFILE)
    document = pack.model_dump(mode="json")
    for node in document["flows"]["main"]["nodes"].values():
        node.pop("name", None)
        node.pop("picture", None)
    unnamed = Pack.model_validate(document)
    rt = replace(runtime, packs={(pack.id, pack.version): unnamed})
    cadi = await join(rt, "cadi")
    await answer(Door(rt), "cadi", "435312")
    (session,) = await rows(rt.database, sessions)

    shown = await read_profile(rt, cadi.contact, session["session_id"], (), speaks(cadi))

    assert shown is not None
    asked = [speaks(cadi).say(f"perma.{part}.ask") for part in PARTS]
    assert [part.name for part in shown.parts] == asked


async def test_words_that_do_not_fit_under_the_picture_come_after_it(runtime: Runtime) -> None:
    speak = voice(Language.CY)
    parts = tuple(OwnPoint(name=f"{n} {'Emosiwn cadarnhaol ' * 9}", now=3) for n in range(9))
    profile = OwnProfile(parts=parts, points=5, on=school_day(runtime.now()))
    view = OwnView(moods=(), profile=profile, goals=("• Nod",), reasons=())
    message = Outbound(to=AddressId("a"), lane=Lane.REPLY, text="")
    under, picture = await Enclosures(runtime)._newest_profile(message, view, speak)
    after = _words(message, view, speak)
    assert picture.startswith(b"\x89PNG")
    assert under.text == speak.say("own.me.yours")
    assert all(part.name in after.text for part in parts)
    assert after.text.endswith("• Nod")
