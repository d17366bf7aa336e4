"""What a pack may say, and how it is told what it says wrongly."""

import re
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


PYDANTIC = re.compile(
    r"Value error|Input should|String should|Field required|not permitted|valid "
)
"""Words that speak of how a pack is read, and not of what would be right in it."""

WRONG_HEADS = [
    ({"bands": ["16-18"]}, 7, "bands.0", "'15-18'"),
    ({"bands": []}, 6, "bands", "at least 1"),
    ({"bands": "7-9"}, 6, "bands", "a list of ages, such as ['7-9'"),
    ({"version": 0}, 2, "version", "greater than or equal to 1"),
    ({"version": "one"}, 2, "version", "a whole number from 1"),
    ({"colour": "red"}, 10, "colour", "there are id, version, title, purpose"),
    ({"purpos": "To try."}, 10, "purpos", "perhaps purpose is meant"),
    ({"title": None}, 3, "title", "the key of a text in the catalogues, such as mood.thanks"),
    ({"id": "Bad Name"}, 1, "id", "such as calm-mornings"),
    ({"id": "n" * 33}, 1, "id", "this must have at most 32 characters"),
    ({"by_learner": "maybe"}, 10, "by_learner", "true or false"),
    ({"tags": {"perm": ["meaning"]}}, 11, "tags.perm", "perhaps perma is meant; there are perma"),
    ({"tags": {"perma": "meaning"}}, 11, "tags.perma", "a list, such as"),
    ({"tags": 3}, 10, "tags", "frameworks, each with a list of tags"),
    ({"sees": {"answer": []}}, 11, "sees.answer", "perhaps answers is meant"),
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
    assert not PYDANTIC.search("".join(found)), found


def test_a_key_that_is_missing_is_named(tmp_path: Path) -> None:
    head = {key: value for key, value in HEAD.items() if key != "evidence"}
    (fault,) = faults_of(written(tmp_path, head=head))
    assert "pack.yaml:" in fault
    assert "evidence: is missing: a sentence on what the pack rests on" in fault


BRANCH = {"kind": "branch", "cases": [{"when": "face == 'up'", "next": "end"}], "otherwise": "end"}

WRONG_FLOWS = [
    (main_flow(start="elsewhere"), "main.yaml:", "'elsewhere', which is not among the nodes"),
    (main_flow(nodes={"face": two_options("nowhere")}), "main.yaml:3:", "face leads to 'nowhere'"),
    (main_flow(nodes={}), "main.yaml:2: nodes", "at least 1"),
    (main_flow(nodes={"face": {"kind": "shout"}}), "main.yaml:3: nodes.face", "there are say,"),
    (
        main_flow(nodes={"face": {"kind": "choose_on"}}),
        "main.yaml:3: nodes.face",
        "there is no kind 'choose_on'; perhaps choose_one is meant",
    ),
    (
        main_flow(nodes={"face": {"say": "mood.thanks"}}),
        "main.yaml:3: nodes.face",
        "it must be one of say, branch",
    ),
    (main_flow(begin="face"), ": begin: ", "there are start, nodes"),
    (main_flow(nodes={"face": "hello"}), "main.yaml:3: nodes.face", "such as kind: say"),
    ("hello", "main.yaml:1: the flow", "such as start: face"),
    (main_flow(nodes={"Face": thanks()}), "main.yaml:3: nodes.Face", "a name of small letters"),
    (
        main_flow(nodes={"face": {"kind": "say", "say": "Hello!"}}),
        "main.yaml:5: nodes.face.say",
        "the key of a text in the catalogues, such as mood.thanks",
    ),
    (
        main_flow(nodes={"face": two_options("end", least=1), "end": thanks()}),
        "nodes.face.least",
        "there are ask, optional, measure, counted, tags, next, kind, options, columns",
    ),
    (
        main_flow(nodes={"face": two_options("end", options={"a": "b.c", "B": "b.c"})}),
        "nodes.face.options.B",
        "16 at most, such as yes",
    ),
    (
        main_flow(nodes={"face": two_options("end", options={"a": "b.c", "b": 3})}),
        "nodes.face.options.b",
        "the key of a text",
    ),
    (
        main_flow(nodes={"turn": {"kind": "branch", "cases": ["x"], "otherwise": "turn"}}),
        "main.yaml:6: nodes.turn.cases.0",
        "keys with their values, such as when: face == 'low'",
    ),
    (
        main_flow(
            nodes={
                "turn": {
                    "kind": "branch",
                    "cases": [{"whne": "face", "next": "turn"}],
                    "otherwise": "turn",
                }
            }
        ),
        "nodes.turn.cases.0.whne",
        "there are when, next",
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
    assert not PYDANTIC.search("".join(found)), found


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
    (["No"], {}, ".0", "a name of small letters"),
    ("joy", {"joy": NAMED}, "", "a list of scales, such as [joy, health]"),
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


AGE = {"kind": "number", "ask": "mood.face.ask", "least": 2, "most": 9, "next": "end"}
ASKED = {
    "face": two_options("why"),
    "why": words_question("day"),
    "day": {"kind": "date", "ask": "mood.face.ask", "next": "some"},
    "some": two_options("mark", kind="choose_several"),
    "mark": two_options("point", options={"1": "mood.face.1", "2": "mood.face.2"}),
    "point": SCALE | {"next": "age"},
    "age": AGE | {"next": "turn"},
}
"""Questions of every kind that conditions may look at."""

CONDITIONS = [
    ("mood == 'up'", "'mood', which is no question"),
    ("face == 'sideways'", "'sideways', which is none of its options"),
    ("before.face == 'sideways'", "none of its options"),
    ("band == '5-7'", "compares band with '5-7', which is no band: those are 7-9"),
    ("language == 'welsh'", "'welsh', which is no language: those are cy, en"),
    ("month in [12, 13]", "compares month with '13', which is no month"),
    ("face <= 2", "asks whether face is more or less, but its options are words, such as up"),
    ("before.face > 2", "its options are words"),
    ("band > 9", "asks whether band is more or less, but it is no number"),
    ("why > 2", "its answers are no numbers"),
    ("day > 2", "its answers are no numbers"),
    ("some > 2", "its answers are no numbers"),
    ("age == 10", "'10', which is none of its numbers: they go from 2 to 9"),
    ("age == 'many'", "none of its numbers"),
    ("age > 'many'", "more or less than 'many', which is no whole number"),
    ("age > [2, 3]", "more or less than '[2, 3]', which is no whole number"),
    ("why == 'sport'", "ask whether there are any"),
    ("day == '18/12/2026'", "no date such as 2026-12-18"),
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
    nodes = ASKED | {"turn": branch, "end": thanks()}
    found = faults_of(written(tmp_path, main=main_flow(nodes=nodes)))
    assert any(said in fault and "main.yaml:" in fault for fault in found), found


COMPARABLE = [
    *(
        "band == '7-9'",
        "language == 'cy'",
        "month == 12",
        "month > 8",
        "9 < month",
        "why",
        "not day",
    ),
    *("face == 'up'", "some == 'up'", "'up' in some", "mark <= 2", "point >= 4", "mark < point"),
    *("age == 2", "before.age in [2, 9]", "age > 4", "day == '2026-12-18'"),
]


@pytest.mark.parametrize("when", COMPARABLE)
def test_a_condition_that_can_be_meant_is_read(tmp_path: Path, when: str) -> None:
    branch = {**BRANCH, "cases": [{"when": when, "next": "end"}]}
    nodes = ASKED | {"turn": branch, "end": thanks()}
    assert read_pack(written(tmp_path, main=main_flow(nodes=nodes)))


@pytest.mark.parametrize(("least", "most"), [(9, 2), (101, None), (0, -1)])
def test_a_number_has_one_between_its_least_and_its_most(
    tmp_path: Path, least: int, most: int | None
) -> None:
    bounds = {"least": least} if most is None else {"least": least, "most": most}
    nodes = {"face": {**AGE, **bounds}, "end": thanks()}
    (fault,) = faults_of(written(tmp_path, main=main_flow(nodes=nodes)))
    assert "nodes.face: least is " in fault
    assert fault.endswith("no number is between")
    same = {"face": {**AGE, "least": 4, "most": 4}, "end": thanks()}
    assert read_pack(written(tmp_path, main=main_flow(nodes=same), name="same"))


@pytest.mark.parametrize("name", ["band", "month", "language", "before", "before_face"])
def test_no_question_has_a_name_that_is_always_there(tmp_path: Path, name: str) -> None:
    nodes = {name: two_options("end"), "end": thanks()}
    (fault,) = faults_of(written(tmp_path, main=main_flow(start=name, nodes=nodes)))
    assert f"nodes.{name}: {name} is a name that conditions and texts have already" in fault


@pytest.mark.parametrize("name", ["bands", "beforehand"])
def test_a_question_may_have_a_name_that_is_only_like_one(tmp_path: Path, name: str) -> None:
    nodes = {name: two_options("end"), "end": thanks()}
    assert read_pack(written(tmp_path, main=main_flow(start=name, nodes=nodes)))


def test_what_only_speaks_hides_nothing(tmp_path: Path) -> None:
    assert read_pack(written(tmp_path, main={"start": "month", "nodes": {"month": thanks()}}))


@pytest.mark.parametrize("name", ["pack.yml", "flows/more.yml", "flows/more.YAML"])
def test_a_file_that_nobody_would_read_is_told_of(tmp_path: Path, name: str) -> None:
    home = written(tmp_path)
    (home / name).write_text("start: x", encoding="utf-8")
    (fault,) = faults_of(home)
    stem = Path(name).stem
    assert fault == f"{home / name}: name it {stem}.yaml, or nobody reads it"


def test_a_folder_whose_head_nobody_would_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "pack.yml").write_text("id: sample", encoding="utf-8")
    with pytest.raises(BadInput, match=r"name it pack\.yaml"):
        read_packs(tmp_path)


def test_other_files_may_lie_beside_the_flows(tmp_path: Path) -> None:
    home = written(tmp_path)
    (home / "flows" / "notes.txt").write_text("For later.", encoding="utf-8")
    assert read_pack(home)


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
