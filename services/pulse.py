"""The pulse of the clock: when it last ticked for the pages, for whoever watches it."""

from datetime import datetime, timedelta

LATE = timedelta(seconds=30)
"""How long the clock may be silent; it ticks for the pages every two seconds."""


class Pulse:
    """Beats with each tick that looked after the pages."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def beat(self, now: datetime) -> None:
        """The clock has ticked."""
        self._last = now

    def is_late(self, now: datetime) -> bool:
        """Whether the clock has been silent for too long, once it had begun."""
        return self._last is not None and now - self._last > LATE
