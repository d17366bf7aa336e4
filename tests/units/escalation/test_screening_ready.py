"""Tables kept between starts say what fresh ones say, and nothing depends on them."""

import sys
from pathlib import Path

import pytest

from domain.verdicts import Level
from escalation import tables
from escalation.gathering import gathered
from escalation.lexicon import build_lexicon, load_lexicon
from escalation.ready import ready
from escalation.screening import Screener, load_screener
from escalation.training.messages import read_messages
from tests.units.escalation.test_screening_lexicon import packaged

TEXTS = sorted((Path(__file__).parents[2] / "screening" / "dev").glob("*.txt"))[:4]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


def files_in(place):
    return sorted(place.rglob("tables-*.json"))


def with_patterns(*patterns):
    """The packaged lexicon with more patterns in one idiom."""
    texts = packaged()
    some = ", ".join(patterns)
    texts["idioms"] += f"\n- {{id: made_up, language: en, patterns: [{some}], hears: [{some}]}}\n"
    return build_lexicon(texts)


def test_tables_are_read_as_they_were_written():
    fresh = gathered(load_lexicon())
    again = tables.read(tables.written(fresh))
    assert tables.written(again) == tables.written(fresh)
    assert again.said == fresh.said
    assert again.worries == fresh.worries


def test_a_screener_with_kept_tables_gives_the_same_verdicts():
    lexicon = load_lexicon()
    ready(lexicon)
    kept, fresh = Screener(lexicon, None, ready(lexicon)), Screener(lexicon)
    messages = read_messages(TEXTS, lexicon.index.categories)
    assert len(messages) > 100
    for message in messages:
        assert kept.screen(message.text, None, 12) == fresh.screen(message.text, None, 12)


def test_they_are_kept_once(place):
    ready(load_lexicon())
    (file,) = files_in(place)
    before = file.stat().st_mtime_ns
    ready(load_lexicon())
    assert [one.stat().st_mtime_ns for one in files_in(place)] == [before]


def test_another_pattern_gives_other_tables(place):
    ready(load_lexicon())
    changed = ready(with_patterns("zzz qqq"))
    assert "zzz" in changed.words
    assert len(files_in(place)) == 2


def test_a_broken_file_is_made_anew(place):
    whole = tables.written(ready(load_lexicon()))
    (file,) = files_in(place)
    file.write_text('{"said": []}')
    assert tables.written(ready(load_lexicon())) == whole
    assert file.read_text(encoding="utf-8") == whole


def test_without_a_place_they_are_gathered_every_time(place):
    place.write_text("a file where a folder should be")
    screener = Screener(load_lexicon(), None, ready(load_lexicon()))
    assert screener.screen("i want to die", None, 14).level is Level.IMMEDIATE


def test_the_packaged_screener_hears(place):
    assert load_screener.__wrapped__().screen("i want to die", None, 14).level is Level.IMMEDIATE
    assert files_in(place)
