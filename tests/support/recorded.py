"""Recorded stories: what somebody did with a pack, as `gwrando flows play --record` wrote it.

Unlike the golden stories, which are made from the packs, these are chosen by people and left alone
when those are told anew. When a text of their pack has changed they are told anew, step by step,
with `python -m tests.support.recorded`.
"""

import json
import sys
from pathlib import Path

from flows.definition import Pack
from flows.loading import read_packs
from flows.story import Data, Story, scene_of

RECORDED = Path(__file__).parents[1] / "stories" / "recorded"


def recorded() -> list[Path]:
    """Every recorded story."""
    return sorted(RECORDED.glob("*.json"))


def read(path: Path) -> Data:
    """A story as it was written down."""
    story: Data = json.loads(path.read_text(encoding="utf-8"))
    return story


def pack_of(story: Data) -> Pack:
    """The newest version of a story's pack, which may be another than the one it was told of."""
    found = [pack for pack in read_packs().values() if pack.id == story["pack"]]
    return max(found, key=lambda pack: pack.version)


def told_again(story: Data) -> Data:
    """A story with the same steps, in the pack and the texts of today."""
    again, _ = Story.begun(pack_of(story), scene_of(story))
    for step in story["steps"]:
        again.do(step["done"])
    return again.written()


def main() -> None:
    """Tell every recorded story anew."""
    for path in recorded():
        written = json.dumps(told_again(read(path)), ensure_ascii=False, indent=1)
        path.write_text(written + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(recorded())} recorded stories are told. Read what has changed.\n")


if __name__ == "__main__":
    main()
