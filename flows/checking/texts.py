"""Whether every text is there, in both languages and for every band, and can be shown."""

from collections.abc import Iterator

from domain.people import Language
from flows.checking.finding import Finding
from flows.checking.words import PLACEHOLDER, Told, Words, labels, prompts
from flows.definition import Pack
from flows.nodes import End, Park, Say, keys_of

MOST_CHARACTERS = 4096
"""What Telegram takes in one message, counted in UTF-16."""

SHOWS_ANSWERS = (Say, Park, End)


def text_findings(pack: Pack, words: Words) -> Iterator[Finding]:
    """Texts that are missing, not done, too long for a message, or show what is not there."""
    for name, key in _keys(pack):
        yield from _missing(pack, words, name, key)
        yield from _undone(pack, words, name, key)
    for told in prompts(pack, words):
        yield from _too_long(pack, told)
        yield from _placeholders(pack, told)
    for told in labels(pack, words):
        yield from _placeholders(pack, told)


def _keys(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every key once for each node that uses it, and the title, which is the whole pack's."""
    yield "", pack.title
    for name, node in pack.nodes.items():
        for key in dict.fromkeys(keys_of(node)):
            if key:
                yield name, key


def _missing(pack: Pack, words: Words, name: str, key: str) -> Iterator[Finding]:
    for language in Language:
        bands = [band for band in pack.bands if words.entry(key, language, band) is None]
        if bands:
            what = f"{key} is missing in {language.value} for {', '.join(bands)}"
            yield Finding(pack=pack.id, node=name, rule="missing", what=what)


def _undone(pack: Pack, words: Words, name: str, key: str) -> Iterator[Finding]:
    found = [words.entry(key, language, band) for language in Language for band in pack.bands]
    unlike = {(entry.language, entry.wording): entry for entry in found if entry is not None}
    for (language, wording), entry in unlike.items():
        if entry.fuzzy:
            what = f"{wording} is fuzzy in {language.value}: somebody must read it"
            yield Finding(pack=pack.id, node=name, rule="fuzzy", what=what)
        if (language, wording) in words.stale:
            what = f"{wording} is stale in {language.value}: its twin has changed since"
            yield Finding(pack=pack.id, node=name, rule="stale", what=what)


def _too_long(pack: Pack, told: Told) -> Iterator[Finding]:
    length = len(told.text.encode("utf-16-le")) // 2
    if length > MOST_CHARACTERS:
        what = f"{told.reader}: has {length} characters; Telegram takes {MOST_CHARACTERS}"
        yield Finding(pack=pack.id, node=told.name, rule="too_long", what=what)


def _placeholders(pack: Pack, told: Told) -> Iterator[Finding]:
    """Only what is said can show an answer, and only the answer to a question of the pack."""
    shown = {each: each.removeprefix("before_") for each in PLACEHOLDER.findall(told.text)}
    questions = pack.questions()
    wrong: dict[str, str] = {}
    for each, question in shown.items():
        if not isinstance(told.node, SHOWS_ANSWERS):
            wrong[each] = "but only what is said can show an answer"
        elif each not in questions and question not in questions:
            wrong[each] = "which is no question of this pack"
    for each, why in wrong.items():
        what = f"{told.reader}: shows {{{each}}}, {why}"
        yield Finding(pack=pack.id, node=told.name, rule="placeholder", what=what)
