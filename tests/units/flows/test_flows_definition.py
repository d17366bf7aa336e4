"""What a pack may say, and how it is told what it says wrongly."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from walk import a_pack, mood, thanks, two_options, words_question

from domain.errors import BadInput
from flows.definition import MAX_NODES, Pack, newest
from flows.loading import read_pack, read_packs

HEAD = {
    "id": "sample",
    "version": 1,
    "title": "mood.title",
    "purpose": "To be tested.",
    "evidence": "None is needed.",
    "bands": ["12-14"],
    "expected_minutes": 0.5,
    "change_minutes": 10,
}


def main_flow(**changes: Any) -> dict[str, Any]:
    return {"start": "face", "nodes": {"face": two_options("end"), "end": thanks()}} | changes


def written(
    folder: Path, *, head: Any = None, name: str = "sample", **flows: dict[str, Any] | str
) -> Path:
    """A pack's folder with this head and these flows."""
    home = folder / name
    (home / "flows").mkdir(parents=True)
    _write(home / "pack.yaml", HEAD if head is None else head)
    for flow, content in (flows or {"main": main_flow()}).items():
        _write(home / "flows" / f"{flow}.yaml", content)
    return home


def _write(path: Path, content: Any) -> None:
    text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def faults_of(home: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        read_pack(home)
    return caught.value.faults


def test_a_good_pack_is_read(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path))
    assert (pack.id, pack.version, pack.start) == ("sample", 1, "face")


WRONG_HEADS = [
    ({"bands": ["16-18"]}, 7, "bands.0", "'15-18'"),
    ({"bands": []}, 6, "bands", "at least 1"),
    ({"version": 0}, 2, "version", "greater than or equal to 1"),
    ({"colour": "red"}, 10, "colour", "not permitted"),
    ({"title": None}, 3, "title", "valid string"),
    ({"id": "Bad Name"}, 1, "id", "pattern"),
    ({"tags": {"perma": ["joy"]}}, 10, "tags", "positive_emotion"),
    ({"sees": {"counts": ["everybody"]}}, 12, "sees.counts.0", "'council'"),
]
"""What is wrong in pack.yaml, its line, its key, and a part of what would be right."""


@pytest.mark.parametrize(("change", "line", "key", "right"), WRONG_HEADS)
def test_a_fault_of_the_head_names_file_line_key_and_what_is_right(
    tmp_path: Path, change: dict[str, Any], line: int, key: str, right: str
) -> None:
    home = written(tmp_path, head=HEAD | change)
    found = faults_of(home)
    start = f"{home / 'pack.yaml'}:{line}: {key}"
    assert any(fault.startswith(start) and right in fault for fault in found), found
    assert "Value error" not in "".join(found)


def test_a_key_that_is_missing_is_named(tmp_path: Path) -> None:
    head = {key: value for key, value in HEAD.items() if key != "evidence"}
    (fault,) = faults_of(written(tmp_path, head=head))
    assert "pack.yaml:" in fault
    assert "evidence: Field required" in fault


BRANCH = {"kind": "branch", "cases": [{"when": "face == 'up'", "next": "end"}], "otherwise": "end"}

WRONG_FLOWS = [
    (main_flow(start="elsewhere"), "main.yaml:", "'elsewhere', which is not among the nodes"),
    (main_flow(nodes={"face": two_options("nowhere")}), "main.yaml:3:", "face leads to 'nowhere'"),
    (main_flow(nodes={}), "main.yaml:2: nodes", "at least 1"),
    (main_flow(nodes={"face": {"kind": "shout"}}), "main.yaml:3: nodes.face", "'say'"),
    (main_flow(nodes={"Face": thanks()}), "main.yaml:3: nodes.Face", "pattern"),
    (
        main_flow(nodes={"face": {"kind": "say", "say": "Hello!"}}),
        "main.yaml:5: nodes.face.say",
        "pattern",
    ),
    (
        main_flow(nodes={"face": two_options("end", least=1), "end": thanks()}),
        "nodes.face.least",
        "not permitted",
    ),
    (
        main_flow(nodes={"face": {"kind": "sub_flow", "flow": "other"}}),
        "main.yaml:3:",
        "the flow 'other', which this pack does not have",
    ),
]
"""What is wrong in a flow, where that is said to be, and a part of what would be right."""


