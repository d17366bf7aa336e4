"""The linter and the drawing hold for packs of any shape; loops and gaps are found truly."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from linting import catalogues
from random_packs import packs
from walk import NOON

from domain.people import Band, Language
from flows.checking import Words, check_pack
from flows.checking.structure import structure_findings
from flows.definition import Pack
from flows.drawing import drawing
from flows.nodes import WAITS, following
from flows.sprint import Talk
from flows.walking import walk
from locales.reader import voice


def told(pack: Pack, rule: str) -> set[str]:
    return {each.node for each in structure_findings(pack) if each.rule == rule}


@given(packs())
@settings(deadline=None)
def test_a_loop_is_told_where_nodes_that_ask_nothing_have_no_order(pack: Pack) -> None:
    turning = {
        name: {to for to in following(node) if to}
        for name, node in pack.nodes.items()
        if not isinstance(node, WAITS)
    }
    silent = {node for node in told(pack, "loop") if node in turning}
    assert bool(silent) == (not _has_order(turning))


def _has_order(ways: dict[str, set[str]]) -> bool:
    try:
        TopologicalSorter(ways).prepare()
    except CycleError:
        return False
    return True


@given(packs())
@settings(deadline=None)
def test_a_question_that_comes_again_when_nothing_is_answered_is_told(pack: Pack) -> None:
    """The rule looks at conditions; here somebody walks past every question in September."""
    talk = Talk(voice=voice(Language.CY, Band.AGES_15_18), now=NOON, notice_version="1")
    passed: list[str] = []
    node = walk(pack, talk, (), pack.start)
    while node.node is not None and node.node not in passed and not node.parked:
        passed.append(node.node)
        node = walk(pack, talk, (), pack.onward(node.node, pack.wait(node.node).next))
    if node.node in passed and not node.parked:
        round_ = passed[passed.index(node.node) :]
        assert told(pack, "loop") & set(round_)


@given(packs())
@settings(deadline=None)
def test_what_can_be_reached_is_found_by_going_there(pack: Pack) -> None:
    reached = {pack.start}
    for _ in pack.nodes:
        reached |= {to for name in reached for to in following(pack.nodes[name]) if to}
    assert told(pack, "unreachable") == set(pack.nodes) - reached


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    texts: Path = catalogues(tmp_path_factory.mktemp("texts"))
    return Words.of(texts)


@given(packs())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_any_pack_can_be_checked_and_drawn(words: Words, pack: Pack) -> None:
    assert {each.pack for each in check_pack(pack, words)} == {pack.id}
    svg = ElementTree.fromstring(drawing(pack, voice(Language.CY, Band.AGES_12_14)))  # noqa: S314
    boxes = [each for each in svg.iter() if "box" in each.get("class", "")]
    assert len(boxes) == len(pack.nodes)
