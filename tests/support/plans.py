"""Plans for going through a pack: what to answer, so that what was never told is told.

A plan has an answer for every question, or says that it is skipped. From a few plain plans one
answer after another is changed for as long as that tells more, now or the next time.
"""

from dataclasses import dataclass, replace

from flows.definition import Pack
from flows.sprint import SKIP, Talk
from flows.walking import Given, passed
from tests.support.answering import choices

Plan = dict[str, str]
Gain = tuple[int, int]
"""How many nodes are told that were not before, in this passage and in the next."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The nodes that a plan comes by, and what is answered in the end."""

    names: frozenset[str]
    given: Given


def plain_plans(pack: Pack) -> tuple[Plan, ...]:
    """The first answer or now and then none; the first; the last; none at all."""
    every = {name: choices(node) for name, node in pack.waits.items()}
    return (
        {name: each[-1 if n % 3 == 1 else 0] for n, (name, each) in enumerate(every.items())},
        {name: each[0] for name, each in every.items()},
        {name: each[-2] if each[-1] == SKIP else each[-1] for name, each in every.items()},
        {name: each[-1] for name, each in every.items()},
    )


def passage(pack: Pack, talk: Talk, plan: Plan) -> Passage:
    """Where a plan leads, from the first node to the end."""
    names: list[str] = []
    given: dict[str, str] = {}
    node: str | None = pack.start
    while node is not None:
        on_the_way = tuple(passed(pack, talk, tuple(given.items()), node))
        here = on_the_way[-1]
        if here not in pack.waits or here in names:  # the end, or round in a circle
            names += on_the_way
            break
        names += on_the_way
        if plan[here] != SKIP:
            given[here] = plan[here]
        node = pack.onward(here, pack.wait(here).next)
    return Passage(frozenset(names), tuple(given.items()))


def best_plan(pack: Pack, talk: Talk, untold: frozenset[str]) -> Plan:
    """The plan that tells most of what is untold."""
    found = [_improved(pack, talk, untold, plan) for plan in plain_plans(pack)]
    return max(found, key=lambda each: each[0])[1]


def _improved(pack: Pack, talk: Talk, untold: frozenset[str], plan: Plan) -> tuple[Gain, Plan]:
    best = (gain(pack, talk, untold, plan), plan)
    while True:
        before = best[0]
        for name, node in pack.waits.items():
            others = [best[1] | {name: value} for value in choices(node)]
            tried = [(gain(pack, talk, untold, other), other) for other in others]
            best = max([best, *tried], key=lambda each: each[0])
        if best[0] == before:
            return best


def gain(pack: Pack, talk: Talk, untold: frozenset[str], plan: Plan) -> Gain:
    """What is told by a plan that is untold."""
    now = passage(pack, talk, plan)
    later = passage(pack, replace(talk, before=now.given), plan)
    return len(now.names & untold), len((later.names - now.names) & untold)


def otherwise(pack: Pack, talk: Talk, untold: frozenset[str], plan: Plan) -> Plan:
    """The plan with one answer changed, so that no less is told; as it is where none can be."""
    now, names = gain(pack, talk, untold, plan), passage(pack, talk, plan).names
    others = (
        plan | {name: value}
        for name, node in pack.waits.items()
        for value in reversed(choices(node))
        if name in names and value != plan[name]
    )
    return next((each for each in others if gain(pack, talk, untold, each) >= now), plan)
