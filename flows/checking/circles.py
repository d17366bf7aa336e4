"""Ways round that ask the same again for ever, as long as it is left unanswered.

Anybody may skip a question, or be let go from one that is not understood. Where the way then comes
back to it by nothing but what has been answered long before, nobody gets out. A way that puts the
session aside is no such circle: only the learner takes it up again.
"""

from collections.abc import Iterator, Mapping, Set
from itertools import islice, product

from domain.session import WORDS
from flows.checking.finding import Finding
from flows.checking.ways import OVER, Ways, reached_by
from flows.comparing import BUILT_IN
from flows.definition import Pack
from flows.expression import BEFORE, Condition
from flows.nodes import (
    Allocate,
    Branch,
    Date,
    Number,
    Park,
    Rank,
    Several,
    ShortText,
    Wait,
    options_of,
)

MOST_WAYS = 2_000
"""Ways that are followed from one question; a pack that has more is not judged by this rule."""

MOST_CASES = 20_000
"""Combinations of earlier answers that are tried for one way round."""

Turns = tuple[tuple[Condition, bool], ...]
"""What must hold, and what must not, for a way to be gone."""


def circle_findings(pack: Pack, ways: Ways, reached: Set[str]) -> Iterator[Finding]:
    """Questions that come again for ever, once for each way round."""
    told: set[str] = set()
    for name in pack.waits:
        if name not in reached or name in told:
            continue
        circle = _circle(pack, ways, name)
        if circle:
            told |= set(circle)
            what = f"left unanswered, it is asked again for ever: {', '.join(circle)}"
            yield Finding(pack=pack.id, node=name, rule="loop", what=what)


def _circle(pack: Pack, ways: Ways, begin: str) -> tuple[str, ...]:
    """The nodes of a way from a question back to it that can be gone without an answer."""
    back = {name for name in pack.nodes if begin in reached_by(ways, ways[name])}
    waiting: list[tuple[str, tuple[str, ...], Turns]] = [(ways[begin][0], (begin,), ())]
    for _ in range(MOST_WAYS):
        if not waiting:
            break
        name, path, turns = waiting.pop()
        if name == begin:
            if _can_be(pack, turns, path):
                return path
        elif name in back and name not in path and not isinstance(pack.nodes[name], Park):
            onward = (*path, name)
            waiting += [(to, onward, turns + turn) for to, turn in _turns(pack, ways, name)]
    return ()


def _turns(pack: Pack, ways: Ways, name: str) -> Iterator[tuple[str, Turns]]:
    """Where a node leads, and what must hold for that."""
    node = pack.nodes[name]
    if not isinstance(node, Branch):
        yield from ((to, ()) for to in ways[name] if to != OVER)
        return
    refused: Turns = ()
    for case, to in zip(node.cases, ways[name], strict=False):  # the last way is the other
        yield to, (*refused, (case.when, True))
        refused = (*refused, (case.when, False))
    yield ways[name][-1], refused


def _can_be(pack: Pack, turns: Turns, path: tuple[str, ...]) -> bool:
    """Whether earlier answers can be such that all of this holds, with nothing answered here."""
    names = sorted({name for condition, _ in turns for name in condition.names})
    numbers = {int(each) for condition, _ in turns for each in _constants(condition)}
    values = [("",) if name in path else _values(pack, name, numbers) for name in names]
    for combined in islice(product(*values), MOST_CASES):
        given: Mapping[str, str | int | None] = {
            name: value or None for name, value in zip(names, combined, strict=True)
        }
        if all(condition.holds(given) is wanted for condition, wanted in turns):
            return True
    return False


def _constants(condition: Condition) -> Iterator[str]:
    """The whole numbers that a condition names."""
    for each in (*condition.bounds, *(value for _, value in condition.compared)):
        if each.removeprefix("-").isdecimal():
            yield each


def _values(pack: Pack, name: str, numbers: Set[int]) -> tuple[str, ...]:
    """What a name may stand for, nothing included; of many the ones that tell conditions apart."""
    if name == "band":
        return tuple(band.value for band in pack.bands)
    if name in BUILT_IN:
        return BUILT_IN[name]
    node = pack.waits[name.removeprefix(f"{BEFORE}.")]
    return ("", *_answers(node, numbers))


def _answers(node: Wait, numbers: Set[int]) -> Iterator[str]:
    options = tuple(options_of(node))
    match node:
        case ShortText():
            yield WORDS
        case Date():
            yield "2026-12-18"
        case Number(least=least, most=most):
            near = {least, most, *(each + by for each in numbers for by in (-1, 0, 1))}
            yield from (str(each) for each in sorted(near) if least <= each <= most)
        case Rank():
            yield ",".join(options)
        case Several():
            yield from (*options, ",".join(options))
        case Allocate():
            yield from (f"{option}={node.tokens}" for option in options)
        case _:
            yield from options
