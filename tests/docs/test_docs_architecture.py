"""docs/architecture.md is drawn from the code as it is built."""

import tomllib
from datetime import timedelta

import pytest

from storage.tables import metadata
from tests.docs import pages

PAGE = "docs/architecture.md"
UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
}


@pytest.mark.parametrize("room", pages.ROOMS)
def test_every_room_and_its_modules_are_described(room: str) -> None:
    told = pages.text(PAGE)
    assert f"### `{room}/`" in told
    found = sorted((pages.ROOT / room).rglob("*.py"))
    modules = {pages.name_of(path) for path in found if _counts(path.as_posix())}
    assert modules - set(pages.paths(told)) == set()


def _counts(path: str) -> bool:
    return not path.endswith("__init__.py") and "/migrations/" not in path


def test_every_table_is_in_a_home() -> None:
    assert _tables(PAGE) == set(metadata.tables)


def test_privacy_tells_of_every_table() -> None:
    assert _tables("docs/privacy.md") == set(metadata.tables)


def _tables(page: str) -> set[str]:
    return {row[0].strip("`") for row in pages.rows(pages.text(page), "table |")}


def test_the_import_contracts_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(pages.text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    section = pages.text(PAGE).partition("## Import contracts")[2].partition("\n## ")[0]
    told = [line.removeprefix("- ") for line in section.splitlines() if line.startswith("- ")]
    assert told == [contract["name"] for contract in contracts]


def test_every_invariant_names_the_tests_that_show_it() -> None:
    invariants = _invariants(pages.text(PAGE).partition("## Invariants")[2])
    assert len(invariants) == 8
    for invariant in invariants:
        assert any(path.startswith("tests/") for path in pages.paths(invariant)), invariant


def _invariants(section: str) -> list[str]:
    items: list[str] = []
    for line in section.splitlines():
        if line[:1].isdigit():
            items.append(line)
        elif items:
            items[-1] += f"\n{line}"
    return items


@pytest.mark.parametrize("row", pages.rows(pages.text(PAGE), "name |"), ids=lambda row: row[0])
def test_a_number_is_what_it_is_said_to_be(row: list[str]) -> None:
    name, told = row
    amount, _, unit = told.partition(" ")
    value = int(amount) * UNITS[unit] if unit else int(amount)
    assert pages.resolve(name.strip("`")) == value


@pytest.mark.parametrize("row", pages.rows(pages.text(PAGE), "module |"), ids=lambda row: row[0])
def test_what_a_module_is_said_to_hold_is_in_it(row: list[str]) -> None:
    modules, holds = (pages.code(cell) for cell in row)
    if len(modules) == 1:
        room = modules[0].removesuffix(".py").replace("/", ".")
        for name in (each for each in holds if each.replace(".", "").isidentifier()):
            if name not in {"gwrando", "getUpdates"}:
                assert pages.resolve(f"{room}.{name}") is not None
