"""What is kept between starts comes back as it was, and nothing depends on it."""

import json
import os
import sys

import pytest

from domain.errors import BadInput
from escalation.kept import kept
from escalation.lexicon import build_lexicon, load_lexicon
from tests.units.escalation.test_screening_lexicon import packaged


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


def files_in(place):
    return sorted(place.rglob("*.json"))


def numbers(name, *, made, written=json.dumps):
    """A list kept under a name; `made` is told of each time it had to be made."""

    def make():
        made.append(name)
        return [1, 2, 3]

    def read(text):
        found = json.loads(text)
        if not isinstance(found, list):
            raise TypeError
        return found

    return kept(name, read=read, make=make, written=written)


def test_it_is_made_once(place):
    made = []
    assert numbers("some-a", made=made) == numbers("some-a", made=made) == [1, 2, 3]
    assert made == ["some-a"]
    assert [file.name for file in files_in(place)] == ["some-a.json"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1,", b"\xff\xfe"])
def test_a_broken_file_is_made_anew(place, content):
    made = []
    numbers("some-a", made=made)
    (file,) = files_in(place)
    file.write_bytes(content)
    assert numbers("some-a", made=made) == [1, 2, 3]
    assert len(made) == 2
    assert file.read_text() == "[1, 2, 3]"


def test_without_a_place_it_is_made_every_time(place):
    place.write_text("a file where a folder should be")
    made = []
    assert numbers("some-a", made=made) == numbers("some-a", made=made) == [1, 2, 3]
    assert len(made) == 2


def test_what_cannot_be_read_again_is_not_kept(place):
    def refused(_):
        raise TypeError

    made = []
    assert numbers("some-a", made=made, written=refused) == [1, 2, 3]
    assert files_in(place) == []


def test_what_cannot_be_made_leaves_nothing(place):
    def make():
        raise KeyError("no")

    with pytest.raises(KeyError):
        kept("some-a", read=json.loads, make=make, written=json.dumps)
    assert files_in(place) == []


def test_of_each_kind_the_newest_three_stay(place):
    numbers("other-a", made=[])
    for age, letter in enumerate("abcde"):
        numbers(f"some-{letter}", made=[])
        newest = next(file for file in files_in(place) if file.stem == f"some-{letter}")
        os.utime(newest, (age, age))
    assert [file.stem for file in files_in(place)] == ["other-a", "some-c", "some-d", "some-e"]


def test_a_lexicon_from_kept_data_is_the_same(place):
    texts = packaged()
    fresh = build_lexicon(texts)
    assert [file.stem.partition("-")[0] for file in files_in(place)] == ["lexicon"]
    assert build_lexicon(texts) == fresh == load_lexicon()


def test_data_that_json_would_change_are_not_kept(place):
    texts = packaged()
    texts["slots"] += "\n2: {en: [zzz]}\n"
    for _ in range(2):
        with pytest.raises(BadInput, match=r"slots\.2"):
            build_lexicon(texts)
    assert files_in(place) == []
