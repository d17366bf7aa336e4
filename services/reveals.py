"""The name behind a case: seen only once a second person has agreed, or at once in great danger.

Where a case is immediate, one person may see the name alone, and a second looks at that
afterwards. At any other level the second person agrees first. A name that was revealed is seen by
whoever sees the case, until it is closed. Each step is in the chronology and in the audit.
"""

from collections.abc import Callable
from typing import Literal

from domain.cases import Case, Happened
from domain.events import Event
from domain.ids import ContactId
from domain.people import Contact
from domain.verdicts import Level
from escalation.case import NotAllowed, remark
from escalation.policy import is_open
from services.desk_views import RevealView
from services.identity import look_up
from services.runtime import Runtime
from storage import reveals
from storage.database import UnitOfWork
from storage.reveals import Reveal


async def view(
    uow: UnitOfWork, case: Case, reader: Contact, name_of: Callable[[ContactId], str]
) -> RevealView:
    """How far the wish to see this name has come, for somebody who sees the case."""
    reveal = await reveals.newest(uow, case.id)
    if reveal is None or not _counts(reveal, case):
        return RevealView()
    return RevealView(
        asked_by=name_of(reveal.asked_by),
        reason=reveal.reason,
        state=_state(reveal),
        may_agree=reveal.asked_by != reader.id,
    )


def _counts(reveal: Reveal, case: Case) -> bool:
    """Whether a wish still says something: one of a case that was closed since is over."""
    return is_open(case) or (reveal.agreed_at is not None and reveal.reviewed_at is None)


def _state(reveal: Reveal) -> Literal["asked", "agreed", "to_review"]:
    if reveal.agreed_at is None:
        return "asked"
    alone = reveal.agreed_by == reveal.asked_by
    return "to_review" if alone and reveal.reviewed_at is None else "agreed"


async def name(
    rt: Runtime, uow: UnitOfWork, case: Case, reveal: RevealView, reader: Contact
) -> str:
    """The name, where it has been revealed and the case is open; else nothing. It is audited."""
    if case.contact_id is None or not is_open(case) or reveal.state not in {"agreed", "to_review"}:
        return ""
    person = await look_up(
        rt, uow, actor=reader.id, contact_id=case.contact_id, reason=f"case {case.id}"
    )
    return person.name if person else ""


async def ask(
    rt: Runtime, uow: UnitOfWork, case: Case, staff_id: ContactId, reason: str
) -> tuple[Event, ...]:
    """Wish to see a name, with a reason; in an immediate case it is seen at once."""
    now = rt.now()
    if not reason.strip():
        raise NotAllowed("no_reason")
    if case.contact_id is None:
        raise NotAllowed("unknown")
    if not is_open(case):
        raise NotAllowed("closed")
    before = await reveals.newest(uow, case.id)
    if before is not None:
        raise NotAllowed("asked_already")
    alone = case.level is Level.IMMEDIATE
    await reveals.ask(
        uow,
        Reveal(
            id=rt.new_id(),
            case_id=case.id,
            asked_by=staff_id,
            reason=reason.strip(),
            asked_at=now,
            agreed_by=staff_id if alone else None,
            agreed_at=now if alone else None,
        ),
    )
    what = Happened.REVEALED if alone else Happened.REVEAL_ASKED
    return remark(case, what, staff_id, now, reason)[1]


async def agree(
    rt: Runtime, uow: UnitOfWork, case: Case, staff_id: ContactId
) -> tuple[Event, ...]:
    """A second person agrees that the name be seen."""
    reveal = await _of(uow, case, "asked", staff_id)
    await reveals.agree(uow, reveal, staff_id, rt.now())
    return remark(case, Happened.REVEALED, staff_id, rt.now())[1]


async def review(
    rt: Runtime, uow: UnitOfWork, case: Case, staff_id: ContactId
) -> tuple[Event, ...]:
    """A second person has looked at a name that one person saw alone."""
    reveal = await _of(uow, case, "to_review", staff_id)
    await reveals.review(uow, reveal, staff_id, rt.now())
    return remark(case, Happened.REVEAL_REVIEWED, staff_id, rt.now())[1]


async def _of(uow: UnitOfWork, case: Case, state: str, staff_id: ContactId) -> Reveal:
    reveal = await reveals.newest(uow, case.id)
    if reveal is None or _state(reveal) != state:
        raise NotAllowed("not_asked")
    if reveal.asked_by == staff_id:
        raise NotAllowed("own_reveal")
    return reveal
