"""docs/packs.md tells of every key and kind that a pack may have, and its examples are sound."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

from domain.people import Band, Language
from flows.checking import Words, check_packs
from flows.checking.buttons import WIDEST
from flows.checking.finding import BREAKING
from flows.checking.notice import has_notice
from flows.checking.reading import HIGHEST_GRADE, MOST_LETTERS, MOST_LONG
from flows.definition import Flow, Pack, Reader, Sees
from flows.expression import NotACondition, read_condition
from flows.loading import NOT_IN_HEAD, PACKS, read_pack, read_packs
from flows.nodes import WAITS, Branch, Case, Node, NodeId
from flows.tags import FRAMEWORKS
from flows.yaml_file import read_file
from locales.catalogue import read_all
from locales.check import text_faults
from locales.reader import CATALOGUES
from locales.usage import extra_keys
from tests.docs import pages

PAGE = pages.text("docs/packs.md")
NODES: dict[str, type[BaseModel]] = {
    kind: model
    for model in get_args(get_args(Node)[0])
    for kind in get_args(model.model_fields["kind"].annotation)
}
"""The kinds of node, as they are written."""

COMMON = set.intersection(*(set(model.model_fields) for model in WAITS)) - {"kind"}
"""The keys of every question."""

BLOCKS = re.findall(r"^```(yaml|po)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
FILES = {first[1]: text for _, text in BLOCKS if (first := re.match(r"# (\S+/\S+\.\S+)\n", text))}
"""The files of the small pack, by where they go."""

SHORTEST = {"main": {"start": "bye", "nodes": {"bye": {"kind": "end"}}}}
"""The flows of an example that shows a head."""

SAID = {
    language: [
        entry.forms[0]
        for file in read_all(CATALOGUES)
        for entry in file.entries
        if entry.language is language
    ]
    for language in Language
}
"""What the product says."""


def section(heading: str) -> str:
    """What stands under a heading, up to the next of its own or of a higher step."""
    begin = PAGE.index(f"\n{heading}\n") + 1
    steps = heading.index(" ")
    end = re.compile(rf"^#{{1,{steps}}} ", re.MULTILINE).search(PAGE, begin + len(heading))
    return PAGE[begin : end.start() if end else len(PAGE)]


def keys(heading: str) -> set[str]:
    """The keys that the first table under a heading tells of."""
    told = section(heading).partition("\n#")[0]
    return {row[0].strip("`") for row in pages.rows(told, "key |")}


def test_every_key_of_the_head_is_told() -> None:
    assert keys("## pack.yaml") == set(Pack.model_fields) - set(NOT_IN_HEAD)
    assert set(NOT_IN_HEAD) <= set(pages.code(section("## pack.yaml")))


def test_every_reader_is_told_and_every_key_under_which_one_may_stand() -> None:
    assert keys("### sees: who may see what") == set(Sees.model_fields)
    told = pages.rows(PAGE, "reader |")
    assert [row[0].strip("`") for row in told] == list(get_args(Reader))


def test_every_age_and_every_tag_is_told() -> None:
    told = set(pages.code(section("## pack.yaml")))
    assert {f'"{band.value}"' for band in Band} <= told
    rows = {row[0].strip("`"): pages.code(row[1]) for row in pages.rows(PAGE, "framework |")}
    articles = FRAMEWORKS["uncrc"]
    assert rows.pop("uncrc") == []
    assert f"from {articles[0]} to {articles[-1]}" in section("### tags: the frameworks")
    assert rows == {name: list(tags) for name, tags in FRAMEWORKS.items() if name in rows}
    assert {*rows, "uncrc"} == set(FRAMEWORKS)


def test_every_key_of_a_flow_and_of_every_question_is_told() -> None:
    assert keys("## A flow") == set(Flow.model_fields)
    assert keys("### What every question has") == COMMON


@pytest.mark.parametrize("kind", NODES)
def test_every_kind_of_node_is_told_with_its_keys_and_an_example(kind: str) -> None:
    model = NODES[kind]
    own = set(model.model_fields) - {"kind"} - (COMMON if model in WAITS else set())
    if model is Branch:
        own |= set(Case.model_fields)
    assert keys(f"### {kind}") == own
    assert f"kind: {kind}\n" in section(f"### {kind}")


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "yaml"])
def test_every_example_is_what_a_pack_may_say(tmp_path: Path, text: str) -> None:
    content = read(tmp_path / "example.yaml", text)
    if set(content) <= set(Pack.model_fields):
        head = read(tmp_path / "pack.yaml", FILES["flows/packs/lunch/pack.yaml"])
        Pack.model_validate(head | content | {"flows": SHORTEST})
    elif set(content) == set(Flow.model_fields):
        Flow.model_validate(content)
    else:
        TypeAdapter(dict[NodeId, Node]).validate_python(content)


def read(path: Path, text: str) -> dict[str, Any]:
    """What a file of these words says, read as packs are."""
    path.write_text(text, encoding="utf-8")
    content: dict[str, Any] = read_file(path).content
    return content


@pytest.mark.parametrize("row", pages.rows(PAGE, "condition |"), ids=lambda row: row[0])
def test_what_is_told_to_be_a_condition_is_one(row: list[str]) -> None:
    assert read_condition(row[0].strip("`")).names


@pytest.mark.parametrize("row", pages.rows(PAGE, "not this |"), ids=lambda row: row[0])
def test_what_is_told_to_be_no_condition_is_none(row: list[str]) -> None:
    with pytest.raises(NotACondition):
        read_condition(row[0].strip("`"))


def test_what_can_be_compared_and_shown_is_told_of_every_question() -> None:
    asking = {kind for kind, model in NODES.items() if model in WAITS}
    told = section("## Conditions")
    assert {kind for row in pages.rows(told, "kind |") for kind in pages.code(row[0])} == asking


@pytest.mark.parametrize("row", pages.rows(PAGE, "pack |"), ids=lambda row: row[0])
def test_names_that_the_program_looks_for_are_in_their_packs(row: list[str]) -> None:
    (pack,) = pages.code(row[0])
    assert set(pages.code(row[1])) <= set(read_pack(PACKS / pack).waits)


@pytest.mark.parametrize("row", pages.rows(PAGE, "limit |"), ids=lambda row: row[0])
def test_a_limit_is_what_it_is_told_to_be(row: list[str]) -> None:
    assert pages.resolve(row[2].strip("`")) == int(row[1])


def test_the_limits_of_ages_and_of_columns_are_told() -> None:
    ages = {Band(row[0]): row[1:] for row in pages.rows(PAGE, "ages |")}
    limits = (HIGHEST_GRADE, MOST_LETTERS, MOST_LONG)
    assert ages == {band: [str(limit[band]) for limit in limits] for band in Band}
    assert {int(row[0]): int(row[1]) for row in pages.rows(PAGE, "columns |")} == WIDEST


def test_the_sentences_of_who_reads_pass_and_are_those_of_the_packs() -> None:
    for _, welsh, english in pages.rows(PAGE, "notice for |"):
        for language, text in ((Language.CY, welsh), (Language.EN, english)):
            assert has_notice(text, language)
            assert any(text in form for form in SAID[language])


def test_every_rule_is_told_and_whether_it_holds_a_new_version_back() -> None:
    rows = [(row[0].strip("`"), row[1], row[3] == "yes") for row in pages.rows(PAGE, "rule |")]
    made = set(_rules())
    assert {rule for rule, _, _ in rows} == {rule for rule, _ in made}
    faults = {rule for rule, level in made if level == "fault"}
    assert {rule for rule, level, _ in rows if level == "fault"} == faults
    assert {rule for rule, _, holds in rows if holds} == BREAKING & faults


def _rules() -> Iterator[tuple[str, str]]:
    """The rules that findings are made with, and how grave each finding is."""
    for path in (pages.ROOT / "flows" / "checking").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {each.arg: ast.unparse(each.value) for each in node.keywords}
                if "rule" in given:
                    yield given["rule"].strip("'"), given.get("level", "'fault'").strip("'")


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A folder with nothing but the files of the small pack."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_small_pack_is_without_a_fault(product: Path) -> None:
    pack = read_pack(product / "flows" / "packs" / "lunch")
    assert len(pack.waits) == 3
    assert check_packs([pack], Words.of(product / "locales")) == ()


def test_the_words_of_the_small_pack_are_those_it_needs(product: Path) -> None:
    texts = product / "locales"
    assert [str(fault) for fault in text_faults(texts)] == []
    named = {use.key for use in extra_keys(product / "flows" / "packs")}
    assert {entry.key for file in read_all(texts) for entry in file.entries} == named


def test_the_small_pack_takes_no_name_that_is_taken(product: Path) -> None:
    pack = read_pack(product / "flows" / "packs" / "lunch")
    assert pack.id not in {name for name, _ in read_packs()}
    taken = {entry.key for file in read_all(CATALOGUES) for entry in file.entries}
    assert not taken & set(pack.keys)
