"""Whose language is not known: everything in both, Welsh first, until they choose one freely."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from worry import IMMEDIATE, QUIET, URGENT, WATCH

from domain.events import LanguageChosen, MessageQueued, NoticeAgreed, TextHeard
from domain.messages import Outbound, OutboundKind
from domain.people import Language, Role, Standing
from flows.checking.buttons import WIDEST, width
from locales.reader import both, voice
from services.settings import LONGEST_REASON
from tests.support.conversation import CODE, FRIDAY_NIGHT, SCHOOL_HOURS, Conversation, Scene

LANGUAGES = list(Language)
CY, EN = Language.CY, Language.EN
YEARS = [3, 5, 8, 12]

Told = Callable[[Language | None], Conversation]


def reading(
    language: Language | None = None, year: int = 12, scene: Scene | None = None
) -> Conversation:
    """A learner with the notice before them, in a school that gives the longest of reasons."""
    scene = scene or Scene()
    scene.open_telegram(3, "R" * LONGEST_REASON)
    scene.invite(language=language, year=year)
    return scene.stranger().say(f"/start {CODE}")


def assert_in_both(told: Told) -> Conversation:
    """What is said is the Welsh text whole, then the English one; the buttons fit a phone."""
    unknown = told(None)
    each = [[m.text for m in told(language).answers] for language in (CY, EN)]
    whole = ["\n\n".join(pair) for pair in zip(*each, strict=True)]
    assert [m.text for m in unknown.answers] == whole
    for message in unknown.answers:
        assert_narrow(message)
    return unknown


def assert_narrow(message: Outbound) -> None:
    for row in message.buttons:
        assert all(width(button.label) <= WIDEST[len(row)] for button in row), row


# --- joining ----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_is_shown_whole_in_both_languages(year: int) -> None:
    learner = assert_in_both(lambda language: reading(language, year))
    assert learner.contact.standing is Standing.READING
    assert [[button.label for button in row] for row in learner.last.buttons] == [
        ["Rydw i'n cytuno", "Dim diolch"],
        ["I agree", "No thanks"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_agrees_in_a_language_has_chosen_it(language: Language) -> None:
    learner = reading()
    speak = voice(language, learner.contact.band)
    learner.tap(speak.say("enrol.agree"))
    assert [type(event) for event in learner.events[1:3]] == [LanguageChosen, NoticeAgreed]
    assert learner.of(LanguageChosen)[0].language is language
    assert learner.text == speak.say("enrol.agreed")
    assert (learner.contact.standing, learner.contact.language) == (Standing.JOINED, language)
    assert learner.say("/checkin").text == speak.say("mood.face.ask")


def test_nobody_joins_without_a_language() -> None:
    learner = reading()
    shown = learner.text
    learner.tap("c:agree")
    assert learner.of(NoticeAgreed) == []
    assert learner.text == shown


def test_a_button_of_the_other_language_chooses_nothing_after_joining() -> None:
    learner = reading().tap("I agree").tap("Rydw i'n cytuno")
    assert learner.of(LanguageChosen) == []
    assert learner.text == voice(EN).say("enrol.already")


@pytest.mark.parametrize("label", ["Dim diolch", "No thanks"])
def test_who_leaves_is_told_in_both_and_has_chosen_nothing(label: str) -> None:
    learner = reading().tap(label)
    assert learner.text == both("enrol.left")
    assert learner.of(LanguageChosen) == []
    assert learner.say(CODE).labels == ["Rydw i'n cytuno", "Dim diolch", "I agree", "No thanks"]


@pytest.mark.parametrize(("word", "language"), [("Cymraeg", CY), ("in English please", EN)])
def test_naming_a_language_shows_the_notice_in_it_alone(word: str, language: Language) -> None:
    learner = reading().say(word)
    speak = voice(language, learner.contact.band)
    assert learner.text.startswith(speak.say("enrol.greeting"))
    assert voice(language.other, learner.contact.band).say("enrol.greeting") not in learner.text
    assert learner.tap("c:agree").text == speak.say("enrol.agreed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_the_language_command_choose_as_well(language: Language) -> None:
    learner = reading().say("/language")
    assert learner.text == both("language.ask")
    learner.tap(f"c:lang:{language.value}")
    assert learner.contact.language is language
    assert learner.contact.standing is Standing.READING


def test_too_young_is_told_in_both() -> None:
    def young(language: Language | None) -> Conversation:
        scene = Scene()
        scene.invite(language=language, year=5)
        return scene.stranger().say(CODE)

    assert_in_both(young)


# --- whatever else is said before a choice ----------------------------------------------------

COMMANDS = ["/start", "/help", "/privacy", "/talk", "/checkin", "/more", "/forget", "/stop"]
COMMANDS += ["/results", "/cases", "/dance", "hello", "/language"]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("text", COMMANDS)
def test_a_learner_who_reads_is_answered_in_both(text: str, year: int) -> None:
    if text == "/language":  # asked in both of everybody
        assert_narrow(reading(None, year).say(text).last)
    else:
        assert_in_both(lambda language: reading(language, year).say(text))


@pytest.mark.parametrize("taps", [["c:mistake"], ["/forget", "c:forget:keep"], ["k:case"]])
def test_taps_are_answered_in_both(taps: list[str]) -> None:
    learner = reading()
    for each in taps:
        learner = learner.say(each) if each.startswith("/") else learner.tap(each)
    told = learner.answers[-1].text if learner.answers else learner.toast
    welsh, english = told.split("\n\n")
    assert welsh != english


@pytest.mark.parametrize("what", ["voice", "photo", "sticker"])
def test_media_are_answered_in_both(what: str) -> None:
    assert_in_both(lambda language: reading(language).send(what))


def test_help_offers_both_languages_and_somebody_to_talk_to() -> None:
    assert reading().say("/help").labels == ["Siarad / Talk", "Cymraeg", "English"]


def test_a_learner_s_own_view_comes_once_in_each_language() -> None:
    files = reading().say("/mydata").answers[1:]
    assert [(m.language, m.kind) for m in files] == [
        (language, OutboundKind.DOCUMENT) for language in ("cy", "cy", "en", "en")
    ]
    assert [m.filename for m in files] == [
        "fy-manylion.html",
        "fy-manylion.json",
        "what-is-kept.html",
        "what-is-kept.json",
    ]


# --- worrying words ---------------------------------------------------------------------------


@pytest.mark.parametrize("now", [SCHOOL_HOURS, FRIDAY_NIGHT])
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("words", [IMMEDIATE, URGENT, WATCH, QUIET])
def test_worrying_words_are_answered_in_both(
    words: dict[Language, str], year: int, now: datetime
) -> None:
    def told(language: Language | None) -> Conversation:
        return reading(language, year, Scene(now)).say(words[EN])

    learner = assert_in_both(told)
    assert learner.of(TextHeard)[0].language is None
    assert learner.contact.language is None, "worrying words choose nothing"


def test_the_quiet_answer_has_a_button_in_each_language() -> None:
    learner = reading().say(QUIET[CY])
    assert learner.labels == ["Mwy", "More"]
    assert learner.tap("More").text.startswith(
        voice(EN, learner.contact.band).say("support.urgent")
    )


def test_after_them_the_way_on_is_still_open() -> None:
    learner = reading().say(IMMEDIATE[EN]).tap("Rydw i'n cytuno")
    assert (learner.contact.standing, learner.contact.language) == (Standing.JOINED, CY)


# --- staff ------------------------------------------------------------------------------------

STAFF = [(Role.DSP,), (Role.COUNCIL,), (Role.HEAD, Role.OFFICE), (Role.COUNCIL, Role.DEPUTY)]


@pytest.mark.parametrize("role", [Role.DSP, Role.DEPUTY, Role.HEAD, Role.COUNCIL, Role.OFFICE])
def test_staff_are_welcomed_in_both(role: Role) -> None:
    def joins(language: Language | None) -> Conversation:
        scene = Scene()
        scene.invite(role, language=language, year=None)
        return scene.stranger().say(CODE)

    assert assert_in_both(joins).contact.standing is Standing.JOINED


@pytest.mark.parametrize("roles", STAFF)
@pytest.mark.parametrize("text", [*COMMANDS[:-1], "/me"])
def test_staff_are_answered_in_both(roles: tuple[Role, ...], text: str) -> None:
    assert_in_both(lambda language: Scene().staff(*roles, language=language).say(text))


@pytest.mark.parametrize("word", ["Cymraeg", "Saesneg"])
def test_staff_choose_by_naming_a_language(word: str) -> None:
    dsp = Scene().staff(Role.DSP, language=None).say(word)
    assert dsp.contact.language is (CY if word == "Cymraeg" else EN)
    assert dsp.text == voice(dsp.contact.language).say("language.set")


def paged(language: Language | None) -> tuple[Scene, Conversation]:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    scene.learner().say(URGENT[EN])
    return scene, dsp


def test_a_page_is_in_both_over_its_buttons() -> None:
    scene, dsp = paged(None)
    assert dsp.text == "\n\n".join(
        scene.page(voice(language), "page.new") for language in (CY, EN)
    )
    assert dsp.labels == ["Fi sy'n gyfrifol / It's mine", "Agor y ddesg / Open the desk"]
    assert_narrow(dsp.last)


def test_taking_a_case_is_confirmed_in_both() -> None:
    def takes(language: Language | None) -> Conversation:
        scene, dsp = paged(language)
        return dsp.tap(f"k:{scene.case.id}:2")

    dsp = assert_in_both(takes)
    assert dsp.toast == dsp.text, "both fit over the chat"


def test_taken_by_another_is_told_in_both_with_the_time_in_each() -> None:
    def too_late(language: Language | None) -> Conversation:
        scene, dsp = paged(EN)
        dsp.tap(f"k:{scene.case.id}")
        return scene.staff(Role.DEPUTY, language=language).tap(f"k:{scene.case.id}")

    deputy = assert_in_both(too_late)
    assert deputy.toast == deputy.text
    assert "dydd Mawrth" in deputy.text
    assert "Tuesday" in deputy.text


def test_the_list_of_cases_is_whole_in_each_language() -> None:
    def lists(language: Language | None) -> Conversation:
        return paged(language)[1].say("/cases")

    dsp = assert_in_both(lists)
    (label,) = dsp.labels
    assert label.startswith("Fi: ")


def test_a_long_list_shows_the_same_cases_in_each_language_and_fits_a_message() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=None)
    for _ in range(40):
        scene.learner().say(IMMEDIATE[EN])
    welsh, english = dsp.say("/cases").text.split("\n\nOpen cases\n\n")
    assert len(welsh.splitlines()) == len(english.splitlines()) + 2 == 18
    assert english.endswith(voice(EN).count("cases.more", 25))


def test_results_come_as_a_picture_in_each_language() -> None:
    scene = Scene()
    scene.world = replace(scene.world, newest_week=(date(2026, 9, 7), ("table1",)))
    head = scene.staff(Role.HEAD, language=None).say("/results")
    assert [(m.kind, m.language) for m in head.answers] == [
        (OutboundKind.CHART, "cy"),
        (OutboundKind.CHART, "en"),
    ]
    assert [m.text for m in head.answers] == [
        voice(each).say("results.older") for each in Language
    ]


# --- no check-in without a language -----------------------------------------------------------


@pytest.mark.parametrize("text", ["/checkin", "/more", "c:begin:mood"])
def test_no_check_in_begins_in_a_language_that_nobody_chose(text: str) -> None:
    learner = Scene().learner(None)
    learner = learner.tap(text) if text.startswith("c:") else learner.say(text)
    assert learner.chat.session is None
    assert [type(event) for event in learner.events][-1] is MessageQueued
    assert "\n\n" in learner.text
    learner.say("English").say("/checkin")
    assert learner.text == voice(EN, learner.contact.band).say("mood.face.ask")
