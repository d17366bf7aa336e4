"""What is said plainly is heard today, and what is plainly harmless is not."""

from pathlib import Path

import pytest

from domain.verdicts import Level
from escalation.screening import load_screener

LINES = Path(__file__).with_name("plain_sentences.txt").read_text(encoding="utf-8").splitlines()
SPARED = LINES.index("> spared")
HEARD = LINES.index("> heard")


@pytest.mark.parametrize("text", LINES[HEARD + 1 : SPARED])
def test_what_is_said_plainly_is_heard_today(text):
    assert load_screener().screen(text, None, 13).level >= Level.URGENT


@pytest.mark.parametrize("text", LINES[SPARED + 1 :])
def test_what_is_plainly_harmless_is_not(text):
    assert load_screener().screen(text, None, 13).level < Level.URGENT
