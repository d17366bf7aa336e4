"""Which keys the product uses: in its code, its pages and its conversations.

Code is read as a syntax tree, so that a key in a comment counts for nothing. A key that is put
together when it is needed (`f"level.{word}"`) counts for every key with that beginning.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

import yaml

from locales.catalogue import KEY

SPEAKING = (
    "bot",
    "web",
    "simulator",
    "services",
    "flows",
    "escalation",
    "reporting",
)
"""The rooms that speak to people. What has the form of a key in others is something else."""

COUNTS = "count"
CALLS = frozenset({"say", COUNTS, "both", "label", "Text"})
PACKS = "flows/packs"
CONDITION = "when"
PAGES = (".html", ".jinja", ".j2", ".txt", ".xml", ".svg")
IN_PAGE = re.compile(r"""\b(say|count|both)\(\s*(["'])([a-z0-9_.]+)\2""")
FILES = (".css", ".csv", ".html", ".json", ".po", ".png", ".svg", ".yaml", ".yml")
BEGINNING = re.compile(r"[a-z]+(\.[a-z0-9_]+)*\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What looks like a key. `sure` where only a text can be meant; `begins` for a stem.

    `counted` where it is said with a number, so that it needs plural forms.
    """

    path: Path
    line: int
    key: str
    sure: bool = False
    begins: bool = False
    counted: bool = False


def uses(product: Path) -> Iterator[Use]:
    """Every use of a key below the product's folder."""
    for room in SPEAKING:
        for path in sorted((product / room).rglob("*")):
            if path.suffix == ".py":
                yield from _in_code(path)
            elif path.suffix in PAGES:
                yield from _in_page(path)
    yield from extra_keys(product / PACKS)


def missing(used: Iterable[Use], known: Set[str]) -> Iterator[Use]:
    """Uses of keys that `known` does not hold.

    What is not sure must be of a subject that a catalogue has, or that is spoken of elsewhere.
    """
    every = list(used)
    spoken = known | {use.key for use in every if use.sure}
    subjects = tuple({f"{key.partition('.')[0]}." for key in spoken})
    for use in every:
        meant = use.sure or (use.key.startswith(subjects) and not use.begins)
        if meant and use.key not in known:
            yield use


def extra_keys(packs: Path) -> Iterator[Use]:
    """The keys that conversations name: every value in a pack that has the form of a key."""
    for path in sorted(packs.rglob("*.yaml")):
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        for node in _values(root):
            if KEY.fullmatch(node.value):
                yield Use(path=path, line=node.start_mark.line + 1, key=node.value, sure=True)


def _values(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every value but conditions, in which `before.face` is no key of a text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value != CONDITION:
                yield from _values(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _values(value)


def _in_page(path: Path) -> Iterator[Use]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for call, _, key in IN_PAGE.findall(line):
            begins, counted = key.endswith("."), call == COUNTS
            yield Use(
                path=path, line=number, key=key, sure=not begins, begins=begins, counted=counted
            )


def _in_code(path: Path) -> Iterator[Use]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    spoken = {id(call.args[0]): name for call in calls if (name := _name(call)) in CALLS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            call = spoken.get(id(node))
            if KEY.fullmatch(node.value) and not node.value.endswith(FILES):
                yield Use(
                    path=path,
                    line=node.lineno,
                    key=node.value,
                    sure=call is not None,
                    counted=call == COUNTS,
                )
            elif BEGINNING.fullmatch(node.value):
                yield Use(path=path, line=node.lineno, key=node.value, begins=True)


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
