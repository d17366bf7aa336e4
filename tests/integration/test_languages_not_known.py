"""A language that nobody has told: kept as such, filled by a roll, chosen by its owner."""

from pathlib import Path

import pytest

from domain.messages import InboundKind, Lane
from domain.people import Language, Role
from locales.reader import both, voice, voices
from services import outages, rollups, schedules, staff, waves
from services.roster import import_roll, write_codes
from services.runtime import Runtime
from storage.tables import contacts, deliveries, texts
from tests.integration.door import Door, rows, waiting, words_to
from tests.integration.people import join, join_many
from tests.integration.senders import Recorder, dispatching, until_empty
from tests.support.clock import Clock

WITHOUT = "learner_id,first_name,last_name,year,class,groups"
HEADER = "learner_id,first_name,last_name,year,class,language,groups"


async def roll(rt: Runtime, folder: Path, language: str | None) -> None:
    """Import a roll of one learner, with this in the cell for the language, or no such column."""
    cells = ["L1", "Cadi", "Rhys", "12", "12A", language, ""]
    lines = [
        WITHOUT if language is None else HEADER,
        ",".join(cell for cell in cells if cell is not None),
    ]
    path = folder / "roll.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    await import_roll(rt, path)


async def the_language(rt: Runtime) -> str | None:
    """The language of the one contact there is."""
    [contact] = await rows(rt.database, contacts)
    language: str | None = contact["language"]
    return language


async def reading(rt: Runtime, folder: Path, door: Door, who: str = "cadi") -> None:
    """The learner of the roll has the notice before them."""
    sheet = folder / "codes.csv"
    await write_codes(rt, sheet, None)
    code = sheet.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    await door.say(who, f"/start {code}")


# --- the roll ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "unknown", "Anhysbys", None])
async def test_the_roll_may_not_know_it(
    runtime: Runtime, tmp_path: Path, language: str | None
) -> None:
    await roll(runtime, tmp_path, language)
    assert await the_language(runtime) is None


@pytest.mark.parametrize(
    ("before", "later", "after"),
    [
        ("", "cy", "cy"),
        (None, "en", "en"),
        ("cy", "en", "en"),
        ("en", "", "en"),
        ("cy", None, "cy"),
        ("cy", "unknown", "cy"),
    ],
)
async def test_a_later_roll_may_tell_it_and_never_takes_it_away(
    runtime: Runtime, tmp_path: Path, before: str | None, later: str | None, after: str
) -> None:
    await roll(runtime, tmp_path, before)
    await roll(runtime, tmp_path, later)
    assert await the_language(runtime) == after


@pytest.mark.parametrize("choice", ["c:agree:en", "English", "/language"])
async def test_what_somebody_chose_stays_whatever_a_later_roll_says(
    runtime: Runtime, tmp_path: Path, door: Door, choice: str
) -> None:
    await roll(runtime, tmp_path, "")
    await reading(runtime, tmp_path, door)
    match choice:
        case "c:agree:en":
            await door.choose("cadi", choice)
        case "English":
            await door.say("cadi", choice)
        case _:
            await door.say("cadi", choice)
            await door.choose("cadi", "c:lang:en")
    for later in ("cy", "", None):
        await roll(runtime, tmp_path, later)
        assert await the_language(runtime) == "en"


async def test_it_stays_also_after_leaving_without_joining(
    runtime: Runtime, tmp_path: Path, door: Door
) -> None:
    await roll(runtime, tmp_path, "cy")
    await reading(runtime, tmp_path, door)
    await door.say("cadi", "English please")
    await door.choose("cadi", "c:leave")
    await roll(runtime, tmp_path, "cy")
    [contact] = await rows(runtime.database, contacts)
    assert (contact["standing"], contact["language"]) == ("invited", "en")


# --- in the chat ------------------------------------------------------------------------------


