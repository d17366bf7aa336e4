"""Tables of patterns, kept beside the code between starts.

To gather them takes most of a start, and they change only with the lexicon or with the code that
reads it. So they are kept where Python keeps its own compiled modules, under a name that tells
what they were made from; without a place to keep them they are gathered every time. They hold
nothing but the lexicon, and can be deleted at any time.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import unidata_version

from escalation import tables
from escalation.gathering import collecting_later, gathered
from escalation.lexicon.model import Lexicon
from escalation.tables import Tables

logger = logging.getLogger(__name__)

_FILES = "lexicon-*.json"
_MOST_KEPT = 3
_KEY_LENGTH = 20


def ready(lexicon: Lexicon) -> Tables:
    """The tables of a lexicon; BadInput if a pattern cannot be read."""
    path = _folder() / _FILES.replace("*", _key(lexicon))
    with suppress(OSError, ValueError, TypeError), collecting_later():
        return tables.read(path.read_text(encoding="utf-8"))
    found = gathered(lexicon)
    try:
        _keep(path, tables.written(found))
    except OSError:
        logger.info("lexicon_not_kept")
    return found


def _folder() -> Path:
    return Path(cache_from_source(__file__)).parent


def _key(lexicon: Lexicon) -> str:
    """A fingerprint of everything that tables are made from."""
    digest = hashlib.sha256(unidata_version.encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for part in _parts(lexicon):
        digest.update(repr(part).encode())
    return digest.hexdigest()[:_KEY_LENGTH]


def _parts(lexicon: Lexicon) -> Iterator[object]:
    index = lexicon.index
    yield index.fillers, list(index.pictures.items()), index.commonest
    yield list(lexicon.slots.items())
    yield [(words.en, words.cy) for words in lexicon.contexts.values()]
    yield [(idiom.language, idiom.patterns) for idiom in lexicon.idioms]
    for file in lexicon.files:
        yield [(entry.language, entry.patterns) for entry in file.entries]


def _keep(path: Path, text: str) -> None:
    """Put a file in its place all at once, and let go of the oldest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as folder:
        written = Path(folder) / path.name
        written.write_text(text, encoding="utf-8")
        written.replace(path)
    kept = sorted(path.parent.glob(_FILES), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in kept[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
