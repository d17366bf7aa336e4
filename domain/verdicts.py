"""Screening's answer about one text: how soon an adult must read it, and why."""

from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """How soon a person must read a text. Higher is sooner."""

    NONE = 0
    WATCH = 1
    URGENT = 2
    IMMEDIATE = 3

    @property
    def word(self) -> str:
        """The level as data and command lines spell it."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Level":
        """The level that `word` names; KeyError if there is none."""
        return cls[word.upper()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One match and its reason.

    `entry` names the lexicon entry, `start` and `end` are character offsets into the text as it
    was written (end exclusive). `because` names what else gave it its level, where something did:
    words around it, the writer's age, several signs together, or the text that it goes on from.
    A hit never carries the words themselves.
    """

    entry: str
    category: str
    level: Level
    start: int
    end: int
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What screening says of one text.

    `screened` is false where screening could not be done (a crash, a voice note, a picture): the
    level is then a floor, never below `watch`, and a person must read or ask.
    """

    level: Level
    categories: tuple[str, ...] = field(default=())
    hits: tuple[Hit, ...] = field(default=())
    lexicon_version: str = ""
    screened: bool = True

    @property
    def worrying(self) -> bool:
        """Whether the text opens or joins a case."""
        return self.level > Level.NONE


def unscreened(lexicon_version: str = "") -> Verdict:
    """The verdict on a text that could not be screened: somebody has to look."""
    return Verdict(
        level=Level.URGENT,
        categories=("unscreened",),
        lexicon_version=lexicon_version,
        screened=False,
    )
