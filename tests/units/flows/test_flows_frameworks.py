"""Every tag is told of, and docs/frameworks.md is as the packs are.

It is made anew by `gwrando flows frameworks > docs/frameworks.md`.
"""

from pathlib import Path

from linting import TAGS, a_pack, face, free, say

from flows.coverage import frameworks_page, tagged
from flows.frameworks import DESCRIBED
from flows.loading import read_packs
from flows.tags import FRAMEWORKS

PAGE = Path(__file__).parents[3] / "docs" / "frameworks.md"


def test_the_page_is_what_the_packs_make_it() -> None:
    made = frameworks_page(read_packs().values())
    assert PAGE.read_text(encoding="utf-8") == made


def test_every_tag_of_every_framework_is_told_of() -> None:
    assert {name: tuple(each.tags) for name, each in DESCRIBED.items()} == FRAMEWORKS


def test_a_question_counts_for_its_own_tags_or_those_of_the_pack() -> None:
    nodes = {
        "face": face("words"),
        "words": free("safe"),
        "safe": face(tags={"ecm": ["safe", "contribute"]}),
        "bye": say(),
    }
    pack = a_pack(nodes)
    assert [tagged(pack, "ecm", tag) for tag in ("healthy", "safe", "contribute")] == [2, 1, 1]
    assert tagged(pack, "wsa", TAGS["wsa"][0]) == 3


def test_the_newest_version_counts() -> None:
    one = {"face": face(), "bye": say()}
    two = {"face": face("words"), "words": free(), "bye": say()}
    page = frameworks_page([a_pack(two, version=10), a_pack(one, version=9)])
    assert "| tag | about | sample | all |" in page
    assert "|  | questions asked | 2 | 2 |" in page
    assert "| `healthy` | being healthy, in body and mind | 2 | 2 |" in page
    assert "| `safe` | staying safe from harm, bullying and neglect | · | · |" in page
