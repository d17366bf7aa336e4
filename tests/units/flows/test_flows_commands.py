"""`gwrando flows` checks, draws and counts conversations."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from linting import catalogues, content, face, good_nodes, say, written
from typer.testing import CliRunner, Result

from bot.cli import app
from flows.coverage import frameworks_page
from flows.loading import read_packs


def gwrando(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["flows", *map(str, words)])


def check(folder: Path, texts: Path) -> Result:
    return gwrando("check", folder, "--catalogues", texts)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return catalogues(tmp_path / "texts")


def test_when_all_is_well_one_sentence_says_so(tmp_path: Path, texts: Path) -> None:
    result = check(written(tmp_path / "sample", content(good_nodes())), texts)
    assert (result.exit_code, result.output) == (0, "No fault was found in sample.\n")


def test_a_fault_is_a_line_and_exit_status_1(tmp_path: Path, texts: Path) -> None:
    nodes = good_nodes() | {"lost": say()}
    result = check(written(tmp_path / "sample", content(nodes)), texts)
    assert result.exit_code == 1
    place, _, told = result.output.partition(": ")
    assert Path(place.rpartition(":")[0]).name == "main.yaml"
    assert told == "sample lost: fault: nothing leads here from the start [unreachable]\n"


def test_advice_alone_is_no_fault(tmp_path: Path, texts: Path) -> None:
    result = check(written(tmp_path / "sample", content({"face": face(None)})), texts)
    assert result.exit_code == 0
    advice, well = result.output.splitlines()
    assert advice.partition(": ")[2].startswith("sample face: advice: ")
    assert well == "No fault was found in sample."


def test_several_packs_are_checked_at_once(tmp_path: Path, texts: Path) -> None:
    one = written(tmp_path / "one", content(good_nodes(), id="one"))
    two = written(tmp_path / "two", content(good_nodes(), id="two"))
    result = gwrando("check", one, two, "--catalogues", texts)
    assert result.output == "No fault was found in one, two.\n"


@pytest.mark.parametrize("command", ["check", "graph"])
def test_a_name_that_is_no_pack_is_one_sentence(command: str) -> None:
    result = gwrando(command, "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("there is no pack 'nowhere'; there are ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "graph"])
def test_a_folder_that_holds_no_pack_is_one_sentence(tmp_path: Path, command: str) -> None:
    result = gwrando(command, tmp_path)
    assert result.exit_code == 2
    assert "pack.yaml cannot be read" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["check", "graph", "play"])
def test_catalogues_that_cannot_be_used_are_one_sentence(tmp_path: Path, command: str) -> None:
    folder = written(tmp_path / "sample", content(good_nodes()))
    result = gwrando(command, folder, "--catalogues", tmp_path / "none")
    assert result.exit_code == 2
    assert result.stderr == f"there is no folder {tmp_path / 'none'}.\n"
    result = gwrando(command, folder, "--catalogues", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{tmp_path} has no catalogues; they are named like cy/LC_MESSAGES/mood.po.\n"
    )


@pytest.mark.parametrize("command", ["check", "graph", "play"])
def test_catalogues_that_cannot_be_read_are_told_of(
    tmp_path: Path, texts: Path, command: str
) -> None:
    folder = written(tmp_path / "sample", content(good_nodes()))
    home = texts / "cy" / "LC_MESSAGES"
    (home / "other.po").write_text((home / "sample.po").read_text("utf-8"), "utf-8")
    result = gwrando(command, folder, "--catalogues", texts)
    assert result.exit_code == 2
    assert "is in other.po and in sample.po" in result.stderr
    (home / "other.po").write_text("hello", encoding="utf-8")
    result = gwrando(command, folder, "--catalogues", texts)
    assert result.exit_code == 2
    assert f"{home / 'other.po'}:1" in result.stderr
    assert "Traceback" not in result.stderr


def test_behind_a_schools_own_texts_stand_those_of_the_product(tmp_path: Path) -> None:
    agree = {"kind": "statement", "ask": "sample.face", "next": "bye"}
    folder = written(tmp_path / "sample", content({"agree": agree, "bye": say()}))
    own = catalogues(tmp_path / "own", leave_out="flow.")
    assert check(folder, own).output == "No fault was found in sample.\n"
    played = CliRunner().invoke(
        app, ["flows", "play", str(folder), "--catalogues", str(own)], input="Agree\n"
    )
    assert "Sut wyt ti'n teimlo heddiw?" in played.output
    assert "a) Cytuno" in played.output
    assert "Diolch. Dyna ni am heddiw." in played.output
    drawn = gwrando("graph", folder, "--lang", "en", "--catalogues", own)
    assert "How do you feel today?" in drawn.output


def test_a_pack_is_drawn_to_the_screen_or_into_a_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "sample", content(good_nodes()))
    shown = gwrando("graph", folder)
    assert ElementTree.fromstring(shown.output).tag.endswith("svg")  # noqa: S314
    kept = gwrando("graph", folder, "--out", tmp_path / "sample.svg")
    assert kept.output == f"The drawing is in {tmp_path / 'sample.svg'}.\n"
    assert (tmp_path / "sample.svg").read_text(encoding="utf-8") == shown.output


def test_a_drawing_that_cannot_be_kept_is_one_sentence(tmp_path: Path) -> None:
    folder = written(tmp_path / "sample", content(good_nodes()))
    result = gwrando("graph", folder, "--out", tmp_path / "none" / "sample.svg")
    assert result.exit_code == 2
    assert "cannot be written: No such file or directory." in result.stderr


def test_a_drawing_is_in_welsh_or_english(tmp_path: Path) -> None:
    result = gwrando("graph", tmp_path, "--lang", "fr")
    assert result.exit_code == 2
    assert result.stderr == "--lang is 'fr'; it must be cy or en.\n"


def test_the_page_of_frameworks_is_printed() -> None:
    result = gwrando("frameworks")
    assert result.exit_code == 0
    assert result.output == frameworks_page(read_packs().values())
