"""Whoever writes worrying words, in whatever state, by whatever door: what must always happen.

The words are kept with their verdict; they open a case in the same decision; the DSP is paged; the
sender is answered at once, in the right language; and nothing cheerful and no question follows.
"""

from collections.abc import Callable

import pytest
from worry import HARMLESS, IMMEDIATE, STATES, URGENT, WATCH

from domain.events import AnswerRecorded, CaseOpened, Event, SessionSaved, StaffPaged, TextHeard
from domain.messages import Lane, Outbound
from domain.people import Language, Role
from domain.verdicts import Level
from locales.reader import voice
from tests.support.conversation import Conversation, Scene

Door = Callable[[Conversation, str], Conversation]

LANGUAGES = list(Language)
WORDS = [
    pytest.param(words, level, id=level.word)
    for words, level in (
        (IMMEDIATE, Level.IMMEDIATE),
        (URGENT, Level.URGENT),
        (WATCH, Level.WATCH),
    )
]


def a_school() -> tuple[Scene, Conversation]:
    scene = Scene()
    return scene, scene.staff(Role.DSP, language=Language.CY)


def is_page(message: Outbound) -> bool:
    """Whether this is a notice of a case, which a DSP gets of their own words too."""
    return any(button.data.startswith("k:") for row in message.buttons for button in row)


def order(person: Conversation, *kinds: type[Event]) -> list[type[Event]]:
    return [type(event) for event in person.events if isinstance(event, kinds)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("words", "level"), WORDS)
@pytest.mark.parametrize("state", STATES)
def test_worrying_words_are_kept_raised_paged_and_answered(
    state: str, words: dict[Language, str], level: Level, language: Language
) -> None:
    scene, dsp = a_school()
    person = STATES[state](scene, language)
    person.say(words[language])

    assert (person.heard.body, person.heard.verdict.level) == (words[language], level)
    assert person.opened.level is level
    assert person.heard.case_id == person.opened.id
    (answer,) = (message for message in person.answers if not is_page(message))
    assert answer.lane is Lane.SAFEGUARDING
    assert "0800 1111" in answer.text
    assert all(text in answer.text for text in support_texts(person))
    assert_paged(scene, dsp, person, level)


def assert_paged(scene: Scene, dsp: Conversation, person: Conversation, level: Level) -> None:
    """The DSP is paged at once; at watch the case stands on the list of the next morning."""
    number = scene.case.id.upper()
    if level is Level.WATCH:
        assert person.of(StaffPaged) == []
        assert scene.case.waits
        scene.wait(days=1)
        scene.tick()
        assert number in dsp.text
        return
    assert dsp.contact.id in [page.staff_id for page in person.of(StaffPaged)]
    assert scene.page(dsp.voice, "page.new") in [message.text for message in dsp.inbox]


def support_texts(person: Conversation) -> list[str]:
    """The words in which this person must be answered: both languages for a stranger."""
    key = f"support.{person.heard.verdict.level.word}"
    if person.chat.contact is not None:
        return [person.voice.say(key)]
    return [voice(language).say(key) for language in Language]


@pytest.mark.parametrize("state", STATES)
def test_the_case_comes_before_its_page_and_both_before_the_words(state: str) -> None:
    scene, _ = a_school()
    person = STATES[state](scene, Language.EN).say(URGENT[Language.EN])
    found = order(person, CaseOpened, StaffPaged, TextHeard)
    assert found[0] is CaseOpened
    assert found[-1] is TextHeard
    assert StaffPaged in found


# --- by every door ----------------------------------------------------------------------------


def by_edit(person: Conversation, words: str) -> Conversation:
    return person.edit(words)


def by_caption(person: Conversation, words: str) -> Conversation:
    return person.send("photo", words)


def behind_a_command(person: Conversation, words: str) -> Conversation:
    return person.say(f"/help {words}")


