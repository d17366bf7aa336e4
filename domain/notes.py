"""A thank-you note on its way: written, read by an adult, passed on or not."""

from enum import StrEnum


class NoteStatus(StrEnum):
    """How far a note has come."""

    WAITING = "waiting"  # for an adult to read it
    HELD = "held"  # a case is open about its writer or its reader: for those who safeguard
    CHOSEN = "chosen"  # an adult has said who it is for, and it is on its way
    GIVEN = "given"  # it has arrived
    HANDED = "handed"  # an adult passes it on in person
    UNCLEAR = "unclear"  # nobody could tell who it was for
    DECLINED = "declined"  # an adult read it and does not pass it on
    WORRYING = "worrying"  # it worried the adult who read it, and is in a case now


TO_BE_READ = frozenset({NoteStatus.WAITING, NoteStatus.HELD})
"""The statuses of a note that nobody has dealt with."""
