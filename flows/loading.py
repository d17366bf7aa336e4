"""Packs as they lie in folders: read, and every fault told with its file, line and key.

A pack's folder holds `pack.yaml` and, in `flows/`, one file for each flow, named as the flow.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.reader import ReaderError

from domain.errors import BadInput
from flows.definition import Pack, Packs

PACKS = Path(__file__).parent / "packs"
"""Where the packs of the product are."""


MAX_DEPTH = 20
"""How deep things stand in things; a pack needs a third of it."""

HALF = re.compile("[\ud800-\udfff]")
"""A surrogate, which YAML lets one write and no file can hold."""

TEXT = "tag:yaml.org,2002:str"
"""What YAML calls text."""

NOT_IN_HEAD = {
    "flows": "each flow is a file of its own in flows/",
    "texts": "the words of a pack are in the catalogues, in locales/",
}
"""What a pack has and its pack.yaml does not say, and where that is."""

UNREADABLE = "this value cannot be read: if it is text, it stands in quotes"

NOT_A_VALUE = (ValueError, KeyError, AttributeError, RecursionError, OverflowError)
"""What Python makes of a value that only looks like a number or a date."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a pack: what it says, and where each thing in it stands."""

    path: Path
    content: Any
    lines: dict[tuple[str, ...], int]


class _Refused(yaml.MarkedYAMLError):
    """What YAML allows and a pack does not, told at its line."""

    def __init__(self, problem: str, mark: yaml.Mark) -> None:
        super().__init__(problem=problem, problem_mark=mark)


class _Loader(yaml.SafeLoader):
    """Plain YAML alone: without names for parts, kinds written out and things deep in things.

    So a short file stays small when it is read, and no value can fail without its line.
    """

    depth = 0

    def get_event(self) -> Any:
        event = super().get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("a pack has no & and *: write each thing where it stands", _at(event))
        if getattr(event, "tag", None):
            raise _Refused("a pack has no tags with !: write the value alone", _at(event))
        if isinstance(event, yaml.ScalarEvent) and HALF.search(event.value):
            raise _Refused("there is half a character, which nobody can read", _at(event))
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            self.depth -= 1
        if self.depth > MAX_DEPTH:
            raise _Refused(f"things stand in things more than {MAX_DEPTH} deep", _at(event))
        return event

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except NOT_A_VALUE as error:
            raise _Refused(UNREADABLE, node.start_mark) from error


def _at(event: Any) -> yaml.Mark:
    mark: yaml.Mark = event.start_mark
    return mark


def read_packs(folder: Path = PACKS) -> Packs:
    """Every pack below a folder; BadInput where two are the same version of one pack."""
    packs: Packs = {}
    for path in sorted(folder.glob("*/pack.yaml")):
        pack = read_pack(path.parent)
        if (pack.id, pack.version) in packs:
            raise BadInput(f"{path}: version {pack.version} of {pack.id} is in two folders")
        packs[pack.id, pack.version] = pack
    return packs


def read_pack(folder: Path) -> Pack:
    """The pack in a folder; BadInput with each fault on a line of its own."""
    head = _read(folder / "pack.yaml")
    if not isinstance(head.content, dict):
        raise BadInput(f"{head.path}:1: a pack is written as keys and values, like id: mood")
    for key, why in NOT_IN_HEAD.items():
        if key in head.content:
            raise BadInput(f"{head.path}:{head.lines.get((key,), 1)}: {key}: {why}")
    flows = {path.stem: _read(path) for path in sorted((folder / "flows").glob("*.yaml"))}
    whole = head.content | {"flows": {name: file.content for name, file in flows.items()}}
    try:
        return Pack.model_validate(whole)
    except ValidationError as error:
        places = [each["loc"] for each in error.errors()]
        faults = [
            fault
            for each in error.errors()
            if not any(_within(place, each["loc"]) for place in places)
            for fault in _faults(head, flows, each["loc"], each["msg"])
        ]
        raise BadInput(*faults) from error


