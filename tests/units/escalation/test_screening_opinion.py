"""The second opinion only raises, says the same again, and was learned from the texts here."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import escalation.training
from domain.verdicts import Level
from escalation.lexicon import load_lexicon
from escalation.opinion import (
    Opinion,
    Table,
    load_opinion,
    read_table,
    written_senses,
    written_table,
)
from escalation.screening import SECOND_OPINION, UNCLEAR, Screener, load_screener
from escalation.signposts import is_quiet
from escalation.training.messages import read_messages

TEXTS = sorted(Path(escalation.training.__file__).parent.glob("*.txt"))
CATEGORIES = tuple(load_lexicon().index.categories)
LEXICON_ALONE = Screener(load_lexicon())
SOME = read_messages(TEXTS, CATEGORIES)[::150]
TABLE = Table(
    version="a test",
    bias=-1.0,
    cuts={Level.URGENT: 1.0, Level.WATCH: 0.0},
    weights={
        "=zog": 2.5,
        "=blip": 5.0,
        "blip blip": 4.0,
        "=fine": -9.0,
        "@night": 0.5,
        "man~night": 4.0,
    },
    lifts=(0.25, 1.0, 0.5),
    senses={"nos": ("night",), "night": ("night",), "dyn": ("man",), "boi": ("man", "night")},
)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("fine", Level.NONE),
        ("zog", Level.WATCH),
        ("blip", Level.URGENT),
        ("blip fine", Level.NONE),
        ("", Level.NONE),
        ("nos", Level.NONE),
        ("nos night nos night", Level.NONE),  # a sense counts once
        ("dyn a b c nos", Level.URGENT),  # whatever the language, and whichever is first
        ("night b dyn", Level.URGENT),
        ("dyn a b c d e f g h nos", Level.NONE),  # not near any more
        ("dyn nos dyn nos dyn nos", Level.WATCH),  # two senses together count once
        ("boi", Level.NONE),  # the senses of one word are not near each other
    ],
)
def test_the_cuts_part_the_levels(words, level):
    opinion = Opinion(TABLE)
    assert opinion.level(opinion.lean(words.split()).score) is level


def test_a_worry_in_a_long_text_is_not_drowned():
    opinion = Opinion(TABLE)
    long = ["fine"] * 60 + ["blip", "blip"] + ["and"] * 60
    lean = opinion.lean(long)
    assert opinion.level(lean.score) is Level.URGENT
    assert lean.first <= 60 < 62 <= lean.past


def test_a_table_is_read_as_it_was_written():
    assert read_table(written_table(TABLE), written_senses(TABLE)) == TABLE


def test_the_table_was_learned_from_the_texts_as_they_are():
    digest = hashlib.sha256()
    for path in sorted((*TEXTS, TEXTS[0].parent / "senses.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    assert load_opinion().version == digest.hexdigest()[:8], "say `make opinion`"


@pytest.mark.parametrize("message", SOME)
def test_it_never_lowers_and_says_the_same_again(message):
    alone = LEXICON_ALONE.screen(message.text, None, 14)
    both = load_screener().screen(message.text, None, 14)
    assert both.level >= alone.level
    raised = {hit.entry: hit.level for hit in both.hits}
    assert all(hit.level <= raised[hit.entry] for hit in alone.hits)
    assert both == load_screener().screen(message.text, None, 14)


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text):
    alone = LEXICON_ALONE.screen(text, None, 14)
    both = load_screener().screen(text, None, 14)
    assert both.level >= alone.level
    assert all(0 <= hit.start < hit.end <= len(text) for hit in both.hits)


def test_what_it_raises_is_unclear_and_answered_quietly():
    found = (
        load_screener().screen(one.text, None, 14) for one in read_messages(TEXTS, CATEGORIES)
    )
    raised = next(each for each in found if each.hits and each.hits[0].entry == SECOND_OPINION)
    assert raised.categories[0] == UNCLEAR
    assert is_quiet(raised.categories)


def test_the_version_of_a_verdict_names_both():
    assert load_screener().version == f"{load_lexicon().version}+{load_opinion().version}"
    assert len(load_screener().version) <= 40
