"""Editing a pack never breaks a running session: it goes on in the version it began with."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.definition import Pack, Packs, newest
from flows.loading import PACKS, read_each, read_packs
from services.packs import keep
from services.runtime import Runtime
from storage.tables import answers, cases, packs, sessions
from tests.integration.door import Door, rows, words_to
from tests.integration.people import join


def mood(found: Packs) -> Pack:
    pack = newest(found, "mood")
    assert pack is not None
    return pack


def edited(found: Packs, **changes: Any) -> Packs:
    """The mood pack as somebody has changed it in its file, without raising its number."""
    pack = mood(found)
    data = pack.model_dump(mode="json") | changes
    return {(pack.id, pack.version): Pack.model_validate(data)}


def without_reason(found: Packs) -> Packs:
    """The second question is gone, and the first leads to the third."""
    flows = mood(found).model_dump(mode="json")["flows"]
    del flows["main"]["nodes"]["reason"]
    flows["main"]["nodes"]["face"]["next"] = "comment"
    return edited(found, flows=flows)


async def started(rt: Runtime, found: Packs) -> Runtime:
    """The program begun with these packs in its folders."""
    return replace(rt, packs=(await keep(rt.database, found, rt.now())).packs)


async def test_starting_again_changes_nothing(runtime: Runtime) -> None:
    first = await started(runtime, read_packs())
    again = await started(runtime, read_packs())
    assert {key: pack.id for key, pack in again.packs.items()} == {
        key: pack.id for key, pack in first.packs.items()
    }
    assert len(await rows(runtime.database, packs)) == len(first.packs)


async def test_a_pack_that_was_changed_becomes_a_version_of_its_own(runtime: Runtime) -> None:
    before = mood((await started(runtime, read_packs())).packs).version
    after = await started(runtime, edited(read_packs(), purpose="Another."))
    assert mood(after.packs).version == before + 1
    assert mood(after.packs).purpose == "Another."
    assert after.packs["mood", before].purpose != "Another."


async def test_two_versions_in_two_folders_stay_as_they_are(runtime: Runtime) -> None:
    new = read_packs()
    pack = mood(new)
    old = pack.model_copy(update={"version": pack.version - 1, "purpose": "Older."})
    for _ in range(3):
        rt = await started(runtime, new | {("mood", old.version): old})
        assert mood(rt.packs).version == pack.version


async def test_a_pack_put_back_as_it_was_is_the_newest_again(runtime: Runtime) -> None:
    first = mood((await started(runtime, read_packs())).packs)
    await started(runtime, edited(read_packs(), purpose="Another."))
    back = mood((await started(runtime, read_packs())).packs)
    assert back.version == first.version + 2
    assert back.purpose == first.purpose


async def test_a_session_goes_on_in_the_version_it_began_with(runtime: Runtime) -> None:
    await join(runtime, "cadi")
    door = Door(await started(runtime, read_packs()))
    await door.say("cadi", "/checkin")
    await door.choose("cadi", ":face:4")

    door.rt = await started(runtime, without_reason(read_packs()))
    await door.choose("cadi", ":reason:friends")
    await door.choose("cadi", ":comment:_skip")

    (session,) = await rows(runtime.database, sessions)
    assert session["status"] == "completed"
    kept = {row["question"]: row["value"] for row in await rows(runtime.database, answers)}
    assert kept == {"face": "4", "reason": "friends"}


async def test_the_next_session_is_in_the_new_version(runtime: Runtime) -> None:
    await join(runtime, "cadi")
    await started(runtime, read_packs())
    door = Door(await started(runtime, without_reason(read_packs())))
    await door.say("cadi", "/checkin")
    await door.choose("cadi", ":face:4")
    with pytest.raises(AssertionError, match="no button"):
        await door.button("cadi", ":reason:friends")


async def test_the_words_of_a_version_stay_when_the_catalogue_changes(runtime: Runtime) -> None:
    await join(runtime, "cadi")
    first = await started(runtime, read_packs())
    pack = mood(first.packs)
    kept = (await rows(runtime.database, packs))[
        [*sorted(first.packs)].index(("mood", pack.version))
    ]
    kept_texts = kept["document"]["texts"]["en/15-18"]
    past = pack.model_copy(
        update={"texts": {"en/15-18": kept_texts | {"mood.reason.ask": "As it was asked then."}}}
    )
    door = Door(replace(first, packs={("mood", pack.version): past}))
    await door.say("cadi", "/checkin")
    await door.choose("cadi", ":face:4")
    assert "As it was asked then." in (await words_to(runtime.database, "cadi"))[-1]


async def test_a_version_nobody_can_read_any_more_stops_nothing(runtime: Runtime) -> None:
    await started(runtime, read_packs())
    async with runtime.database.write() as uow:
        await uow.connection.execute(packs.update().values(document={"id": "of another time"}))
        await uow.commit()
    after = await started(runtime, edited(read_packs(), purpose="Another."))
    assert mood(after.packs).purpose == "Another."


def with_an_option_nobody_wrote(found: Packs) -> Packs:
    """An option whose text is in no catalogue."""
    flows = mood(found).model_dump(mode="json")["flows"]
    flows["main"]["nodes"]["reason"]["options"]["weather"] = "mood.reason.weather"
    return edited(found, flows=flows)


async def test_a_version_with_faults_is_not_begun_and_the_one_before_goes_on(
    runtime: Runtime,
) -> None:
    await join(runtime, "cadi")
    before = mood((await started(runtime, read_packs())).packs).version

    kept = await keep(runtime.database, with_an_option_nobody_wrote(read_packs()), runtime.now())

    assert (mood(kept.packs).version, kept.faulty) == (before, ("mood",))
    door = Door(replace(runtime, packs=kept.packs))
    await door.say("cadi", "/checkin")
    await door.choose("cadi", ":face:4")
    assert await door.button("cadi", ":reason:friends")
    assert await rows(runtime.database, cases) == []


async def test_a_pack_that_never_was_sound_is_left_out(runtime: Runtime) -> None:
    kept = await keep(runtime.database, with_an_option_nobody_wrote(read_packs()), runtime.now())
    assert (kept.packs, kept.faulty) == ({}, ("mood",))


def test_a_folder_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    for name in ("mood", "rights"):
        shutil.copytree(PACKS / name, tmp_path / name)
    (tmp_path / "mood" / "pack.yaml").write_text("id: [", encoding="utf-8")
    found, unread = read_each(tmp_path)
    assert ([pack.id for pack in found.values()], list(unread)) == (["rights"], ["mood"])
