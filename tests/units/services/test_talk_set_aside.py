"""An update that the core could not take: its words go to a person, and the sender is told."""

import pytest
from worry import STATES

from domain.events import AddressMet, CaseOpened, MessageQueued, StaffPaged, TapAnswered, TextHeard
from domain.messages import Channel, Inbound, InboundKind
from domain.people import Language, Role
from domain.verdicts import Level
from locales.reader import both
from services.quarantine import set_aside
from services.world import Decision
from tests.support.conversation import SCHOOL_HOURS, Conversation, Scene

WITH_WORDS = [InboundKind.TEXT, InboundKind.EDIT, InboundKind.MEDIA, InboundKind.UNREADABLE]


def aside(person: Conversation, kind: InboundKind, text: str = "", tap_id: str = "") -> Decision:
    inbound = Inbound(
        channel=Channel.TELEGRAM,
        update_id=1,
        address=person.chat.address,
        kind=kind,
        at=SCHOOL_HOURS,
        text=text,
        tap_id=tap_id,
    )
    return set_aside(person.chat, person.scene.world, inbound)


def of_kind(decision: Decision, kind: type) -> list[object]:
    return [event for event in decision.events if isinstance(event, kind)]


@pytest.mark.parametrize("kind", WITH_WORDS)
@pytest.mark.parametrize("state", STATES)
def test_the_words_go_to_a_case_marked_unscreened(state: str, kind: InboundKind) -> None:
    scene = Scene()
    scene.staff(Role.DSP)
    person = STATES[state](scene, Language.EN)
    decision = aside(person, kind, "what was written")
    (heard,) = of_kind(decision, TextHeard)
    assert isinstance(heard, TextHeard)
    assert (heard.body, heard.place) == ("what was written", "set_aside")
    assert (heard.verdict.screened, heard.verdict.level) == (False, Level.URGENT)
    assert heard.case_id is not None
    assert len(of_kind(decision, CaseOpened)) == 1
    assert of_kind(decision, StaffPaged)


@pytest.mark.parametrize("kind", WITH_WORDS)
def test_the_sender_is_told_in_both_languages(kind: InboundKind) -> None:
    decision = aside(Scene().learner(), kind, "words")
    *_, message = of_kind(decision, MessageQueued)
    assert isinstance(message, MessageQueued)
    assert message.message.text == both("chat.trouble")


def test_a_stranger_is_met_first() -> None:
    stranger = Scene().stranger()
    decision = aside(stranger, InboundKind.TEXT, "words")
    assert isinstance(decision.events[0], AddressMet)
    assert decision.chat.known


def test_words_of_an_open_case_join_it() -> None:
    learner = Scene().learner().say("/talk")
    decision = aside(learner, InboundKind.TEXT, "words")
    assert of_kind(decision, CaseOpened) == []
    (heard,) = of_kind(decision, TextHeard)
    assert isinstance(heard, TextHeard)
    assert heard.case_id == learner.opened.id


def test_a_tap_gets_its_sign_of_life_and_raises_nothing() -> None:
    decision = aside(Scene().learner(), InboundKind.TAP, tap_id="tap1")
    assert of_kind(decision, TapAnswered) == [TapAnswered(tap_id="tap1")]
    assert of_kind(decision, CaseOpened) == []
