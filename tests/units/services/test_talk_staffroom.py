"""What staff and the council do in chat: take a case, list cases, look at results."""

from dataclasses import replace
from datetime import date

import pytest
from worry import IMMEDIATE, URGENT, WATCH

from domain.cases import Status
from domain.events import CaseChanged, MessageQueued
from domain.ids import CaseId
from domain.messages import OutboundKind
from domain.people import Language, Role
from locales.reader import both
from tests.support.conversation import Conversation, Scene

LANGUAGES = list(Language)
EN = Language.EN


def a_page(language: Language = EN) -> tuple[Scene, Conversation]:
    """A DSP who has just been paged."""
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    scene.learner().say(URGENT[EN])
    return scene, dsp


# --- taking a case ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_taken_by_the_button_of_its_page(language: Language) -> None:
    scene, dsp = a_page(language)
    dsp.tap(dsp.voice.say("page.acknowledge"))
    (taken,) = dsp.of(CaseChanged)
    assert (taken.case.id, taken.staff_id) == (scene.case.id, dsp.contact.id)
    assert dsp.text == dsp.voice.say("page.taken", case=scene.case.id.upper())
    assert dsp.toast == dsp.text


def test_tapped_twice_it_is_taken_once() -> None:
    scene, dsp = a_page()
    dsp.tap(f"k:{scene.case.id}")
    said = dsp.text
    dsp.tap(f"k:{scene.case.id}")
    assert dsp.of(CaseChanged) == []
    assert dsp.text == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_is_told_when_it_was_taken(language: Language) -> None:
    scene, dsp = a_page()
    deputy = scene.staff(Role.DEPUTY, language=language)
    dsp.tap(f"k:{scene.case.id}")
    when = deputy.voice.moment(scene.world.now)
    scene.wait(minutes=30)
    deputy.tap(f"k:{scene.case.id}")
    assert deputy.text == deputy.voice.say("page.taken_already", when=when)
    assert deputy.of(CaseChanged) == []
    assert scene.case.holder == dsp.contact.id


NOT_ALLOWED = [(Role.LEARNER,), (Role.COUNCIL,), (Role.PASTORAL,), (Role.OFFICE,)]


@pytest.mark.parametrize("roles", NOT_ALLOWED)
def test_nobody_else_may_take_a_case(roles: tuple[Role, ...]) -> None:
    scene, _ = a_page()
    person = scene.staff(*roles).tap(f"k:{scene.case.id}")
    assert person.of(CaseChanged) == []
    assert person.toast == person.voice.say("chat.not_yours")
    assert person.answers == []
    assert scene.case.status is Status.OPEN


def test_a_stranger_may_not_either() -> None:
    scene, _ = a_page()
    stranger = scene.stranger().tap(f"k:{scene.case.id}")
    assert stranger.of(CaseChanged) == []
    assert stranger.toast == both("chat.not_yours")


@pytest.mark.parametrize("data", ["k:nothing", "k:", "k:a:b"])
def test_a_button_of_no_case_is_told_so(data: str) -> None:
    dsp = Scene().staff(Role.DSP).tap(data)
    assert dsp.text == dsp.voice.say("page.none")


def test_a_closed_case_is_nobody_s_to_take() -> None:
    scene, dsp = a_page()
    closed = replace(scene.case, status=Status.CLOSED)
    scene.world = replace(scene.world, cases={closed.id: closed})
    assert dsp.tap(f"k:{closed.id}").text == dsp.voice.say("page.none")


# --- listing them -----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", [Role.DSP, Role.DEPUTY])
def test_without_a_case_the_list_is_empty(role: Role, language: Language) -> None:
    person = Scene().staff(role, language=language).say("/cases")
    assert person.text == person.voice.say("cases.none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gravest_come_first_then_those_that_wait_longest(language: Language) -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    for words in (WATCH, URGENT, IMMEDIATE, URGENT):
        scene.learner().say(words[EN])
        scene.wait(minutes=1)
    last_first = dict(reversed(scene.world.cases.items()))
    scene.world = replace(scene.world, cases=last_first)
    dsp.say("/cases")
    title, blank, *lines = dsp.text.split("\n")
    levels = [
        dsp.voice.say(f"level.{word}") for word in ("immediate", "urgent", "urgent", "watch")
    ]
    assert (title, blank) == (dsp.voice.say("cases.title"), "")
    assert [line.split(" · ")[1] for line in lines] == levels
    assert [line.split(" · ")[3] for line in lines] == [dsp.voice.say("cases.state.open")] * 4
    opened = [scene.world.cases[CaseId(b.data.split(":")[1])].opened_at for b in dsp.buttons]
    assert opened[1] < opened[2]


def test_the_list_holds_no_words_and_no_learner() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP)
    learner = scene.learner().say(URGENT[EN])
    shown = dsp.say("/cases").text + "".join(dsp.labels)
    for hidden in (URGENT[EN], learner.contact.id, learner.chat.address_id, "self_harm"):
        assert hidden not in shown


