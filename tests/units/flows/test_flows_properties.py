"""Whatever a learner does, in whatever order: the engine holds."""

from hypothesis import given, settings
from hypothesis import strategies as st
from walk import NOON, SESSION, Walk, a_pack, mood, read_again, thanks, two_options, words_question

from domain.events import AnswerRecorded
from domain.ids import TextId
from domain.people import Language
from domain.session import WORDS, Session
from flows.definition import Pack
from flows.engine import abandon, finish_quietly, park
from flows.nodes import Choice
from flows.sprint import BACK, CHANGE, KEEP, SKIP, Input, Returned, Tapped, Typed

LONG = a_pack(
    {
        "a": words_question("b", optional=False),
        "b": two_options("c", optional=False),
        "c": {"kind": "say", "say": "mood.title", "next": "d"},
        "d": words_question("e"),
        "e": two_options("end"),
        "end": thanks(),
    }
)
PACKS = st.sampled_from([mood(), LONG])
NODES = sorted({*mood().nodes, *LONG.nodes, "nowhere"})
VALUES = ["5", "1", "friends", "up", "down", SKIP, BACK, KEEP, CHANGE, "words", "no"]
WRITTEN = ["good", "Da", "a few words", "", "😀"]
MEANT = [
    ("face", "5"),
    ("face", "1"),
    ("reason", "friends"),
    ("b", "up"),
    ("b", "down"),
    ("e", "up"),
    *((node, mark) for node in ("reason", "comment", "d", "e") for mark in (BACK, SKIP, KEEP)),
]
GIVEN = (
    st.builds(Tapped, node=st.sampled_from(NODES), value=st.sampled_from(VALUES))
    | st.sampled_from([Tapped(node=node, value=value) for node, value in MEANT])
    | st.builds(Typed, text=st.sampled_from(WRITTEN), text_id=st.just(TextId("t1")))
    | st.just(Returned())
)
ASIDE = st.sampled_from(["park", "abandon", "quietly", "wait", "language"])
STEPS = st.lists(GIVEN | ASIDE, max_size=25)


def step(walk: Walk, given: Input | str) -> None:
    """One thing that happens to a session."""
    match given:
        case "park":
            walk.aside(park(walk.session, walk.now))
        case "abandon":
            walk.aside(abandon(walk.session, walk.now))
        case "quietly":
            walk.aside(finish_quietly(walk.pack, walk.talk, walk.session, TextId("t2")))
        case "wait":
            walk.wait(minutes=40)
        case "language":
            walk.speaking(walk.language.other)
        case Tapped() | Typed() | Returned():
            walk.give(given)


def holds(pack: Pack, session: Session) -> bool:
    """Whether a session says only what its pack can mean."""
    fits = [
        value in node.options if isinstance(node, Choice) else value == WORDS
        for name, value in session.given
        for node in [pack.wait(name)]
    ]
    way = {name for name in session.path if pack.wait(name)}
    return all(fits) and len(way) == len(session.path) and session.node in pack.nodes


@settings(max_examples=150, deadline=None)
@given(pack=PACKS, steps=STEPS)
def test_nothing_a_learner_does_raises_or_says_what_a_pack_cannot_mean(
    pack: Pack, steps: list[Input | str]
) -> None:
    walk = Walk(pack=pack)
    for each in steps:
        step(walk, each)
        assert holds(pack, walk.session)
        assert read_again(walk.session) == walk.session
        answers = [event for event in walk.events if isinstance(event, AnswerRecorded)]
        assert all(dict(walk.session.given)[answer.question] == answer.value for answer in answers)
        assert all(said.text for said in walk.sprint.said)


@settings(max_examples=60, deadline=None)
@given(pack=PACKS, steps=STEPS)
def test_the_same_steps_come_to_the_same_events(pack: Pack, steps: list[Input | str]) -> None:
    one, other = Walk(pack=pack), Walk(pack=pack)
    for each in steps:
        step(one, each)
        step(other, each)
        assert one.sprint == other.sprint


@settings(max_examples=60, deadline=None)
@given(pack=PACKS, steps=STEPS)
def test_from_anywhere_the_open_questions_lead_to_the_end(
    pack: Pack, steps: list[Input | str]
) -> None:
    walk = Walk(pack=pack)
    for each in steps:
        step(walk, each)
    for _ in pack.nodes:
        if walk.session.is_current:
            node = pack.wait(walk.session.node)
            value = next(iter(node.options)) if isinstance(node, Choice) else None
            if value is None:
                walk.type("words")
            else:
                walk.tap(walk.session.node, value)
    assert not walk.session.is_current
    assert walk.session.ended_at is not None


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_the_two_languages_come_to_the_same_answers(steps: list[Input | str]) -> None:
    taps = [each for each in steps if not isinstance(each, Typed)]
    welsh, english = Walk(language=Language.CY), Walk(language=Language.EN)
    for each in taps:
        step(welsh, each)
        step(english, each)
    assert welsh.session == english.session
    assert (welsh.session.id, welsh.session.started_at) == (SESSION, NOON)
