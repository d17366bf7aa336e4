"""The documents, taken apart: code in backticks, tables, links, command lines."""

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = (
    "domain", "locales", "flows", "escalation", "reporting", "storage", "services", "bot", "web",
    "simulator",
)  # fmt: skip
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_DOTTED = re.compile(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+")


def text(name: str) -> str:
    """A document, by its path from the project's folder."""
    return (ROOT / name).read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    """A document's path from the project's folder, to name a test by."""
    return page.relative_to(ROOT).as_posix()


def prose(page: str) -> str:
    """A document without its fenced blocks."""
    return _FENCE.sub("", page)


def code(page: str) -> list[str]:
    """What stands in backticks in the prose."""
    return _CODE.findall(prose(page))


def dotted(page: str) -> list[str]:
    """The names of code in backticks that begin with a room: `services.turn.take`."""
    return [each for each in code(page) if _DOTTED.fullmatch(each)]


def paths(page: str) -> list[str]:
    """The files and folders of the project in backticks."""
    tops = (*ROOMS, "tests", "docs", "requirements", ".ci")
    return [each for each in code(page) if each.startswith(tuple(f"{top}/" for top in tops))]


def links(page: str) -> list[str]:
    """Where the links lead that stay in the project."""
    return [each for each in _LINK.findall(page) if not each.startswith(("http:", "https:"))]


def anchors(page: str) -> set[str]:
    """The names under which a document's headings can be linked to."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {_slug(head) for head in heads}


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.casefold())
    return kept.replace(" ", "-")


def rows(page: str, header: str) -> list[list[str]]:
    """The rows below every table whose header begins with these words."""
    found: list[list[str]] = []
    inside = False
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith(f"| {header}"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not set(line) <= set("|-: "):
            found.append(cells)
    return found


def shell_lines(page: str, command: str) -> Iterator[list[str]]:
    """The words of every line in which a command is shown, in blocks and in backticks."""
    shown = [
        line for kind, block in _FENCE.findall(page) if kind == "sh" for line in _lines(block)
    ]
    for line in (*shown, *code(page)):
        words = line.rpartition("| ")[2]
        words = words.removeprefix(".venv/bin/")
        if words.split(" ", maxsplit=1)[0] == command:
            yield shlex.split(words, comments=True)


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


def resolve(name: str) -> Any:
    """What a dotted name means: a module, or something in one. AttributeError if nothing does."""
    module, rest = _module(name)
    found: Any = module
    for part in rest:
        found = _field(found, part)
    return found


def _module(name: str) -> tuple[ModuleType, list[str]]:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:end])
        if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file():
            return importlib.import_module(".".join(parts[:end])), parts[end:]
    raise AttributeError(name)


def _field(found: Any, name: str) -> Any:
    """An attribute, or a field that only instances have."""
    if name in getattr(found, "__dataclass_fields__", {}):
        return found.__dataclass_fields__[name]
    return getattr(found, name)
