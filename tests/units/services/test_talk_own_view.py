"""A learner asks for their own view, for all that is kept, and to have it erased."""

import pytest

from domain.events import CaseOpened, Event, LearnerErased, MessageQueued
from domain.messages import Lane, OutboundKind
from domain.people import Language, Role, Standing
from services.effects import _without_withdrawn
from tests.support.clock import TUESDAY
from tests.support.conversation import Conversation, Scene

LANGUAGES = list(Language)
OWN = ["/me", "/fi", "/mydata", "/fymanylion", "/forget", "/anghofio"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["/me", "/fi"])
def test_my_view_is_pictures_and_words_and_carries_no_answer(
    language: Language, asked: str
) -> None:
    learner = Scene().learner(language).say(asked)
    assert [m.kind for m in learner.answers] == [
        OutboundKind.OWN_CHART,
        OutboundKind.OWN_PROFILE,
        OutboundKind.OWN_WORDS,
    ]
    assert {(m.about, m.session) for m in learner.answers} == {(learner.contact.id, "")}
    assert [m.text for m in learner.answers] == ["", "", ""]


@pytest.mark.parametrize(
    ("language", "asked", "names"),
    [
        (Language.EN, "/mydata", ["what-is-kept.html", "what-is-kept.json"]),
        (Language.CY, "/fymanylion", ["fy-manylion.html", "fy-manylion.json"]),
    ],
)
def test_my_data_comes_as_two_files(language: Language, asked: str, names: list[str]) -> None:
    learner = Scene().learner(language).say(asked)
    said, *files = learner.answers
    assert said.text == learner.voice.say("own.data.coming")
    assert [(m.kind, m.filename, m.about) for m in files] == [
        (OutboundKind.DOCUMENT, name, learner.contact.id) for name in names
    ]


@pytest.mark.parametrize("asked", OWN)
@pytest.mark.parametrize("role", [Role.DSP, Role.HEAD, Role.OFFICE, Role.COUNCIL])
def test_staff_are_told_that_it_is_a_learners_own(asked: str, role: Role) -> None:
    staff = Scene().staff(role).say(asked)
    assert [m.text for m in staff.answers] == [staff.voice.say("own.not_learner")]
    assert staff.last.about == ""


@pytest.mark.parametrize("asked", OWN)
def test_a_stranger_is_asked_for_a_code(asked: str) -> None:
    stranger = Scene().stranger().say(asked)
    assert stranger.text == stranger.chat.voices.say("enrol.need_code")


@pytest.mark.parametrize("standing", [Standing.JOINED, Standing.STOPPED])
def test_whoever_has_stopped_may_still_ask(standing: Standing) -> None:
    learner = Scene().learner(standing=standing).say("/forget")
    assert learner.text == learner.voice.say("own.forget.ask")
    assert learner.tap("Erase").of(LearnerErased)


def forgetting(language: Language = Language.EN) -> Conversation:
    return Scene().learner(language).say("/checkin").tap("🙂 Good").say("/forget")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_erased_before_the_button(language: Language) -> None:
    learner = Scene().learner(language).say("/forget")
    assert learner.text == learner.voice.say("own.forget.ask")
    assert not learner.of(LearnerErased)
    assert learner.labels == [learner.voice.say(f"own.forget.{each}") for each in ("yes", "no")]


def test_keeping_erases_nothing() -> None:
    learner = forgetting().tap("Keep it")
    assert learner.text == learner.voice.say("own.forget.kept")
    assert not learner.of(LearnerErased)
    assert learner.chat.session is not None


def test_erasing_ends_the_open_question_and_says_what_stays() -> None:
    learner = forgetting().tap("Erase")
    (erased,) = learner.of(LearnerErased)
    assert (erased.contact_id, erased.address_id) == (learner.contact.id, learner.chat.address_id)
    assert erased.open_since.weekday() == 0
    assert learner.text == learner.voice.say("own.forget.done")
    assert (learner.chat.session, learner.chat.named) == (None, {})
    assert learner.contact.standing is Standing.JOINED


def test_a_button_from_before_is_an_old_one() -> None:
    learner = forgetting().tap("Erase").tap("Friends")
    assert learner.toast == learner.voice.say("chat.old_button")


def test_a_second_tap_does_no_harm() -> None:
    learner = forgetting().tap("Erase").tap("Erase")
    assert learner.text == learner.voice.say("own.forget.done")


@pytest.mark.parametrize("hours", [2, 24 * 30])
def test_an_old_button_asks_again(hours: int) -> None:
    learner = forgetting()
    learner.scene.wait(hours=hours)
    learner.tap("Erase")
    assert learner.text == learner.voice.say("own.forget.ask")
    assert not learner.of(LearnerErased)


@pytest.mark.parametrize("made_up", ["c:forget:", "c:forget:x", "c:forget:-5", "c:forget:²"])
def test_a_button_that_nobody_made_erases_nothing(made_up: str) -> None:
    assert not Scene().learner().tap(made_up).of(LearnerErased)


def test_a_button_from_the_future_erases_nothing() -> None:
    assert not Scene().learner().tap("c:forget:999999999999999999").of(LearnerErased)


@pytest.mark.parametrize("wanted", ["c:forget:0", "c:forget:keep"])
def test_staff_cannot_erase(wanted: str) -> None:
    staff = Scene().staff(Role.DSP).tap(wanted)
    assert staff.text == staff.voice.say("own.not_learner")
    assert not staff.of(LearnerErased)


def test_it_is_the_same_with_a_case_as_without() -> None:
    """Whoever looks over the learner's shoulder cannot tell whether there is a record."""
    scene = Scene()
    scene.staff(Role.DSP)
    plain, worried = scene.learner(), scene.learner().say("my dad hits me")
    assert worried.of(CaseOpened)
    for ask in (plain, worried):
        ask.say("/forget")
    assert worried.text == plain.text
    assert plain.tap("Erase").text == worried.tap("Erase").text
    assert worried.chat.case is not None


def test_words_behind_the_command_are_heard() -> None:
    learner = Scene().learner().say("/forget my dad hits me")
    assert learner.of(CaseOpened)
    assert not learner.of(LearnerErased)


def test_what_came_before_in_the_same_batch_goes_and_what_comes_after_stays() -> None:
    learner = Scene().learner()
    batch: list[Event] = []
    for text in ("/checkin", "hello there", "I want to die", "/forget"):
        batch += learner.say(text).events
    batch += learner.tap("Erase").events
    batch += learner.say("/checkin").events
    kept = _without_withdrawn(batch, TUESDAY)

    kinds = [type(event).__name__ for event in kept]
    erased = kinds.index("LearnerErased")
    assert "SessionSaved" not in kinds[:erased]
    assert "SessionSaved" in kinds[erased:]
    assert kinds.count("TextHeard") == 1  # the words of the case
    assert "CaseOpened" in kinds
    before = [event for event in kept[:erased] if isinstance(event, MessageQueued)]
    assert {event.message.lane for event in before} == {Lane.SAFEGUARDING}