@pytest.mark.parametrize(("flow", "place", "right"), WRONG_FLOWS)
def test_a_fault_of_a_flow_names_file_line_key_and_what_is_right(
    tmp_path: Path, flow: dict[str, Any], place: str, right: str
) -> None:
    found = faults_of(written(tmp_path, main=flow))
    assert any(place in fault and right in fault for fault in found), found


SCALE = {"kind": "scale", "ask": "perma.joy.ask", "low": "x.low", "high": "x.high"}
NAMED = SCALE | {"name": "perma.strand.joy", "next": "here"}

WRONG_PICTURES = [
    (["face"], {}, ".0", "'face', which is no scale of this pack; it has none"),
    (["joi"], {"joy": NAMED}, ".0", "'joi', which is no scale of this pack; those are joy"),
    (["joy", "here"], {"joy": NAMED}, ".1", "'here', which is no scale"),
    (["joy", "joy"], {"joy": NAMED}, ".1", "'joy', which is there twice"),
    (["joy"], {"joy": SCALE}, ".0", "'joy', a scale without a name: for a picture it needs name"),
    (
        ["joy", "rest"],
        {"joy": NAMED, "rest": NAMED | {"points": 7}},
        ".1",
        "'rest', which has 7 points and joy 5",
    ),
    (["No"], {}, ".0", "pattern"),
    ("joy", {"joy": NAMED}, "", "valid tuple"),
]
"""A picture that cannot be, the other nodes, the place in the list, and what would be right."""


@pytest.mark.parametrize(("picture", "others", "place", "right"), WRONG_PICTURES)
def test_a_wrong_picture_names_file_line_key_and_what_is_right(
    tmp_path: Path, picture: Any, others: dict[str, Any], place: str, right: str
) -> None:
    here = {"kind": "say", "say": "mood.thanks", "picture": picture}
    nodes = {"face": two_options("here"), "here": here} | others
    home = written(tmp_path, main=main_flow(nodes=nodes))
    (fault,) = faults_of(home)
    lines = (home / "flows" / "main.yaml").read_text("utf-8").splitlines()
    line = 1 + next(n for n, text in enumerate(lines) if "picture:" in text)
    line += 1 + int(place[1:]) if place else 0
    assert fault.startswith(f"{home / 'flows' / 'main.yaml'}:{line}: nodes.here.picture{place}: ")
    assert right in fault


CONDITIONS = [
    ("mood == 'up'", "'mood', which is no question"),
    ("face == 'sideways'", "'sideways', which is none of its options"),
    ("before.face == 'sideways'", "none of its options"),
    ("band == '5-7'", "compares the band"),
    ("face.real == 1", "only before has a dot"),
    ("open('x')", "has no place in a condition"),
    ("face is None", "is has no place"),
    ("face ==", "cannot be read as a condition"),
    ("face == 'up' " * 30, "at most 200 characters"),
]
"""A condition that cannot be meant, and what is said of it."""


@pytest.mark.parametrize(("when", "said"), CONDITIONS)
def test_a_condition_that_cannot_be_meant_is_told_of(tmp_path: Path, when: str, said: str) -> None:
    branch = {**BRANCH, "cases": [{"when": when, "next": "end"}]}
    nodes = {"face": two_options("turn"), "turn": branch, "end": thanks()}
    found = faults_of(written(tmp_path, main=main_flow(nodes=nodes)))
    assert any(said in fault and "main.yaml:" in fault for fault in found), found


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    assert len(faults_of(written(tmp_path, head=HEAD | {"version": 0, "bands": []}))) == 2


