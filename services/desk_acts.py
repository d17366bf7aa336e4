"""What somebody does at the desk with a case: one act, one commit, in the audit.

An act is refused in a word (`NotAllowed`) that the page says in the reader's language; nothing is
changed then. A case that they may not see is not there.
"""

from collections.abc import Awaitable, Callable, Mapping

from domain.audit import Look
from domain.cases import Case, Happened, Outcome, Status
from domain.events import Event
from domain.ids import CaseId, ContactId
from domain.people import Contact
from domain.verdicts import Level
from escalation import case as rules
from escalation.case import NotAllowed
from escalation.policy import LADDER_ROLES, sees
from services import desk, duty, effects, reveals, settings
from services.desk_replies import CLOSING, REPLIES, say_to_learner
from services.paging import new_clock, page_due, tell_that_it_is_taken
from services.runtime import Runtime
from services.world import World
from storage import audit, case_file, contacts
from storage.database import UnitOfWork

LONGEST_NOTE = 4000
"""Letters of a note, a reason or a word on a decision."""

Form = Mapping[str, str]


class Desk:
    """One act's hold on one case: who does it, in which world, with what was filled in."""

    def __init__(
        self, rt: Runtime, uow: UnitOfWork, staff: Contact, case: Case, world: World, form: Form
    ) -> None:
        self.rt, self.uow, self.staff, self.case = rt, uow, staff, case
        self.world, self.form = world, form
        self.now = world.now

    def text(self, name: str) -> str:
        """What was written in a field; refused where it is too long."""
        given = self.form.get(name, "").strip()
        if len(given) > LONGEST_NOTE:
            raise NotAllowed("too_long")
        return given

    async def learner(self) -> Contact | None:
        """Whose case it is, if that is known."""
        if self.case.contact_id is None:
            return None
        return (await contacts.load(self.uow, [self.case.contact_id])).get(self.case.contact_id)


async def act(rt: Runtime, staff: Contact, case_id: CaseId, name: str, form: Form) -> bool:
    """Do something with a case; false where there is none that they may see, or no such act."""
    do = _ACTS.get(name)
    if do is None:
        return False
    async with rt.database.write() as uow:
        case = await desk.find(uow, staff, case_id)
        if case is None:
            return False
        hold = Desk(rt, uow, staff, case, await world(rt, uow), form)
        _must_have_seen(hold)
        events = await do(hold)
        await effects.apply(rt, uow, events)
        look = Look(actor=staff.id, action=f"case:{name}", subject=case.id, reason="", at=rt.now())
        await audit.append(uow, look)
        await uow.commit()
    rt.bell.ring()
    return True


async def world(rt: Runtime, uow: UnitOfWork) -> World:
    """What an act at the desk may know of the school."""
    now = rt.now()
    return World(
        now=now,
        chance=rt.chance,
        screener=rt.screener,
        packs=rt.packs,
        settings=await settings.load(uow),
        pagers=await duty.pagers(uow, now, rt.channels),
    )


def _must_have_seen(hold: Desk) -> None:
    """A case that has risen since the page was loaded is read anew before anything is done."""
    seen = hold.form.get("seen", "")
    if seen and seen != hold.case.level.word:
        raise NotAllowed("stale")


# --- the acts -----------------------------------------------------------------------------------

Act = Callable[[Desk], Awaitable[tuple[Event, ...]]]


async def _take(hold: Desk) -> tuple[Event, ...]:
    taken, events = rules.acknowledge(hold.case, hold.staff.id, hold.now)
    if not events and hold.case.holder != hold.staff.id:
        raise NotAllowed("taken_already")
    return (*events, *(tell_that_it_is_taken(taken, hold.world) if events else ()))


async def _begin(hold: Desk) -> tuple[Event, ...]:
    return rules.begin(hold.case, hold.staff.id, hold.now)[1]


async def _note(hold: Desk) -> tuple[Event, ...]:
    return rules.note(hold.case, hold.staff.id, hold.text("note"), hold.now)[1]