def _within(place: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a place lies inside another, whose own fault is then only what follows."""
    return len(place) > len(other) > 0 and place[: len(other)] == other


def _read(path: Path) -> _File:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not text in UTF-8.") from error
    try:
        return _file(path, _Loader(text))
    except yaml.YAMLError as error:
        raise BadInput(f"{path}:{_fault_line(error, text)}: {_fault(error)}") from error


def _file(path: Path, loader: _Loader) -> _File:
    """The lines are taken before the values, as YAML's merging of keys changes the nodes."""
    try:
        tree = loader.get_single_node()
    except NOT_A_VALUE as error:  # from the scanner, which lets a few of Python's own through
        raise _Refused(UNREADABLE, loader.get_mark()) from error
    lines: dict[tuple[str, ...], int] = {}
    faults = [*_lines(path, tree, (), lines)]
    if faults:
        raise BadInput(*faults)
    return _File(path, None if tree is None else loader.construct_document(tree), lines)


def _fault(error: yaml.YAMLError) -> str:
    if isinstance(error, _Refused):
        return str(error.problem)
    return f"this is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"


def _fault_line(error: yaml.YAMLError, text: str) -> int:
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position) + 1
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1


def _lines(
    path: Path, node: yaml.Node | None, place: tuple[str, ...], lines: dict[tuple[str, ...], int]
) -> list[str]:
    """Where each key and item stands; a key that is no text, or there twice, is a fault."""
    if node is None:
        return []
    lines.setdefault(place, node.start_mark.line + 1)
    faults: list[str] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, key.value if isinstance(key, yaml.ScalarNode) else "?")
            fault = _wrong_key(key, inner, lines)
            if fault:
                line = key.start_mark.line + 1
                faults.append(f"{path}:{line}: {'.'.join(inner)}: {fault}")
                continue
            lines[inner] = key.start_mark.line + 1
            faults += _lines(path, value, inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            faults += _lines(path, value, (*place, str(number)), lines)
    return faults


def _wrong_key(
    key: yaml.Node, place: tuple[str, ...], lines: dict[tuple[str, ...], int]
) -> str | None:
    if key.tag != TEXT:
        return "a key is text: what YAML takes for something else stands in quotes"
    return "is there twice" if place in lines else None


def _faults(
    head: _File, flows: dict[str, _File], loc: tuple[int | str, ...], message: str
) -> list[str]:
    """A fault of the whole pack may tell several things, one a line, each by the node it names."""
    plain = message.removeprefix("Value error, ")
    if not loc:
        return [_by_name(head, flows, line) for line in plain.splitlines()]
    parts = tuple(str(part) for part in loc)
    file = head
    if parts[0] == "flows" and len(parts) > 1 and parts[1] in flows:
        file, parts = flows[parts[1]], parts[2:]
    parts = tuple(part for part in parts if part != "[key]")
    if parts[:1] == ("nodes",):  # the kind of the node stands after its name, and may be a key too
        parts = (*parts[:2], *parts[3:])
    line, kept = _line_of(file, parts)
    return [f"{file.path}:{line}: {'.'.join(kept) or 'the pack'}: {plain}"]


def _line_of(file: _File, parts: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The line of a place, and the place without the names of kinds that stand in it."""
    place: tuple[str, ...] = ()
    line = 1
    rest = list(parts)
    while rest:
        part = rest.pop(0)
        if (*place, part) in file.lines:
            place = (*place, part)
            line = file.lines[place]
        elif not rest:  # a key that is missing, or one that should not be there
            place = (*place, part)
    return line, place


def _by_name(head: _File, flows: dict[str, _File], fault: str) -> str:
    """A fault begins with the name of its node, and may go on with the place in it."""
    name = fault.partition(" ")[0]
    place = ("nodes", *name.split("."))
    begun = flows.get(fault.removeprefix("the start of ").partition(" ")[0])
    if fault.startswith("the start of ") and begun is not None:
        return f"{begun.path}:{begun.lines.get(('start',), 1)}: start: {fault}"
    for file in flows.values():
        if place in file.lines:
            return f"{file.path}:{file.lines[place]}: nodes.{name}: {fault}"
    return f"{head.path}:1: the pack: {fault}"
