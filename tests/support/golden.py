"""Golden stories: one for every pack, band and language, told anew with `make story`.

Each story goes through the whole pack and does on the way what people do: it answers one question
by typing the label of the other language, comes back after two days, changes the language and
changes it back, and goes back a step and keeps what was said.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.people import Band, Language
from domain.session import Session
from flows.definition import Pack, newest
from flows.loading import read_packs
from flows.nodes import Allocate, Date, Number, Rank, Several, ShortText, Wait, options_of
from flows.sprint import BACK, DONE, KEEP
from flows.story import Scene, Story
from flows.wording import labels_in_both
from locales.reader import voice

STORIES = Path(__file__).parents[1] / "stories" / "golden"
MORNING = datetime(2026, 12, 18, 8, 45, tzinfo=UTC)
MOST_STEPS = 120

Data = dict[str, Any]


def current_packs() -> list[Pack]:
    """The newest version of every packaged pack."""
    packs = read_packs()
    found = (newest(packs, pack_id) for pack_id in sorted({pack_id for pack_id, _ in packs}))
    return [pack for pack in found if pack is not None]


def places() -> list[tuple[Pack, Band, Language]]:
    """Every pack in every band and language that it is for."""
    return [
        (pack, band, language)
        for pack in current_packs()
        for band in pack.bands
        for language in Language
    ]


def path_of(pack: Pack, band: Band, language: Language) -> Path:
    """Where a story is kept."""
    return STORIES / pack.id / f"{band.value}-{language.value}.json"


def tell(pack: Pack, band: Band, language: Language) -> Story:
    """Go through a pack as somebody might."""
    scene = Scene(language=language, band=band, now=MORNING)
    story, _ = Story.begun(pack, scene)
    seen: list[str] = []
    while story.session.is_current and len(story.steps) < MOST_STEPS:
        here = story.session.node
        if here not in seen:
            seen.append(here)
            for done in _on_the_way(len(seen), story, language):
                story.do(done)
        for done in _answer(pack, story.session, len(seen), language, band):
            story.do(done)
    return story


def _on_the_way(number: int, story: Story, language: Language) -> Iterator[Data]:
    match number:
        case 2:
            yield {"wait_hours": 48}
        case 3 if story.session.path:
            last = story.session.path[-1]
            yield {"tap": [story.session.node, BACK]}
            if story.session.answer(last) is not None:
                yield {"tap": [last, KEEP]}
        case 4:
            yield {"language": language.other.value}
            yield {"language": language.value}


def _answer(
    pack: Pack, session: Session, number: int, language: Language, band: Band
) -> Iterator[Data]:
    node, name = pack.wait(session.node), session.node
    if number == 1 and (typed := _typed_label(pack, name, language, band)):
        yield {"type": typed}
        return
    yield from _taps(node, name, number)


def _typed_label(pack: Pack, name: str, language: Language, band: Band) -> str | None:
    """The label of the last option in the other language, where one label is an answer."""
    node = pack.wait(name)
    if isinstance(node, Several | Rank | Allocate) or not options_of(node):
        return None
    labels = labels_in_both(pack, voice(language, band), name)
    return list(labels.values())[-1][1]


def _taps(node: Wait, name: str, number: int) -> Iterator[Data]:
    options = list(options_of(node))
    match node:
        case ShortText():
            yield {"type": "Diolch / thank you"}
        case Number():
            yield {"type": str(node.least + 1)}
        case Date():
            yield {"type": "18/12/2026"}
        case Several():
            for option in options[: max(node.least, min(2, node.most))]:
                yield {"tap": [name, f"{option}+"]}
            yield {"tap": [name, DONE]}
        case Rank():
            for place, option in enumerate(reversed(options), 1):
                yield {"tap": [name, f"{option}@{place}"]}
            yield {"tap": [name, DONE]}
        case Allocate():
            yield {"tap": [name, f"{options[0]}={node.tokens - 1}"]}
            yield {"tap": [name, f"{options[-1]}=1"]}
            yield {"tap": [name, DONE]}
        case _:
            yield {"tap": [name, options[number % len(options)]]}


def main() -> None:
    """Write every story anew; those of packs that are gone go too."""
    kept = set()
    for pack, band, language in places():
        path = path_of(pack, band, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(tell(pack, band, language).written(), ensure_ascii=False, indent=1)
        path.write_text(written + "\n", encoding="utf-8")
        kept.add(path)
    for path in set(STORIES.rglob("*.json")) - kept:
        path.unlink()
    sys.stdout.write(f"{len(kept)} stories are told. Read what has changed before you keep it.\n")


if __name__ == "__main__":
    main()
