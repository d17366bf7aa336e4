"""What a case may become.

A case opens on worrying words or on a wish to talk, is acknowledged by one named person, worked
on, referred or not, and closed with an outcome; it may be opened again. More words from the same
sender join it; graver ones raise its level and set it waiting again. Only a person lowers a level
or closes a case. Nothing here knows the database, the clock on the wall or school time: callers
pass the case, the moment, and a new clock where one begins.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from domain.cases import Case, Clock, Happened, Outcome, Status
from domain.errors import DomainError
from domain.events import CaseChanged, CaseOpened, Event
from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level

Changed = tuple[Case, tuple[Event, ...]]
"""A case as it is now, and what happened to it."""

HANDLED = frozenset({Status.REFERRED, Status.PASTORAL, Status.NO_ACTION})
"""Where a case stands once it has been decided what becomes of it."""

IN_HAND = HANDLED | {Status.ACKNOWLEDGED, Status.IN_PROGRESS}
"""Where a case stands while a named person has it."""


class NotAllowed(DomainError):
    """The case stands where this cannot be done with it; the value names the reason."""


class AlreadyClosed(NotAllowed):
    """The case is closed and can no longer change hands."""


def open_case(
    *,
    case_id: CaseId,
    address_id: AddressId,
    contact_id: ContactId | None,
    level: Level,
    clock: Clock,
    now: datetime,
    concerned: Collection[ContactId] = (),
) -> Changed:
    """A new case, waiting for somebody to take it."""
    case = Case(
        id=case_id,
        address_id=address_id,
        contact_id=contact_id,
        level=level,
        status=Status.OPEN,
        opened_at=now,
        clock=clock,
        concerned=frozenset(concerned),
    )
    return case, (CaseOpened(case=case, at=now),)


def add_words(
    case: Case, level: Level, clock: Clock, now: datetime, concerned: Collection[ContactId] = ()
) -> Changed:
    """More words join a case.

    Graver ones raise its level, take it out of the hands of whoever has it and set it waiting
    again under `clock`. So do words about whoever has it. Other grave words in a case that
    somebody has start the clock for that person, who must say that they have seen them.
    """
    about = case.concerned | frozenset(concerned)
    joined = replace(case, concerned=about, paused=case.paused or level > Level.NONE)
    if level > case.level:
        raised = replace(_waiting(joined, clock), level=level)
        return raised, (_changed(raised, Happened.RAISED, now, level=level),)
    added = _changed(joined, Happened.WORDS_ADDED, now, level=level)
    if case.holder in about:
        let_go = _waiting(joined, clock)
        return let_go, (added, _changed(let_go, Happened.CONCERNED, now))
    if case.holder is not None and not case.waits and _must_be_seen(case, level):
        running = replace(joined, clock=clock)
        return running, (added, _changed(running, Happened.CLOCK_RESTARTED, now))
    return joined, (added,)


def _must_be_seen(case: Case, level: Level) -> bool:
    """Whether words are as grave as to ask whoever has the case to say that they saw them."""
    return level >= Level.URGENT or level is case.level


def _waiting(case: Case, clock: Clock) -> Case:
    return replace(case, status=Status.OPEN, holder=None, acknowledged_at=None, clock=clock)


def acknowledge(case: Case, staff_id: ContactId, now: datetime) -> Changed:
    """Hand a case that waits to a member of staff. Where somebody has it, nothing changes.

    Whoever has it says so again of words that joined it, and its clock stops.
    """
    if case.status is Status.CLOSED:
        raise AlreadyClosed
    if case.status is not Status.OPEN:
        return _seen(case, staff_id, now)
    taken = replace(
        case,
        status=Status.ACKNOWLEDGED,
        holder=staff_id,
        acknowledged_at=now,
        clock=case.clock.halted() if case.clock else None,
    )
    return taken, (_changed(taken, Happened.ACKNOWLEDGED, now, staff_id),)


def _seen(case: Case, staff_id: ContactId, now: datetime) -> Changed:
    if case.clock is None or not case.waits:
        return case, ()
    seen = replace(case, clock=case.clock.halted())
    what = Happened.SEEN
    if case.holder != staff_id:
        seen = replace(seen, holder=staff_id, acknowledged_at=now)
        what = Happened.ACKNOWLEDGED
    return seen, (_changed(seen, what, now, staff_id),)


def let_go(case: Case, clock: Clock, now: datetime) -> Changed:
    """Whoever had the case can have it no longer: it waits for somebody else."""
    waiting = _waiting(case, clock)
    return waiting, (_changed(waiting, Happened.LET_GO, now, case.holder),)


def begin(case: Case, staff_id: ContactId, now: datetime) -> Changed:
    """Its holder has begun to work on it."""
    _must_hold(case, staff_id)
    if case.status is not Status.ACKNOWLEDGED and case.status not in HANDLED:
        raise NotAllowed("not_acknowledged")
    begun = replace(case, status=Status.IN_PROGRESS)
    return begun, (_changed(begun, Happened.BEGUN, now, staff_id),)


def decide(case: Case, staff_id: ContactId, status: Status, note: str, now: datetime) -> Changed:
    """Its holder has decided what becomes of it: referred, pastoral or no further action."""
    _must_hold(case, staff_id)
    if status not in HANDLED:
        raise NotAllowed("no_choice")
    if not note.strip():
        raise NotAllowed("no_note")
    decided = replace(case, status=status)
    return decided, (_changed(decided, Happened(status.value), now, staff_id, note=note),)


def hand_over(
    case: Case, staff_id: ContactId, to: ContactId, note: str, clock: Clock, now: datetime
) -> Changed:
    """Give a case to somebody else, for whom the clock runs until they have seen it."""
    _must_be_open(case)
    if case.status is Status.OPEN:
        raise NotAllowed("not_acknowledged")
    if to in case.concerned:
        raise NotAllowed("concerned")
    if to == case.holder:
        raise NotAllowed("has_it")
    handed = replace(case, holder=to, acknowledged_at=now, clock=clock)
    what = Happened.HANDED_OVER
    return handed, (_changed(handed, what, now, staff_id, other_id=to, note=note),)


def lower(case: Case, staff_id: ContactId, level: Level, reason: str, now: datetime) -> Changed:
    """A person who has the case lowers its level, with a reason; code never does."""
    _must_hold(case, staff_id)
    if not Level.NONE < level < case.level:
        raise NotAllowed("not_lower")
    if not reason.strip():
        raise NotAllowed("no_reason")
    lowered = replace(case, level=level)
    happened = _changed(lowered, Happened.LOWERED, now, staff_id, note=reason, level=level)
    return lowered, (happened,)


def note(case: Case, staff_id: ContactId, words: str, now: datetime) -> Changed:
    """Add a note to the chronology; a closed case takes notes too."""
    if not words.strip():
        raise NotAllowed("no_note")
    return case, (_changed(case, Happened.NOTED, now, staff_id, note=words),)


def remark(
    case: Case, what: Happened, staff_id: ContactId, now: datetime, note: str = ""
) -> Changed:
    """Write down what somebody did about a case that changes nothing of it."""
    return case, (_changed(case, what, now, staff_id, note=note),)


def close(
    case: Case, staff_id: ContactId, outcome: Outcome, note: str, resume: bool, now: datetime
) -> Changed:
    """Seal a case with what it came to and a note; check-ins go on if `resume`."""
    _must_hold(case, staff_id)
    if case.waits:
        raise NotAllowed("unseen")
    if not note.strip():
        raise NotAllowed("no_note")
    closed = replace(
        case,
        status=Status.CLOSED,
        outcome=outcome,
        closed_at=now,
        clock=case.clock.halted() if case.clock else None,
        talk_by=None,
    )
    events = [_changed(closed, Happened.CLOSED, now, staff_id, note=note)]
    if resume and closed.paused:
        closed = replace(closed, paused=False)
        events.append(_changed(closed, Happened.RESUMED, now, staff_id))
    return closed, tuple(events)


def reopen(case: Case, staff_id: ContactId, reason: str, now: datetime) -> Changed:
    """Open a closed case again, in the hands of whoever does so."""
    if case.status is not Status.CLOSED:
        raise NotAllowed("not_closed")
    if not reason.strip():
        raise NotAllowed("no_reason")
    again = replace(
        case,
        status=Status.IN_PROGRESS,
        holder=staff_id,
        acknowledged_at=now,
        outcome=None,
        closed_at=None,
        paused=True,
    )
    return again, (_changed(again, Happened.REOPENED, now, staff_id, note=reason),)


def wish_to_talk(case: Case, by: datetime, now: datetime) -> Changed:
    """The sender has said how soon they wish to talk, and was told this time."""
    wished = replace(case, talk_by=by)
    return wished, (_changed(wished, Happened.TALK_WANTED, now),)


def talked(case: Case, staff_id: ContactId, now: datetime) -> Changed:
    """Somebody has talked with the sender."""
    _must_be_open(case)
    if case.talk_by is None:
        raise NotAllowed("no_wish")
    done = replace(case, talk_by=None)
    return done, (_changed(done, Happened.TALKED, now, staff_id),)


def talk_overdue(case: Case, clock: Clock, now: datetime) -> Changed:
    """Nobody has talked with the sender in time: the clock begins again, as with a new page."""
    running = replace(case, talk_by=None, clock=case.clock if case.waits else clock)
    return running, (_changed(running, Happened.TALK_OVERDUE, now),)


def resume(case: Case, staff_id: ContactId, now: datetime) -> Changed:
    """Its holder lets check-ins go on for the sender; of a closed case, whoever sees it may."""
    if case.status is not Status.CLOSED:
        _must_hold(case, staff_id)
    if not case.paused:
        return case, ()
    resumed = replace(case, paused=False)
    return resumed, (_changed(resumed, Happened.RESUMED, now, staff_id),)


def _must_be_open(case: Case) -> None:
    if case.status is Status.CLOSED:
        raise AlreadyClosed


def _must_hold(case: Case, staff_id: ContactId) -> None:
    _must_be_open(case)
    if case.holder != staff_id:
        raise NotAllowed("not_yours")


def _changed(
    case: Case,
    what: Happened,
    now: datetime,
    staff_id: ContactId | None = None,
    *,
    level: Level | None = None,
    other_id: ContactId | None = None,
    note: str = "",
) -> CaseChanged:
    return CaseChanged(
        case=case,
        what=what,
        staff_id=staff_id,
        other_id=other_id,
        level=level,
        note=note.strip(),
        at=now,
    )
