"""Whether answers can be reported: every question in every framework, every measure once."""

from collections.abc import Iterable, Iterator

from flows.checking.finding import Finding
from flows.definition import Pack
from flows.tags import REQUIRED


def report_findings(pack: Pack) -> Iterator[Finding]:
    """Questions without a place in a framework, and measures that two questions share."""
    seen: dict[str, str] = {}
    for name, node in pack.waits.items():
        for framework in REQUIRED:
            if not getattr(pack.tags_of(name), framework):
                what = f"has no place in {framework}: tag the question or the pack"
                yield Finding(pack=pack.id, node=name, rule="tags", what=what)
        if node.measure is None:
            continue
        first = seen.setdefault(node.measure, name)
        if first != name:
            what = f"the measure {node.measure} is already that of {first}"
            yield Finding(pack=pack.id, node=name, rule="measure", what=what)


def shared_measures(packs: Iterable[Pack]) -> Iterator[Finding]:
    """Measures that two packs share. Versions of one pack may, and should."""
    home: dict[str, str] = {}
    for pack in packs:
        for name, node in pack.waits.items():
            if node.measure and home.setdefault(node.measure, pack.id) != pack.id:
                what = f"the measure {node.measure} is already that of {home[node.measure]}"
                yield Finding(pack=pack.id, node=name, rule="measure", what=what)
