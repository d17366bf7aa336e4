"""How the catalogues stand: a line for each language and domain, and whether they are equals."""

from collections.abc import Iterable, Mapping, Sequence

from domain.people import Language
from locales.catalogue import Entry
from locales.pairs import Prints, Reading, pairs_of, reading

COLUMNS = ("language", "domain", "entries", "missing", "fuzzy", "stale", "unread")
Row = tuple[str, str, int, int, int, int, int]


def report(entries: Sequence[Entry], read: Mapping[str, Prints]) -> str:
    """The table and the line on parity."""
    rows = table(entries, read)
    lines = [COLUMNS, *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    shown = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([*shown, parity(entries)])


def table(entries: Sequence[Entry], read: Mapping[str, Prints]) -> list[Row]:
    """What stands in each file: missing are empty texts, and twins that are not there at all."""
    standing = {key: reading(prints, read.get(key)) for key, prints in pairs_of(entries).items()}
    return [
        _row(language, domain, entries, standing)
        for language in Language
        for domain in sorted({entry.path.stem for entry in entries})
    ]


def parity(entries: Iterable[Entry]) -> str:
    """Whether every text is whole in both languages."""
    everything = list(entries)
    whole, every = len(pairs_of(everything)), len({entry.wording for entry in everything})
    if whole == every:
        return f"parity: all {every} texts are whole in both languages"
    return f"parity: {every - whole} of {every} texts are not whole in both languages"


def _row(
    language: Language, domain: str, entries: Sequence[Entry], standing: Mapping[str, Reading]
) -> Row:
    there = [entry for entry in entries if entry.path.stem == domain]
    here = [entry for entry in there if entry.language is language]
    wordings = {entry.wording for entry in here}
    readings = [standing.get(wording) for wording in wordings]
    return (
        language.value,
        domain,
        len(here),
        sum(not all(entry.forms) for entry in here)
        + len({entry.wording for entry in there} - wordings),
        sum(entry.fuzzy for entry in here),
        readings.count(Reading(f"stale {language.value}")),
        readings.count(Reading.UNREAD),
    )
