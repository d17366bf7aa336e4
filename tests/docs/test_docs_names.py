"""Whatever the documents name is there: code, files, links, commands, targets."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from tests.docs import pages

every_page = pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)


@every_page
def test_every_name_of_code_is_in_the_code(page: Path) -> None:
    missing = []
    for name in pages.dotted(page.read_text(encoding="utf-8")):
        try:
            pages.resolve(name)
        except AttributeError:
            missing.append(name)
    assert missing == []


@every_page
def test_every_file_is_there(page: Path) -> None:
    named = pages.paths(page.read_text(encoding="utf-8"))
    meant = [
        each for each in named if each != "storage/migrations/versions/0002_what_it_brings.py"
    ]
    assert [each for each in meant if not (pages.ROOT / each).exists()] == []


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in pages.links(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in pages.anchors(target.read_text(encoding="utf-8")), link


@every_page
def test_every_command_can_be_given(page: Path) -> None:
    for words in pages.shell_lines(page.read_text(encoding="utf-8"), "gwrando"):
        command, rest = _command(words[1:])
        options = {option for param in command.params for option in param.opts} | {"--help"}
        given = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert given <= options, " ".join(words)
        assert not _children(command) or not rest, " ".join(words)


@every_page
def test_every_target_can_be_made(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", pages.text("Makefile"), re.MULTILINE))
    shown = pages.shell_lines(page.read_text(encoding="utf-8"), "make")
    assert {word for words in shown for word in words[1:] if "=" not in word} <= targets


def test_every_command_is_in_the_readme() -> None:
    shown = {
        " ".join(words[1:]) for words in pages.shell_lines(pages.text("README.md"), "gwrando")
    }
    for path in _leaves(_root(), ()):
        name = " ".join(path)
        assert any(each == name or each.startswith(f"{name} ") for each in shown), name


def test_every_target_is_in_the_readme_or_for_contributors() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", pages.text("Makefile"), re.MULTILINE)
    told = pages.text("README.md") + pages.text("CONTRIBUTING.md")
    assert [each for each in targets if f"make {each}" not in told and each != "help"] == []


def _root() -> Any:
    return typer.main.get_command(app)


def _children(command: Any) -> dict[str, Any]:
    """The commands below a command; none below one that does something."""
    return getattr(command, "commands", {})


def _command(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words lead to, and the words that are left for it."""
    here = _root()
    while words and _children(here) and not words[0].startswith("-"):
        assert words[0] in _children(here), f"there is no command {words[0]}"
        here, words = _children(here)[words[0]], words[1:]
    return here, words


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not _children(command):
        yield path
        return
    for name, child in _children(command).items():
        yield from _leaves(child, (*path, name))
