"""A pack played in a terminal."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.flows import app
from flows.loading import PACKS
from tests.support.golden import OTHER_PACKS


def played(*words: str, typed: str = "") -> tuple[int, str]:
    """The exit status and everything that was said."""
    done = CliRunner().invoke(app, ["play", *words], input=typed)
    return done.exit_code, done.output


def test_a_pack_is_played_from_its_first_question_to_its_end() -> None:
    status, said = played("mood", "--lang", "en", "--band", "15-18", typed="b\nfriends\nd\nc\n")
    assert status == 0
    assert "How is your mood today?" in said
    assert "Thank you" in said


def test_typed_words_count_and_the_language_changes_on_the_way() -> None:
    _, said = played("mood", "--lang", "cy", "--band", "10-11", typed="not bad\nenglish\n")
    assert "What is the main reason?" in said


def test_a_picture_is_told_in_a_line_under_its_words() -> None:
    _, said = played("perma-profile", "--lang", "en", typed="d\n" * 6 + ".quit\n")
    before, told, after = said.partition(
        "(A picture of these answers goes with it: joy, interest,"
    )
    assert told
    assert "4 ●●●●○" in before.splitlines()[-1]
    assert "Which part" in after


def test_what_was_played_can_be_recorded(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    at = ("--at", "2026-12-18T08:45", "--record", str(story))
    played("five-ways", "--lang", "en", "--band", "12-14", *at, typed=".wait 48\n.quit\n")
    written = json.loads(story.read_text(encoding="utf-8"))
    assert (written["pack"], written["band"]) == ("five-ways", "12-14")
    assert written["now"] == "2026-12-18T08:45:00+00:00"
    assert [step["done"] for step in written["steps"]] == [{"wait_hours": 48}]


def test_worrying_words_end_the_play_as_they_would_end_the_chat() -> None:
    _, said = played("mood", "--lang", "en", typed="b\na\ni want to die\n")
    assert "immediate" in said
    assert "Thank you" not in said


def test_a_second_time_is_played_and_recorded(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    last = ("--before", "did=active,learn", "--before", "plan=give")
    _, said = played("five-ways", "--lang", "en", *last, "--record", str(story), typed=".quit\n")
    assert "Last time" in said
    written = json.loads(story.read_text(encoding="utf-8"))
    assert written["before"] == [["did", "active,learn"], ["plan", "give"]]


def test_any_kind_of_answer_may_be_of_the_last_time() -> None:
    _, said = played(
        str(OTHER_PACKS / "other-kinds"),
        "--lang",
        "en",
        *("--before", "count=3", "--before", "day=18 December 2026", "--before", "sure=pass"),
        typed=".quit\n",
    )
    assert "How you learn" in said


BEFORE_ENVIRONMENT = ["environment", "--before"]
NO_LAST_TIME = [
    (["mood", "--before", "faces=1"], "the questions of mood are face, reason, comment."),
    (["mood", "--before", "face"], "face takes one of 5, 4, 3, 2, 1."),
    (["mood", "--before", "comment="], "comment takes some words."),
    (["five-ways", "--before", "did=none,give"], "did takes some of connect, active"),
    ([*BEFORE_ENVIRONMENT, "first=food"], "first takes all of toilets, food, rest, play"),
    ([*BEFORE_ENVIRONMENT, "tokens=clean=x"], "tokens takes 10 in all, written like a=3,b=2"),
    ([*BEFORE_ENVIRONMENT, "tokens=clean=9,menu=2"], "tokens takes 10 in all"),
    ([str(OTHER_PACKS / "other-kinds"), "--before", "count=31"], "a whole number from 1 to 30"),
    ([str(OTHER_PACKS / "other-kinds"), "--before", "day=then"], "a date like 2026-12-18"),
]

WRONG = [
    *NO_LAST_TIME,
    (["modd"], "there is no pack 'modd'; there are before-and-after"),
    (["mood", "--lang", "fr"], "it must be cy or en"),
    (["mood", "--band", "5-7"], "it must be one of 7-9"),
    (["mood", "--at", "tomorrow"], "write it like 2026-12-18T08:45"),
    (["mood", "--at", "9999-12-31T23:59-05:00"], "the year must be from 2000 to 2100"),
    (["mood", "--at", "0001-01-01T00:00+05:00"], "the year must be from 2000 to 2100"),
]


@pytest.mark.parametrize(("words", "right"), WRONG)
def test_a_wrong_word_is_told_in_a_sentence(words: list[str], right: str) -> None:
    status, said = played(*words)
    assert status == 2
    assert right in said
    assert "Traceback" not in said


def test_a_letter_that_is_no_button_is_an_answer_in_words() -> None:
    _, said = played("mood", "--lang", "en", typed="z\n.help\n.wait soon\n")
    assert "I have kept your words" in said
    assert "Write it like .wait 48" in said


WAITS = [".wait 99999999999", f".wait {'9' * 5000}", ".wait 8761", ".wait -1", ".wait"]


@pytest.mark.parametrize("typed", WAITS, ids=range(len(WAITS)))
def test_a_wait_that_cannot_be_is_told_in_a_sentence(typed: str) -> None:
    status, said = played("mood", "--lang", "en", typed=f"{typed}\n.quit\n")
    assert status == 0
    assert said.endswith("the most is .wait 8760, and 2100 the last year.\n")


def test_waiting_ends_with_the_last_year() -> None:
    at = ("--at", "2100-12-31T20:00")
    _, said = played("mood", "--lang", "en", *at, typed=".wait 3\n.wait 3\n.quit\n")
    assert said.count("2100 the last year") == 1


UNSOUND = [
    ("mood.face.ask", "mood.nowhere", "mood.nowhere is missing in en"),
    ("ask: mood.face.ask", "ask: fiveways.last", "only what is said can show an answer"),
    ("mood.face.5", "mood.nowhere", "mood.nowhere is missing in cy"),
]
"""A key of a good pack, what is put in its place, and what is said of it."""


@pytest.mark.parametrize(("key", "other", "right"), UNSOUND)
def test_a_pack_with_a_fault_is_not_played(
    tmp_path: Path, key: str, other: str, right: str
) -> None:
    home = Path(shutil.copytree(PACKS / "mood", tmp_path / "mood"))
    flow = home / "flows" / "main.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace(key, other), encoding="utf-8")
    status, said = played(str(home), "--lang", "en")
    assert status == 2
    assert right in said
    assert "advice" not in said
    assert "Tap a button" not in said


def test_a_pack_that_cannot_be_read_is_told_fault_by_fault(tmp_path: Path) -> None:
    home = Path(shutil.copytree(PACKS / "mood", tmp_path / "mood"))
    (home / "pack.yaml").write_text("id: mood\nversion: 2026-13-45\n", encoding="utf-8")
    status, said = played(str(home))
    assert status == 2
    assert "pack.yaml:2: this value cannot be read" in said


def test_a_finding_says_the_file_and_the_line(tmp_path: Path) -> None:
    folder = tmp_path / "mood"
    shutil.copytree(PACKS / "mood", folder)
    main = folder / "flows" / "main.yaml"
    text = main.read_text(encoding="utf-8").replace("mood.face.ask", "mood.nowhere")
    main.write_text(text, encoding="utf-8")
    line = text[: text.index("  face:")].count("\n") + 1
    printed = CliRunner().invoke(app, ["check", str(folder)]).output
    assert f"{main}:{line}: mood face: fault: mood.nowhere is missing in cy" in printed


def test_a_pack_with_a_fault_of_style_alone_is_played_and_told_of(tmp_path: Path) -> None:
    home = Path(shutil.copytree(PACKS / "mood", tmp_path / "mood"))
    flow = home / "flows" / "main.yaml"
    text = flow.read_text(encoding="utf-8").replace(
        "ask: mood.reason.ask", "ask: mood.comment.ask"
    )
    flow.write_text(text, encoding="utf-8")
    (home / "pack.yaml").write_text(
        (home / "pack.yaml").read_text(encoding="utf-8").partition("tags:")[0], encoding="utf-8"
    )
    status, said = played(str(home), "--lang", "en", typed=".quit\n")
    assert status == 0
    assert "[tags]" in said
    assert "Tap a button" in said


def test_a_story_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text("mine", encoding="utf-8")
    for record in (kept, tmp_path / "nowhere" / "story.json"):
        status, said = played("mood", "--record", str(record))
        assert (status, "Tap a button" in said) == (2, False)
    assert kept.read_text(encoding="utf-8") == "mine"
