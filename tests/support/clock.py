"""A clock that stands still until it is moved, and chance that can be repeated."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

from domain.ids import ALPHABET

TUESDAY = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)
"""A school morning in winter, when the classroom clock shows UTC."""


class Clock:
    """Tells the time it was set to; handed to a Runtime as `now`."""

    def __init__(self, at: datetime = TUESDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def set(self, at: datetime) -> None:
        """Show this moment from now on."""
        self.at = at

    def move(self, **by: float) -> None:
        """Go on by so many `milliseconds=…`, `hours=…` or `days=…`."""
        self.at += timedelta(**by)


def seeded(seed: str) -> Callable[[int], str]:
    """Chance that draws the same characters for the same seed."""
    drawn = count()

    def draw(length: int) -> str:
        digest = hashlib.shake_256(f"{seed}:{next(drawn)}".encode()).digest(length)
        return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest)

    return draw
