"""The pattern language: slots, gaps, what may be missing, mutation and fillers."""

import pytest

from escalation.gathering import tables_of
from escalation.machine import Machine
from escalation.normalise import Reader
from escalation.patterns import Slot, compile_pattern
from escalation.reading import Word
from escalation.vocabulary import Vocabulary

SLOTS = {"I": Slot(frozenset({("i",), ("dwi",), ("fi", "n")}), first_person=True)}
FILLERS = {"just"}

FINDS = [
    ("{I} fall", False, "i fall", True, "neighbours"),
    ("{I} fall", False, "fi n fall", True, "a phrase in a slot"),
    ("{I} fall", False, "i just fall", True, "a filler costs nothing"),
    ("{I} fall", False, "i never fall", False, "no gap was allowed"),
    ("{I} fall", False, "i" + 6 * " just" + " fall", True, "a row of fillers"),
    ("{I} fall", False, "i" + 7 * " just" + " fall", False, "a row without an end"),
    ("trip_over", False, "trip" + 6 * " just" + " over", True, "fillers inside a phrase"),
    ("trip_over", False, "trip" + 7 * " just" + " over", False, "a row without an end in one"),
    ("{I} ~ fall", False, "i will never fall", True, "two words in the gap"),
    ("{I} ~ fall", False, "i will never ever fall", False, "three are too many"),
    ("{I} ~4 fall", False, "i will never ever ever fall", True, "a wider gap"),
    ("{I} ~ fall", False, "i will. they fall", False, "a gap stays in its sentence"),
    ("{I} fall", False, "i. fall", True, "neighbours may have a stop between them"),
    ("{I} to? fall", False, "i to fall", True, "what may be missing is there"),
    ("{I} to? fall", False, "i fall", True, "what may be missing is missing"),
    ("fall|trip over_it", False, "trip over it", True, "choices and joined words"),
    ("brifo", True, "frifo", True, "Welsh words mutate"),
    ("brifo", False, "frifo", False, "English words do not"),
    ("=brifo", True, "frifo", False, "an exact form does not"),
    ("hurt|+brifo", False, "mrifo", True, "a marked Welsh word does"),
    ("fall", False, "falling", False, "whole words only"),
]


@pytest.mark.parametrize(("pattern", "welsh", "text", "found", "_note"), FINDS)
def test_a_pattern_finds_what_it_says(pattern, welsh, text, found, _note):
    compiled = compile_pattern(pattern, SLOTS, welsh=welsh)
    vocabulary = Vocabulary((*text.replace(".", "").split(), *FILLERS), {}, {})
    for commonest in ((), ("fall", "i", "dwi"), ("i", "dwi", "fall")):
        machine = Machine(tables_of([compiled], [compiled], FILLERS, commonest))
        reading = Reader(vocabulary, {}, machine.word).read(text)
        assert bool(machine.worries(reading)) is found
        assert [one._replace(pattern=0) for one in machine.asides(reading)] == machine.worries(
            reading
        )


@pytest.mark.parametrize("before", [0, 1, 100, 126, 127, 128, 129, 300])
def test_a_pattern_is_found_once_wherever_it_stands(before):
    compiled = compile_pattern("{I} ~ never fall", SLOTS, welsh=False)
    machine = Machine(tables_of([compiled], [], FILLERS, ()))
    vocabulary = Vocabulary(("i", "never", "fall", "just"), {}, {})
    text = "word " * before + "i will just never just fall" + " word" * 200
    matches = machine.worries(Reader(vocabulary, {}, machine.word).read(text))
    assert [(one.first, one.past) for one in matches] == [(before, before + 6)]


def test_a_pattern_knows_what_its_slots_say():
    assert compile_pattern("{I} fall", SLOTS, welsh=False).first_person
    assert not compile_pattern("they fall", SLOTS, welsh=False).first_person


RESPELT = [
    ("cuttin", {"cutting"}, "a clipped ending"),
    ("scratchd", {"scratched"}, "a clipped ending"),
    ("bout", {"about"}, "a listed spelling"),
    ("myslef", {"myself"}, "two letters swapped"),
    ("mself", {"myself"}, "a letter left out"),
    ("himself", set(), "a real word near a reviewed one"),
    ("di", set(), "too short for slips"),
]


@pytest.mark.parametrize(("written", "known", "_note"), RESPELT)
def test_a_misspelt_word_is_known(written, known, _note):
    vocabulary = Vocabulary(
        {"cutting", "scratched", "about", "myself", "die"},
        {"myself": frozenset({"himself"}), "die": frozenset()},
        {"bout": "about"},
    )
    reading = Reader(vocabulary, {}, lambda forms: Word(forms=forms)).read(written)
    assert set(reading.words[0].forms) == known
