"""What one decision tells the next one of the same batch."""

from domain.events import AddressReachable, CaseAcknowledged, CaseWordsAdded
from domain.ids import AddressId, CaseId, ContactId
from domain.people import Language, Role
from domain.verdicts import Level
from escalation.case import Status
from services.world import Decision, toast
from tests.support.conversation import CODE, SCHOOL_HOURS, Scene


def test_a_code_that_was_spent_is_spent_for_the_next() -> None:
    scene = Scene()
    scene.invite()
    scene.stranger().say(CODE)
    assert scene.world.codes[CODE].spent
    assert scene.stranger().say(CODE).chat.contact is None


def test_a_code_that_was_given_back_works_for_the_next() -> None:
    scene = Scene()
    scene.invite()
    scene.invite(code="000000000")
    scene.stranger().say(CODE).tap("c:leave")
    assert not scene.world.codes[CODE].spent


def test_a_case_is_opened_taken_and_raised() -> None:
    scene = Scene()
    dsp = scene.staff(Role.DSP)
    scene.learner(Language.EN).say("/talk")
    case_id = scene.case.id
    dsp.tap(f"k:{case_id}")
    assert (scene.case.status, scene.case.acknowledged_by) == (Status.ACKNOWLEDGED, dsp.contact.id)
    raised = CaseWordsAdded(case_id=case_id, level=Level.IMMEDIATE, raised=True, at=SCHOOL_HOURS)
    after = scene.world.after([raised]).cases[case_id]
    assert (after.level, after.status) == (Level.IMMEDIATE, Status.OPEN)
    assert (after.acknowledged_by, after.acknowledged_at) == (None, None)


def test_what_is_not_known_here_changes_nothing() -> None:
    world = Scene().world
    elsewhere = CaseId("other")
    events = (
        AddressReachable(address_id=AddressId("a"), reachable=True),
        CaseWordsAdded(case_id=elsewhere, level=Level.URGENT, raised=True, at=SCHOOL_HOURS),
        CaseAcknowledged(case_id=elsewhere, staff_id=ContactId("s"), at=SCHOOL_HOURS),
    )
    assert world.after(events) == world


def test_a_decision_is_followed_by_another_on_the_chat_it_left() -> None:
    scene = Scene()
    first, second = scene.learner().chat, scene.learner().chat
    both = Decision(first, (toast("1"),)).then(Decision(second, (toast("2"),)))
    assert (both.chat, both.events) == (second, (toast("1"), toast("2")))


def test_a_word_for_a_tap_is_no_longer_than_telegram_shows() -> None:
    assert len(toast("1", "a" * 500).text) == 200
