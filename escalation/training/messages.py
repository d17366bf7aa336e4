"""Messages with their verdicts, as people wrote them down: one file a hand, one line a message.

    # A girl of eight near Caernarfon; she writes as it sounds.
    > immediate physical_abuse cy
    ma dad yn rhoi slap i fi bob tro dwi'n colli diod
    > none trap cy
    nath Cadi roi slap i'r bêl a sgorio

A line that begins with `>` says what holds for the lines after it: level, categories joined by a
plus (for `none`: `ordinary` or `trap`), language (`en`, `cy`, `mixed`), and the trick, if one was
played. Within a message, ` / ` is a new line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.verdicts import Level

LANGUAGES = ("en", "cy", "mixed")
KINDS = ("ordinary", "trap")
_HEAD_AT_LEAST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `hand` is the file it stands in; harmless ones have a kind for a category."""

    text: str
    level: Level
    categories: tuple[str, ...]
    language: str
    trick: str
    hand: str

    @property
    def is_trap(self) -> bool:
        """Whether it is harmless and made to look otherwise."""
        return self.categories == ("trap",)


def read_messages(paths: Iterable[Path], categories: Iterable[str]) -> list[Message]:
    """All messages of some files; ValueError names the first line that says something unknown."""
    known = frozenset(categories)
    return [message for path in sorted(paths) for message in _read(path, known)]


def _read(path: Path, known: frozenset[str]) -> Iterator[Message]:
    head: tuple[Level, tuple[str, ...], str, str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(">"):
            try:
                head = _head(line[1:].split(), known)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
        elif line.strip() and not line.startswith("# "):
            if head is None:
                raise ValueError(f"{path.name}:{number}: nothing says what this message is")
            level, named, language, trick = head
            yield Message(
                text=line.strip().replace(" / ", "\n"),
                level=level,
                categories=named,
                language=language,
                trick=trick,
                hand=path.stem,
            )


def _head(words: list[str], known: frozenset[str]) -> tuple[Level, tuple[str, ...], str, str]:
    if not _HEAD_AT_LEAST <= len(words) <= _HEAD_AT_LEAST + 1:
        raise ValueError("write level, categories, language, and perhaps a trick")
    level, named = Level.from_word(words[0]), tuple(words[1].split("+"))
    allowed = frozenset(KINDS) if level is Level.NONE else known
    for name in named:
        if name not in allowed:
            raise ValueError(f"{name} is no category of {words[0]}")
    if words[2] not in LANGUAGES:
        raise ValueError(f"{words[2]} is not one of {', '.join(LANGUAGES)}")
    return level, named, words[2], words[3] if len(words) > _HEAD_AT_LEAST else "plain"
