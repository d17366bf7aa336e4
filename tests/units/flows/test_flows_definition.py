"""What a pack may say, and how it is told what it says wrongly."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from walk import a_pack, mood, thanks, two_options, words_question

from domain.errors import BadInput
from flows.definition import MAX_NODES, Pack, newest, read_pack, read_packs


def good() -> dict[str, Any]:
    return {
        "id": "sample",
        "version": 1,
        "title": "mood.title",
        "purpose": "To be tested.",
        "bands": ["12-14"],
        "expected_minutes": 0.5,
        "change_minutes": 10,
        "start": "face",
        "nodes": {"face": two_options("end"), "end": thanks()},
    }


def written(folder: Path, content: Any, name: str = "sample") -> Path:
    path = folder / name / "pack.yaml"
    path.parent.mkdir()
    text = content if isinstance(content, str) else yaml.safe_dump(content)
    path.write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        read_pack(path)
    return caught.value.faults


def test_a_good_pack_is_read(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path, good()))
    assert (pack.id, pack.version, pack.start) == ("sample", 1, "face")


WRONG = [
    ({"start": "elsewhere"}, "the pack", "'elsewhere', which is not among the nodes"),
    ({"nodes": {"face": two_options("nowhere")}}, "the pack", "face leads to 'nowhere'"),
    ({"nodes": {"face": two_options("face")}}, "the pack", "the conversation never ends"),
    ({"nodes": {}}, "nodes", "at least 1"),
    ({"nodes": {"face": {"kind": "shout"}}}, "nodes.face", "'say'"),
    ({"nodes": {"Face": thanks()}, "start": "x"}, "nodes.Face.[key]", "pattern"),
    ({"nodes": {"face": {"kind": "say", "say": "Hello!"}}}, "nodes.face.say.say", "pattern"),
    ({"bands": ["16-18"]}, "bands.0", "'15-18'"),
    ({"bands": []}, "bands", "at least 1"),
    ({"version": 0}, "version", "greater than or equal to 1"),
    ({"colour": "red"}, "colour", "not permitted"),
    ({"title": None}, "title", "valid string"),
]
"""What is wrong, the place that is named, and a part of what would be right."""


@pytest.mark.parametrize(("change", "place", "right"), WRONG)
def test_a_fault_names_the_file_the_place_and_what_is_right(
    tmp_path: Path, change: dict[str, Any], place: str, right: str
) -> None:
    path = written(tmp_path, good() | change)
    found = faults_of(path)
    assert any(f.startswith(f"{path}: {place}: ") and right in f for f in found), found
    assert "Value error" not in "".join(found)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    assert len(faults_of(written(tmp_path, good() | {"version": 0, "bands": []}))) == 2


@pytest.mark.parametrize("options", [1, 21])
def test_a_choice_has_from_two_to_twenty_options(tmp_path: Path, options: int) -> None:
    many = {f"o{n}": "mood.title" for n in range(options)}
    nodes = {"face": two_options("end", options=many), "end": thanks()}
    (fault,) = faults_of(written(tmp_path, good() | {"nodes": nodes}))
    assert "nodes.face.faces.options" in fault


def test_a_pack_has_a_hundred_nodes_at_most() -> None:
    nodes = {f"n{n}": thanks() for n in range(MAX_NODES)}
    assert a_pack(nodes)
    with pytest.raises(ValueError, match="at most 100"):
        a_pack(nodes | {"more": thanks()})


def test_an_option_that_yaml_reads_as_a_number_is_told_of(tmp_path: Path) -> None:
    text = yaml.safe_dump(good()).replace("up:", "5:")
    (fault,) = faults_of(written(tmp_path, text))
    assert "options.5.[key]" in fault


def test_a_file_that_is_not_yaml_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, "id: [mood\n"))
    assert "is not YAML" in fault


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "none.yaml")
    assert "cannot be read" in fault


def test_a_file_in_another_encoding_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_bytes("purpose: tŷ".encode("utf-16"))
    (fault,) = faults_of(path)
    assert "UTF-8" in fault


def test_one_version_of_a_pack_is_in_one_folder(tmp_path: Path) -> None:
    written(tmp_path, good(), "one")
    written(tmp_path, good(), "two")
    with pytest.raises(BadInput, match="version 1 of sample is in two folders"):
        read_packs(tmp_path)


def test_the_newest_version_of_a_pack_is_found(tmp_path: Path) -> None:
    for version in (1, 10, 9):
        written(tmp_path, good() | {"version": version}, f"v{version}")
    packs = read_packs(tmp_path)
    newest_of = newest(packs, "sample")
    assert newest_of is not None
    assert newest_of.version == 10
    assert newest(packs, "other") is None


def test_the_packaged_packs_are_read() -> None:
    assert ("mood", 1) in read_packs()


def test_a_node_that_only_speaks_waits_for_nothing() -> None:
    pack = a_pack({"a": words_question("end"), "end": thanks()})
    assert pack.wait("a") is pack.nodes["a"]
    with pytest.raises(KeyError):
        pack.wait("end")


def test_a_pack_never_changes() -> None:
    pack: Pack = mood()
    with pytest.raises(ValueError, match="frozen"):
        pack.start = "comment"
