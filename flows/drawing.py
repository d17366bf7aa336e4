"""A pack as a drawing in SVG: a frame for each flow, a box for each node, an arrow for each way.

Made by hand, so that a school needs nothing installed and a pack always gives the same drawing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from flows.arrows import BOX_HEIGHT, BOX_WIDTH, OVER_SIZE, Point, along, arrow, entrance
from flows.definition import Pack
from flows.layering import Layers, Spot, layered
from flows.nodes import WAITS, Branch, End, Node, Park, Say, SubFlow, following, picture_of
from locales.reader import Voice

ACROSS, DOWN, PASS_WIDTH = 40, 84, 24
MARGIN, HEADING = 24, 34

LETTERS = 34
"""Letters of a text that a box shows."""

LABEL_LETTERS = 44
"""Letters of a condition that an arrow shows; the whole is told by the pointer."""

LABEL_HEIGHTS = (0.3, 0.48, 0.66, 0.84)
"""How far along its arrow a condition stands."""

OVER = ""
"""The end of a flow among its nodes; no node has this name."""

STYLE = (
    "text{font:12px sans-serif;fill:#1d2733}.id{font-weight:bold}.kind{fill:#51606f}"
    ".flow{fill:#f7f9fb;stroke:#9aa8b5}.box{fill:#fff;stroke:#51606f}.asks{fill:#e3f0fb}"
    ".turns{fill:#fdf3d8}.over{fill:#51606f}.way{fill:none;stroke:#51606f}"
    ".enters{stroke-dasharray:5 4}.label{font-size:11px;paint-order:stroke;stroke:#f7f9fb;"
    "stroke-width:4px}.title{font-size:15px;font-weight:bold}"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """One flow with its layers, and where it stands in the drawing."""

    name: str
    layers: Layers
    left: float
    width: float
    height: float


def drawing(pack: Pack, voice: Voice) -> str:
    """The drawing of a pack, with the first words of its texts in this voice."""
    frames = _frames(pack)
    width = frames[-1].left + frames[-1].width + MARGIN
    height = max(frame.height for frame in frames) + 3 * MARGIN + HEADING
    places = {frame.name: _places(frame) for frame in frames}
    title = f"{pack.id} {pack.version}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label={quoteattr(title)}>',
            f"<style>{STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#51606f"/>'
            "</marker></defs>",
            _text(MARGIN, MARGIN + 8, title, "title"),
            *(line for frame in frames for line in _flow(pack, voice, frame, places)),
            *_entrances(pack, places),
            "</svg>\n",
        ]
    )


def _frames(pack: Pack) -> list[_Frame]:
    frames: list[_Frame] = []
    left = float(MARGIN)
    for name in _order(pack):
        layers = layered(_ways(pack, name))
        width = max(map(_row_width, layers.rows)) + 2 * MARGIN
        height = len(layers.rows) * (BOX_HEIGHT + DOWN) - DOWN + 2 * MARGIN + HEADING
        frames.append(_Frame(name, layers, left, width, height))
        left += width + MARGIN
    return frames


def _order(pack: Pack) -> list[str]:
    """The flows, `main` before those that it leads to."""
    return sorted(pack.flows, key=lambda name: (name != "main", list(pack.flows).index(name)))


def _ways(pack: Pack, flow: str) -> dict[str, tuple[str, ...]]:
    """Where each node leads within its flow, the start first and the end last."""
    here = pack.flows[flow]
    names = [here.start, *(name for name in here.nodes if name != here.start)]
    ways = {name: tuple(to or OVER for to in following(here.nodes[name])) for name in names}
    return ways | {OVER: ()}


def _row_width(row: tuple[Spot, ...]) -> float:
    return sum(_spot_width(spot) + ACROSS for spot in row) - ACROSS


def _spot_width(spot: Spot) -> int:
    return PASS_WIDTH if spot.passing else BOX_WIDTH


def _places(frame: _Frame) -> dict[str, Point]:
    """The middle of every spot, by its name."""
    places: dict[str, Point] = {}
    top = 2 * MARGIN + HEADING + HEADING + BOX_HEIGHT / 2
    for number, row in enumerate(frame.layers.rows):
        x = frame.left + (frame.width - _row_width(row)) / 2
        for spot in row:
            places[spot.name] = Point(
                x + _spot_width(spot) / 2, top + number * (BOX_HEIGHT + DOWN)
            )
            x += _spot_width(spot) + ACROSS
    return places


def _flow(
    pack: Pack, voice: Voice, frame: _Frame, places: Mapping[str, Mapping[str, Point]]
) -> Iterator[str]:
    top = 2 * MARGIN + HEADING
    here = places[frame.name]
    yield (
        f'<rect class="flow" x="{frame.left:.0f}" y="{top}" width="{frame.width:.0f}" '
        f'height="{frame.height:.0f}" rx="8"/>'
    )
    yield _text(frame.left + 14, top + 22, frame.name, "title")
    for spots in frame.layers.routes.values():
        yield arrow([here[spot.name] for spot in spots], to_over=spots[-1].name == OVER)
    for name, node in pack.flows[frame.name].nodes.items():
        yield from _box(name, node, here[name], voice)
    yield f'<circle class="over" cx="{here[OVER].x:.0f}" cy="{here[OVER].y:.0f}" r="{OVER_SIZE}"/>'
    yield from _labels(pack, frame, here)


def _labels(pack: Pack, frame: _Frame, here: Mapping[str, Point]) -> Iterator[str]:
    """The conditions on the arrows that leave a branch, each at another height."""
    heights: dict[str, int] = {}
    for (name, to), spots in frame.layers.routes.items():
        whole = " / ".join(_conditions(pack.nodes[name], to))
        if whole:
            number = heights[name] = heights.get(name, -1) + 1
            part = LABEL_HEIGHTS[number % len(LABEL_HEIGHTS)]
            yield _label(whole, along(here[spots[0].name], here[spots[1].name], part))


def _label(whole: str, at: Point) -> str:
    told = f"<title>{escape(whole)}</title>{escape(_short(whole, LABEL_LETTERS))}"
    return f'<text class="label" text-anchor="middle" x="{at.x:.0f}" y="{at.y:.0f}">{told}</text>'


def _conditions(node: Node, to: str) -> list[str]:
    if not isinstance(node, Branch):
        return []
    found = [case.when.source for case in node.cases if case.next == to]
    return [*found, "otherwise"] if node.otherwise == to else found


def _box(name: str, node: Node, at: Point, voice: Voice) -> Iterator[str]:
    left, top = at.x - BOX_WIDTH / 2, at.y - BOX_HEIGHT / 2
    look = "asks" if isinstance(node, WAITS) else _LOOKS.get(type(node), "")
    yield (
        f'<rect class="box {look}" x="{left:.0f}" y="{top:.0f}" width="{BOX_WIDTH}" '
        f'height="{BOX_HEIGHT}" rx="6"/>'
    )
    yield _text(left + 10, top + 18, name, "id")
    kind = escape(_kind(node))
    yield (
        f'<text class="kind" text-anchor="end" x="{left + BOX_WIDTH - 10:.0f}" '
        f'y="{top + 18:.0f}">{kind}</text>'
    )
    for number, line in enumerate(_lines(_words(node, voice))):
        yield _text(left + 10, top + 38 + 16 * number, line, "words")


def _kind(node: Node) -> str:
    return f"{node.kind} + picture" if picture_of(node) else node.kind


_LOOKS = {Branch: "turns", SubFlow: "turns", Park: "turns"}


def _words(node: Node, voice: Voice) -> str:
    """What a node says, or what it turns to; the key where there is no text yet."""
    match node:
        case SubFlow(flow=flow):
            return f"→ {flow}"
        case Branch(cases=cases):
            return f"{len(cases) + 1} ways"
        case Say(say=str() as key) | Park(say=str() as key) | End(say=str() as key):
            pass
        case End():
            return ""
        case _:
            key = node.ask
    return voice.raw(key) if voice.has(key) else key


def _lines(text: str) -> list[str]:
    """The first words of a text in two lines."""
    words = text.split()
    first = ""
    while words and len(first) + len(words[0]) < LETTERS:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return [each for each in (first, _short(rest, LETTERS)) if each]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _entrances(pack: Pack, places: Mapping[str, Mapping[str, Point]]) -> Iterator[str]:
    """From each node that leads into another flow to the first node there."""
    for home, flow in pack.flows.items():
        for name, node in flow.nodes.items():
            if isinstance(node, SubFlow):
                start = places[node.flow][pack.flows[node.flow].start]
                yield entrance(places[home][name], start)


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text class="{look}" x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>'
