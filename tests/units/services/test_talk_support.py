"""The supportive answer: calm, always the same, by age, out of hours, quiet where it must be."""

import pytest
from worry import IMMEDIATE, QUIET, URGENT, WATCH

from domain.messages import Lane
from domain.people import Band, Language
from domain.verdicts import Level
from escalation.signposts import SIGNPOSTS
from locales.reader import both, voice
from tests.support.conversation import FRIDAY_NIGHT, Scene

LANGUAGES = list(Language)
MONDAY = {Language.EN: "Monday 21 September, 09:00", Language.CY: "dydd Llun 21 Medi, 09:00"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [4, 6, 9, 12])
def test_in_school_hours_it_is_the_approved_text_and_where_to_turn_at_that_age(
    year: int, language: Language
) -> None:
    learner = Scene().learner(language, year=year).say(IMMEDIATE[language])
    speak = learner.voice
    lines = [speak.say(key) for key in SIGNPOSTS[learner.contact.band]]
    whole = [speak.say("support.immediate"), *(["\n".join(lines)] if lines else [])]
    assert learner.text == "\n\n".join(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_of_hours_it_says_until_when_nobody_may_read(language: Language) -> None:
    learner = Scene(FRIDAY_NIGHT).learner(language).say(URGENT[language])
    closed = learner.voice.say("support.closed", next_open=MONDAY[language])
    assert closed in learner.text


def test_a_stranger_is_told_it_in_both_languages() -> None:
    stranger = Scene(FRIDAY_NIGHT).stranger().say(URGENT[Language.EN])
    assert [text in stranger.text for text in MONDAY.values()] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_to_talk_says_it_too(language: Language) -> None:
    learner = Scene(FRIDAY_NIGHT).learner(language).say("/talk")
    assert MONDAY[language] in learner.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [IMMEDIATE, URGENT, WATCH])
def test_the_other_language_is_one_tap_away(
    words: dict[Language, str], language: Language
) -> None:
    learner = Scene().learner(language).say(words[language])
    level = learner.heard.verdict.level.word
    (button,) = learner.buttons
    learner.tap(button.label)
    other = voice(language.other, Band.AGES_15_18)
    assert learner.text.startswith(other.say(f"support.{level}"))
    assert learner.last.lane is Lane.SAFEGUARDING
    assert learner.voice.language is language, "the learner's own language stays"
    assert learner.tap(learner.buttons[0].label).text.startswith(
        voice(language, Band.AGES_15_18).say(f"support.{level}")
    )


def test_the_same_words_get_the_same_answer_every_time() -> None:
    scene = Scene()
    texts = {scene.learner().say(IMMEDIATE[Language.EN]).text for _ in range(3)}
    assert len(texts) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [IMMEDIATE, URGENT, WATCH, QUIET])
def test_it_asks_nothing_and_repeats_nothing(
    words: dict[Language, str], language: Language
) -> None:
    learner = Scene().learner(language).say(words[language])
    assert "?" not in learner.text
    assert words[language].casefold() not in learner.text.casefold()
    for category in learner.heard.verdict.categories:
        assert category.replace("_", " ") not in learner.text.casefold()


# --- quiet ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_phone_may_be_seen_the_answer_is_quiet(language: Language) -> None:
    learner = Scene().learner(language).say(QUIET[language])
    assert learner.text == learner.voice.say("support.quiet")
    assert "999" not in learner.text
    assert learner.labels == [learner.voice.say("support.quiet_more")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rest_is_behind_the_button(language: Language) -> None:
    learner = Scene(FRIDAY_NIGHT).learner(language).say(QUIET[language])
    learner.tap(learner.voice.say("support.quiet_more"))
    assert learner.text.startswith(learner.voice.say("support.urgent"))
    assert MONDAY[language] in learner.text
    assert learner.toast == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_s_quiet_answer_is_in_both_languages(language: Language) -> None:
    stranger = Scene().stranger().say(QUIET[language])
    assert stranger.text == both("support.quiet")
    assert stranger.labels == ["Mwy", "More"]
    stranger.tap(voice(language).say("support.quiet_more"))
    assert stranger.text == voice(language).say("support.urgent")


def test_an_edited_or_captioned_disclosure_is_quiet_too() -> None:
    learner = Scene().learner()
    assert learner.edit(QUIET[Language.EN]).text == learner.voice.say("support.quiet")
    learner.send("photo", QUIET[Language.EN])
    assert learner.text == learner.voice.say("support.quiet")


def test_a_quiet_case_is_raised_like_any_other() -> None:
    learner = Scene().learner().say(QUIET[Language.EN])
    assert learner.opened.level is Level.URGENT
