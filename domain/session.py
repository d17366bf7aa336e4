"""One contact's passage through one flow, at rest between messages."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.ids import ContactId, SessionId, WaveId


class Status(StrEnum):
    """Where a session stands. At most one of a contact's is waiting or parked."""

    WAITING = "waiting"
    PARKED = "parked"  # put aside, after worrying words; only the learner takes it up again
    COMPLETED = "completed"
    ABANDONED = "abandoned"  # given up for another, or stopped


CURRENT = frozenset({Status.WAITING, Status.PARKED})
"""The statuses of a session that is still to be finished."""


class Session(NamedTuple):
    """Which question is open, the way that led there, and what has been answered.

    `path` holds the questions passed in this round, in order; `given` the options chosen, by
    question. A question that was skipped is in `path` alone; one whose answer may still be kept
    when it is asked again is in `given` alone. Typed words stand in `given` as `WORDS`. `draft`
    is what has been tapped so far of an open question that takes several taps, and `tries`
    counts the typed answers to the open question that were not understood. A tuple with names, as
    every sprint makes a few of them anew.
    """

    id: SessionId
    contact_id: ContactId
    pack: str
    version: int
    node: str
    status: Status
    started_at: datetime
    touched_at: datetime
    path: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    draft: str = ""
    tries: int = 0
    wave_id: WaveId | None = None
    ended_at: datetime | None = None

    def answer(self, question: str) -> str | None:
        """What was chosen at a question, or None."""
        for asked, value in self.given:
            if asked == question:
                return value
        return None

    @property
    def is_current(self) -> bool:
        """Whether this session is still to be finished."""
        return self.status in CURRENT


WORDS = "words"
"""Stands for an answer in the learner's own words, which are kept elsewhere."""
