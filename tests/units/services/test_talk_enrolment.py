"""Joining: the code, the honest notice in the words of the age, and the choice."""

import pytest

from domain.events import (
    AddressMet,
    CodeMissed,
    CodeRedeemed,
    EnrolmentDeclined,
    LanguageChosen,
    NoticeAgreed,
    NoticeShown,
)
from domain.people import Band, Language, Standing
from locales.reader import both, voice
from tests.support.conversation import CODE, Conversation, Scene

LANGUAGES = list(Language)


def reading(language: Language = Language.EN, year: int = 12) -> tuple[Scene, Conversation]:
    """A learner with the notice before them."""
    scene = Scene()
    scene.open_telegram(3, "Every family was asked.")
    scene.invite(language=language, year=year)
    return scene, scene.stranger().say(f"/start {CODE}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [3, 5, 8, 12])
def test_the_notice_is_shown_in_the_words_of_the_age(language: Language, year: int) -> None:
    _, learner = reading(language, year)
    speak = learner.voice
    hours = {"open": "09:00", "close": "15:30"}
    assert speak.band is learner.contact.band
    assert learner.text.startswith(speak.say("enrol.greeting"))
    assert learner.text.endswith(speak.say("enrol.notice", **hours))
    offered = [speak.say(k) for k in ("enrol.agree", "enrol.leave", "language.offer")]
    assert learner.labels == offered
    assert learner.contact.standing is Standing.READING


def test_the_four_bands_read_four_notices() -> None:
    texts = {reading(year=year)[1].text for year in (3, 5, 8, 12)}
    assert len(texts) == len(Band)


def test_the_code_is_spent_and_the_chat_met_as_the_notice_is_shown() -> None:
    _, learner = reading()
    assert [type(event) for event in learner.events[:3]] == [AddressMet, CodeRedeemed, NoticeShown]
    (redeemed,) = learner.of(CodeRedeemed)
    assert redeemed.contact_id == learner.contact.id
    assert redeemed.address_id == learner.chat.address_id


@pytest.mark.parametrize("typed", ["7KQ-2MX-9TB", "7kq 2mx 9tb", "7kq2mx9tb"])
def test_a_stranger_may_type_the_code_alone(typed: str) -> None:
    scene = Scene()
    scene.invite()
    assert scene.stranger().say(typed).contact.standing is Standing.READING


@pytest.mark.parametrize("start", ["/start {}", "/cychwyn {}", "/start@a_bot {}", "/START  {}"])
def test_a_code_may_follow_the_command_in_any_form(start: str) -> None:
    scene = Scene()
    scene.invite()
    assert scene.stranger().say(start.format(CODE)).contact.standing is Standing.READING


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreeing_joins(language: Language) -> None:
    scene, learner = reading(language)
    learner.tap(learner.voice.say("enrol.agree"))
    assert learner.text == learner.voice.say("enrol.agreed")
    assert learner.labels == [learner.voice.say("talk.button")]
    (agreed,) = learner.of(NoticeAgreed)
    assert (agreed.contact_id, agreed.notice_version) == (learner.contact.id, "1")
    assert agreed.at == scene.world.now
    assert learner.contact.standing is Standing.JOINED


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaving_gives_the_code_back(language: Language) -> None:
    scene, learner = reading(language)
    speak = learner.voice
    learner.tap(speak.say("enrol.leave"))
    assert learner.text == speak.say("enrol.left")
    (declined,) = learner.of(EnrolmentDeclined)
    assert declined.address_id == learner.chat.address_id
    assert learner.chat.contact is None
    assert scene.stranger().say(CODE).contact.standing is Standing.READING


def test_whoever_left_may_think_again() -> None:
    _, learner = reading()
    learner.tap("c:leave").say(f"/start {CODE}").tap("c:agree")
    assert learner.contact.standing is Standing.JOINED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_can_be_read_in_the_other_language(language: Language) -> None:
    _, learner = reading(language)
    other = language.other
    learner.tap(learner.voice.say("language.offer"))
    assert learner.voice.language is other
    assert learner.text.startswith(voice(other, Band.AGES_15_18).say("enrol.greeting"))
    assert learner.of(LanguageChosen)[0].language is other
    learner.tap("c:agree")
    assert learner.text == voice(other, Band.AGES_15_18).say("enrol.agreed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_while_reading_ask_for_a_choice_and_say_who_reads_them(language: Language) -> None:
    _, learner = reading(language)
    learner.say("I am not sure")
    assert learner.text == learner.voice.say("enrol.please_choose")
    assert learner.heard.body == "I am not sure"


def test_start_alone_shows_the_notice_again() -> None:
    _, learner = reading()
    shown = learner.text
    assert learner.say("/start").text == shown


def test_the_same_code_again_shows_the_notice_again_and_is_no_wrong_code() -> None:
    _, learner = reading()
    shown = learner.text
    assert learner.say(f"/start {CODE}").text == shown
    assert learner.of(CodeMissed) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_code_after_joining_says_so(language: Language) -> None:
    _, learner = reading(language)
    learner.tap("c:agree").say(f"/start {CODE}")
    assert learner.text == learner.voice.say("enrol.already")
    assert learner.of(CodeMissed) == []


def test_the_buttons_of_the_notice_do_nothing_more_after_the_choice() -> None:
    _, learner = reading()
    learner.tap("c:agree").tap("c:leave")
    assert learner.text == learner.voice.say("enrol.already")
    assert learner.contact.standing is Standing.JOINED


def test_the_buttons_of_the_notice_are_nobody_s_after_leaving() -> None:
    _, learner = reading()
    learner.tap("c:leave").tap("c:agree")
    assert learner.text == both("chat.not_yours")
    assert learner.chat.contact is None


# --- who may join by this way -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [3, 11])
def test_the_too_young_are_shown_another_way_in_and_keep_their_code(
    language: Language, year: int
) -> None:
    scene = Scene()
    invited = scene.invite(language=language, year=year)
    learner = scene.stranger().say(f"/start {CODE}")
    assert learner.text == voice(language, invited.band).say("enrol.too_young")
    assert learner.of(CodeRedeemed) == []
    assert learner.of(CodeMissed) == []
    assert not scene.world.codes[CODE].spent
    assert learner.chat.contact is None


def test_too_young_names_the_other_way() -> None:
    assert "web chat" in voice(Language.EN).say("enrol.too_young")
    assert "sgwrs we" in voice(Language.CY).say("enrol.too_young")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_school_has_opened_the_channel_its_reason_is_told(language: Language) -> None:
    scene = Scene()
    scene.open_telegram(9, "Every {family} was asked.")
    scene.invite(language=language, year=9)
    learner = scene.stranger().say(CODE)
    reason = learner.voice.say("enrol.channel_note", reason="Every {family} was asked.")
    assert reason in learner.text


def test_those_who_are_old_enough_are_told_no_reason() -> None:
    scene = Scene()
    scene.open_telegram(9, "Every family was asked.")
    scene.invite(year=12)
    assert "Every family was asked." not in scene.stranger().say(CODE).text


# --- strangers --------------------------------------------------------------------------------

STRANGERS = ["/start", "/help", "/language", "/privacy", "/talk", "/stop", "hello", "/cymorth"]


@pytest.mark.parametrize("text", STRANGERS)
def test_a_stranger_is_asked_for_the_code_in_both_languages(text: str) -> None:
    learner = Scene().stranger().say(text)
    assert learner.text == both("enrol.need_code")
    assert "999" in learner.text


@pytest.mark.parametrize("text", ["/cases", "/results", "/checkin", "/nonsense"])
def test_other_commands_of_a_stranger_are_refused_in_both_languages(text: str) -> None:
    welsh, english = Scene().stranger().say(text).text.split("\n\n")[:2]
    assert welsh != english


@pytest.mark.parametrize("data", ["c:agree", "c:lang:cy", "c:talk", "c:mistake", "c:nonsense"])
def test_a_stranger_s_tap_does_nothing_but_gets_an_answer(data: str) -> None:
    stranger = Scene().stranger().tap(data)
    assert stranger.chat.contact is None
    assert stranger.toast or stranger.answers


def test_a_stranger_s_harmless_words_are_not_kept() -> None:
    stranger = Scene().stranger().say("hello there")
    assert [type(event).__name__ for event in stranger.events] == ["AddressMet", "MessageQueued"]


def test_a_chat_is_met_once() -> None:
    stranger = Scene().stranger().say("hello").say("hello")
    assert stranger.of(AddressMet) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked", ["/checkin", "/hwyliau", "/more", "/mwy", "/me", "/fi", "/book", "/llyfr"]
)
def test_what_comes_after_agreeing_waits_for_the_choice(language: Language, asked: str) -> None:
    _, learner = reading(language)
    learner.say("hello")
    words = learner.text, learner.labels
    learner.say(asked)
    assert (learner.text, learner.labels) == words
    assert learner.text == learner.voice.say("enrol.please_choose")


@pytest.mark.parametrize(
    ("asked", "key"),
    [("/privacy", "privacy.learner"), ("/mydata", "own.data.coming"), ("/stop", "enrol.left")],
)
def test_what_everybody_may_ask_needs_no_choice(asked: str, key: str) -> None:
    _, learner = reading()
    expected = learner.voice.say(key)
    assert learner.say(asked).answers[0].text == expected
