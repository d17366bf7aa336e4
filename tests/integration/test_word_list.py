"""A school adds words at once; less is heard only when two people have agreed."""

from collections.abc import Awaitable, Callable
from copy import copy
from dataclasses import replace

import pytest

from domain.errors import BadInput
from domain.people import Role
from domain.verdicts import Level
from escalation.screening import load_screener
from services import wordlist
from services.runtime import Runtime
from storage.tables import texts
from tests.integration.door import Door, rows
from tests.integration.people import join

WORD = "glorblat"
ENTRY = "self_harm.cutting"
WHY = "as heard in the yard"


@pytest.fixture
async def rt(runtime: Runtime) -> Runtime:
    return replace(runtime, screener=copy(load_screener()))


@pytest.fixture
async def school(rt: Runtime) -> Door:
    door = Door(rt)
    await join(rt, "cadi")
    await join(rt, "dsp", roles=frozenset({Role.DSP}))
    await join(rt, "head", roles=frozenset({Role.HEAD}))
    return door


def heard(rt: Runtime, words: str) -> Level:
    return rt.screener.screen(words, None, 14).level


async def test_a_word_is_heard_from_then_on(rt: Runtime, school: Door) -> None:
    assert heard(rt, f"he had {WORD}") is Level.NONE
    change = await wordlist.add(rt, WORD, "substance", Level.URGENT, WHY)
    assert await wordlist.refresh(rt)
    assert not await wordlist.refresh(rt)
    assert heard(rt, f"he had {WORD}") is Level.URGENT
    assert load_screener().screen(WORD, None, 14).level is Level.NONE
    await school.say("cadi", f"i had {WORD}")
    (row,) = await rows(rt.database, texts)
    assert row["lexicon_version"] == rt.screener.version != load_screener().version
    assert (await wordlist.listed(rt))[0].id == change.id


@pytest.mark.parametrize("how", ["lower", "remove"])
async def test_two_people_agree_before_less_is_heard(rt: Runtime, school: Door, how: str) -> None:
    level = Level.WATCH if how == "lower" else None
    await wordlist.add(rt, WORD, "substance", Level.URGENT, WHY)
    await wordlist.propose(rt, "substance.school_a", level, WHY)
    for who, agreed in (("dsp", False), ("dsp", False), ("head", True)):
        await school.choose(who, ":yes:2")
        await wordlist.refresh(rt)
        less = level or Level.NONE
        assert heard(rt, WORD) is (less if agreed else Level.URGENT)


async def test_one_no_is_enough(rt: Runtime, school: Door) -> None:
    await wordlist.propose(rt, ENTRY, None, WHY)
    await school.choose("dsp", ":no:1")
    await school.choose("head", ":yes:1")
    await school.choose("dsp", ":yes:1")
    assert not await wordlist.refresh(rt)
    assert not (await wordlist.listed(rt))[0].holds


async def test_no_learner_decides(rt: Runtime, school: Door) -> None:
    await wordlist.propose(rt, ENTRY, None, WHY)
    await school.take(school.tap("cadi", "w:no:1"), school.tap("cadi", "w:yes:99"))
    assert not (await wordlist.listed(rt))[0].settled


async def test_nobody_agrees_alone(rt: Runtime) -> None:
    await join(rt, "dsp", roles=frozenset({Role.DSP}))
    with pytest.raises(BadInput, match="Two people"):
        await wordlist.propose(rt, ENTRY, None, WHY)


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    "act",
    [
        lambda rt: wordlist.add(rt, "the", "substance", Level.URGENT, WHY),
        lambda rt: wordlist.add(rt, "a|b", "substance", Level.URGENT, WHY),
        lambda rt: wordlist.add(rt, WORD, "nothing", Level.URGENT, WHY),
        lambda rt: wordlist.add(rt, WORD, "substance", Level.URGENT, " "),
        lambda rt: wordlist.propose(rt, "self_harm.nothing", None, WHY),
        lambda rt: wordlist.propose(rt, ENTRY, Level.IMMEDIATE, WHY),
    ],
)
async def test_what_cannot_be_is_told(
    rt: Runtime, act: Callable[[Runtime], Awaitable[object]]
) -> None:
    with pytest.raises(BadInput):
        await act(rt)
    assert await wordlist.listed(rt) == []
