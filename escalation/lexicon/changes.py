"""What a school changes of the lexicon: words it adds, entries that two people lower or remove."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_lowercase

from domain.ids import ContactId
from domain.verdicts import Level
from escalation.lexicon.model import CategoryFile, Entry, Gloss, Lexicon

TWO_PEOPLE = 2
"""How many must agree before less is heard."""

_SAYS = Gloss(en="a word that the school added", cy="gair a ychwanegodd yr ysgol")
_HASH_LENGTH = 4


class Kind(StrEnum):
    """What a change does."""

    ADD = "add"
    LOWER = "lower"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """One change. `target` is the words that are added, or the entry that is meant.

    `level` is the one it is heard at from then on; `agreed` and `refused` name who said so.
    """

    id: int
    kind: Kind
    category: str
    target: str
    level: Level | None
    reason: str
    agreed: frozenset[ContactId] = frozenset()
    refused: frozenset[ContactId] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether it is heard so: an added word at once, anything less when two have agreed."""
        if self.refused:
            return False
        return self.kind is Kind.ADD or len(self.agreed) >= TWO_PEOPLE

    def said(self, who: ContactId, agrees: bool) -> "ListChange":
        """The change once somebody has agreed to it, or not."""
        if agrees:
            return replace(self, agreed=self.agreed | {who})
        return replace(self, refused=self.refused | {who})

    @property
    def settled(self) -> bool:
        """Whether nobody is waited for any more."""
        return self.holds or bool(self.refused)


def added_id(number: int) -> str:
    """The name of the entry that a change adds: letters alone, as names of entries are."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
    return f"school_{letters}"


def find_entry(lexicon: Lexicon, name: str) -> Entry | None:
    """The entry that `category.id` names, if there is one."""
    category, _, entry_id = name.partition(".")
    entries = (each for one in lexicon.files if one.category == category for each in one.entries)
    return next((each for each in entries if each.id == entry_id), None)


def changed(lexicon: Lexicon, changes: Iterable[ListChange]) -> Lexicon:
    """The lexicon with those of the changes that hold; its version tells of them.

    What an entry meant that is there no more stays without effect.
    """
    held = sorted((each for each in changes if each.holds), key=lambda each: each.id)
    if not held:
        return lexicon
    files = lexicon.files
    for change in held:
        files = tuple(_applied(one, change) if _is_in(one, change) else one for one in files)
    told = repr([(c.id, c.kind.value, c.category, c.target, c.level) for c in held])
    digest = hashlib.sha256(told.encode()).hexdigest()[:_HASH_LENGTH]
    return lexicon.model_copy(update={"files": files, "version": f"{lexicon.version}~{digest}"})


def _is_in(one: CategoryFile, change: ListChange) -> bool:
    return one.category == change.category


def _applied(one: CategoryFile, change: ListChange) -> CategoryFile:
    if change.kind is Kind.ADD:
        said = {
            "id": added_id(change.id),
            "says": _SAYS,
            "language": "any",
            "level": (change.level or Level.URGENT).word,
            "patterns": ("_".join(change.target.split()),),
            "hears": (change.target,),
            "spares": ("…",),
            "source": change.reason,
            "sure": True,
        }
        entry = Entry.model_validate(said)
        return one.model_copy(update={"entries": (*one.entries, entry)})
    named = change.target.partition(".")[2]
    entries = tuple(
        each if each.id != named else each.model_copy(update={"level": change.level})
        for each in one.entries
        if each.id != named or change.kind is Kind.LOWER
    )
    return one.model_copy(update={"entries": entries})
