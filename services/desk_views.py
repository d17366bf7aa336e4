"""What the pages of the safeguarding desk show, once the use cases have filled it.

Plain values, with no way back to the database: what is not in them cannot be shown. Moments are
aware; words are as they were written.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from domain.cases import Status
from domain.people import Language
from domain.verdicts import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One case on one line.

    `next_at` is when the next people are told, `next_whom` who they are; `silent` counts the
    steps of the clock that passed without an answer. `unclear` says that no entry of the lexicon
    heard a worry, only the second opinion.
    """

    case_id: str
    number: str
    level: Level
    status: Status
    opened_at: datetime
    waiting_since: datetime | None = None
    next_at: datetime | None = None
    next_whom: tuple[str, ...] = ()
    holder: str = ""
    mine: bool = False
    unclear: bool = False
    pseudonym: str = ""
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """The open cases, and those closed of late. Their order within a level is kept.

    `seen` is the newest line of any chronology that the page knows of.
    """

    lines: tuple[QueueLine, ...]
    closed: tuple[QueueLine, ...] = ()
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a text. `why` says what was heard in it; it is empty where nothing was."""

    text: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text of a case, verbatim: its parts joined are its body."""

    text_id: str
    body: str
    written_at: datetime
    heard_at: datetime
    language: Language | None
    place: str
    level: Level
    screened: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the chronology. `what` names what happened, `words` is a note with it."""

    at: datetime
    what: str
    who: str = ""
    channel: str = ""
    words: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the policy clock, and how it stands."""

    at: datetime
    whom: tuple[str, ...]
    state: Literal["done", "next", "later", "spared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealView:
    """How far a second person has agreed that the sender's name be seen."""

    asked_by: str = ""
    reason: str = ""
    state: Literal["none", "asked", "agreed", "to_review"] = "none"
    may_agree: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A reviewed text for a learner, in both languages."""

    id: str
    cy: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number to telephone, under the name that the school gave it."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case, whole, and what its reader may do with it.

    `name` is empty until it has been revealed. `others` are those it can be handed to,
    `replies` what can be sent now, `told` what can be said to the learner as it is closed.
    """

    line: QueueLine
    year: int | None
    class_name: str | None
    name: str
    words: tuple[Words, ...]
    entries: tuple[Entry, ...]
    steps: tuple[StepView, ...]
    actions: frozenset[str]
    paused: bool
    holder: str
    others: tuple[tuple[str, str], ...]
    reveal: RevealView = field(default_factory=RevealView)
    replies: tuple[Template, ...] = ()
    told: tuple[Template, ...] = ()
    phones: tuple[Phone, ...] = ()
    seen: int = 0
    talk_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingText:
    """A text in no case that no adult has read yet."""

    text_id: str
    body: str
    written_at: datetime
    due_at: datetime
    overdue: bool
    language: Language | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """The first of the texts that wait; `waiting` and `overdue` count all of them."""

    texts: tuple[ReadingText, ...]
    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningPage:
    """What waits at the lowest level, read once each school morning."""

    cases: tuple[QueueLine, ...]
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the ladder, and how they are reached."""

    contact_id: str
    name: str
    roles: tuple[str, ...]
    channels: tuple[str, ...]
    away_until: datetime | None = None
    on_call: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """Somebody is away or on call for a while."""

    id: str
    name: str
    kind: Literal["away", "on_call"]
    begins_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaPage:
    """Who can be reached and when; `closed` are days without school, `hours` those of reading."""

    people: tuple[Person, ...]
    duties: tuple[DutyLine, ...]
    closed: tuple[tuple[date, date, str], ...]
    hours: tuple[time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRun:
    """One drill. `by` is who answered it, where somebody has."""

    at: datetime
    acknowledged_at: datetime | None
    minutes: int | None
    failed: bool
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillPage:
    """The drills so far, the newest first, and when the next one comes."""

    runs: tuple[DrillRun, ...]
    next_at: datetime | None
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One line of the audit, as it is chained."""

    n: int
    at: datetime
    actor: str
    action: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Some lines of the audit, the newest first.

    `whole` says whether the chain holds; `broken_at` is the first line where it does not. `older`
    is the line before which more can be shown.
    """

    rows: tuple[AuditRow, ...]
    whole: bool
    broken_at: int | None
    head: str
    older: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What was asked for and not done: which form, why, and what had been written in it."""

    action: str
    why: str
    wrote: str = ""
