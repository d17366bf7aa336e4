"""YAML with its lines: what a file says, where each thing in it stands, and no surprises."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from domain.errors import BadInput

MAX_DEPTH = 20
"""How deep things stand in things; a pack needs a third of it."""

HALF = re.compile("[\ud800-\udfff]")
"""A surrogate, which YAML lets one write and no file can hold."""

TEXT = "tag:yaml.org,2002:str"
"""What YAML calls text."""

UNREADABLE = "this value cannot be read: if it is text, it stands in quotes"

NOT_A_VALUE = (ValueError, KeyError, AttributeError, RecursionError, OverflowError)
"""What Python makes of a value that only looks like a number or a date."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file: what it says, and where each thing in it stands."""

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


def read_file(path: Path) -> YamlFile:
    """A file; BadInput with its line where it is no plain YAML."""
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


def _file(path: Path, loader: _Loader) -> YamlFile:
    """The lines are taken before the values, as YAML's merging of keys changes the nodes."""
    try:
        tree = loader.get_single_node()
    except NOT_A_VALUE as error:  # from the scanner, which lets a few of Python's own through
        raise _Refused(UNREADABLE, loader.get_mark()) from error
    lines: dict[tuple[str, ...], int] = {}
    faults = [*_lines(path, tree, (), lines)]
    if faults:
        raise BadInput(*faults)
    return YamlFile(path, None if tree is None else loader.construct_document(tree), lines)


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