async def _decide(hold: Desk) -> tuple[Event, ...]:
    status = hold.form.get("status", "")
    if status not in set(Status):
        raise NotAllowed("no_choice")
    return rules.decide(hold.case, hold.staff.id, Status(status), hold.text("note"), hold.now)[1]


async def _hand_over(hold: Desk) -> tuple[Event, ...]:
    """The other must be of the ladder; they see the case from then on, as its holder."""
    to = ContactId(hold.form.get("to", ""))
    other = (await contacts.load(hold.uow, [to])).get(to)
    if other is None or not other.serves_as(LADDER_ROLES):
        raise NotAllowed("nobody")
    clock = new_clock(hold.world, hold.case.level, held=True)
    case, events = rules.hand_over(
        hold.case, hold.staff.id, to, hold.text("note"), clock, hold.now
    )
    if not sees(other, case):  # pragma: no cover - a holder of the ladder sees their case
        raise NotAllowed("nobody")
    _, paged = page_due(case, hold.world, "page.handed")
    return (*events, *paged)


async def _lower(hold: Desk) -> tuple[Event, ...]:
    word = hold.form.get("level", "")
    if word not in {level.word for level in Level}:
        raise NotAllowed("not_lower")
    level = Level.from_word(word)
    return rules.lower(hold.case, hold.staff.id, level, hold.text("reason"), hold.now)[1]


async def _close(hold: Desk) -> tuple[Event, ...]:
    outcome = hold.form.get("outcome", "")
    if outcome not in set(Outcome):
        raise NotAllowed("no_choice")
    resume = hold.form.get("resume", "") != ""
    case, events = rules.close(
        hold.case, hold.staff.id, Outcome(outcome), hold.text("note"), resume, hold.now
    )
    template = hold.form.get("told", "")
    return (*events, *(await _told(hold, case, template, CLOSING) if template else ()))


async def _reopen(hold: Desk) -> tuple[Event, ...]:
    if await case_file.others_open(hold.uow, hold.case.address_id, hold.case.id):
        raise NotAllowed("other_open")
    return rules.reopen(hold.case, hold.staff.id, hold.text("reason"), hold.now)[1]


async def _resume(hold: Desk) -> tuple[Event, ...]:
    return rules.resume(hold.case, hold.staff.id, hold.now)[1]


async def _reply(hold: Desk) -> tuple[Event, ...]:
    if hold.case.holder != hold.staff.id or hold.case.status is Status.CLOSED:
        raise NotAllowed("not_yours")
    return await _told(hold, hold.case, hold.form.get("template", ""), REPLIES)


async def _told(
    hold: Desk, case: Case, template: str, allowed: tuple[str, ...]
) -> tuple[Event, ...]:
    said = say_to_learner(case, await hold.learner(), template, allowed, now=hold.now)
    written = rules.remark(case, Happened.REPLIED, hold.staff.id, hold.now, said.message.text)[1]
    return (*written, said)


async def _talked(hold: Desk) -> tuple[Event, ...]:
    return rules.talked(hold.case, hold.staff.id, hold.now)[1]


async def _reveal(hold: Desk) -> tuple[Event, ...]:
    return await reveals.ask(hold.rt, hold.uow, hold.case, hold.staff.id, hold.text("reason"))


async def _agree(hold: Desk) -> tuple[Event, ...]:
    return await reveals.agree(hold.rt, hold.uow, hold.case, hold.staff.id)


async def _review(hold: Desk) -> tuple[Event, ...]:
    return await reveals.review(hold.rt, hold.uow, hold.case, hold.staff.id)


_ACTS: dict[str, Act] = {
    "take": _take,
    "begin": _begin,
    "note": _note,
    "set_status": _decide,
    "hand_over": _hand_over,
    "lower": _lower,
    "close": _close,
    "reopen": _reopen,
    "resume": _resume,
    "reply": _reply,
    "talked": _talked,
    "reveal": _reveal,
    "agree_reveal": _agree,
    "review_reveal": _review,
}
