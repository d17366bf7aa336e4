"""Signs over time: what a learner's own faces say when they are laid beside each other.

Own rules, kept few so that a learner can be told all of them: a face sharply below their usual
one, the lowest face three times in a row, and silence after a case. Each is a reason for a
friendly word at `watch`, never an urgent page, and says nothing that a learner wrote.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from statistics import median

LOWEST = 1
"""The lowest of the five faces (`reporting/measures.py`)."""

ENOUGH = 5
"""Days with a face before there is a usual one to fall below."""

USUAL = 12
"""How many of the newest earlier days make the usual face."""

SHARP = 2
"""Faces below the usual one that are sharply lower."""

IN_A_ROW = 3
"""Lowest faces in a row that make a sign."""

SILENT_FOR = 10
"""School days without any word or face after a case that make a sign."""

NOT_AGAIN_WITHIN = timedelta(days=28)
"""How long a sign of a kind is not given again for the same learner."""


class Kind(StrEnum):
    """What was noticed."""

    LOWER = "lower"  # a face sharply below their usual one
    LOWEST = "lowest"  # the lowest face several times in a row
    SILENT = "silent"  # nothing heard from them after a case


def of_faces(faces: Sequence[int]) -> frozenset[Kind]:
    """What the newest of somebody's faces says beside earlier ones; one a day, oldest first."""
    found = set()
    if len(faces) >= IN_A_ROW and set(faces[-IN_A_ROW:]) == {LOWEST}:
        found.add(Kind.LOWEST)
    earlier = faces[:-1][-USUAL:]
    if len(earlier) >= ENOUGH and median(earlier) - faces[-1] >= SHARP:
        found.add(Kind.LOWER)
    return frozenset(found)
