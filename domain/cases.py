"""A case: one sender's concern, from the first words until a person seals it.

What it may become is decided in `escalation/case.py`, whom it is paged to and when in
`escalation/policy.py`.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    REFERRED = "referred"  # to social services, the police or another body
    PASTORAL = "pastoral"  # support within the school
    NO_ACTION = "no_action"  # looked into, nothing further to do
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a case came to, said as it is closed."""

    REFERRED = "referred"
    PASTORAL = "pastoral"
    NO_ACTION = "no_action"
    FALSE_ALARM = "false_alarm"


class Whom(StrEnum):
    """To whom a step of the clock pages a case."""

    HOLDER = "holder"  # who has it
    DSP = "dsp"
    DEPUTY = "deputy"
    HEAD = "head"
    ON_CALL = "on_call"
    EVERYONE = "everyone"  # all of the above, those on leave too
    LAST_RESORT = "last_resort"  # the page says whom to telephone
    AUTHORITY = "authority"  # the local authority's contact, where all of the school are concerned


class Happened(StrEnum):
    """What a line in the chronology of a case says."""

    OPENED = "opened"
    WORDS_ADDED = "words_added"
    RAISED = "raised"
    CLOCK_RESTARTED = "clock_restarted"
    CONCERNED = "concerned"
    SILENCE = "silence"
    NOT_COVERED = "not_covered"
    ALL_CONCERNED = "all_concerned"
    PAGED = "paged"
    NOBODY_TO_PAGE = "nobody_to_page"
    ACKNOWLEDGED = "acknowledged"
    SEEN = "seen"
    LET_GO = "let_go"
    BEGUN = "begun"
    REFERRED = "referred"
    PASTORAL = "pastoral"
    NO_ACTION = "no_action"
    HANDED_OVER = "handed_over"
    LOWERED = "lowered"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    RESUMED = "resumed"
    REPLIED = "replied"
    REVEAL_ASKED = "reveal_asked"
    REVEALED = "revealed"
    REVEAL_REVIEWED = "reveal_reviewed"
    EXPORTED = "exported"
    TALK_WANTED = "talk_wanted"
    TALKED = "talked"
    TALK_OVERDUE = "talk_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page that is due if nobody has taken the case by then.

    An `optional` step that finds nobody is passed over: nobody need be on call.
    """

    at: datetime
    whom: tuple[Whom, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The policy as it was when the clock began, in moments.

    `rule` names the ladder that the steps come from; `fired` counts those that were paged. After
    the last one everybody is paged every `again`, or each school morning where that is None.
    """

    rule: str
    started_at: datetime
    steps: tuple[Step, ...]
    again: timedelta | None = None
    fired: int = 0
    next_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether more pages are due, as nobody has taken the case."""
        return self.next_at is not None

    @property
    def paged(self) -> frozenset[Whom]:
        """Whom the steps so far have paged."""
        return frozenset(whom for step in self.steps[: self.fired] for whom in step.whom)

    @property
    def is_spent(self) -> bool:
        """Whether the whole ladder has been paged."""
        return self.fired == len(self.steps)

    @property
    def next_step(self) -> Step:
        """What is due next; everybody, once the whole ladder has been paged."""
        if not self.is_spent:
            return self.steps[self.fired]
        last = (Whom.LAST_RESORT,) if Whom.LAST_RESORT in self.steps[-1].whom else ()
        return Step(at=self.next_at or self.started_at, whom=(Whom.EVERYONE, *last))

    def passed(self, now: datetime, morning: datetime) -> "Clock":
        """The clock once its next step has been paged; `morning` is when adults next read."""
        fired = min(self.fired + 1, len(self.steps))
        if fired < len(self.steps):
            return replace(self, fired=fired, next_at=self.steps[fired].at)
        later = morning if self.again is None else now + self.again
        return replace(self, fired=fired, next_at=later)

    def halted(self) -> "Clock":
        """The clock once somebody has the case."""
        return replace(self, next_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sender's concern.

    `holder` is who took it. `concerned` are those of the staff whom its words are about: they
    are not paged and do not see it. `paused` says that no check-ins are sent to the sender.
    `paged_at` is when somebody was last told, None while nobody could be. `talk_by` is by when the
    sender was told that somebody would talk with them.
    """

    id: CaseId
    address_id: AddressId
    contact_id: ContactId | None
    level: Level
    status: Status
    opened_at: datetime
    clock: Clock | None = None
    holder: ContactId | None = None
    acknowledged_at: datetime | None = None
    paged_at: datetime | None = None
    concerned: frozenset[ContactId] = field(default=frozenset())
    paused: bool = True
    outcome: Outcome | None = None
    closed_at: datetime | None = None
    talk_by: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether its clock runs: nobody has taken it, or seen what joined it since."""
        return self.clock is not None and self.clock.runs
