"""Whether a conversation can be gone through: every node reached, every way with an end."""

from collections.abc import Iterator, Set

from flows.checking.circles import circle_findings
from flows.checking.finding import Finding
from flows.checking.ways import OVER, Ways, reached_by, ways_of
from flows.definition import Pack
from flows.nodes import WAITS, Branch, End, Node, Park, Say, SubFlow, picture_of


def structure_findings(pack: Pack) -> Iterator[Finding]:
    """What is wrong with the ways through a pack."""
    ways = ways_of(pack)
    reached = reached_by(ways, [pack.start])
    for name in pack.nodes:
        if name not in reached:
            what = "nothing leads here from the start"
            yield Finding(pack=pack.id, node=name, rule="unreachable", what=what)
    yield from _loops(pack, ways)
    yield from circle_findings(pack, ways, reached)
    yield from _endless(pack, ways, reached)
    yield from _silent_ends(pack, ways, reached)
    yield from _idle_parks(pack, ways)
    yield from _early_pictures(pack, ways)


def _loops(pack: Pack, ways: Ways) -> Iterator[Finding]:
    """Ways that come back to where they began without asking anything. Told once for each loop."""
    turning = {name for name, node in pack.nodes.items() if not isinstance(node, WAITS)}
    told: set[str] = set()
    for name in pack.nodes:
        if name not in turning or name in told:
            continue
        ahead = reached_by(ways, ways[name], through=turning)
        if name in ahead:
            round_ = [
                n for n in pack.nodes if n in ahead & turning and _back(ways, n, name, turning)
            ]
            told |= set(round_)
            what = f"goes round for ever and asks nothing: {', '.join(round_)}"
            yield Finding(pack=pack.id, node=name, rule="loop", what=what)


def _back(ways: Ways, begin: str, end: str, turning: Set[str]) -> bool:
    return end in reached_by(ways, ways[begin], through=turning)


def _endless(pack: Pack, ways: Ways, reached: Set[str]) -> Iterator[Finding]:
    """Nodes from which no way leads to the end, the first of them alone."""
    for name in pack.nodes:
        if name in reached and OVER not in reached_by(ways, [name]):
            what = "no way leads from here to an end"
            yield Finding(pack=pack.id, node=name, rule="endless", what=what)
            return


def _silent_ends(pack: Pack, ways: Ways, reached: Set[str]) -> Iterator[Finding]:
    silent = {name for name, node in pack.nodes.items() if _is_silent(node)}
    for name, node in pack.nodes.items():
        if not isinstance(node, WAITS) or name not in reached:
            continue
        if OVER in reached_by(ways, ways[name], through=silent):
            what = "the conversation may end after this question without a closing word"
            yield Finding(pack=pack.id, node=name, rule="dead_end", what=what, level="advice")


def _is_silent(node: Node) -> bool:
    match node:
        case Branch() | SubFlow():
            return True
        case End(say=key):
            return key is None
        case _:
            return False


def _idle_parks(pack: Pack, ways: Ways) -> Iterator[Finding]:
    """Parking needs a question to come back to."""
    speaking = {n for n, node in pack.nodes.items() if isinstance(node, Say) or _is_silent(node)}
    for name, node in pack.nodes.items():
        if isinstance(node, Park) and OVER in reached_by(ways, ways[name], through=speaking):
            what = "puts the session aside, though the end may come before another question"
            yield Finding(pack=pack.id, node=name, rule="dead_end", what=what, level="advice")


def _early_pictures(pack: Pack, ways: Ways) -> Iterator[Finding]:
    """Pictures of questions that no way to them has come by."""
    for name, node in pack.nodes.items():
        for each in picture_of(node):
            if name not in reached_by(ways, [each]):
                what = f"the picture shows {each}, which no way asks before it"
                yield Finding(pack=pack.id, node=name, rule="picture", what=what)
