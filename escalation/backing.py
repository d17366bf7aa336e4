"""How far what the lexicon hears is backed by everything else in a text.

An entry knows its words and not their surroundings: *she hit me* is heard in a tale of a netball
match too. So what entries hear is held at watch until the rest of the text speaks for it: the
second opinion on the whole, to which every sign adds: one entry, a second and a third, and that
little else is said. What says hardly anything else at all needs no backing, and neither do sure
entries.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from domain.verdicts import Hit, Level

UNBACKED = "unbacked"
"""The reason of a hit that is held at watch, because it stands alone."""

NOTHING_ELSE = 2
"""With so few words left over, there is nothing that could speak against a hit."""

LITTLE_ELSE = 4
"""With so few, there is little."""

ENOUGH = 3
"""So many entries at urgent or above are counted; more say no more."""


def grave(hits: Iterable[Hit]) -> int:
    """How many entries are heard at urgent or above."""
    return len({hit.entry for hit in hits if hit.level >= Level.URGENT})


def signs_of(hits: Collection[Hit], rest: int) -> tuple[bool, ...]:
    """What adds to the score of a text of which `rest` words are in no hit.

    Hits, none of them above watch; one entry above, two, three; and little else.
    """
    entries = grave(hits)
    counted = (entries >= count for count in range(1, ENOUGH + 1))
    return (bool(hits) and not entries, *counted, bool(entries) and rest <= LITTLE_ELSE)


def held(hits: Iterable[Hit], sure: Collection[str]) -> list[Hit]:
    """The hits as they weigh when nothing backs them."""
    return [
        hit
        if hit.level <= Level.WATCH or hit.entry in sure
        else replace(hit, level=Level.WATCH, because=UNBACKED)
        for hit in hits
    ]
