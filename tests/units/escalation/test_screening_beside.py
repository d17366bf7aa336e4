"""What stands beside a text is weighed with it: pieces, earlier days, the lowest face."""

import pytest

from domain.verdicts import Level
from escalation.beside import Beside
from escalation.screening import load_screener

PIECES = [
    (("i want",), "to die", Level.IMMEDIATE),
    (("i just", "dont want to"), "be alive", Level.IMMEDIATE),
    (("dwi isio",), "marw", Level.IMMEDIATE),
    (("my dad",), "hits me", Level.URGENT),
    (("i want", "chips"), "to die for", Level.NONE),
]


@pytest.mark.parametrize(("pieces", "text", "level"), PIECES)
def test_a_sentence_is_heard_in_pieces(pieces, text, level):
    screener = load_screener()
    verdict = screener.screen(text, None, 14, Beside(pieces=pieces, before=pieces))
    assert verdict.level is level
    assert all(0 <= hit.start < hit.end <= len(text) for hit in verdict.hits)
    assert any(hit.because == "in_pieces" for hit in verdict.hits) is verdict.worrying


def test_a_piece_from_another_day_is_another_sentence():
    verdict = load_screener().screen("to die", None, 14, Beside(before=("i want",)))
    assert verdict.level is Level.NONE


TOGETHER = [
    (Beside(lowest=True), "i feel so sad and empty", Level.URGENT, "nothing_helps"),
    (Beside(lowest=True), "i dont want to be here", Level.IMMEDIATE, "lowest_and_not_here"),
    (
        Beside(before=("i feel sad", "dwi'n teimlo'n drist eto")),
        "i feel so sad today",
        Level.URGENT,
        "low_again_and_again",
    ),
    (Beside(before=("they call me names",)), "i feel so sad", Level.URGENT, "picked_on_and_low"),
    (
        Beside(before=("i cut myself",)),
        "i dont want to be here",
        Level.IMMEDIATE,
        "hurting_and_not_here",
    ),
]


@pytest.mark.parametrize(("beside", "text", "level", "rule"), TOGETHER)
def test_signs_say_more_together(beside, text, level, rule):
    screener = load_screener()
    alone = screener.screen(text, None, 14)
    assert Level.NONE < alone.level < level
    verdict = screener.screen(text, None, 14, beside)
    assert verdict.level is level
    assert verdict.hits[0].because == f"together.{rule}"
    assert set(alone.hits) <= set(verdict.hits)


@pytest.mark.parametrize("text", ["chips for tea", "good thanks", "dwi'n iawn", "idk"])
def test_what_stands_beside_raises_nothing_out_of_nothing(text):
    beside = Beside(before=("i cut myself", "i feel so sad"), pieces=("ok",), lowest=True)
    assert load_screener().screen(text, None, 14, beside).level is Level.NONE
