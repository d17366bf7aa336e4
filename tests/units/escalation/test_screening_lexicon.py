"""The lexicon keeps its own word: every entry hears and spares what it says it does."""

from importlib.resources import files

import pytest

from domain.errors import BadInput
from escalation.lexicon import build_lexicon, load_lexicon
from escalation.screening import Screener

ENTRIES = [
    (f"{file.category}.{entry.id}", entry)
    for file in load_lexicon().files
    for entry in file.entries
]
ALONE = Screener(load_lexicon())
HEARS = [(name, line) for name, entry in ENTRIES for line in entry.hears]
SPARES = [(name, line) for name, entry in ENTRIES for line in entry.spares]
HARMLESS = [(idiom.id, line) for idiom in load_lexicon().idioms for line in idiom.hears]


def entries_heard_in(line):
    return {hit.entry for hit in ALONE.screen(line, None, 14).hits}


@pytest.mark.parametrize(("name", "line"), HEARS)
def test_an_entry_hears_its_line(name, line):
    assert name in entries_heard_in(line)


@pytest.mark.parametrize(("name", "line"), SPARES)
def test_an_entry_spares_its_line(name, line):
    assert name not in entries_heard_in(line)


@pytest.mark.parametrize(("_name", "line"), HARMLESS)
def test_an_idiom_is_harmless(_name, line):
    assert entries_heard_in(line) == set()


@pytest.mark.parametrize("category", load_lexicon().index.categories)
def test_a_category_is_heard_in_both_languages(category):
    languages = {
        language
        for file in load_lexicon().files
        if file.category == category
        for entry in file.entries
        for language in (("cy", "en") if entry.language == "any" else (entry.language,))
    }
    assert languages == {"cy", "en"}


def packaged():
    folder = files("escalation.lexicon")
    return {
        item.name.removesuffix(".yaml"): item.read_text(encoding="utf-8")
        for item in folder.iterdir()
        if item.name.endswith(".yaml")
    }


def test_any_change_of_a_word_changes_the_version():
    texts = packaged()
    before = build_lexicon(texts).version
    assert before == load_lexicon().version
    assert build_lexicon(texts | {"missing": texts["missing"] + "\n# seen\n"}).version != before


ENTRY = (
    "category: missing\nentries:\n"
    "  - {id: one, says: {en: x, cy: y}, language: en, level: urgent, source: a test, "
    "patterns: [away], hears: [away], spares: [home]}\n"
)
FAULTS = [
    ("missing", ENTRY.replace("urgent", "soonish"), "is not a level"),
    ("missing", ENTRY.replace("urgent", "none"), "idiom"),
    ("missing", ENTRY.replace("category: missing", "category: lost"), "not a category"),
    ("missing", ENTRY.replace("hears: [away]", "hears: []"), "hears"),
    ("missing", ENTRY.replace("source: a test, ", ""), "source"),
    ("missing", ENTRY.replace("language: en", "language: fr"), "language"),
    ("missing", ENTRY + ENTRY.splitlines()[-1] + "\n", "two entries are called missing.one"),
    ("missing", "category: [", "lexicon"),
    ("missing", ENTRY.replace("[away], hears", "['{nowhere} away'], hears"), "no slot"),
    ("missing", ENTRY.replace("[away], hears", "['away?'], hears"), "match nothing"),
    ("missing", ENTRY.replace("[away], hears", "['a||b'], hears"), "empty choice"),
]


@pytest.mark.parametrize(("name", "text", "reason"), FAULTS)
def test_a_faulty_file_is_refused_with_a_reason(name, text, reason):
    with pytest.raises(BadInput, match=reason):
        Screener(build_lexicon(packaged() | {name: text}))


def test_a_name_that_leads_nowhere_is_refused():
    texts = packaged()
    fog = texts["index"].replace("lowered_by: [story, staged]", "lowered_by: [fog]")
    with pytest.raises(BadInput, match="no context fog"):
        build_lexicon(texts | {"index": fog})
    mist = texts["idioms"].replace("of: [neglect]", "of: [mist]")
    with pytest.raises(BadInput, match="mist is neither category nor context"):
        build_lexicon(texts | {"idioms": mist})
