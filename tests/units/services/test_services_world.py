"""What one decision tells the next one of the same batch."""

from domain.cases import Status
from domain.events import AddressReachable, StaffPaged
from domain.ids import AddressId, CaseId, ContactId
from domain.people import Language, Role
from domain.verdicts import Level
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
    learner = scene.learner(Language.EN).say("/talk")
    dsp.tap(f"k:{scene.case.id}")
    assert (scene.case.status, scene.case.holder) == (Status.ACKNOWLEDGED, dsp.contact.id)
    learner.say("i want to die")
    assert (scene.case.level, scene.case.status) == (Level.IMMEDIATE, Status.OPEN)
    assert (scene.case.holder, scene.case.acknowledged_at) == (None, None)
    assert scene.case.paged_at == scene.world.now


def test_what_is_not_known_here_changes_nothing() -> None:
    world = Scene().world
    elsewhere = CaseId("other")
    events = (
        AddressReachable(address_id=AddressId("a"), reachable=True),
        StaffPaged(
            case_id=elsewhere, staff_id=ContactId("s"), level=Level.URGENT, at=SCHOOL_HOURS
        ),
    )
    assert world.after(events) == world


def test_a_decision_is_followed_by_another_on_the_chat_it_left() -> None:
    scene = Scene()
    first, second = scene.learner().chat, scene.learner().chat
    both = Decision(first, (toast("1"),)).then(Decision(second, (toast("2"),)))
    assert (both.chat, both.events) == (second, (toast("1"), toast("2")))


def test_a_word_for_a_tap_is_no_longer_than_telegram_shows() -> None:
    assert len(toast("1", "a" * 500).text) == 200
