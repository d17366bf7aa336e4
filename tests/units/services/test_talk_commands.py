"""Commands, by their English and their Welsh names, at any time."""

import pytest

from domain.events import AnswerRecorded, CaseOpened, LanguageChosen, TextHeard
from domain.people import Band, Language, Role
from locales.reader import both, voice
from services.commands import language_named
from tests.support.conversation import Conversation, Scene

LANGUAGES = list(Language)


def in_the_middle(language: Language = Language.EN) -> Conversation:
    """A learner with a question open."""
    return Scene().learner(language).say("/checkin")


def still_open(learner: Conversation) -> bool:
    return learner.chat.session is not None and learner.chat.session.is_current


ALIASES = [
    ("/help", "/cymorth"),
    ("/language", "/iaith"),
    ("/privacy", "/preifatrwydd"),
    ("/checkin", "/hwyliau"),
    ("/talk", "/siarad"),
    ("/stop", "/stopio"),
    ("/start", "/cychwyn"),
    ("/results", "/canlyniadau"),
    ("/cases", "/achosion"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("english", "welsh"), ALIASES)
def test_a_command_has_a_name_in_each_language(
    english: str, welsh: str, language: Language
) -> None:
    one, other = Scene().learner(language).say(english), Scene().learner(language).say(welsh)
    assert [type(event) for event in one.events] == [type(event) for event in other.events]
    assert one.text == other.text


@pytest.mark.parametrize("form", ["/help", "/HELP", " /help ", "/help@a_bot", "/Cymorth"])
def test_a_command_is_known_in_any_form(form: str) -> None:
    learner = Scene().learner().say(form)
    assert learner.text == learner.voice.say("help.learner")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [3, 5, 8, 12])
def test_help_and_privacy_are_in_the_words_of_the_age(language: Language, year: int) -> None:
    learner = Scene().learner(language, year=year)
    assert learner.say("/help").text == learner.voice.say("help.learner")
    assert "999" in learner.text
    assert learner.say("/privacy").text == learner.voice.say("privacy.learner")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("roles", "keys"),
    [
        ((Role.DSP,), ["help.staff"]),
        ((Role.COUNCIL,), ["help.council"]),
        ((Role.LEARNER, Role.COUNCIL), ["help.learner", "help.council"]),
        ((Role.COUNCIL, Role.HEAD), ["help.council", "help.staff"]),
    ],
)
def test_help_is_for_every_role_one_has(
    roles: tuple[Role, ...], keys: list[str], language: Language
) -> None:
    person = Scene().staff(*roles, language=language).say("/help")
    assert person.text == "\n\n".join(person.voice.say(key) for key in keys)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["/help", "/privacy", "/language"])
def test_asking_in_the_middle_leaves_the_question_open(command: str, language: Language) -> None:
    learner = in_the_middle(language).say(command)
    assert still_open(learner)
    assert learner.of(AnswerRecorded) == []
    assert len(learner.answers) == 1
    assert learner.tap(learner.voice.say("mood.face.4")).of(AnswerRecorded)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_to_talk_in_the_middle_is_a_case_and_leaves_the_question_open(
    language: Language,
) -> None:
    learner = in_the_middle(language).say("/talk")
    assert learner.opened.level.word == "urgent"
    assert learner.text == learner.voice.say("talk.sent")
    assert still_open(learner)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_command_is_told_so(language: Language) -> None:
    learner = Scene().learner(language).say("/dance")
    assert learner.text == learner.voice.say("chat.unknown_command")
    assert learner.heard.body == "/dance"


def test_an_unknown_command_is_no_answer_to_the_open_question() -> None:
    learner = in_the_middle().tap("🙂 Good").tap("Sleep").say("/dance")
    assert learner.of(AnswerRecorded) == []
    assert learner.chat.session is not None
    assert learner.chat.session.node == "comment"


def test_words_behind_a_command_are_kept() -> None:
    learner = Scene().learner().say("/help with my homework")
    assert learner.heard.body == "with my homework"
    assert learner.text == learner.voice.say("help.learner")


# --- language ---------------------------------------------------------------------------------


def test_the_language_is_asked_in_both() -> None:
    learner = Scene().learner().say("/language")
    assert learner.text == both("language.ask")
    assert learner.labels == ["Cymraeg", "English"]


