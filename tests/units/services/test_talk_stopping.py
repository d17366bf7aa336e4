"""Stop means stop, until the learner starts again."""

import pytest

from domain.events import (
    AddressReachable,
    AnswerRecorded,
    CaseOpened,
    ContactReturned,
    ContactStopped,
    EnrolmentDeclined,
    MessageQueued,
    SessionSaved,
)
from domain.messages import InboundKind
from domain.people import Language, Role, Standing
from tests.support.conversation import CODE, Conversation, Scene

LANGUAGES = list(Language)


def stopped(language: Language = Language.EN) -> Conversation:
    return Scene().learner(language, standing=Standing.STOPPED)


@pytest.mark.parametrize("command", ["/stop", "/stopio", "/STOP"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_is_obeyed_at_once(command: str, language: Language) -> None:
    learner = Scene().learner(language).say(command)
    assert learner.text == learner.voice.say("stop.done")
    (event,) = learner.of(ContactStopped)
    assert event.contact_id == learner.contact.id
    assert learner.contact.standing is Standing.STOPPED


def test_stop_in_the_middle_gives_the_questions_up_and_keeps_the_answers() -> None:
    learner = Scene().learner().say("/checkin").tap("🙂 Good").say("/stop")
    (saved,) = learner.of(SessionSaved)
    session = saved.session
    assert (session.status, session.given) == ("abandoned", (("face", "4"),))
    assert learner.chat.session is None
    assert len(learner.answers) == 1


KEPT_STOPPED = ["hello", "/help", "/privacy", "/language", "English", "/checkin", "/stop", "/talk"]


@pytest.mark.parametrize("text", KEPT_STOPPED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_start_brings_anybody_back(text: str, language: Language) -> None:
    learner = stopped(language).say(text)
    assert learner.contact.standing is Standing.STOPPED
    assert learner.of(ContactReturned) == []
    assert len(learner.answers) == 1


@pytest.mark.parametrize("text", ["hello", "/checkin", "/stop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_has_stopped_is_told_how_to_come_back(text: str, language: Language) -> None:
    learner = stopped(language).say(text)
    assert learner.text == learner.voice.say("stop.already")
    assert ("/cychwyn" if language is Language.CY else "/start") in learner.text


@pytest.mark.parametrize("data", ["c:agree", "c:leave"])
def test_the_old_notice_brings_nobody_back(data: str) -> None:
    learner = stopped().tap(data)
    assert learner.text == learner.voice.say("stop.already")
    assert learner.contact.standing is Standing.STOPPED


def test_an_old_question_is_not_answered_after_stop() -> None:
    learner = Scene().learner().say("/checkin").say("/stop").tap("🙂 Good")
    assert learner.of(AnswerRecorded) == []
    assert learner.toast == learner.voice.say("chat.old_button")
    assert learner.answers == []


def test_a_wish_to_talk_is_raised_all_the_same() -> None:
    learner = stopped().say("/talk")
    assert learner.of(CaseOpened)
    assert learner.text.startswith(learner.voice.say("talk.sent"))


@pytest.mark.parametrize("command", ["/start", "/cychwyn"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_start_brings_back(command: str, language: Language) -> None:
    learner = stopped(language).say(command)
    assert learner.text == learner.voice.say("enrol.welcome_back")
    assert learner.of(ContactReturned)
    assert learner.contact.standing is Standing.JOINED
    assert learner.say("/checkin").labels


def test_the_learner_s_own_code_brings_back_too() -> None:
    scene = Scene()
    scene.invite()
    learner = scene.stranger().say(CODE).tap("c:agree").say("/stop").say(f"/start {CODE}")
    assert learner.text == learner.voice.say("enrol.welcome_back")


def test_staff_stop_and_come_back() -> None:
    dsp = Scene().staff(Role.DSP).say("/stop")
    assert dsp.text == dsp.voice.say("staff.stopped")
    assert dsp.voice.say("enrol.role.dsp") in dsp.say("/start").text
    assert dsp.of(ContactReturned)


def test_stop_while_reading_the_notice_is_to_leave() -> None:
    scene = Scene()
    scene.invite()
    learner = scene.stranger().say(CODE).say("/stop")
    assert learner.of(EnrolmentDeclined)
    assert not scene.world.codes[CODE].spent


# --- blocking ---------------------------------------------------------------------------------


def test_a_learner_who_blocks_the_bot_has_stopped_and_is_sent_nothing() -> None:
    learner = Scene().learner().say("/checkin").receive(InboundKind.BLOCKED)
    assert learner.of(AddressReachable)[0].reachable is False
    assert learner.of(ContactStopped)
    assert learner.of(MessageQueued) == []
    assert learner.chat.session is None


def test_staff_who_block_it_cannot_be_reached_and_keep_their_role() -> None:
    dsp = Scene().staff(Role.DSP).receive(InboundKind.BLOCKED)
    assert (dsp.chat.reachable, dsp.contact.standing) == (False, Standing.JOINED)
    assert dsp.of(ContactStopped) == []


def test_who_unblocks_it_can_be_reached_and_stays_stopped() -> None:
    learner = Scene().learner().receive(InboundKind.BLOCKED).receive(InboundKind.UNBLOCKED)
    assert learner.of(AddressReachable)[-1].reachable is True
    assert learner.contact.standing is Standing.STOPPED


def test_a_chat_that_was_lost_is_found_again_as_it_writes() -> None:
    dsp = Scene().staff(Role.DSP).receive(InboundKind.BLOCKED).say("/help")
    assert dsp.of(AddressReachable)[0].reachable is True
    assert dsp.chat.reachable