async def test_the_notice_comes_in_both_and_the_choice_is_kept(
    runtime: Runtime, tmp_path: Path, door: Door, restarted: Runtime
) -> None:
    await roll(runtime, tmp_path, None)
    await reading(runtime, tmp_path, door)
    [notice] = await words_to(runtime.database, "cadi")
    greetings = [voice(each).say("enrol.greeting") for each in Language]
    assert notice.startswith(greetings[0])
    assert greetings[1] in notice

    after = Door(restarted, door.numbers)
    await after.choose("cadi", "c:agree:cy")
    assert await the_language(restarted) == "cy"
    told = (await words_to(restarted.database, "cadi"))[-1]
    assert told == voice(Language.CY).say("enrol.agreed")


async def test_worrying_words_before_a_choice_are_answered_and_paged_in_both(
    runtime: Runtime, tmp_path: Path, door: Door
) -> None:
    code = await staff.invite(runtime, Role.DSP, "Anwen Dychmygol", None)
    await door.say("dsp", f"/start {code}")
    assert (
        voices(None).say("enrol.staff_welcome").split("\n\n")[0]
        in (await words_to(runtime.database, "dsp"))[-1]
    )
    await roll(runtime, tmp_path, "")
    await reading(runtime, tmp_path, door)

    await door.say("cadi", "i want to die")

    urgent = [m for m in await waiting(runtime.database) if m.message.lane is Lane.SAFEGUARDING]
    answer = next(each.message for each in urgent if each.address == "cadi")
    page = next(each.message for each in urgent if each.address == "dsp")
    for language in Language:
        speak = voice(language)
        assert speak.say("support.immediate") in answer.text
        assert speak.say("level.immediate") in page.text
    [[take], _] = page.buttons
    [heard] = await rows(runtime.database, texts)
    assert (heard["language"], heard["level"]) == (None, 3)
    await door.take(door.tap("dsp", take.data))
    assert (await words_to(runtime.database, "dsp"))[-1].count(
        take.data.split(":")[1].upper()
    ) == 2


async def test_what_is_made_as_it_leaves_comes_once_in_each_language(
    runtime: Runtime, door: Door
) -> None:
    for member in await join_many(runtime, 10):
        await door.check_in(member.address)
    await rollups.fill(runtime)
    await join(runtime, "head", roles=frozenset({Role.HEAD}), language=None)
    await join(runtime, "erin", language=None)
    await door.say("head", "/results")
    await door.say("erin", "/me", "/mydata")

    sender = Recorder(runtime.now)
    async with dispatching(runtime, sender):
        await until_empty(runtime, within=20)

    welsh, english = (each for each in sender.sent if each.address == "head")
    assert welsh.picture != english.picture
    assert (welsh.message.language, english.message.language) == ("cy", "en")
    none, nothing, coming, *files = (each for each in sender.sent if each.address == "erin")
    band = voices(None, (await join(runtime, "mali")).contact.band)
    assert [none.message.text, nothing.message.text] == [s.say("own.me.none") for s in band]
    assert coming.message.text == band.say("own.data.coming")
    assert [each.message.filename.rpartition(".")[2] for each in files] == ["html", "json"] * 2
    assert b'"language": null' in (files[1].picture or b"")


# --- no check-in ------------------------------------------------------------------------------


async def test_nothing_is_asked_in_a_language_that_nobody_chose(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    """Nobody joins so; should a row say it, there is no check-in until they choose."""
    schedule = await schedules.add(runtime, "mood", "tuesday", "08:45", "7-13")
    await join(runtime, "cadi", language=None)
    await join(runtime, "erin")
    await waves.run_now(runtime, schedule.id)
    assert len(await rows(runtime.database, deliveries)) == 1

    await door.say("cadi", "/checkin")
    assert await words_to(runtime.database, "cadi") == [both("checkin.none")]
    clock.move(minutes=10)
    await outages.ask_again(runtime, runtime.now() - outages.TAPS_KEPT * 2)
    assert len(await words_to(runtime.database, "cadi")) == 1

    await door.take(door.inbound("cadi", InboundKind.TEXT, text="Yn Gymraeg, plis!"))
    await door.say("cadi", "/checkin")
    band = (await join(runtime, "mali")).contact.band
    asked = voice(Language.CY, band).say("mood.face.ask")
    assert (await words_to(runtime.database, "cadi"))[-1] == asked
