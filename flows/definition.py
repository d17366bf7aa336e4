"""What a pack may say.

A pack is a conversation as content: what it is for, whom it is for, on what evidence, who may see
what, and its flows. Nodes are named once in a pack, whatever flow they stand in, because a
question is answered once in a session. A flow is entered from one place, so where it ends and
what comes then is known before anybody talks.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.people import Band
from flows.comparing import comparison_faults
from flows.expression import ALWAYS, BEFORE
from flows.nodes import (
    WAITS,
    Branch,
    Node,
    NodeId,
    Scale,
    SubFlow,
    TextKey,
    Wait,
    following,
    keys_of,
    picture_of,
)
from flows.tags import Tags

MAX_NODES = 100
"""Nodes in one pack; more is a sign of two packs."""

MAIN = "main"
"""The flow that a pack begins with."""

PACK_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
PackId = Annotated[str, Field(pattern=PACK_ID, max_length=32)]

Reader = Literal["learner", "council", "staff", "dsp", "head", "named_adult"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Sees(_Part):
    """Who may see what comes of a pack. Words that worry always reach the DSP besides."""

    answers: tuple[Reader, ...] = ("learner",)
    counts: tuple[Reader, ...] = ()
    words: tuple[Reader, ...] = ("learner", "dsp")


class Flow(_Part):
    """Some nodes, and the one it begins with."""

    start: NodeId
    nodes: dict[NodeId, Node] = Field(min_length=1, max_length=MAX_NODES)


class Pack(_Part):
    """A conversation as content, pinned by its id and version.

    With `by_learner` a learner may begin it whenever they like. `texts` holds the words of a
    version that is past, by voice (`cy/7-9`) and key, so that whoever is still in it goes on in
    the words they began with. A pack in a folder has none: its words are those of the catalogues.
    """

    id: PackId
    version: int = Field(ge=1, le=9999)
    title: TextKey
    purpose: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    expected_minutes: float = Field(gt=0, le=120, allow_inf_nan=False)
    change_minutes: int = Field(default=60, ge=0, le=10080)
    by_learner: bool = False
    sees: Sees = Field(default_factory=Sees)
    tags: Tags = Field(default_factory=Tags)
    flows: dict[NodeId, Flow] = Field(min_length=1)
    texts: dict[str, dict[str, str]] = Field(default_factory=dict, repr=False)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Pack":
        faults = [*self._doubled(), *self._strangers(), *self._doors()] or [
            *self._hidden(),
            *self._conditions(),
            *self._pictures(),
        ]
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def _doubled(self) -> Iterator[str]:
        if MAIN not in self.flows:
            yield f"there is no flow called {MAIN}, with which a pack begins"
        names = [name for flow in self.flows.values() for name in flow.nodes]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{name} is the name of two nodes: a name is used once in a pack"
        if len(names) > MAX_NODES:
            yield f"there are {len(names)} nodes; a pack has at most {MAX_NODES}"

    def _strangers(self) -> Iterator[str]:
        for flow_name, flow in self.flows.items():
            led = [(f"the start of {flow_name}", flow.start)]
            led += [
                (name, to) for name, node in flow.nodes.items() for to in following(node) if to
            ]
            for name, to in led:
                if to not in flow.nodes:
                    yield f"{name} leads to {to!r}, which is not among the nodes of {flow_name}"

    def _doors(self) -> Iterator[str]:
        """A flow is entered from exactly one place, and never from within itself."""
        doors: dict[str, list[str]] = {name: [] for name in self.flows}
        for flow in self.flows.values():
            for name, node in flow.nodes.items():
                if isinstance(node, SubFlow) and node.flow not in self.flows:
                    yield f"{name} leads to the flow {node.flow!r}, which this pack does not have"
                elif isinstance(node, SubFlow):
                    doors[node.flow].append(name)
        for name, entered in doors.items():
            if name == MAIN and entered:
                yield f"{entered[0]} leads to {MAIN}, with which a pack begins and nothing else"
            elif name != MAIN and len(entered) != 1:
                places = len(entered)
                yield f"the flow {name} is entered from {places} places, and must be from one"

    def _conditions(self) -> Iterator[str]:
        """A condition looks only at what is asked, and compares it with what may be answered."""
        for name, node in self.nodes.items():
            if not isinstance(node, Branch):
                continue
            for case in node.cases:
                for each in sorted(case.when.names - ALWAYS):
                    question = self.nodes.get(each.removeprefix(f"{BEFORE}."))
                    if not isinstance(question, WAITS):
                        yield f"{name} asks for {each!r}, which is no question of this pack"
                for fault in comparison_faults(case.when, self.nodes):
                    yield f"{name} {fault}"

    def _hidden(self) -> Iterator[str]:
        """A question with the name of something that is always there could never be looked at."""
        for name in self.waits:
            if name in ALWAYS or name == BEFORE or name.startswith(f"{BEFORE}_"):
                yield (
                    f"{name} is a name that conditions and texts have already: "
                    "give the question another"
                )

    def _pictures(self) -> Iterator[str]:
        """A picture shows scales, each once, that have a name and the same number of points."""
        for name, node in self.nodes.items():
            for number, each in enumerate(picture_of(node)):
                fault = self._not_pictured(each, picture_of(node)[:number])
                if fault:
                    yield f"{name}.picture.{number} is {each!r}, {fault}"

    def _not_pictured(self, each: str, others: tuple[str, ...]) -> str | None:
        scales = self.scales
        if each not in scales:
            there = f"those are {', '.join(scales)}" if scales else "it has none"
            return f"which is no scale of this pack; {there}"
        if each in others:
            return "which is there twice"
        if scales[each].name is None:
            return "a scale without a name: for a picture it needs name, the key of a short text"
        first = next((other for other in others if other in scales), each)
        if scales[first].points != scales[each].points:
            return (
                f"which has {scales[each].points} points and {first} {scales[first].points}; "
                "the scales of one picture have as many as each other"
            )
        return None

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every node of every flow, by its name."""
        return {name: node for flow in self.flows.values() for name, node in flow.nodes.items()}

    @property
    def start(self) -> str:
        """The node that the pack begins with."""
        return self.flows[MAIN].start

    @cached_property
    def _after_flow(self) -> dict[str, str | None]:
        """By flow, what comes when it is over: None at the end of the pack."""
        doors = {
            node.flow: (name, node.next)
            for flow in self.flows.values()
            for name, node in flow.nodes.items()
            if isinstance(node, SubFlow)
        }
        after: dict[str, str | None] = {MAIN: None}
        while len(after) < len(self.flows):
            before = len(after)
            for flow, (door, following_door) in doors.items():
                home = self._home[door]
                if following_door is not None:
                    after[flow] = following_door
                elif home in after:
                    after[flow] = after[home]
            if len(after) == before:  # flows that lead only to each other: never reached
                return after | {flow: None for flow in self.flows if flow not in after}
        return after

    @cached_property
    def _home(self) -> dict[str, str]:
        """By node, the flow it stands in."""
        return {name: flow for flow, each in self.flows.items() for name in each.nodes}

    def onward(self, name: str, led_to: str | None) -> str | None:
        """Where a node leads to in the end: out of its flow where it says nothing."""
        return self._after_flow[self._home[name]] if led_to is None else led_to

    def wait(self, name: str) -> Wait:
        """The node that waits under this name; KeyError if none does."""
        return self.waits[name]

    @cached_property
    def waits(self) -> dict[str, Wait]:
        """Every node that asks, in the order written."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, WAITS)}

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """Every scale, in the order written."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, Scale)}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of every text of this pack, each once."""
        shown = (key for node in self.nodes.values() for key in keys_of(node))
        return tuple(dict.fromkeys((self.title, *shown)))

    def tags_of(self, name: str) -> Tags:
        """The tags of a question: its own, and the pack's where it has none."""
        return self.wait(name).tags.over(self.tags)

    @cached_property
    def looks_back(self) -> bool:
        """Whether anything in this pack depends on what was answered the last time."""
        cases = [
            case for node in self.nodes.values() if isinstance(node, Branch) for case in node.cases
        ]
        return any(name.startswith(f"{BEFORE}.") for case in cases for name in case.when.names)


Packs = dict[tuple[str, int], Pack]
"""Every pack that a running session may be pinned to, by id and version."""


def looking_back(packs: Packs) -> frozenset[str]:
    """The ids of the packs that depend on what was answered the last time."""
    return frozenset(pack.id for pack in packs.values() if pack.looks_back)


def newest(packs: Packs, pack_id: str) -> Pack | None:
    """The newest version of a pack, or None if there is no such pack."""
    versions = [pack for (name, _), pack in packs.items() if name == pack_id]
    return max(versions, key=lambda pack: pack.version, default=None)
