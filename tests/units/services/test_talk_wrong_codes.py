"""Wrong, used and expired codes get one answer, and guessing is slowed."""

import pytest

from domain.events import CodeMissed, CodeRedeemed, TextHeard
from domain.people import Language, Role, Standing
from locales.reader import both
from tests.support.conversation import CODE, Conversation, Scene

WRONG, USED, EXPIRED = "000000000", "22222222a", "33333333b"


def guessing(times: int) -> tuple[Scene, Conversation]:
    scene = Scene()
    scene.invite()
    stranger = scene.stranger()
    for _ in range(times):
        stranger.say(f"/start {WRONG}")
    return scene, stranger


def test_wrong_used_and_expired_codes_get_the_same_words() -> None:
    scene = Scene()
    scene.invite(code=USED)
    scene.invite(code=EXPIRED, days=0)
    assert scene.stranger().say(f"/start {USED}").of(CodeRedeemed)
    given = (USED, EXPIRED, WRONG, "no code at all")
    texts = {scene.stranger().say(f"/start {code}").text for code in given}
    assert texts == {both("enrol.code_unknown")}


def test_a_learner_is_told_in_their_language() -> None:
    learner = Scene().learner(Language.CY).say(f"/start {WRONG}")
    assert learner.text == learner.voice.say("enrol.code_unknown")


def test_four_misses_are_free() -> None:
    _, stranger = guessing(4)
    assert stranger.text == both("enrol.code_unknown")
    assert stranger.of(CodeMissed)[0].locked_until is None
    assert stranger.say(CODE).contact.standing is Standing.READING


def test_the_fifth_has_to_wait_even_with_the_right_code() -> None:
    scene, stranger = guessing(5)
    assert stranger.text == both("enrol.code_slow", minutes=5)
    scene.wait(minutes=4, seconds=1)
    assert stranger.say(CODE).text == both("enrol.code_slow", minutes=1)
    assert stranger.of(CodeRedeemed) == []
    assert stranger.of(CodeMissed) == []


def test_after_the_wait_the_right_code_works_and_the_count_begins_anew() -> None:
    scene, stranger = guessing(5)
    scene.wait(minutes=5)
    stranger.say(CODE)
    assert (stranger.chat.misses, stranger.chat.locked_until) == (0, None)
    assert stranger.contact.standing is Standing.READING


def test_an_invitation_of_staff_begins_the_count_anew_too() -> None:
    scene = Scene()
    scene.invite(Role.DSP, year=None)
    stranger = scene.stranger().say(WRONG).say(WRONG)
    assert stranger.chat.misses == 2
    assert stranger.say(CODE).chat.misses == 0


WAITS = [(5, 5), (6, 10), (7, 20), (8, 40), (12, 640), (13, 720), (60, 720)]


@pytest.mark.parametrize(("misses", "minutes"), WAITS)
def test_the_wait_doubles_up_to_half_a_day(misses: int, minutes: int) -> None:
    scene, stranger = guessing(0)
    for _ in range(misses):
        stranger.say(f"/start {WRONG}")
        scene.wait(hours=12)
    assert stranger.text == both("enrol.code_slow", minutes=minutes)


def test_one_chat_s_guesses_do_not_slow_another() -> None:
    scene, _ = guessing(9)
    assert scene.stranger().say(CODE).contact.standing is Standing.READING


def test_a_wait_does_not_keep_a_learner_from_anything_else() -> None:
    learner = Scene().learner()
    for _ in range(6):
        learner.say(f"/start {WRONG}")
    assert learner.say("/checkin").text == learner.voice.say("mood.face.ask")
    assert learner.say("/talk").notes == ["talk_request"]


@pytest.mark.parametrize("words", ["kms kms kms", "kms-kms-kms", "i want to die"])
def test_words_that_are_shaped_like_a_code_are_heard_all_the_same(words: str) -> None:
    stranger = Scene().stranger().say(f"/start {words}")
    assert stranger.heard.verdict.worrying
    assert stranger.of(CodeMissed) == []
    assert "999" in stranger.text


def test_a_code_that_is_known_is_not_kept_as_words() -> None:
    scene = Scene()
    scene.invite()
    assert scene.stranger().say(f"/start {CODE}").of(TextHeard) == []
