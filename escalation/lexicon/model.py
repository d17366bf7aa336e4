"""What the lexicon's files may say. Everything in them is checked when it is read."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from domain.verdicts import Level

Name = Annotated[str, Field(pattern=r"^[a-zA-Z][a-zA-Z_]*$")]
Note = Annotated[str, Field(min_length=1)]
Lines = Annotated[tuple[str, ...], Field(min_length=1)]


def _level(word: object) -> Level:
    try:
        level = Level.from_word(str(word))
    except KeyError:
        raise ValueError(f"{word!r} is not a level") from None
    if level is Level.NONE:
        raise ValueError("an entry that is nothing to worry about is an idiom")
    return level


WorryLevel = Annotated[Level, BeforeValidator(_level)]


class Part(BaseModel):
    """A piece of a lexicon file; unknown fields are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """Words of both languages. Either may stand in a text of the other."""

    en: tuple[str, ...] = ()
    cy: tuple[str, ...] = ()


class SlotSpec(Words):
    """A named set of phrases. `mutates`: the Welsh ones change their first letter."""

    first_person: bool = False
    negation: bool = False
    mutates: bool = False


class Younger(Part):
    """A level that holds for a learner below an age."""

    age: int
    level: WorryLevel


class Category(Part):
    """How a kind of harm is weighed.

    `lowered_by` names contexts that lower a hit one step (never below watch; those that are so
    marked lower it to watch), `raised_by` contexts that lift it to a level, `under` what a
    learner's age does.
    """

    lowered_by: frozenset[str] = frozenset()
    raised_by: dict[str, WorryLevel] = {}
    under: Younger | None = None


class Gloss(Part):
    """What an entry hears, for whoever reads a verdict, in both languages."""

    en: Annotated[str, Field(min_length=1)]
    cy: Annotated[str, Field(min_length=1)]


class Entry(Part):
    """One thing a child may be saying, with the lines that must and must not be heard as it.

    `source` tells where its wording comes from. `steady` says that no context lowers it, as is
    true of every immediate entry in the first person; `sure`, that it needs nothing beside it to
    be heard at its level; `alone`, that it is only heard where the text says nothing else.
    """

    id: Name
    says: Gloss
    language: Literal["cy", "en", "any"]
    level: WorryLevel
    source: Note
    patterns: Lines
    hears: Lines
    spares: Lines
    steady: bool = False
    sure: bool = False
    alone: bool = False
    under: Younger | None = None


class CategoryFile(Part):
    """All entries of one category."""

    category: Name
    entries: tuple[Entry, ...]


class Context(Words):
    """Words around a hit that change how it is weighed, and how many words away they count.

    Where `to_watch` is set they say that nobody speaks of themselves: a line of a play, a question
    of an exam. Then they lower a hit to watch, whatever it is.
    """

    before: int
    after: int
    to_watch: bool = False


class Idiom(Part):
    """A harmless phrase that looks like a hit. `of` narrows it to categories or contexts."""

    id: Name
    language: Literal["cy", "en"]
    patterns: Lines
    hears: Lines
    of: frozenset[str] = frozenset()


class Reviewed(Part):
    """A word that is also heard when misspelt, with real words near it that it leaves alone."""

    word: str
    but_not: frozenset[str] = frozenset()


class Together(Part):
    """Several signs that say more together than alone.

    Every group of `all` must be heard in something, now or in the last days, and at least one of
    them now; `times` counts the texts that hold any; `least` is the level from which a sign
    counts; `lowest` wants the lowest face. The gravest sign of now is then at `level`.
    """

    id: Name
    all: Annotated[tuple[frozenset[str], ...], Field(min_length=1)]
    level: WorryLevel
    times: int = 1
    least: WorryLevel = Level.WATCH
    lowest: bool = False


class Index(Part):
    """The head of the lexicon: its version and how categories are weighed, gravest first.

    `faces` are the pictures beside which a text may still say only one thing; `commonest` are the
    words of ordinary talk, the commonest first, by which no pattern should be looked up.
    """

    version: str
    categories: dict[str, Category]
    fillers: Words
    pictures: dict[str, str]
    faces: frozenset[str] = frozenset()
    reviewed: tuple[Reviewed, ...]
    respelt: dict[str, str]
    commonest: tuple[str, ...] = ()
    together: tuple[Together, ...] = ()


class Lexicon(Part):
    """Everything screening listens for."""

    version: str
    index: Index
    slots: dict[str, SlotSpec]
    contexts: dict[str, Context]
    idioms: tuple[Idiom, ...]
    files: tuple[CategoryFile, ...]
