"""Which pairs of texts a person has read side by side, so that none is changed on one side alone.

`pairs.json` holds a short fingerprint of the Welsh and of the English for every text that was
read, one a line. Where one of the two has changed since and the other has not, the other is
stale. Where both have changed, or the pair is new, it waits to be read: `locales.update` says so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from domain.people import Language
from locales.catalogue import Entry, Fault

RECORD = "pairs.json"
ORDER = (Language.CY, Language.EN)
"""The order of the two fingerprints on a line."""

NAMES = {Language.CY: "Welsh", Language.EN: "English"}
LENGTH = 10
"""Characters of a fingerprint: enough to notice a change, short enough for one line."""

Prints = dict[Language, str]
"""The fingerprint of each language's text under one key."""


class Reading(StrEnum):
    """How a pair stands against what was last read."""

    READ = "read"
    UNREAD = "unread"
    STALE_CY = "stale cy"
    STALE_EN = "stale en"


class UnknownText(KeyError):
    """No pair of texts has this key."""


def read_pairs(folder: Path) -> dict[str, Prints]:
    """What was read, by key and band; nothing where there is no record."""
    path = folder / RECORD
    if not path.exists():
        return {}
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {
        wording: dict(zip(ORDER, prints.split(), strict=True)) for wording, prints in kept.items()
    }


def write_pairs(folder: Path, pairs: Mapping[str, Prints]) -> None:
    """Keep what was read, in order, one text a line."""
    lines = {
        wording: " ".join(prints[language] for language in ORDER)
        for wording, prints in pairs.items()
    }
    text = json.dumps(lines, indent=0, sort_keys=True, ensure_ascii=False)
    (folder / RECORD).write_text(f"{text}\n", encoding="utf-8")


def pairs_of(entries: Iterable[Entry]) -> dict[str, Prints]:
    """The fingerprints of every text that is there in both languages."""
    found: dict[str, Prints] = {}
    for entry in entries:
        if all(entry.forms):
            found.setdefault(entry.wording, {})[entry.language] = fingerprint(entry)
    return {wording: prints for wording, prints in found.items() if len(prints) == len(Language)}


def fingerprint(entry: Entry) -> str:
    """A few letters that change when any form of the text does."""
    return sha256("\0".join(entry.forms).encode()).hexdigest()[:LENGTH]


def approve(
    known: Mapping[str, Prints], read: Mapping[str, Prints], keys: Set[str]
) -> dict[str, Prints]:
    """The record after `keys` were read, a key with all of its bands; gone texts are dropped."""
    chosen = {each for each in known if each in keys or each.partition("@")[0] in keys}
    if missed := keys - chosen - {each.partition("@")[0] for each in chosen}:
        raise UnknownText(", ".join(sorted(missed)))
    kept = {wording: prints for wording, prints in read.items() if wording in known}
    return {**kept, **{wording: known[wording] for wording in chosen}}


def reading(prints: Prints, read: Prints | None) -> Reading:
    """Whether a pair is as it was read."""
    if read is None:
        return Reading.UNREAD
    match [prints[language] == read[language] for language in ORDER]:
        case [True, True]:
            return Reading.READ
        case [True, False]:
            return Reading.STALE_CY
        case [False, True]:
            return Reading.STALE_EN
        case _:
            return Reading.UNREAD


def stale_faults(entries: Iterable[Entry], read: Mapping[str, Prints]) -> Iterator[Fault]:
    """Texts whose twin has changed since somebody read both."""
    everything = list(entries)
    stale = {
        wording: reading(prints, read.get(wording))
        for wording, prints in pairs_of(everything).items()
    }
    for entry in everything:
        if stale.get(entry.wording) == f"stale {entry.language.value}":
            other, here = NAMES[entry.language.other], NAMES[entry.language]
            yield entry.fault(f"is stale: the {other} changed since the {here} was read")