def test_a_key_that_is_there_twice_is_told_of(tmp_path: Path) -> None:
    home = written(tmp_path, main="start: a\nnodes:\n  a: {kind: end}\n  a: {kind: end}\n")
    (fault,) = faults_of(home)
    assert fault.endswith("main.yaml:4: nodes.a: is there twice")


@pytest.mark.parametrize("options", [1, 21])
def test_a_choice_has_from_two_to_twenty_options(tmp_path: Path, options: int) -> None:
    many = {f"o{n}": "mood.title" for n in range(options)}
    nodes = {"face": two_options("end", options=many), "end": thanks()}
    (fault,) = faults_of(written(tmp_path, main=main_flow(nodes=nodes)))
    assert "nodes.face.options" in fault


def test_a_pack_has_a_hundred_nodes_at_most() -> None:
    nodes = {f"n{n}": thanks() for n in range(MAX_NODES)}
    assert a_pack(nodes)
    with pytest.raises(ValueError, match="at most 100"):
        a_pack(nodes | {"more": thanks()})


def test_an_option_that_yaml_reads_as_a_number_is_told_of(tmp_path: Path) -> None:
    text = yaml.safe_dump(main_flow()).replace("up:", "5:")
    (fault,) = faults_of(written(tmp_path, main=text))
    assert "nodes.face.options.5" in fault


def test_a_flow_is_entered_from_one_place(tmp_path: Path) -> None:
    inner = {
        "start": "more",
        "nodes": {"more": words_question("inner_end"), "inner_end": thanks()},
    }
    nodes = {
        "face": two_options("one"),
        "one": {"kind": "sub_flow", "flow": "inner", "next": "two"},
        "two": {"kind": "sub_flow", "flow": "inner"},
    }
    found = faults_of(written(tmp_path, main=main_flow(nodes=nodes), inner=inner))
    assert any("inner is entered from 2 places" in fault for fault in found)


def test_a_name_is_used_once_in_a_pack(tmp_path: Path) -> None:
    inner = {"start": "face", "nodes": {"face": thanks()}}
    nodes = {"face": two_options("deeper"), "deeper": {"kind": "sub_flow", "flow": "inner"}}
    found = faults_of(written(tmp_path, main=main_flow(nodes=nodes), inner=inner))
    assert any("face is the name of two nodes" in fault for fault in found)


def test_a_flow_goes_on_where_it_was_entered(tmp_path: Path) -> None:
    inner = {
        "start": "more",
        "nodes": {"more": words_question("inner_end"), "inner_end": thanks()},
    }
    nodes = {
        "face": two_options("deeper"),
        "deeper": {"kind": "sub_flow", "flow": "inner", "next": "end"},
        "end": thanks(),
    }
    pack = read_pack(written(tmp_path, main=main_flow(nodes=nodes), inner=inner))
    assert pack.onward("inner_end", None) == "end"
    assert pack.onward("end", None) is None


def test_a_file_that_is_not_yaml_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, head="id: [mood\n"))
    assert "pack.yaml:2: this is not YAML" in fault


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path)
    assert "cannot be read" in fault


def test_a_file_in_another_encoding_is_told_of(tmp_path: Path) -> None:
    home = written(tmp_path)
    (home / "pack.yaml").write_bytes("purpose: tŷ".encode("utf-16"))
    (fault,) = faults_of(home)
    assert "UTF-8" in fault


def test_a_head_that_is_a_list_is_told_of(tmp_path: Path) -> None:
    (fault,) = faults_of(written(tmp_path, head="- mood\n"))
    assert "keys and values" in fault


def test_one_version_of_a_pack_is_in_one_folder(tmp_path: Path) -> None:
    written(tmp_path, name="one")
    written(tmp_path, name="two")
    with pytest.raises(BadInput, match="version 1 of sample is in two folders"):
        read_packs(tmp_path)


