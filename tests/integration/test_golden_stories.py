"""Golden and recorded stories: every pack, in every band and language, says what it said.

Between one message and the next the session goes through the database, as it does in life.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.events import SessionSaved
from domain.people import Band, Contact, Language, Role, Standing
from domain.session import Session
from flows.definition import Pack
from flows.story import LEARNER, begin, go_on, scene_of, told
from storage import contacts
from storage.database import Database
from storage.sessions import load, save
from tests.support import recorded
from tests.support.golden import STORIES, path_of, places

PLACES = places()
RECORDED = recorded.recorded()
NAMES = [f"{pack.id} {band.value} {language.value}" for pack, band, language in PLACES]

Data = dict[str, Any]


def read(pack: Pack, band: Band, language: Language) -> Data:
    path = path_of(pack, band, language)
    assert path.exists(), "this story is not told yet: run make story, and read it"
    story: Data = json.loads(path.read_text(encoding="utf-8"))
    return story


async def meet(database: Database) -> None:
    """The learner of the stories, whom sessions belong to."""
    learner = Contact(
        id=LEARNER,
        roles=frozenset({Role.LEARNER}),
        language=Language.CY,
        standing=Standing.JOINED,
        year=12,
    )
    async with database.write() as uow:
        await contacts.add(uow, [learner])
        await uow.commit()


async def kept(database: Database, session: Session) -> Session:
    """The session as the database gives it back."""
    async with database.write() as uow:
        await save(uow, [SessionSaved(session)])
        await uow.commit()
    async with database.read() as uow:
        (found,) = await load(uow, [], [session.id])
    return found


@pytest.mark.parametrize(("pack", "band", "language"), PLACES, ids=NAMES)
async def test_a_story_comes_to_the_same_again(
    database: Database, pack: Pack, band: Band, language: Language
) -> None:
    await comes_to_the_same(database, pack, read(pack, band, language))


@pytest.mark.parametrize("path", RECORDED, ids=[path.stem for path in RECORDED])
async def test_a_recorded_story_comes_to_the_same_again(database: Database, path: Path) -> None:
    story = recorded.read(path)
    await comes_to_the_same(database, recorded.pack_of(story), story)


def test_a_story_is_recorded_in_each_language() -> None:
    languages = {recorded.read(path)["language"] for path in RECORDED}
    assert languages == {language.value for language in Language}


def test_a_recorded_story_is_told_anew_by_its_steps() -> None:
    for path in RECORDED:
        assert recorded.told_again(recorded.read(path)) == recorded.read(path)


async def comes_to_the_same(database: Database, pack: Pack, story: Data) -> None:
    await meet(database)
    assert story["version"] == pack.version, "tell this story anew, and read it"
    scene = scene_of(story)
    sprint = begin(pack, scene)
    assert told(sprint) == story["opening"]
    for step in story["steps"]:
        session = await kept(database, sprint.session)
        assert session == sprint.session
        scene = scene.after(step["done"])
        sprint = go_on(pack, scene, session, step["done"])
        assert {"done": step["done"]} | told(sprint) == step


def test_every_story_ends_and_none_is_left_over() -> None:
    paths = {path_of(*place) for place in PLACES}
    assert paths == set(STORIES.rglob("*.json"))
    for path in paths:
        story: Data = json.loads(path.read_text(encoding="utf-8"))
        assert story["steps"][-1]["status"] in {"completed", "parked"}, path
