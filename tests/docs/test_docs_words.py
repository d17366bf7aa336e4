"""What the documents tell of settings, chat commands, texts, log lines and words is so."""

import ast
import re
from pathlib import Path

import pytest

from bot.config import Config
from domain.people import Language
from domain.verdicts import Level
from locales.catalogue import read_all
from locales.reader import CATALOGUES, voice
from services.commands import ALIASES, parse_command
from services.roster import RollRow
from tests.docs import pages

REVIEWED = ("support.", "signpost.", "page.", "level.", "cases.")
LARGEST_PICTURE = 300_000


def test_the_readme_tells_of_every_setting_and_its_default() -> None:
    told = {row[0].strip("`"): row[2] for row in pages.rows(pages.text("README.md"), "variable |")}
    assert set(told) == {f"GWRANDO_{name.upper()}" for name in Config.model_fields}
    for name in ("telegram_api", "data", "web_host", "web_port"):
        default = Config.model_fields[name].default
        assert told[f"GWRANDO_{name.upper()}"] == f"`{default}`"


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_every_setting_that_is_named_is_one(page: Path) -> None:
    known = {f"GWRANDO_{name.upper()}" for name in Config.model_fields}
    named = re.findall(r"\bGWRANDO_[A-Z_]+\b", page.read_text(encoding="utf-8"))
    assert set(named) <= known


def test_the_roll_has_the_columns_that_the_readme_tells() -> None:
    columns = [field.alias or name for name, field in RollRow.model_fields.items()]
    told = [row[0].strip("`") for row in pages.rows(pages.text("README.md"), "column |")]
    assert told == columns


def test_the_readme_tells_of_every_chat_command_in_both_languages() -> None:
    told = pages.rows(pages.text("README.md"), "English | Welsh")
    assert {cell.strip("`/") for row in told for cell in row[:2]} == set(ALIASES)
    for row in told:
        english, welsh = (cell.strip("`") for cell in row[:2])
        assert parse_command(welsh) == (english.removeprefix("/"), "")


def test_every_text_about_safeguarding_is_up_for_review() -> None:
    told = set(pages.code(pages.text("docs/safeguarding.md")))
    assert {key for key in _keys() if key.startswith(REVIEWED)} - told == set()


@pytest.mark.parametrize("page", pages.PAGES, ids=pages.name_of)
def test_every_text_key_that_is_named_is_in_the_catalogues(page: Path) -> None:
    subjects = {key.partition(".")[0] for key in _keys()}
    shaped = re.compile(rf"(?:{'|'.join(sorted(subjects))})\.[a-z0-9_.]+(?:@[\d-]+)?")
    named = [
        each for each in pages.code(page.read_text(encoding="utf-8")) if shaped.fullmatch(each)
    ]
    texts = [each.partition("@")[0] for each in named if not each.endswith((".yaml", ".po"))]
    assert set(texts) - _keys() == set()


def _keys() -> set[str]:
    return {entry.key for file in read_all(CATALOGUES) for entry in file.entries}


def test_operating_tells_of_every_log_line() -> None:
    told = {row[0].strip("`") for row in pages.rows(pages.text("docs/operating.md"), "event |")}
    assert told == _logged()


def _logged() -> set[str]:
    """The names of all events that the rooms log."""
    found: set[str] = set()
    for room in pages.ROOMS:
        for path in (pages.ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="logger")),
                        args=[ast.Constant(value=str(name)), *_],
                    ):
                        found.add(name)
    return found


def test_the_glossary_says_the_levels_as_the_product_does() -> None:
    welsh = voice(Language.CY)
    told = {row[0]: row[1] for row in pages.rows(pages.text("docs/glossary.md"), "word |")}
    for level in Level:
        if level is not Level.NONE:
            assert told[level.word] == welsh.say(f"level.{level.word}")


def test_every_word_of_the_glossary_has_a_meaning_and_stands_once() -> None:
    rows = pages.rows(pages.text("docs/glossary.md"), "word |")
    assert all(len(row) == 4 and all(row) for row in rows)
    words = [row[0] for row in rows]
    assert len(words) == len(set(words))


def test_every_decision_is_listed_and_has_its_three_parts() -> None:
    folder = pages.ROOT / "docs" / "decisions"
    listed = pages.links((folder / "README.md").read_text(encoding="utf-8"))
    written = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert listed == written
    for name in written:
        told = pages.anchors((folder / name).read_text(encoding="utf-8"))
        assert {"context", "decision", "consequences"} <= told, name


def test_pictures_are_small() -> None:
    pictures = sorted((pages.ROOT / "docs" / "pictures").iterdir())
    assert [each.name for each in pictures if each.stat().st_size > LARGEST_PICTURE] == []


def test_what_is_new_is_told_under_unreleased() -> None:
    assert "unreleased" in pages.anchors(pages.text("CHANGELOG.md"))
