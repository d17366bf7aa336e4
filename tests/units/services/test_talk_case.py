"""The life of a case as words go on: what joins it, what raises it, and what is paged."""

import pytest
from worry import HARMLESS, IMMEDIATE, QUIET, URGENT, WATCH

from domain.cases import Happened
from domain.events import CaseChanged, CaseOpened, MessageQueued, StaffPaged
from domain.messages import Lane
from domain.people import Language, Role
from domain.verdicts import Level
from tests.support.conversation import Conversation, Scene

EN = Language.EN


def a_case(words: dict[Language, str] = URGENT) -> tuple[Scene, Conversation, Conversation]:
    """A school with a DSP, and a learner whose words have opened a case."""
    scene = Scene()
    dsp = scene.staff(Role.DSP)
    return scene, dsp, scene.learner().say(words[EN])


def what(learner: Conversation) -> list[Happened]:
    """What the last words did to the case."""
    return [event.what for event in learner.of(CaseChanged)]


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("words", [IMMEDIATE, URGENT, QUIET])
def test_a_page_holds_level_number_and_time_and_nothing_else(
    words: dict[Language, str], language: Language
) -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=language)
    learner = scene.learner().say(words[EN])
    assert dsp.text == scene.page(dsp.voice, "page.new")
    assert dsp.last.lane is Lane.SAFEGUARDING
    assert [button.data for button in dsp.buttons] == [
        f"k:{scene.case.id}:{int(scene.case.level)}",
        "c:desk",
    ]
    shown = (dsp.text + "".join(dsp.labels)).casefold()
    for hidden in (words[EN], learner.contact.id, learner.chat.address, learner.chat.address_id):
        assert hidden.casefold() not in shown
    for category in learner.heard.verdict.categories:
        assert category not in shown


def test_the_dsp_is_paged_at_first_then_the_deputy_in_their_languages() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP, language=Language.CY)
    deputy = scene.staff(Role.DEPUTY, language=EN)
    others = [scene.staff(role) for role in (Role.HEAD, Role.COUNCIL, Role.OFFICE)]
    learner = scene.learner().say(URGENT[EN])
    assert [page.staff_id for page in learner.of(StaffPaged)] == [dsp.contact.id]
    assert dsp.text.startswith("Mae eitem newydd")
    scene.wait(minutes=30)
    scene.tick()
    assert deputy.text.startswith("Nobody has taken this case yet")
    assert [other.inbox for other in others] == [[], [], []]


def test_where_nobody_can_be_paged_the_page_waits_for_the_first_who_can() -> None:
    scene = Scene()
    learner = scene.learner().say(URGENT[EN])
    assert {page.staff_id for page in learner.of(StaffPaged)} == {None}
    assert len(learner.of(MessageQueued)) == 1, "the learner is answered all the same"
    scene.tick()
    dsp = scene.staff(Role.DSP)
    scene.tick()
    assert len(dsp.inbox) == 1


# --- more words -------------------------------------------------------------------------------


def test_more_words_join_the_case_and_open_no_other() -> None:
    scene, _, learner = a_case()
    learner.say(URGENT[EN])
    assert learner.of(CaseOpened) == []
    assert learner.heard.case_id == scene.case.id
    assert what(learner) == [Happened.WORDS_ADDED]
    assert scene.case.level is Level.URGENT


def test_harmless_words_join_it_without_a_page() -> None:
    scene, dsp, learner = a_case()
    learner.say(HARMLESS[EN])
    assert learner.heard.case_id == scene.case.id
    assert not learner.heard.verdict.worrying
    assert learner.of(StaffPaged) == []
    assert len(dsp.inbox) == 1


def test_a_burst_of_words_is_one_page() -> None:
    scene, dsp, learner = a_case()
    for _ in range(5):
        scene.wait(seconds=20)
        learner.say(URGENT[EN])
    assert len(dsp.inbox) == 1


def test_words_after_two_minutes_are_paged_again() -> None:
    scene, dsp, learner = a_case()
    scene.wait(minutes=2)
    learner.say(WATCH[EN])
    assert dsp.text == scene.page(dsp.voice, "page.more")


def test_graver_words_raise_the_case_and_are_paged_at_once() -> None:
    scene, dsp, learner = a_case()
    learner.say(IMMEDIATE[EN])
    assert what(learner) == [Happened.RAISED]
    assert scene.case.level is Level.IMMEDIATE
    assert dsp.text == scene.page(dsp.voice, "page.raised")
    assert learner.text.startswith(learner.voice.say("support.immediate"))


def test_lesser_words_never_lower_it() -> None:
    scene, _, learner = a_case(IMMEDIATE)
    learner.say(WATCH[EN])
    assert scene.case.level is Level.IMMEDIATE
    assert learner.text.startswith(learner.voice.say("support.watch"))


def test_more_words_in_a_case_that_is_taken_are_paged_at_once() -> None:
    scene, dsp, learner = a_case()
    scene.wait(seconds=1)
    dsp.tap(f"k:{scene.case.id}")
    learner.say(WATCH[EN])
    assert dsp.text.startswith("There is something new in an open case.")
    assert scene.case.status == "acknowledged"


def test_graver_words_set_a_taken_case_waiting_again() -> None:
    scene, dsp, learner = a_case()
    dsp.tap(f"k:{scene.case.id}")
    learner.say(IMMEDIATE[EN])
    assert (scene.case.status, scene.case.holder) == ("open", None)
    assert dsp.tap(f"k:{scene.case.id}").text == dsp.voice.say(
        "page.taken", case=scene.case.id.upper()
    )


def test_where_nobody_was_told_each_further_worry_tries_again() -> None:
    scene = Scene()
    learner = scene.learner().say(URGENT[EN])
    dsp = scene.staff(Role.DSP)
    learner.say(URGENT[EN])
    scene.tick()
    assert len(dsp.inbox) == 1


def test_a_stranger_s_words_are_kept_once_there_is_a_case() -> None:
    scene = Scene()
    stranger = scene.stranger().say(URGENT[EN]).say(HARMLESS[EN])
    assert (stranger.heard.case_id, stranger.heard.contact_id) == (scene.case.id, None)


def test_a_second_wish_to_talk_joins_the_first() -> None:
    scene, _, learner = a_case()
    learner.say("/talk")
    assert learner.of(CaseOpened) == []
    assert learner.notes == ["talk_request"]
    assert scene.case.level is Level.URGENT


def test_the_cases_of_two_learners_are_two() -> None:
    scene, _, _ = a_case()
    scene.learner().say(URGENT[EN])
    assert len(scene.world.cases) == 2
