"""The tables of a lexicon, made once and then read again at every start.

To gather them takes most of a start, and they change only with the lexicon or with the code that
reads it.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from unicodedata import unidata_version

from escalation import tables
from escalation.gathering import collecting_later, gathered
from escalation.kept import KEY_LENGTH, kept
from escalation.lexicon.model import Lexicon
from escalation.tables import Tables


def ready(lexicon: Lexicon) -> Tables:
    """The tables of a lexicon; BadInput if a pattern cannot be read."""
    with collecting_later():
        return kept(
            f"tables-{_key(lexicon)}",
            read=tables.read,
            make=lambda: gathered(lexicon),
            written=tables.written,
        )


def _key(lexicon: Lexicon) -> str:
    """A fingerprint of everything that tables are made from."""
    digest = hashlib.sha256(unidata_version.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for part in _parts(lexicon):
        digest.update(repr(part).encode())
    return digest.hexdigest()[:KEY_LENGTH]


def _parts(lexicon: Lexicon) -> Iterator[object]:
    index = lexicon.index
    yield index.fillers, list(index.pictures.items()), index.commonest
    yield list(lexicon.slots.items())
    yield [(words.en, words.cy) for words in lexicon.contexts.values()]
    yield [(idiom.language, idiom.patterns) for idiom in lexicon.idioms]
    for file in lexicon.files:
        yield [(entry.language, entry.patterns) for entry in file.entries]
