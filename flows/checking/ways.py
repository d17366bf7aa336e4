"""The ways through a pack, from node to node and out of one flow into another."""

from collections.abc import Iterable, Set

from flows.definition import Pack
from flows.nodes import SubFlow, following

OVER = ""
"""Where a way leads at the end of the pack; no node has this name."""

Ways = dict[str, tuple[str, ...]]


def ways_of(pack: Pack) -> Ways:
    """Where each node leads in the end, out of its flow and into others."""
    return {name: _leads_to(pack, name) for name in pack.nodes}


def _leads_to(pack: Pack, name: str) -> tuple[str, ...]:
    node = pack.nodes[name]
    if isinstance(node, SubFlow):
        return (pack.flows[node.flow].start,)
    return tuple(pack.onward(name, to) or OVER for to in following(node))


def reached_by(ways: Ways, begin: Iterable[str], *, through: Set[str] | None = None) -> set[str]:
    """Everything that can be come to, those included, going on only from nodes `through`."""
    found: set[str] = set()
    waiting = list(begin)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        if through is None or name in through:
            waiting += ways.get(name, ())
    return found
