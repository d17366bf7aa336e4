"""Packs of any shape and learners of any mind: the engine holds."""

from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import NAMES, packs
from walk import Walk, read_again

from domain.events import AnswerRecorded, AnswerWithdrawn
from domain.ids import TextId
from domain.people import Language
from domain.session import WORDS, Session
from flows.answering import may_be_answer
from flows.asking import parse_button
from flows.definition import Pack
from flows.engine import MOST_TRIES
from flows.nodes import WAITS, Date, Number, ShortText
from flows.sprint import BACK, CHANGE, CLEAR, DONE, KEEP, SKIP, Returned, Tapped, Typed
from flows.walking import MAX_STEPS

VALUES = [
    *("1", "2", "5", "o0", "o1", "o0+", "o1+", "o0-", "o1@1", "o0@2", "o0=1", "o1=2", "agree"),
    *(SKIP, BACK, KEEP, CHANGE, DONE, CLEAR, "nonsense", "o9+", "a@b@c", "=", "\x00"),
]
WRITTEN = ["2", "7", "friends", "teulu", "yes", "nac ydw", "18/12/2026", "hm", "", "👍", "x" * 70]
ANY = (
    st.builds(Tapped, node=st.sampled_from([*NAMES, "nowhere"]), value=st.sampled_from(VALUES))
    | st.builds(Typed, text=st.sampled_from(WRITTEN), text_id=st.just(TextId("t1")))
    | st.just(Returned())
    | st.integers(0, 12)  # the button at that place under the newest message
    | st.sampled_from(["wait", "language"])
)
STEPS = st.lists(ANY, max_size=30)


def step(walk: Walk, given_: object) -> None:
    """One thing that happens."""
    match given_:
        case int() if walk.buttons:
            parsed = parse_button(walk.buttons[given_ % len(walk.buttons)].data)
            assert parsed is not None
            walk.tap(parsed[1], parsed[2])
        case "wait":
            walk.wait(minutes=40)
        case "language":
            walk.speaking(walk.language.other)
        case Tapped() | Typed() | Returned():
            walk.give(given_)


def stands(pack: Pack, session: Session) -> bool:
    """Whether a session says only what its pack can mean."""
    for name, value in session.given:
        node = pack.wait(name)
        if isinstance(node, ShortText):
            assert value == WORDS
        elif not isinstance(node, Number | Date):
            assert may_be_answer(node, value), (node, value)
    assert len(set(session.path)) == len(session.path)
    assert not session.is_current or isinstance(pack.nodes[session.node], WAITS)
    assert len(session.draft) <= 400
    return True


@settings(max_examples=200, deadline=None)
@given(pack=packs(), steps=STEPS)
def test_no_crash_no_endless_sprint_and_no_lost_answer(pack: Pack, steps: list[object]) -> None:
    walk, kept = Walk(pack=pack), dict[str, str]()
    for each in steps:
        step(walk, each)
        assert stands(pack, walk.session)
        assert read_again(walk.session) == walk.session
        assert walk.text.count(walk.voice.say("mood.title")) <= MAX_STEPS + 1
        for event in walk.events:
            if isinstance(event, AnswerRecorded):
                kept[event.question] = event.value
            elif isinstance(event, AnswerWithdrawn):
                del kept[event.question]
        assert kept == dict(walk.session.given), "what is kept is what the session knows"


@settings(max_examples=60, deadline=None)
@given(pack=packs(), steps=STEPS)
def test_every_button_that_is_shown_does_something(pack: Pack, steps: list[object]) -> None:
    walk = Walk(pack=pack)
    for each in steps:
        step(walk, each)
    for button in walk.buttons:
        parsed = parse_button(button.data)
        assert parsed is not None
        after = Walk(pack=pack, language=walk.language, now=walk.now)
        after.give(Tapped(node=parsed[1], value=parsed[2]), session=walk.session)
        assert after.sprint.said or after.sprint.toast or after.session != walk.session


@settings(max_examples=60, deadline=None)
@given(pack=packs(), steps=STEPS)
def test_the_two_languages_come_to_the_same_answers(pack: Pack, steps: list[object]) -> None:
    english, welsh = Walk(pack=pack), Walk(pack=pack, language=Language.CY)
    for each in steps:
        step(english, each)
        step(welsh, each)
    assert english.session == welsh.session


@settings(max_examples=100, deadline=None)
@given(pack=packs(), steps=STEPS)
def test_nonsense_comes_to_an_end_whatever_was_done_before(
    pack: Pack, steps: list[object]
) -> None:
    """Each question is let go once, and once more where it came up again; words are an answer."""
    walk = Walk(pack=pack)
    for each in steps:
        step(walk, each)
    asked: list[str] = []
    for _ in range((2 * MOST_TRIES + 1) * len(pack.waits) ** 2):
        if not walk.session.is_current:
            return
        asked.append(walk.session.node)
        walk.type("hm")
    newest = asked[-len(pack.waits) - 1 :]
    assert all(isinstance(pack.wait(name), ShortText) for name in newest), newest