def test_a_case_can_be_taken_from_the_list_and_then_has_no_button() -> None:
    scene, dsp = a_page()
    number = scene.case.id.upper()
    dsp.say("/cases").tap(f"This is mine: {number}")
    assert dsp.of(CaseChanged)
    dsp.say("/cases")
    assert dsp.buttons == []
    assert dsp.text.endswith("· taken")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_is_cut_and_says_how_many_more(language: Language) -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    for _ in range(33):
        scene.learner().say(URGENT[EN])
    dsp.say("/cases")
    assert dsp.text.endswith(dsp.voice.count("cases.more", 3))
    assert len(dsp.buttons) == 8


def test_a_closed_case_is_not_listed() -> None:
    scene, dsp = a_page()
    closed = replace(scene.case, status=Status.CLOSED)
    scene.world = replace(scene.world, cases={closed.id: closed})
    assert dsp.say("/cases").text == dsp.voice.say("cases.none")


@pytest.mark.parametrize("roles", NOT_ALLOWED)
def test_the_list_is_for_those_who_safeguard(roles: tuple[Role, ...]) -> None:
    scene, _ = a_page()
    person = scene.staff(*roles).say("/cases")
    assert person.text == person.voice.say("cases.not_allowed")
    assert scene.case.id.upper() not in person.text


# --- results ----------------------------------------------------------------------------------

MAY = [Role.COUNCIL, Role.HEAD, Role.DSP, Role.DEPUTY, Role.OFFICE]


def released(scene: Scene, week: date) -> None:
    scene.world = replace(scene.world, newest_week=(week, ("table1", "table2")))


@pytest.mark.parametrize("role", MAY)
def test_the_newest_released_week_is_shown_as_a_picture(role: Role) -> None:
    scene = Scene()
    released(scene, date(2026, 9, 14))
    person = scene.staff(role).say("/results")
    assert (person.last.kind, person.last.tables) == (OutboundKind.CHART, ("table1", "table2"))
    assert (person.last.language, person.last.text) == ("en", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_week_is_said_to_be_older(language: Language) -> None:
    scene = Scene()
    released(scene, date(2026, 9, 7))
    person = scene.staff(Role.COUNCIL, language=language).say("/results")
    assert person.text == person.voice.say("results.older")
    assert person.last.language == language


def test_before_anything_is_released_it_says_so() -> None:
    person = Scene().staff(Role.COUNCIL).say("/results")
    assert person.text == person.voice.say("results.none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_are_not_for_learners(language: Language) -> None:
    scene = Scene()
    released(scene, date(2026, 9, 14))
    learner = scene.learner(language).say("/results")
    assert learner.text == learner.voice.say("results.not_allowed")
    assert [e.message.kind for e in learner.of(MessageQueued)] == [OutboundKind.TEXT]


def test_a_learner_in_the_council_may_see_them() -> None:
    scene = Scene()
    released(scene, date(2026, 9, 14))
    learner = scene.staff(Role.LEARNER, Role.COUNCIL).say("/results")
    assert learner.last.kind is OutboundKind.CHART


def test_the_words_of_a_council_member_are_kept() -> None:
    member = Scene().staff(Role.COUNCIL).say("we want more benches")
    assert member.heard.body == "we want more benches"
    assert member.text == member.voice.say("staff.words_kept")


def test_staff_who_write_are_told_that_nobody_answers_and_nothing_is_kept() -> None:
    dsp = Scene().staff(Role.DSP).say("hello")
    assert dsp.text == dsp.voice.say("staff.words")
    assert [type(event) for event in dsp.events] == [MessageQueued]
