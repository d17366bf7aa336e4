"""What must hold for every text: there in both languages, whole, with the same placeholders."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from string import Formatter

from domain.people import Language
from locales.catalogue import BANDS, KEY, Entry, Fault

CURLY = re.compile("[\u2018\u2019\u02bc\u00b4`]")


def entry_faults(entry: Entry) -> Iterator[Fault]:
    """What is wrong with one entry, whatever the others say."""
    if not KEY.fullmatch(entry.key) or (entry.band is not None and entry.band not in BANDS):
        yield entry.fault("is no key: words and dots, then perhaps @ and an age band")
    if entry.fuzzy:
        yield entry.fault("is fuzzy: have it read and take the mark off")
    for number, form in enumerate(entry.forms):
        place = f"form [{number}] " if entry.plural else ""
        for what in _text_faults(form):
            yield entry.fault(place + what)
    if len({_placeholders(form) for form in entry.forms if form}) > 1:
        yield entry.fault("has not the same placeholders in each plural form")


def shared_faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    """What is wrong among entries: one missing or given twice, placeholders that differ."""
    by_wording: dict[str, dict[Language, Entry]] = defaultdict(dict)
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        twin = by_wording[entry.wording].setdefault(entry.language, entry)
        if twin.path != entry.path:
            yield entry.fault(f"is also in {twin.path.name}")
        by_key[entry.key].append(entry)
    for pair in by_wording.values():
        yield from _pair_faults(pair)
    for wordings in by_key.values():
        yield from _wording_faults(wordings)
    yield from _zero_faults(by_wording)


def _text_faults(text: str) -> Iterator[str]:
    if not text.strip():
        yield "is empty"
    if unicodedata.normalize("NFC", text) != text:
        yield "is not NFC: a letter and its accent are apart"
    if CURLY.search(text):
        yield "has a curly apostrophe: write '"
    if _placeholders(text) is None:
        yield "has a placeholder that is not {name}"


def _placeholders(text: str) -> frozenset[str] | None:
    """The names between braces; None where something else stands there."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return None
    named = [(name, spec, conversion) for _, name, spec, conversion in fields if name is not None]
    if any(not name.isidentifier() or spec or conversion for name, spec, conversion in named):
        return None
    return frozenset(name for name, _, _ in named)


def _pair_faults(pair: dict[Language, Entry]) -> Iterator[Fault]:
    for language in Language:
        if language not in pair:
            yield pair[language.other].fault(f"is missing in {language.value}")
    if len(pair) < len(Language):
        return
    cy, en = pair[Language.CY], pair[Language.EN]
    if cy.plural != en.plural:
        yield cy.fault("is plural in one language only")
    if _placeholders(cy.forms[0]) != _placeholders(en.forms[0]):
        yield cy.fault("has not the same placeholders as in English")


def _wording_faults(wordings: list[Entry]) -> Iterator[Fault]:
    """All wordings of one key must serve every band and be fed the same way."""
    for first, second in combinations(wordings, 2):
        if first.language is second.language and (
            _placeholders(first.forms[0]) != _placeholders(second.forms[0])
        ):
            yield second.fault(f"has not the same placeholders as {first.wording}")
    for language in Language:
        here = {entry.band: entry for entry in wordings if entry.language is language}
        left_out = BANDS - here.keys()
        if here and None not in here and left_out:
            bands = ", ".join(sorted(left_out))
            yield next(iter(here.values())).fault(f"has no wording for {bands}")


def _zero_faults(by_wording: dict[str, dict[Language, Entry]]) -> Iterator[Fault]:
    """Welsh has six categories of number and gettext five forms: none has a text of its own."""
    said = {(each.language, each.key) for pair in by_wording.values() for each in pair.values()}
    for pair in by_wording.values():
        for entry in pair.values():
            if entry.plural and (entry.language, f"{entry.key}.zero") not in said:
                yield entry.fault(f"is plural and lacks {entry.key}.zero: how to say none")
