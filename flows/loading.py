"""Packs as they lie in folders: read, and every fault told with its file, line and key.

A pack's folder holds `pack.yaml` and, in `flows/`, one file for each flow, named as the flow.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from domain.errors import BadInput
from flows.definition import Pack, Packs

PACKS = Path(__file__).parent / "packs"
"""Where the packs of the product are."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a pack: what it says, and where each thing in it stands."""

    path: Path
    content: Any
    lines: dict[tuple[str, ...], int]


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
    if "flows" in head.content:
        line = head.lines.get(("flows",), 1)
        raise BadInput(f"{head.path}:{line}: flows: each flow is a file of its own in flows/")
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
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not text in UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise BadInput(f"{path}:{line}: this is not YAML: {problem}") from error
    lines: dict[tuple[str, ...], int] = {}
    faults = [*_lines(path, tree, (), lines)]
    if faults:
        raise BadInput(*faults)
    return _File(path, content, lines)


def _lines(
    path: Path, node: yaml.Node | None, place: tuple[str, ...], lines: dict[tuple[str, ...], int]
) -> list[str]:
    """Where each key and item stands; a key that is there twice is a fault."""
    if node is None:
        return []
    lines.setdefault(place, node.start_mark.line + 1)
    faults: list[str] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            line = key.start_mark.line + 1
            if inner in lines:
                faults.append(f"{path}:{line}: {'.'.join(inner)}: is there twice")
                continue
            lines[inner] = line
            faults += _lines(path, value, inner, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            faults += _lines(path, value, (*place, str(number)), lines)
    return faults


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
    name = fault.partition(" ")[0]
    begun = flows.get(fault.removeprefix("the start of ").partition(" ")[0])
    if fault.startswith("the start of ") and begun is not None:
        return f"{begun.path}:{begun.lines.get(('start',), 1)}: start: {fault}"
    for file in flows.values():
        if ("nodes", name) in file.lines:
            return f"{file.path}:{file.lines['nodes', name]}: nodes.{name}: {fault}"
    return f"{head.path}:1: the pack: {fault}"
