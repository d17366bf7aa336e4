"""What packs ask about in each framework: the page `docs/frameworks.md`, made from the packs."""

from collections.abc import Iterable, Iterator

from flows.definition import Pack
from flows.frameworks import DESCRIBED, Framework

INTRODUCTION = """\
# Frameworks

Every question of every pack is tagged to the frameworks below, so that one collection can be
reported by any of them. A number says how many questions of a pack have the tag; a question may
have several tags of one framework, and a dot stands for none. Of a pack with several versions the
newest counts.

`gwrando flows frameworks` makes this page from the packs, and a test compares the two. The tags
are in `flows/tags.py`, and what is told of them in `flows/frameworks.py`. A tag says what a
question is about. It makes no claim that a pack measures what a framework describes.
"""

NONE = "·"


def frameworks_page(packs: Iterable[Pack]) -> str:
    """The whole page."""
    newest = _newest(packs)
    sections = [_section(name, each, newest) for name, each in DESCRIBED.items()]
    return "\n".join([INTRODUCTION, *sections])


def _newest(packs: Iterable[Pack]) -> list[Pack]:
    """The newest version of each pack, in the order of their ids."""
    found = {pack.id: pack for pack in sorted(packs, key=lambda pack: (pack.id, pack.version))}
    return list(found.values())


def _section(name: str, framework: Framework, packs: list[Pack]) -> str:
    lines = [f"## {framework.name}", "", f"In packs: `{name}`. {framework.source}", ""]
    return "\n".join([*lines, *_table(name, framework, packs), ""])


def _table(name: str, framework: Framework, packs: list[Pack]) -> Iterator[str]:
    """A row for each tag, a column for each pack, and all packs together at the end."""
    yield _row(["tag", "about", *(pack.id for pack in packs), "all"])
    yield _row(["---", "---", *("---:" for _ in packs), "---:"])
    for tag, about in framework.tags.items():
        counts = [tagged(pack, name, tag) for pack in packs]
        yield _row([f"`{tag}`", about, *map(_shown, counts), _shown(sum(counts))])
    asked = [len(pack.waits) for pack in packs]
    yield _row(["", "questions asked", *map(_shown, asked), _shown(sum(asked))])


def tagged(pack: Pack, framework: str, tag: str) -> int:
    """How many questions of a pack have this tag."""
    return sum(tag in getattr(pack.tags_of(name), framework) for name in pack.waits)


def _shown(count: int) -> str:
    return str(count) if count else NONE


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
