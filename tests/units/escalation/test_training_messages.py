"""The training texts: read as they are meant, and no text twice."""

import re
from collections import Counter
from pathlib import Path

import pytest

import escalation.training
from domain.verdicts import Level
from escalation.lexicon import load_lexicon
from escalation.training.messages import read_messages

TEXTS = sorted(Path(escalation.training.__file__).parent.glob("*.txt"))
EVALUATION = sorted((Path(__file__).parents[2] / "screening").glob("*/*.txt"))
CATEGORIES = tuple(load_lexicon().index.categories)


def read(tmp_path, text):
    path = tmp_path / "one.txt"
    path.write_text(text, encoding="utf-8")
    return read_messages([path], CATEGORIES)


def test_a_head_says_what_holds_for_the_lines_below_it(tmp_path):
    first, second = read(
        tmp_path,
        "# A voice.\n> urgent neglect+physical_abuse cy spaced\none / two\n"
        "> none trap en\n# ok\n#1",
    )
    assert (first.text, first.level, first.trick) == ("one\ntwo", Level.URGENT, "spaced")
    assert (first.categories, first.language, first.hand) == (
        ("neglect", "physical_abuse"),
        "cy",
        "one",
    )
    assert (second.text, second.is_trap, second.trick) == ("#1", True, "plain")


FAULTS = [
    ("hello", "one.txt:1: nothing says"),
    ("> urgent neglect\n", "one.txt:1: write level"),
    ("> soon neglect en\n", "one.txt:1"),
    ("> urgent trap en\n", "trap is no category of urgent"),
    ("> none neglect en\n", "neglect is no category of none"),
    ("\n> watch low_mood fr\n", "one.txt:2: fr is not one of"),
]


@pytest.mark.parametrize(("text", "reason"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path, text, reason):
    with pytest.raises(ValueError, match=reason):
        read(tmp_path, text)


def bare(text):
    return re.sub(r"\W+", " ", text.casefold()).strip() or text


def test_no_text_stands_twice_in_training_and_evaluation():
    messages = read_messages([*TEXTS, *EVALUATION], CATEGORIES)
    counts = Counter(bare(message.text) for message in messages)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", [*TEXTS, *EVALUATION], ids=lambda path: path.stem)
def test_a_file_says_whose_voice_it_is(path):
    assert path.read_text(encoding="utf-8").startswith("# ")
