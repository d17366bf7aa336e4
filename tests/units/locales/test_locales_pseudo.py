"""Nothing that a person reads has gone past the catalogues."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.events import TapAnswered
from domain.people import Language, Role, Standing, band_of
from flows.story import Story, scene_of
from locales import pseudo, reader
from locales.reader import CATALOGUES, Voice
from reporting.alt import caption
from reporting.summary import hidden_slices
from services.commands import ALIASES, COMMANDS
from tests.support.conversation import CODE, Conversation, Scene
from tests.support.golden import STORIES, current_packs
from tests.support.strange import Reading, plain, strange_voices, untranslated
from tests.web import test_board as board

WORRYING = ("I want to kill myself", "I cut myself", "I feel sad all the time", "my dad hits me")


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from strange_voices(monkeypatch)


# --- the words themselves ---------------------------------------------------------------------


def test_a_text_is_wrapped_and_accented_and_a_third_longer() -> None:
    assert pseudo.pseudo("Hello {name}") == "⟦Ĥéļļö {name}····⟧"


def test_placeholders_commands_and_addresses_stay() -> None:
    said = pseudo.pseudo("{{a}} {n}/{total}: /stop https://example.org/a")
    for kept in ("{{", "}}", "{n}", "{total}", "/stop", "https://example.org/a"):
        assert kept in said


def test_a_strange_voice_fills_counts_and_misses_as_any_voice_does() -> None:
    speak = Voice(Language.EN, None, pseudo.words(Language.EN, CATALOGUES))
    assert re.fullmatch(r"⟦\+ 3 ɱöŕé çàšéš·+⟧", speak.count("cases.more", 3))
    assert speak.count("cases.more", 0).startswith("⟦Ñö ɱöŕé")
    assert not speak.has("cases.nothing")
    with pytest.raises(reader.MissingText):
        speak.say("cases.nothing")
    with pytest.raises(reader.MissingText):
        speak.count("cases.nothing", 2)


def test_what_stands_outside_is_found_and_data_is_not() -> None:
    assert untranslated("⟦Ĥéļļö Aled⟧ Bryn: ⟦ŵîţĥ ⟦ɱöŕé⟧ îñšîðé⟧ 12") == ["Bryn"]
    assert untranslated("⟦Ĥéļļö⟧ 3 March", "3 March") == []


# --- the board --------------------------------------------------------------------------------


ADDRESSES = ("/board", "/board?week=2026-11-09", "/board?week=x", "/board?lang=fr", "/nowhere")


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("weeks", [0, 2, board.RECENT + 2])
async def test_the_board_shows_nothing_untranslated(
    address: str, weeks: int, language: Language
) -> None:
    data = board.SomeWeeks(weeks)
    async with board.reader(data) as browser:
        mark = "&" if "?" in address else "?"
        page = await browser.get(f"{address}{mark}lang={language.value}")
    dates = [reader.voice(language).date(week) for week in data.shown]
    assert pseudo.OPEN in page.text
    assert untranslated(Reading(page.text).text, *dates) == []


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("language", Language)
def test_a_picture_is_told_in_translated_words(language: Language) -> None:
    tables = board.released(date(2026, 11, 16))
    told = caption(tables, hidden_slices(tables, board.SIZES), reader.voice(language))
    assert untranslated(told) == []


# --- the conversation -------------------------------------------------------------------------


def shown(scene: Scene) -> Iterator[str]:
    """Every message and every button that anybody was sent."""
    for box in scene.mail.values():
        for message in box:
            yield message.text
            yield from (button.label for row in message.buttons for button in row)


def all_taps(person: Conversation, *, most: int = 12) -> Iterator[str]:
    """Tap the first button again and again; the words over the chat."""
    for _ in range(most):
        if not person.inbox or not person.buttons:
            return
        person.tap(person.buttons[0].data)
        yield from (tap.text for tap in person.of(TapAnswered))


def assert_all_translated(scene: Scene, toasts: Iterable[str] = ()) -> None:
    everything = [*shown(scene), *toasts]
    assert any(pseudo.OPEN in text for text in everything)
    assert [text for text in everything if untranslated(LINK.sub("", text))] == []


LINK = re.compile(r"\s*\S*/sign-in/\w+$")
"""What stands below a text and is in no language."""

EVERYBODY = [
    pytest.param(language, year, id=f"{language.value}-{band_of(year).value}")
    for language in Language
    for year in (3, 5, 8, 12)
]


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(("language", "year"), EVERYBODY)
def test_joining_shows_nothing_untranslated(language: Language, year: int) -> None:
    scene = Scene()
    scene.open_telegram(3, "Every family was asked.")
    scene.invite(language=language, year=year)
    stranger = scene.stranger().say("hello").say("/help").say("7kq2mx9tc").say(CODE).say("hm")
    toasts = list(all_taps(stranger))
    assert stranger.contact.standing is Standing.JOINED
    assert_all_translated(scene, toasts)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(("language", "year"), EVERYBODY)
def test_a_check_in_shows_nothing_untranslated(language: Language, year: int) -> None:
    scene = Scene()
    learner = scene.learner(language, year=year)
    learner.say("/checkin").say("zzz")
    toasts = list(all_taps(learner))
    learner.say("I like football").say("/checkin").send("photo").say("Cymraeg").say("English")
    assert_all_translated(scene, toasts)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(
    "path", sorted(STORIES.rglob("*.json")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_no_pack_shows_anything_untranslated(path: Path) -> None:
    """The golden stories once more, step by step, in the words that show what was translated."""
    golden = json.loads(path.read_text(encoding="utf-8"))
    pack = next(each for each in current_packs() if each.id == golden["pack"])
    story, opening = Story.begun(pack, scene_of(golden))
    sprints = [opening, *(story.do(step["done"]) for step in golden["steps"])]
    texts = [each.toast for each in sprints if each.toast]
    for said in (each for sprint in sprints for each in sprint.said):
        texts += [said.text, *(button.label for row in said.buttons for button in row)]
    assert any(pseudo.OPEN in text for text in texts)
    dates = list(_dates(golden))
    assert [text for text in texts if untranslated(text, *dates) or plain(text, *dates)] == []


def _dates(golden: dict[str, Any]) -> Iterator[str]:
    """The dates that were given, as either language shows them."""
    given = [answer for step in golden["steps"] for answer in step["answers"]]
    for value in {answer.get("value", "") for answer in given}:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield from (reader.voice(each).date(date.fromisoformat(value)) for each in Language)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", sorted({*ALIASES, "dance"}))
def test_no_command_shows_anything_untranslated(command: str, language: Language) -> None:
    scene = Scene()
    for role in (Role.DSP, Role.COUNCIL, Role.HEAD):
        scene.staff(role, language=language).say(f"/{command}")
    for year in (3, 12):
        scene.learner(language, year=year).say(f"/{command}")
    scene.stranger().say(f"/{command}")
    assert_all_translated(scene)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("words", WORRYING)
def test_a_worry_and_its_page_show_nothing_untranslated(words: str, language: Language) -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    learner = scene.learner(language, year=8).say(words)
    toasts = [*all_taps(learner, most=3), *all_taps(dsp.say("/cases"), most=3)]
    assert_all_translated(scene, toasts)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_menu_shows_nothing_untranslated(name: str) -> None:
    menu = " · ".join(reader.voice(each).say(f"command.{name}") for each in Language)
    assert untranslated(menu) == []
