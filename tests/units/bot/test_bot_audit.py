"""What `gwrando audit` says of a chain: one sentence for each thing that can be wrong."""

from dataclasses import replace

import pytest

from bot.commands.audit import broken, told, whole
from domain.audit import Fault, Head, Line, Walk

WALK = Walk(head=Head(number=12, digest="3f0c"))
LINE = Line(
    number=3,
    at="2026-09-15T09:00:00.000000Z",
    actor="s1",
    action="text:read",
    subject="c1",
    reason="to help",
    digest="3f0c",
)


@pytest.mark.parametrize(
    ("walk", "sentence"),
    [
        (WALK, "The audit is whole: 12 lines, the newest digest is 3f0c."),
        (
            replace(WALK, head=Head(number=1, digest="3f0c")),
            "The audit is whole: 1 line, the newest digest is 3f0c.",
        ),
        (
            replace(WALK, taken_over=5, expected="3f", noted=0),
            "The audit is whole: 12 lines, 5 of them from before the chain, "
            "the head you noted is number 0, the newest digest is 3f0c.",
        ),
    ],
)
def test_what_is_whole_is_one_sentence(walk: Walk, sentence: str) -> None:
    assert whole(walk) == sentence


def test_everything_that_can_be_wrong_has_a_sentence_of_its_own() -> None:
    said = [broken(replace(WALK, fault=fault, broken_at=7)) for fault in Fault]
    assert len(set(said)) == len(Fault)
    for sentence in said:
        assert sentence.startswith("The audit is broken: ")
        assert sentence.endswith(".")
        assert sentence.count(".") == 1


def test_a_line_is_told_by_the_clock_on_the_classroom_wall() -> None:
    assert told(LINE) == "3\t2026-09-15 10:00:00\ts1\ttext:read\tc1\tto help"


def test_a_moment_that_is_none_is_told_as_it_stands() -> None:
    assert told(replace(LINE, at="yester\x1bday")).split("\t")[1] == "yester?day"