def behind_check_in(person: Conversation, words: str) -> Conversation:
    return person.say(f"/checkin {words}")


def behind_start(person: Conversation, words: str) -> Conversation:
    return person.say(f"/start {words}")


def behind_an_unknown_command(person: Conversation, words: str) -> Conversation:
    return person.say(f"/dance {words}")


DOORS = [
    by_edit,
    by_caption,
    behind_a_command,
    behind_check_in,
    behind_start,
    behind_an_unknown_command,
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["stranger", "reading the notice", "joined", "stopped", "head"])
@pytest.mark.parametrize("door", DOORS)
def test_every_door_hears(door: Door, state: str, language: Language) -> None:
    scene, dsp = a_school()
    person = door(STATES[state](scene, language), IMMEDIATE[language])
    assert person.heard.verdict.level is Level.IMMEDIATE
    assert person.opened.level is Level.IMMEDIATE
    assert is_page(dsp.last)
    (answer,) = person.answers
    assert all(text in answer.text for text in support_texts(person))


# --- and nothing after it ---------------------------------------------------------------------

MIDDLE = ["at the first question", "at the second question", "at the question for words"]
WRITTEN = [lambda person, words: person.say(words), *DOORS]


@pytest.mark.parametrize("state", MIDDLE)
@pytest.mark.parametrize("door", WRITTEN)
def test_the_questions_are_put_aside(door: Door, state: str) -> None:
    scene, _ = a_school()
    learner = door(STATES[state](scene, Language.EN), IMMEDIATE[Language.EN])
    assert learner.of(SessionSaved)[-1].session.status in {"parked", "completed"}
    assert len(learner.answers) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", MIDDLE)
def test_harmless_words_after_it_are_kept_and_no_question_comes_back(
    state: str, language: Language
) -> None:
    scene, _ = a_school()
    learner = STATES[state](scene, language).say(IMMEDIATE[language]).say(HARMLESS[language])
    assert learner.heard.case_id == scene.case.id
    assert learner.text == learner.voice.say("chat.kept_with_case")
    assert learner.of(SessionSaved) == []


@pytest.mark.parametrize("state", MIDDLE)
def test_choosing_a_language_after_it_brings_no_question_back(state: str) -> None:
    scene, _ = a_school()
    learner = STATES[state](scene, Language.EN).say(IMMEDIATE[Language.EN]).say("Cymraeg")
    assert [message.text for message in learner.answers] == [learner.voice.say("language.set")]


@pytest.mark.parametrize("state", MIDDLE[:2])
def test_only_the_learner_takes_the_questions_up_again(state: str) -> None:
    scene, _ = a_school()
    learner = STATES[state](scene, Language.EN).say(IMMEDIATE[Language.EN]).say("/checkin")
    assert learner.text.startswith(learner.voice.say("flow.resumed"))


def test_what_was_put_aside_stays_as_it_is_when_more_is_written() -> None:
    scene, _ = a_school()
    learner = STATES["at the second question"](scene, Language.EN).say(URGENT[Language.EN])
    assert learner.say(IMMEDIATE[Language.EN]).of(SessionSaved) == []
    assert learner.edit(IMMEDIATE[Language.EN]).of(SessionSaved) == []


def test_worrying_words_at_the_question_for_words_are_its_answer() -> None:
    scene, _ = a_school()
    learner = STATES["at the question for words"](scene, Language.EN).say(URGENT[Language.EN])
    (answer,) = learner.of(AnswerRecorded)
    assert (answer.question, answer.text_id) == ("comment", learner.heard.text_id)
    assert learner.heard.place == "mood/comment"


@pytest.mark.parametrize("door", DOORS[:-1])
def test_words_by_another_door_are_no_answer_to_the_open_question(door: Door) -> None:
    scene, _ = a_school()
    learner = door(STATES["at the question for words"](scene, Language.EN), URGENT[Language.EN])
    assert learner.of(AnswerRecorded) == []
