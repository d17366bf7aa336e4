"""The second time, and any after it: whoever has been through a pack goes through it otherwise.

They write what nobody understands, skip questions, take an answer back, and at the end change
their mind, again and again while that tells what was not told before.
"""

from collections.abc import Callable, Iterable, Iterator

from domain.session import Session, Status
from flows.definition import Pack
from flows.sprint import BACK, CHANGE, KEEP, SKIP
from flows.story import Scene, Story, go_on
from tests.support.answering import Data, choices, to_answer
from tests.support.plans import Plan, best_plan, gain, otherwise
from tests.support.told import told_by

NO_ANSWER: Data = {"type": "asdf"}
"""What nobody understands."""

MOST_STEPS = 120
LAST_CHANGE = 20
"""Steps after which nobody changes their mind any more: a story is there to be read."""

Stumble = Callable[[Story, Plan], list[Data]]
"""What goes wrong at the open question, if it can go wrong there."""


def tell_second(pack: Pack, scene: Scene, untold: frozenset[str]) -> Story:
    """The second time: with what goes wrong on the way, and a change of mind in any case."""
    ahead = [_nonsense, _taken_back]
    story, plan = _gone_through(pack, scene, untold, ahead)
    steps = len(story.steps)
    _change_minds(story, plan, untold, ahead)
    if pack.change_minutes and (len(story.steps) == steps or _taken_back in ahead):
        left = untold - told_by(pack, story.written())
        _change_mind(story, otherwise(pack, scene.talk, left, plan), ahead)
    return story


def tell_once_more(pack: Pack, scene: Scene, untold: frozenset[str]) -> Story:
    """Any time after the second: straight on to what is untold."""
    story, plan = _gone_through(pack, scene, untold, [])
    _change_minds(story, plan, untold, [])
    return story


def _gone_through(
    pack: Pack, scene: Scene, untold: frozenset[str], ahead: list[Stumble]
) -> tuple[Story, Plan]:
    plan = best_plan(pack, scene.talk, untold)
    story, _ = Story.begun(pack, scene)
    _go_on(story, plan, ahead)
    return story, plan


def _change_minds(story: Story, plan: Plan, untold: frozenset[str], ahead: list[Stumble]) -> None:
    """Answer otherwise while that tells more and does not take away what the next time tells."""
    pack, talk = story.pack, story.scene.talk
    while pack.change_minutes and len(story.steps) < LAST_CHANGE:
        left = untold - told_by(pack, story.written())
        other = best_plan(pack, talk, left)
        (now, later), (_, promised) = gain(pack, talk, left, other), gain(pack, talk, left, plan)
        if not now or (promised and not later):
            return
        _change_mind(story, other, ahead)
        plan = other


def _change_mind(story: Story, plan: Plan, ahead: list[Stumble]) -> None:
    story.do({"tap": [story.session.node, CHANGE]})
    _go_on(story, plan, ahead)


def _go_on(story: Story, plan: Plan, ahead: list[Stumble]) -> None:
    """To the end by a plan; what may still go wrong does so once, and then is not ahead."""
    while story.session.is_current and len(story.steps) < MOST_STEPS:
        if story.session.status is Status.PARKED:
            story.do({"return": True})
        wrong = next(((each, done) for each in ahead if (done := each(story, plan))), None)
        if wrong is not None:
            ahead.remove(wrong[0])
        for done in wrong[1] if wrong else _answer(story, plan):
            story.do(done)


def _answer(story: Story, plan: Plan) -> Iterator[Data]:
    session, name = story.session, story.session.node
    kept, wanted = session.answer(name), plan[name]
    if wanted == SKIP:
        yield {"tap": [name, SKIP]}
    elif wanted == kept:
        yield {"tap": [name, KEEP]}
    else:
        yield from to_answer(story.pack.wait(name), name, wanted, session.draft)


def _nonsense(story: Story, _plan: Plan) -> list[Data]:
    after = _after(story, [NO_ANSWER])
    return [NO_ANSWER] if after.tries > story.session.tries else []


def _taken_back(story: Story, plan: Plan) -> list[Data]:
    """Where a question will be skipped: an answer first, and back."""
    name = story.session.node
    node = story.pack.wait(name)
    answer = list(to_answer(node, name, choices(node)[0], story.session.draft))
    after = _after(story, answer)
    if plan[name] != SKIP or not after.is_current or after.path[-1:] != (name,):
        return []
    return [*answer, {"tap": [after.node, BACK]}]


def _after(story: Story, done: Iterable[Data]) -> Session:
    """Where the session would stand after this."""
    session = story.session
    for each in done:
        session = go_on(story.pack, story.scene, session, each).session
    return session
