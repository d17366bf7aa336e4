"""What stands beside a text when it is screened: what else was written lately, and where.

A child may tell a thing in pieces, or a little on each of three days; and the same few words weigh
more behind the lowest face.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a text hangs on.

    `before` are the texts of the same person in the last days, `pieces` those of the last minutes,
    oldest first; `lowest` says that the lowest face was chosen just before.
    """

    before: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    lowest: bool = False


NOTHING = Beside()