def test_the_newest_version_of_a_pack_is_found(tmp_path: Path) -> None:
    for version in (1, 10, 9):
        written(tmp_path, head=HEAD | {"version": version}, name=f"v{version}")
    packs = read_packs(tmp_path)
    newest_of = newest(packs, "sample")
    assert newest_of is not None
    assert newest_of.version == 10
    assert newest(packs, "other") is None


def test_the_packaged_packs_are_read() -> None:
    assert newest(read_packs(), "mood") is not None


def test_a_node_that_only_speaks_waits_for_nothing() -> None:
    pack = a_pack({"a": words_question("end"), "end": thanks()})
    assert pack.wait("a") is pack.nodes["a"]
    with pytest.raises(KeyError):
        pack.wait("end")


def test_a_pack_never_changes() -> None:
    pack: Pack = mood()
    with pytest.raises(ValueError, match="frozen"):
        pack.version = 7


NOT_PLAIN = [
    ("2026-13-45", "cannot be read"),
    ("0b_", "cannot be read"),
    ("9" * 5000, "cannot be read"),
    ('"\\UFFFFFFFF"', "cannot be read"),
    ('"\\ud800"', "half a character"),
    ('{"\\udfff": x}', "half a character"),
    ("!!int abc", "no tags"),
    ("!!float x", "no tags"),
    ("!!bool x", "no tags"),
    ("!!timestamp x", "no tags"),
    ("! x", "no tags"),
    ("&a [*a]", "no & and *"),
    ("*a", "no & and *"),
    ("[" * 3000, "more than 20 deep"),
    ("{a: " * 3000, "more than 20 deep"),
    ("=", "this is not YAML"),
    ("'\x07'", "this is not YAML"),
]
"""A value that is no plain YAML, or only looks like a number or a date, and what is said of it."""


@pytest.mark.parametrize(("value", "said"), NOT_PLAIN, ids=range(len(NOT_PLAIN)))
def test_a_value_that_is_not_plain_is_told_of_at_its_line(
    tmp_path: Path, value: str, said: str
) -> None:
    home = written(tmp_path, head=f"id: sample\nversion: {value}\n")
    (fault,) = faults_of(home)
    assert fault.startswith(f"{home / 'pack.yaml'}:2: "), fault
    assert said in fault


def test_a_file_that_would_grow_when_it_is_read_is_told_of(tmp_path: Path) -> None:
    rows = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 30)]
    (fault,) = faults_of(written(tmp_path, main="\n".join(["x0: &x0 lol", *rows])))
    assert "main.yaml:1: a pack has no & and *" in fault


KEYS = ["5: x", "true: x", "2026-01-01: x", "<<: {id: x}", "? [a]\n: x", "~: x"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_no_text_is_told_of_at_its_line(tmp_path: Path, key: str) -> None:
    home = written(tmp_path, head=f"id: sample\n{key}\n")
    (fault,) = faults_of(home)
    assert fault.startswith(f"{home / 'pack.yaml'}:2: ")
    assert "a key is text" in fault


TOO_MUCH = [
    ("version", 9999, 10000),
    ("change_minutes", 10080, 10081),
    ("expected_minutes", 120, 120.5),
    ("expected_minutes", 120, float("inf")),
    ("expected_minutes", 120, float("nan")),
]
"""A number of the head, the most it may be, and more than that."""


@pytest.mark.parametrize(("key", "most", "more"), TOO_MUCH)
def test_a_number_has_a_most(tmp_path: Path, key: str, most: float, more: float) -> None:
    assert getattr(read_pack(written(tmp_path, head=HEAD | {key: most})), key) == most
    (fault,) = faults_of(written(tmp_path, head=HEAD | {key: more}, name="more"))
    assert f": {key}: " in fault


@pytest.mark.parametrize("key", ["flows", "texts"])
def test_what_stands_elsewhere_is_not_said_in_the_head(tmp_path: Path, key: str) -> None:
    home = written(tmp_path, head=HEAD | {key: {}})
    (fault,) = faults_of(home)
    assert fault.startswith(f"{home / 'pack.yaml'}:10: {key}: ")
