"""Whether every text is there, in both languages and for every band, and can be shown."""

from collections.abc import Iterator

from domain.people import Band, Language
from flows.checking.finding import Finding
from flows.checking.lengths import Longest, bare_length
from flows.checking.words import PLACEHOLDER, Told, Words, labels, prompts
from flows.definition import Pack
from flows.nodes import DRAFTED, WAITS, End, Park, Say, SubFlow, following, keys_of, picture_of

MOST_CHARACTERS = 4096
"""What Telegram takes in one message, counted in UTF-16."""

BETWEEN = len("\n\n")
"""What stands between two texts of one message."""

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
    yield from _too_long_together(pack, words)


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
            what = (
                f"{key} is missing in {language.value} for {', '.join(bands)}; it belongs in "
                f"{language.value}/LC_MESSAGES/{key.partition('.')[0]}.po"
            )
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
    characters = bare_length(told.text)
    if characters > MOST_CHARACTERS:
        what = f"{told.reader}: has {characters} characters; Telegram takes {MOST_CHARACTERS}"
        yield Finding(pack=pack.id, node=told.name, rule="too_long", what=what)


def _too_long_together(pack: Pack, words: Words) -> Iterator[Finding]:
    """What is said on the way to a question is one message with it, as is what ends a pack.

    A word of introduction may stand before it, and answers in it.
    """
    for language in Language:
        for name, bands in _long_ways(pack, words, language).items():
            what = (
                f"{language.value} {', '.join(bands)}: from here to the next question, or to the "
                f"end, one message may come to {max(bands.values())} characters; "
                f"Telegram takes {MOST_CHARACTERS}"
            )
            yield Finding(pack=pack.id, node=name, rule="too_long", what=what)


def _long_ways(pack: Pack, words: Words, language: Language) -> dict[str, dict[Band, int]]:
    """By the node that a message begins with, the bands for which it is too long, and how long."""
    found: dict[str, dict[Band, int]] = {}
    for band in pack.bands:
        longest = Longest(pack, words, language, band)
        if max(map(longest.bare, pack.nodes.values())) > MOST_CHARACTERS:
            continue  # told at that text
        for name, characters in _messages(pack, longest).items():
            if characters > MOST_CHARACTERS:
                found.setdefault(name, {})[band] = characters
    return found


def _messages(pack: Pack, longest: Longest) -> dict[str, int]:
    """By node that a message may begin with, the most that may come to be said in it."""
    lengths = {name: longest.node(node) for name, node in pack.nodes.items()}
    together = _together(pack, lengths)
    introduction = longest.lead()
    before = introduction + BETWEEN if introduction else 0
    after = [pack.onward(name, node.next) for name, node in pack.waits.items()]
    introduced = {pack.start, *pack.waits, *(name for name in after if name is not None)}
    pictured = [name for name in pack.nodes if picture_of(pack.nodes[name])]
    begun = {*introduced, *pictured, *(each for name in pictured for each in _on(pack, name))}
    return {
        name: together[name] + (before if name in introduced and not _apart(pack, name) else 0)
        for name in pack.nodes
        if name in begun
    }


def _apart(pack: Pack, name: str) -> bool:
    """Whether a node says nothing in one message with what comes before it.

    A picture is a message of its own, and so is a question that is drawn anew with each tap.
    """
    node = pack.nodes[name]
    return bool(picture_of(node)) or isinstance(node, DRAFTED)


def _together(pack: Pack, lengths: dict[str, int]) -> dict[str, int]:
    """By node, the most that may come to be said in one message from it on."""
    known: dict[str, int] = {}

    def longest(name: str) -> int:
        if name not in known:
            known[name] = 0  # for a way that comes round to itself, which is a fault of its own
            ahead = max(
                (longest(each) for each in _ahead(pack, name) if not _apart(pack, each)), default=0
            )
            between = BETWEEN if ahead and lengths[name] else 0
            known[name] = lengths[name] + between + ahead
        return known[name]

    return {name: longest(name) for name in pack.nodes}


def _ahead(pack: Pack, name: str) -> list[str]:
    """The nodes that may come after this one in the same message."""
    node = pack.nodes[name]
    if isinstance(node, WAITS) or picture_of(node):
        return []
    return _on(pack, name)


def _on(pack: Pack, name: str) -> list[str]:
    """The nodes that may come after one that asks nothing."""
    node = pack.nodes[name]
    if isinstance(node, SubFlow):
        return [pack.flows[node.flow].start]
    onward = [pack.onward(name, to) for to in following(node)]
    return [each for each in onward if each is not None]


def _placeholders(pack: Pack, told: Told) -> Iterator[Finding]:
    """Only what is said can show an answer, and only the answer to a question of the pack."""
    shown = {each: each.removeprefix("before_") for each in PLACEHOLDER.findall(told.text)}
    questions = pack.waits
    wrong: dict[str, str] = {}
    for each, question in shown.items():
        if not isinstance(told.node, SHOWS_ANSWERS):
            wrong[each] = "but only what is said can show an answer"
        elif each not in questions and question not in questions:
            wrong[each] = "which is no question of this pack"
    for each, why in wrong.items():
        what = f"{told.reader}: shows {{{each}}}, {why}"
        yield Finding(pack=pack.id, node=told.name, rule="placeholder", what=what)
    if set("{}") & set(PLACEHOLDER.sub("", told.text)):
        what = f"{told.reader}: has a brace that is not around the name of a question"
        yield Finding(pack=pack.id, node=told.name, rule="placeholder", what=what)
