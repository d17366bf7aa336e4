"""A word on the way may have a picture of the learner's own answers with it."""

from typing import Any

import pytest
from linting import brief
from walk import Walk, a_pack, thanks, two_options, words_question

from domain.people import Band, Language
from flows.checking import Finding, Words, check_pack
from flows.definition import Pack, newest
from flows.drawing import drawing
from flows.loading import read_packs
from flows.sprint import CHANGE, SKIP
from locales.reader import voice

PARTS = ("joy", "interest", "others", "purpose", "progress", "health")


def scale(following: str, **changes: Any) -> dict[str, Any]:
    ends = {"low": "perma.often.low", "high": "perma.often.high"}
    plain = {"kind": "scale", "ask": "perma.joy.ask", "name": "perma.strand.joy"}
    return plain | ends | {"next": following} | changes


def shown(following: str | None = "end", *names: str) -> dict[str, Any]:
    plain = {"kind": "say", "say": "mood.thanks", "picture": list(names or ("joy", "health"))}
    return plain | {"next": following}


def pictured(**after: Any) -> Pack:
    nodes = {"joy": scale("health"), "health": scale("here"), "here": shown("end")}
    return a_pack(nodes | {"end": thanks()} | after)


def profile() -> Pack:
    found = newest(read_packs(), "perma-profile")
    assert found is not None
    return found


def answered(walk: Walk, *points: str) -> Walk:
    for part, point in zip(PARTS, points, strict=False):
        walk.tap(part, point)
    return walk


@pytest.mark.parametrize("before", [(), (("joy", "2"),)])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("band", list(Band))
def test_the_profile_is_a_picture_before_a_part_is_chosen(
    language: Language, band: Band, before: tuple[tuple[str, str], ...]
) -> None:
    walk = answered(Walk(profile(), language, band, before=before), *"435211")
    picture, question = walk.sprint.said
    assert picture.picture == PARTS
    assert picture.buttons == ()
    assert "4 ●●●●○" in picture.text
    assert ("2 ●●○○○ → 4" in picture.text) == bool(before)
    assert question.picture == ()
    assert walk.session.node == "strand"
    assert walk.voice.say("perma.strand.ask") in question.text


def test_what_was_not_answered_has_no_picture() -> None:
    walk = Walk(pictured()).tap("joy", SKIP).tap("health", SKIP)
    (said,) = walk.sprint.said
    assert said.picture == ()


def test_what_is_said_before_and_after_a_picture_is_said_apart() -> None:
    nodes = {
        "joy": scale("hello"),
        "hello": thanks() | {"next": "here"},
        "here": shown("more", "joy"),
        "more": thanks() | {"next": "face"},
        "face": two_options("end"),
        "end": thanks(),
    }
    walk = Walk(a_pack(nodes)).tap("joy", "4")
    before, picture, question = walk.sprint.said
    assert (before.picture, picture.picture, question.picture) == ((), ("joy",), ())
    assert question.text.startswith(before.text)
    assert question.buttons


def test_a_picture_may_be_the_last_word() -> None:
    nodes = {"joy": scale("here"), "here": shown(None, "joy")}
    (said,) = Walk(a_pack(nodes)).tap("joy", "4").sprint.said
    assert said.picture == ("joy",)
    assert said.buttons[-1][-1].data.endswith(CHANGE)


def test_a_picture_may_come_before_a_question_in_words() -> None:
    nodes = {"joy": scale("here"), "here": shown("words", "joy"), "words": words_question("end")}
    picture, question = Walk(a_pack(nodes | {"end": thanks()})).tap("joy", "4").sprint.said
    assert picture.picture == ("joy",)
    assert question.buttons


def test_a_picture_is_told_in_the_drawing_of_a_pack() -> None:
    assert drawing(pictured(), voice(Language.EN)).count(">say + picture<") == 1


def check(pack: Pack) -> tuple[Finding, ...]:
    found = check_pack(pack, Words.of())
    return tuple(each for each in found if each.rule in {"picture", "too_long"})


def test_a_picture_of_what_is_asked_later_is_told() -> None:
    assert check(pictured()) == ()
    nodes = {"joy": scale("here"), "here": shown("health"), "health": scale("end")}
    found = check(a_pack(nodes | {"end": thanks()}))
    assert brief(found) == {("picture", "here", "fault")}
    assert "shows health" in found[0].what
