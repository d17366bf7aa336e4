"""`gwrando screen`: one text, or JSON lines."""

import json

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from escalation.screening import load_screener


def screened(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["screen", *words], input=typed)


def answers(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_text_is_answered_with_its_level_and_categories() -> None:
    done = screened("i want to die")
    assert (done.exit_code, done.stdout) == (0, "immediate: suicide\n")
    assert screened("the bus was late").stdout == "none\n"


def test_it_is_explained_in_both_languages_with_the_version() -> None:
    said = screened("dwi isio marw", "--explain").stdout
    assert "eisiau marw · hunanladdiad · ar unwaith" in said
    assert "wants to die · suicide · immediate" in said
    assert said.splitlines()[-1] == load_screener().version


def test_json_lines_are_answered_line_by_line() -> None:
    lines = [{"id": 1, "text": "i want to die", "age": 12}, {"id": "b", "text": "chips again"}]
    done = screened(typed="\n".join(map(json.dumps, lines)) + "\n\n")
    first, second = answers(done)
    assert (done.exit_code, first["id"], first["level"]) == (0, 1, "immediate")
    assert first["categories"] == ["suicide"]
    assert [(hit["start"], hit["end"]) for hit in first["hits"]] == [(0, 13)]
    assert second == {"id": "b", "level": "none", "categories": [], "hits": []}


def test_what_was_written_before_counts() -> None:
    alone, behind = ({"text": "to die"}, {"text": "to die", "before": ["i really want"]})
    one, other = answers(screened(typed=f"{json.dumps(alone)}\n{json.dumps(behind)}\n"))
    assert (one["level"], other["level"]) == ("none", "immediate")


def test_lines_are_explained_too() -> None:
    (one,) = answers(screened("--explain", typed='{"text": "i want to die"}\n'))
    assert set(one["explained"]) == {"cy", "en"}


BROKEN = [
    ("no json", "line 1: this is not a JSON object"),
    ("{}", "line 1: text: Field required"),
    ('{"text": 5}', "line 1: text: Input should be a valid string"),
    ('{"text": "x", "age": "old"}', "line 1: age: Input should be a valid integer"),
    ("[" * 100_000, "line 1: this is not a JSON object"),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN)
def test_a_line_that_cannot_be_read_is_told_and_passed_over(line: str, reason: str) -> None:
    done = screened(typed=line + '\n{"id": 2, "text": "chips again"}\n')
    assert done.exit_code == 2
    assert [one["id"] for one in answers(done)] == [2]
    assert done.stderr.startswith(reason)
    assert len(done.stderr.splitlines()) == 1


def test_another_lexicon_is_only_for_replays(tmp_path) -> None:
    done = screened("chips again", "--lexicon", str(tmp_path))
    assert done.exit_code != 0
    assert done.stderr == "--lexicon goes with --replay.\n"


def test_nothing_in_gives_nothing_out() -> None:
    done = screened()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
