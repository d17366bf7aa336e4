"""What takes long to make, kept beside the code between starts.

It lies where Python keeps its own compiled modules, under a name that tells what it was made from,
so that no change can meet what was made of something older. Nothing depends on it: a file that
cannot be read is made anew, without a place to keep it everything is made every time, and all of
it can be deleted at any time.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

logger = logging.getLogger(__name__)

KEY_LENGTH = 20
"""So many characters of a fingerprint tell one file from all others."""

_MOST_KEPT = 3

_Made = TypeVar("_Made")


def kept(
    name: str,
    *,
    read: Callable[[str], _Made],
    make: Callable[[], _Made],
    written: Callable[[_Made], str],
) -> _Made:
    """What was kept under a name, or else what is made and kept for the next start.

    The name is `kind-fingerprint`; of each kind the newest three stay. `read` raises ValueError
    or TypeError for a text that `written` cannot have given, `written` raises TypeError for what
    cannot be read again and is not kept; what `make` raises passes through.
    """
    path = Path(cache_from_source(__file__)).parent / f"{name}.json"
    with suppress(OSError, ValueError, TypeError):
        return read(path.read_text(encoding="utf-8"))
    made = make()
    try:
        _keep(path, written(made))
    except (OSError, TypeError):
        logger.info("lexicon_not_kept")
    return made


def _keep(path: Path, text: str) -> None:
    """Put a file in its place all at once, and let go of the oldest of its kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=path.parent) as folder:
        whole = Path(folder) / path.name
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)
    kind = path.name.rpartition("-")[0]
    files = path.parent.glob(f"{kind}-*.json")
    for old in sorted(files, key=lambda one: one.stat().st_mtime, reverse=True)[_MOST_KEPT:]:
        old.unlink(missing_ok=True)