CHOICES = [
    (Language.EN, "Cymraeg", Language.CY),
    (Language.EN, "welsh", Language.CY),
    (Language.CY, "English", Language.EN),
    (Language.CY, "saesneg", Language.EN),
    (Language.CY, "cymraeg", Language.CY),
]


@pytest.mark.parametrize(("before", "word", "after"), CHOICES)
def test_a_language_may_simply_be_named(before: Language, word: str, after: Language) -> None:
    learner = Scene().learner(before).say(word)
    assert learner.of(LanguageChosen)[0].language is after
    assert learner.text == voice(after, Band.AGES_15_18).say("language.set")


WELSH = [
    *(
        "CYMRAEG",
        "Cymraeg.",
        "“Cymraeg”",
        "'cymraeg'",
        "🏴 Cymraeg 🙂",
        "Cymraeg!!!",
        " cymraeg\n",
    ),
    *(
        "Cymraeg os gwelwch yn dda",
        "Cymraeg, os gweli di'n dda",
        "yn Gymraeg plis",
        "Siarad Cymraeg",
    ),
    *(
        "In Welsh please",
        "welsh please!",
        "Can we speak Welsh",
        "I'd like Welsh",
        "Hoffwn i Gymraeg",
    ),
]
ENGLISH = [
    *("ENGLISH", "English.", '"English"', "👍English", "Saesneg", "yn Saesneg, diolch"),
    *("English please", "in english pls", "Please speak English", "Saesneg os gwelwch yn dda"),
]
ASKED = [*((text, Language.CY) for text in WELSH), *((text, Language.EN) for text in ENGLISH)]


@pytest.mark.parametrize("before", [*LANGUAGES, None])
@pytest.mark.parametrize(("text", "after"), ASKED)
def test_a_language_is_asked_for_in_many_ways(
    text: str, after: Language, before: Language | None
) -> None:
    dsp = Scene().staff(Role.DSP, language=before).say(text)
    assert dsp.text == voice(after, Band.AGES_15_18).say("language.set")
    assert dsp.of(TextHeard) == []


@pytest.mark.parametrize(("text", "after"), ASKED)
def test_the_place_is_kept_whatever_way_it_is_asked_for(text: str, after: Language) -> None:
    learner = in_the_middle(after.other).tap(":)").say(text)
    assert still_open(learner)
    assert learner.text.endswith(voice(after, Band.AGES_15_18).say("mood.face.ask"))


NOT_ASKED = [
    *("I hate Welsh", "Welsh is boring", "my Welsh teacher hits me", "English or Welsh"),
    *("Cymraeg Saesneg", "dwi ddim yn hoffi Cymraeg", "in", "please", "", "🙂", "Welsh rarebit"),
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_more_than_a_language_is_words(text: str) -> None:
    assert language_named(text) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_in_the_middle_asks_again_in_it(language: Language) -> None:
    learner = in_the_middle(language).say("/language").tap(f"c:lang:{language.other}")
    told, asked = (message.text for message in learner.answers)
    speak = voice(language.other, Band.AGES_15_18)
    assert told == speak.say("language.set")
    assert asked == f"{speak.say('flow.resumed')}\n\n{speak.say('mood.face.ask')}"


def test_the_offer_under_help_is_the_other_language() -> None:
    learner = Scene().learner(Language.EN).say("/help").tap("Cymraeg")
    assert learner.voice.language is Language.CY
    assert learner.say("/help").labels[-1] == "English"


# --- a wish to talk ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_to_talk_needs_no_words(language: Language) -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP)
    learner = scene.learner(language).say("/help")
    learner.tap(learner.voice.say("talk.button"))
    assert learner.of(CaseOpened)
    assert learner.of(TextHeard) == []
    assert learner.notes == ["talk_request"]
    assert dsp.text == scene.page(dsp.voice, "page.new")


def test_a_mistake_is_noted_and_nothing_is_withdrawn() -> None:
    scene = Scene()
    learner = scene.learner().say("/talk").tap("That was a mistake")
    assert learner.notes == ["said_mistake"]
    assert learner.text == learner.voice.say("talk.mistake_noted")
    assert scene.case.status == "open"


def test_a_mistake_without_a_case_is_only_thanked_for() -> None:
    learner = Scene().learner().tap("c:mistake")
    assert (learner.notes, learner.text) == ([], learner.voice.say("talk.mistake_noted"))
