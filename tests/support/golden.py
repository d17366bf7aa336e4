"""Golden stories: what is said in every pack, band and language, told anew with `make story`.

The first story goes through the whole pack and does on the way what people do: it answers one
question by typing the label of the other language, comes back after two days, changes the language
and changes it back, and goes back a step and keeps what was said. The others are of the second
time and later ones (`tests/support/again.py`), as many as it takes until every node that speaks is
told.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.people import Band, Language
from domain.session import Session, Status
from flows.definition import Pack, newest
from flows.loading import read_packs
from flows.nodes import Allocate, Rank, Several, Wait, options_of
from flows.sprint import BACK, KEEP, SKIP
from flows.story import Scene, Story
from flows.wording import labels_in_both
from locales.reader import voice
from tests.support.again import MOST_STEPS, tell_once_more, tell_second
from tests.support.answering import choices, to_answer
from tests.support.told import speaking, told_by

STORIES = Path(__file__).parents[1] / "stories" / "golden"
MORNING = datetime(2026, 12, 18, 8, 45, tzinfo=UTC)
LATER = timedelta(weeks=4)
"""How much later each time is than the one before."""

MOST_TIMES = 9

OTHER_PACKS = Path(__file__).parent / "packs"
"""Packs for tests alone, of the kinds of node that no pack of the product has."""

Data = dict[str, Any]


def current_packs() -> list[Pack]:
    """The newest version of every pack, and the packs for tests."""
    packs = read_packs() | read_packs(OTHER_PACKS)
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


def folder_of(pack: Pack) -> Path:
    """Where the stories of a pack are kept."""
    return STORIES / pack.id


def paths_of(pack: Pack, band: Band, language: Language) -> list[Path]:
    """The stories that are kept, the first time first."""
    name = f"{band.value}-{language.value}"
    return [folder_of(pack) / f"{name}.json", *sorted(folder_of(pack).glob(f"{name}.?.json"))]


def tell_all(pack: Pack, band: Band, language: Language) -> dict[Path, Story]:
    """The stories of a pack, by where they are kept: each begins as the one before has ended."""
    name = f"{band.value}-{language.value}"
    stories = {f"{name}.json": tell(pack, band, language)}
    story, untold = stories[f"{name}.json"], speaking(pack)
    for time in range(2, MOST_TIMES + 1):
        untold -= told_by(pack, story.written())
        if time > 2 and not untold:
            break
        scene = replace(story.first, now=story.first.now + LATER, before=story.session.given)
        story = (tell_second if time == 2 else tell_once_more)(pack, scene, untold)
        stories[f"{name}.{time}.json"] = story
    return {folder_of(pack) / each: story for each, story in stories.items()}


def tell(pack: Pack, band: Band, language: Language) -> Story:
    """Go through a pack as somebody might."""
    scene = Scene(language=language, band=band, now=MORNING)
    story, _ = Story.begun(pack, scene)
    seen: list[str] = []
    while story.session.is_current and len(story.steps) < MOST_STEPS:
        if story.session.status is Status.PARKED:
            story.do({"return": True})
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
    yield from to_answer(node, name, _answer_at(node, number), session.draft)


def _typed_label(pack: Pack, name: str, language: Language, band: Band) -> str | None:
    """The label of the last option in the other language, where one label is an answer."""
    node = pack.wait(name)
    if isinstance(node, Several | Rank | Allocate) or not options_of(node):
        return None
    labels = labels_in_both(pack, voice(language, band), name)
    return list(labels.values())[-1][1]


def _answer_at(node: Wait, number: int) -> str:
    answers = [each for each in choices(node) if each != SKIP]
    match node:
        case Several():
            return ",".join(list(node.options)[: max(node.least, min(2, node.most))])
        case _:
            return answers[number % len(answers)]


def main() -> None:
    """Write every story anew; those of packs that are gone go too."""
    stories = {path: story for place in places() for path, story in tell_all(*place).items()}
    for path, story in stories.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(story.written(), ensure_ascii=False, indent=1)
        path.write_text(written + "\n", encoding="utf-8")
    for path in set(STORIES.rglob("*.json")) - set(stories):
        path.unlink()
    told = len(stories)
    sys.stdout.write(f"{told} stories are told. Read what has changed before you keep it.\n")


if __name__ == "__main__":
    main()
