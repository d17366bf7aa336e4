"""The way through a pack: what is said until the next question, and which questions lie behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.definition import Pack
from flows.nodes import Branch, End, Park, Say, SubFlow, picture_of
from flows.sprint import Said, Talk
from flows.wording import Wording, wording

MAX_STEPS = 100
"""Nodes that one sprint passes. A pack that goes round for ever is ended there, not followed."""

Given = tuple[tuple[str, str], ...]
"""Answers by their questions, as a session has them."""


class Told(NamedTuple):
    """What is said on the way to the next wait, and the wait, or None at the end.

    `parked` says that a node on the way puts the session aside.
    """

    said: tuple[Said, ...]
    node: str | None
    parked: bool = False


def walk(pack: Pack, talk: Talk, given: Given, node: str | None) -> Told:
    """Go from a node to the next one that waits, or to the end."""
    said: list[Said] = []
    parked = False
    for name in passed(pack, talk, given, node):
        if name in pack.waits:
            return Told(tuple(said), name, parked)
        here = pack.nodes[name]
        parked = parked or isinstance(here, Park)
        if isinstance(here, Say | Park | End):
            said += _said(here, wording(pack, talk.voice), talk, given)
    return Told(tuple(said), None)


def passed(pack: Pack, talk: Talk, given: Given, node: str | None) -> Iterator[str]:
    """The names from a node to the next one that waits, that one too, or to the end."""
    for _ in range(MAX_STEPS):
        if node is None:
            return
        yield node
        if node in pack.waits:
            return
        node = _next(pack, talk, given, node)


def _said(here: Say | Park | End, words: Wording, talk: Talk, given: Given) -> tuple[Said, ...]:
    if here.say is None:
        return ()
    answers = dict(given)
    text = words.fill(here.say, answers, dict(talk.before))
    return (Said(text=text, picture=_picture(here, answers)),)


def _picture(here: Say | Park | End, answers: Mapping[str, str]) -> tuple[str, ...]:
    """What a picture shows; none goes with the text where nothing of it was answered."""
    shown = picture_of(here)
    return shown if any(each in answers for each in shown) else ()


def _next(pack: Pack, talk: Talk, given: Given, name: str) -> str | None:
    match pack.nodes[name]:
        case Branch(cases=cases, otherwise=otherwise):
            names = known(talk, given)
            return next((case.next for case in cases if case.when.holds(names)), otherwise)
        case SubFlow(flow=flow):
            return pack.flows[flow].start
        case End():
            return pack.onward(name, None)
        case node:
            return pack.onward(name, node.next)


def known(talk: Talk, given: Given) -> dict[str, str | int | None]:
    """What a condition may look at."""
    return {
        **dict(given),
        **{f"before.{question}": value for question, value in talk.before},
        "band": talk.voice.band.value if talk.voice.band else None,
        "language": talk.voice.language.value,
        "month": talk.now.month,
    }


@dataclass(frozen=True, slots=True)
class Route:
    """The questions passed on the way that these answers lead, and where it rests then."""

    path: tuple[str, ...]
    node: str | None


def route(pack: Pack, talk: Talk, given: Given, passed: frozenset[str]) -> Route:
    """The way from the start by these answers, up to the first question not passed."""
    path: list[str] = []
    node = walk(pack, talk, given, pack.start).node
    while node is not None and node in passed and node not in path:
        path.append(node)
        node = walk(pack, talk, given, pack.onward(node, pack.wait(node).next)).node
    return Route(tuple(path), node)
