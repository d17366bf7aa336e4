"""The texts of a pack as the linter reads them: by language and band, with what a translator left.

Unlike the reader, which speaks and wants whole texts, this sees entries that are fuzzy or empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from domain.people import Band, Language
from flows.definition import Pack
from flows.nodes import WAITS, End, Node, Park, Say, keys_of
from locales.catalogue import Entry, read_all
from locales.pairs import Prints, Reading, pairs_of, read_pairs, reading
from locales.reader import CATALOGUES

PLACEHOLDER = re.compile(r"\{(\w*)\}")
QUESTION = re.compile(r"[^.!?\n]+\?")


@dataclass(frozen=True)
class Words:
    """Every entry of the catalogues, by language and wording, and which pairs were read."""

    entries: dict[tuple[Language, str], Entry]
    read: dict[str, Prints]

    @classmethod
    def of(cls, folder: Path = CATALOGUES) -> "Words":
        """The catalogues below a folder."""
        found = [entry for file in read_all(folder) for entry in file.entries]
        return cls({(each.language, each.wording): each for each in found}, read_pairs(folder))

    @classmethod
    def over(cls, folder: Path) -> "Words":
        """The catalogues below a folder over those of the product, as a voice has them."""
        behind, own = cls.of(), cls.of(folder)
        return cls(behind.entries | own.entries, behind.read | own.read)

    def entry(self, key: str, language: Language, band: Band) -> Entry | None:
        """The entry that somebody of this band is shown; None where there is no text."""
        for wording in (f"{key}@{band.value}", key):
            found = self.entries.get((language, wording))
            if found is not None and found.forms[0].strip():
                return found
        return None

    def text(self, key: str, language: Language, band: Band) -> str:
        """The text for this band, or nothing."""
        found = self.entry(key, language, band)
        return found.forms[0] if found else ""

    @cached_property
    def stale(self) -> frozenset[tuple[Language, str]]:
        """The wordings whose twin was changed after somebody had read both."""
        pairs = pairs_of(self.entries.values())
        state = {
            wording: reading(prints, self.read.get(wording)) for wording, prints in pairs.items()
        }
        behind = {Reading.STALE_CY: Language.CY, Reading.STALE_EN: Language.EN}
        return frozenset((behind[how], each) for each, how in state.items() if how in behind)


@dataclass(frozen=True, slots=True)
class Told:
    """One text of a node, and the readers who are shown it: a language, and bands."""

    name: str
    node: Node
    key: str
    language: Language
    bands: tuple[Band, ...]
    text: str

    @property
    def reader(self) -> str:
        """Whom it is shown, as findings say it."""
        return f"{self.language.value} {', '.join(self.bands)}"


def prompt_of(node: Node) -> str | None:
    """The key of what a node says or asks; its labels are no part of it."""
    match node:
        case Say(say=key) | Park(say=key) | End(say=key):
            return key
        case _:
            return node.ask if isinstance(node, WAITS) else None


def prompts(pack: Pack, words: Words) -> Iterator[Told]:
    """Everything that is said or asked, for its readers; what is missing is left out."""
    for name, node in pack.nodes.items():
        key = prompt_of(node)
        if key is not None:
            yield from for_readers(pack, words, name, node, key)


def labels(pack: Pack, words: Words) -> Iterator[Told]:
    """Every label and every end of a scale, for its readers."""
    for name, node in pack.nodes.items():
        for key in keys_of(node):
            if key != prompt_of(node):
                yield from for_readers(pack, words, name, node, key)


def for_readers(pack: Pack, words: Words, name: str, node: Node, key: str) -> Iterator[Told]:
    """One text of a node, once for each wording that its readers are shown."""
    for language in Language:
        bands: dict[str, tuple[Band, ...]] = {}
        for band in pack.bands:
            text = words.text(key, language, band)
            bands[text] = (*bands.get(text, ()), band)
        for text, shown in bands.items():
            if text:
                yield Told(name, node, key, language, shown, text)


def questions(text: str) -> list[str]:
    """The sentences of a text that ask, with their marks."""
    return [each.strip() for each in QUESTION.findall(text)]
