"""Golden and recorded stories: every pack, in every band and language, says what it said.

Between one message and the next the session goes through the database, as it does in life. The
stories of one pack, band and language are told side by side, each by a learner of its own.
"""

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from domain.events import SessionSaved
from domain.ids import ContactId, SessionId
from domain.people import Band, Contact, Language, Role, Standing
from domain.session import Session
from flows.definition import Pack
from flows.sprint import BACK, CHANGE, KEEP, SKIP, Sprint
from flows.story import Scene, begin, go_on, scene_of, told
from storage import contacts
from storage.database import Database
from storage.sessions import load, save
from tests.support import recorded
from tests.support.again import NO_ANSWER
from tests.support.golden import STORIES, current_packs, paths_of, places
from tests.support.told import speaking, told_by

PLACES = places()
RECORDED = recorded.recorded()
NAMES = [f"{pack.id} {band.value} {language.value}" for pack, band, language in PLACES]

EVERY_PLACE = pytest.mark.parametrize(("pack", "band", "language"), PLACES, ids=NAMES)

Data = dict[str, Any]


@cache
def read(path: Path) -> Data:
    assert path.exists(), "this story is not told yet: run make story, and read it"
    story: Data = json.loads(path.read_text(encoding="utf-8"))
    return story


def read_all(pack: Pack, band: Band, language: Language) -> list[Data]:
    return [read(path) for path in paths_of(pack, band, language)]


@dataclass
class Telling:
    """A story as it is told again."""

    pack: Pack
    story: Data
    scene: Scene
    sprint: Sprint

    @classmethod
    def begun(cls, pack: Pack, story: Data, number: int) -> "Telling":
        scene = scene_of(story)
        own = SessionId(f"{number:012x}"), ContactId(f"{number:012x}")
        sprint = begin(pack, scene, *own)
        assert told(sprint) == story["opening"]
        return cls(pack, story, scene, sprint)

    def go_on(self, number: int, session: Session) -> None:
        """The next step, from the session as it came out of the database."""
        assert session == self.sprint.session
        step = self.story["steps"][number]
        self.scene = self.scene.after(step["done"])
        self.sprint = go_on(self.pack, self.scene, session, step["done"])
        assert {"done": step["done"]} | told(self.sprint) == step


async def meet(database: Database, tellings: list[Telling]) -> None:
    """The learners of the stories, whom sessions belong to."""
    learners = [
        Contact(
            id=each.sprint.session.contact_id,
            roles=frozenset({Role.LEARNER}),
            language=Language.CY,
            standing=Standing.JOINED,
            year=12,
        )
        for each in tellings
    ]
    async with database.write() as uow:
        await contacts.add(uow, learners)
        await uow.commit()


async def kept(database: Database, sessions: list[Session]) -> dict[SessionId, Session]:
    """The sessions as the database gives them back."""
    async with database.write() as uow:
        await save(uow, [SessionSaved(each) for each in sessions])
        await uow.commit()
    async with database.read() as uow:
        found = await load(uow, [], [each.id for each in sessions])
    return {each.id: each for each in found}


@EVERY_PLACE
async def test_stories_come_to_the_same_again(
    database: Database, pack: Pack, band: Band, language: Language
) -> None:
    stories = [(pack, story) for story in read_all(pack, band, language)]
    tellings = await tell(database, stories)
    for earlier, later in pairwise(tellings):
        assert later.scene.before == earlier.sprint.session.given


async def test_recorded_stories_come_to_the_same_again(database: Database) -> None:
    stories = [recorded.read(path) for path in RECORDED]
    await tell(database, [(recorded.pack_of(story), story) for story in stories])


def test_a_story_is_recorded_in_each_language() -> None:
    languages = {recorded.read(path)["language"] for path in RECORDED}
    assert languages == {language.value for language in Language}


def test_a_recorded_story_is_told_anew_by_its_steps() -> None:
    for path in RECORDED:
        assert recorded.told_again(recorded.read(path)) == recorded.read(path)


async def tell(database: Database, stories: list[tuple[Pack, Data]]) -> list[Telling]:
    """Stories side by side, each step from the session as the database gives it back."""
    tellings = [Telling.begun(*story, number) for number, story in enumerate(stories)]
    await meet(database, tellings)
    for step in range(max(len(story["steps"]) for _, story in stories)):
        going = [each for each in tellings if step < len(each.story["steps"])]
        sessions = await kept(database, [each.sprint.session for each in going])
        for each in going:
            each.go_on(step, sessions[each.sprint.session.id])
    return tellings


@EVERY_PLACE
def test_every_node_that_speaks_is_told(pack: Pack, band: Band, language: Language) -> None:
    told_here = [told_by(pack, story) for story in read_all(pack, band, language)]
    assert speaking(pack) - frozenset().union(*told_here) == frozenset()


@EVERY_PLACE
def test_whatever_a_learner_can_do_is_done(pack: Pack, band: Band, language: Language) -> None:
    steps = [step for story in read_all(pack, band, language) for step in story["steps"]]
    tapped = {step["done"]["tap"][1] for step in steps if "tap" in step["done"]}
    assert {SKIP, BACK, KEEP, CHANGE} <= tapped
    assert NO_ANSWER in [step["done"] for step in steps]
    assert any("withdrawn" in answer for step in steps for answer in step["answers"])


def test_every_kind_of_node_is_told() -> None:
    kinds = {node.kind for pack in current_packs() for node in pack.nodes.values()}
    assert kinds >= {"number", "date", "park"}


def test_every_story_ends_and_none_is_left_over() -> None:
    paths = {path for place in PLACES for path in paths_of(*place)}
    assert paths == set(STORIES.rglob("*.json"))
    for path in paths:
        assert read(path)["steps"][-1]["status"] == "completed", path
