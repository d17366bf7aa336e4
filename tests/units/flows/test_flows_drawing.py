"""A pack can be drawn, whatever shape it has."""

from xml.etree import ElementTree

import pytest
from linting import Nodes, a_pack, face, free, good_nodes, say
from walk import mood

from domain.people import Band, Language
from flows.definition import Pack
from flows.drawing import drawing
from flows.layering import layered
from locales.reader import voice

SVG = "{http://www.w3.org/2000/svg}"


def drawn(pack: Pack, language: Language = Language.EN) -> ElementTree.Element:
    return ElementTree.fromstring(drawing(pack, voice(language, Band.AGES_15_18)))  # noqa: S314


def told(svg: ElementTree.Element, look: str) -> list[str]:
    texts = [each for each in svg.iter(f"{SVG}text") if look in each.get("class", "")]
    return ["".join(each.itertext()) for each in texts]


FORK = {
    "kind": "branch",
    "cases": [
        {"when": "face == 'low' and month < 9", "next": "words"},
        {"when": "before.face == 'high'", "next": "face"},
    ],
    "otherwise": "bye",
}

SHAPES: list[tuple[Nodes, dict[str, Nodes]]] = [
    (good_nodes(), {}),
    ({"face": face("fork"), "fork": FORK, "words": free(), "bye": say()}, {}),
    ({"face": face("face")}, {}),
    (
        {"face": face("in"), "in": {"kind": "sub_flow", "flow": "more", "next": "bye"}}
        | {"bye": {"kind": "end"}},
        {"more": {"words": free("rest"), "rest": {"kind": "park", "say": "x.y", "next": "words"}}},
    ),
    (good_nodes() | {"lost": say("bye")}, {}),
]


@pytest.mark.parametrize(("nodes", "more"), SHAPES)
def test_every_node_and_every_flow_is_drawn(nodes: Nodes, more: dict[str, Nodes]) -> None:
    pack = a_pack(nodes, more=more)
    svg = drawn(pack)
    assert sorted(told(svg, "id")) == sorted(pack.nodes)
    assert sorted(told(svg, "kind")) == sorted(node.kind for node in pack.nodes.values())
    assert set(pack.flows) <= set(told(svg, "title"))
    ways = [each for each in svg.iter(f"{SVG}path") if "way" in each.get("class", "")]
    assert len(ways) >= len(pack.nodes)


def test_an_arrow_tells_its_condition() -> None:
    pack = a_pack({"face": face("fork"), "fork": FORK, "words": free(), "bye": say()})
    labels = " ".join(told(drawn(pack), "label"))
    assert "face == 'low' and month < 9" in labels
    assert "before.face == 'high'" in labels
    assert "otherwise" in labels


def test_a_box_has_the_first_words_in_the_language_asked_for() -> None:
    assert any(line.startswith("How is your mood today?") for line in told(drawn(mood()), "words"))
    welsh = told(drawn(mood(), Language.CY), "words")
    assert any(line.startswith("Sut mae dy hwyliau di heddiw?") for line in welsh)


def test_a_node_without_a_text_yet_shows_its_key() -> None:
    assert "sample.bye" in told(drawn(a_pack(good_nodes())), "words")


def test_no_two_boxes_lie_on_each_other() -> None:
    pack = a_pack({"face": face("fork"), "fork": FORK, "words": free(), "bye": say()})
    boxes = [each for each in drawn(pack).iter(f"{SVG}rect") if "box" in each.get("class", "")]
    corners = {(float(each.get("x", 0)), float(each.get("y", 0))) for each in boxes}
    assert len(corners) == len(pack.nodes)
    for x, y in corners:
        for left, top in corners - {(x, y)}:
            assert abs(x - left) >= 240 or abs(y - top) >= 66


def test_a_way_past_a_layer_has_a_place_there() -> None:
    found = layered({"a": ["b", "c"], "b": ["c"], "c": []})
    assert [[spot.name for spot in row if not spot.passing] for row in found.rows] == [
        ["a"],
        ["b"],
        ["c"],
    ]
    assert [spot.passing for spot in found.rows[1] if spot.passing] == [("a", "c")]
    assert [spot.name for spot in found.routes["a", "b"]] == ["a", "b"]
    assert len(found.routes["a", "c"]) == 3


def test_a_way_back_goes_up() -> None:
    found = layered({"a": ["b"], "b": ["c"], "c": ["a"]})
    assert [row[0].name for row in found.rows] == ["a", "b", "c"]
    assert found.routes["c", "a"][0].name == "c"
    assert found.routes["c", "a"][1].passing == ("c", "a")
