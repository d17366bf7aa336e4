"""Facts become rows: every event of a batch, written in the one transaction of its commit.

Each kind of event has one writer. The writers run in the order in which rows need each other:
chats and people, cases, words, sessions, answers, and the messages last. An event that no writer
takes is a fault of ours and stops the program as it starts.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, get_args

from domain.events import (
    AddressMet,
    AddressReachable,
    AnswerRecorded,
    AnswerWithdrawn,
    CaseAcknowledged,
    CaseNoted,
    CaseOpened,
    CaseWordsAdded,
    CodeMissed,
    CodeRedeemed,
    ContactReturned,
    ContactStopped,
    EnrolmentDeclined,
    Event,
    LanguageChosen,
    LearnerErased,
    MessageQueued,
    NoticeAgreed,
    NoticeShown,
    PromptsWithdrawn,
    RolesGranted,
    SessionSaved,
    StaffPaged,
    TapAnswered,
    TextHeard,
)
from domain.ids import SessionId
from domain.messages import Lane
from domain.people import Contact, Standing
from escalation.policy import PAGED
from services.runtime import Runtime
from storage import addresses, cases, codes, contacts, learner, outbox, sessions, texts
from storage.contacts import roles_text
from storage.database import UnitOfWork

Writer = Callable[[Runtime, UnitOfWork, list[Any]], Awaitable[None]]

PEOPLE = (
    AddressReachable,
    CodeMissed,
    CodeRedeemed,
    RolesGranted,
    NoticeShown,
    NoticeAgreed,
    EnrolmentDeclined,
    ContactStopped,
    ContactReturned,
    LanguageChosen,
)
CASES = (CaseOpened, CaseWordsAdded, CaseNoted, CaseAcknowledged, StaffPaged)


async def apply(rt: Runtime, uow: UnitOfWork, events: Sequence[Event]) -> None:
    """Write events in the unit of work; the caller commits."""
    wanted = _without_withdrawn(events)
    for kinds, write in _WRITERS:
        some = [event for event in wanted if isinstance(event, kinds)]
        if some:
            await write(rt, uow, some)


def _without_withdrawn(events: Sequence[Event]) -> list[Event]:
    """The events without what a later event of the same batch takes back or erases."""
    wanted: list[Event] = []
    for event in events:
        if isinstance(event, PromptsWithdrawn):
            wanted = [each for each in wanted if not _waits_for(each, event)]
        elif isinstance(event, LearnerErased):
            wanted = _without_erased(wanted, event)
        wanted.append(event)
    return wanted


def _without_erased(events: list[Event], erased: LearnerErased) -> list[Event]:
    own = {
        event.session_id
        for event in events
        if isinstance(event, SessionSaved) and event.contact_id == erased.contact_id
    }
    return [event for event in events if not _goes_with(event, erased, own)]


def _goes_with(event: Event, erased: LearnerErased, own: set[SessionId]) -> bool:
    """Whether what happened just before in the same batch is erased with the rest."""
    match event:
        case TextHeard():
            return event.contact_id == erased.contact_id and event.case_id is None
        case SessionSaved() | AnswerRecorded():
            return event.contact_id == erased.contact_id
        case AnswerWithdrawn():
            return event.session_id in own
        case _:
            return _waits_for(event, PromptsWithdrawn(address_id=erased.address_id))


def _waits_for(event: Event, withdrawn: PromptsWithdrawn) -> bool:
    if not isinstance(event, MessageQueued) or event.message.to != withdrawn.address_id:
        return False
    if withdrawn.scheduled_only:
        return event.message.lane is Lane.BULK
    return event.message.lane is not Lane.SAFEGUARDING


async def _meet(_rt: Runtime, uow: UnitOfWork, met: list[AddressMet]) -> None:
    await addresses.add(uow, ((e.address_id, e.channel, e.address, e.at) for e in met))


async def _people(_rt: Runtime, uow: UnitOfWork, events: list[Event]) -> None:
    for event in events:
        await _person(uow, event)
    lost = [await _who_is_lost(uow, event) for event in events]
    if any(contact and contact.roles & set(PAGED) for contact in lost):
        await cases.forget_pages(uow)


async def _who_is_lost(uow: UnitOfWork, event: Event) -> Contact | None:
    """Whom an event makes unreachable."""
    match event:
        case AddressReachable(reachable=False):
            return await addresses.owner(uow, event.address_id)
        case ContactStopped():
            return (await contacts.load(uow, [event.contact_id])).get(event.contact_id)
        case _:
            return None


async def _person(uow: UnitOfWork, event: Event) -> None:
    match event:
        case AddressReachable():
            change = {"address_id": event.address_id, "reachable": event.reachable}
            await addresses.change(uow, [change])
        case CodeMissed():
            change = {
                "address_id": event.address_id,
                "misses": event.misses,
                "locked_until": event.locked_until,
            }
            await addresses.change(uow, [change])
        case CodeRedeemed():
            owner = {"address_id": event.address_id, "contact_id": event.contact_id, "misses": 0}
            await addresses.change(uow, [owner])
            await codes.spend(uow, event.code_hash, event.address_id, event.at)
        case EnrolmentDeclined():
            await addresses.change(uow, [{"address_id": event.address_id, "contact_id": None}])
            await codes.give_back(uow, event.contact_id, event.address_id)
            await contacts.change(uow, [_stands(event.contact_id, Standing.INVITED)])
        case ContactStopped():
            await contacts.change(uow, [contacts.stopped(event.contact_id, event.at)])
            await outbox.drop_prompts_of(uow, event.contact_id)
        case _:
            await contacts.change(uow, [_contact_change(event)])


def _contact_change(event: Event) -> dict[str, Any]:
    match event:
        case NoticeShown():
            return _stands(event.contact_id, Standing.READING)
        case NoticeAgreed():
            return {
                **_stands(event.contact_id, Standing.JOINED),
                "notice_version": event.notice_version,
                "joined_at": event.at,
            }
        case ContactReturned():
            return {**_stands(event.contact_id, Standing.JOINED), "stopped_at": None}
        case RolesGranted():
            return {"contact_id": event.contact_id, "roles": roles_text(event.roles)}
        case LanguageChosen():
            return contacts.chose(event.contact_id, event.language)
        case _:
            raise TypeError(type(event).__name__)


def _stands(contact_id: str, standing: Standing) -> dict[str, Any]:
    return {"contact_id": contact_id, "standing": standing.value}


async def _erase(_rt: Runtime, uow: UnitOfWork, erased: list[LearnerErased]) -> None:
    """Before sessions and words are written: what comes after it in the batch stays."""
    for event in erased:
        await learner.erase(uow, event.contact_id, event.open_since)


async def _cases(_rt: Runtime, uow: UnitOfWork, events: list[cases.CaseEvent]) -> None:
    """A case as it opens also takes out the prompts that wait: nobody is asked how they feel."""
    await cases.write(uow, events)
    for event in events:
        if isinstance(event, CaseOpened):
            await outbox.drop_prompts(uow, event.address_id)


async def _texts(_rt: Runtime, uow: UnitOfWork, heard: list[TextHeard]) -> None:
    await texts.add(uow, heard)


async def _sessions(_rt: Runtime, uow: UnitOfWork, saved: list[SessionSaved]) -> None:
    await sessions.save(uow, saved)


async def _answers(
    _rt: Runtime, uow: UnitOfWork, events: list[AnswerRecorded | AnswerWithdrawn]
) -> None:
    """The last word on each question counts, within a batch as between batches."""
    last = {(event.session_id, event.question): event for event in events}.values()
    await sessions.withdraw(uow, [e for e in last if isinstance(e, AnswerWithdrawn)])
    await sessions.record(uow, [e for e in last if isinstance(e, AnswerRecorded)])


async def _withdraw(_rt: Runtime, uow: UnitOfWork, withdrawn: list[PromptsWithdrawn]) -> None:
    for event in withdrawn:
        if event.scheduled_only:
            await outbox.drop_prompts(uow, event.address_id)
    everything = [event.address_id for event in withdrawn if not event.scheduled_only]
    if everything:
        await outbox.drop_unsaid(uow, everything)


async def _messages(rt: Runtime, uow: UnitOfWork, queued: list[MessageQueued]) -> None:
    await outbox.add(uow, queued, rt.chance)


async def _nothing(_rt: Runtime, _uow: UnitOfWork, _events: list[TapAnswered]) -> None:
    """A sign of life for a tap is sent after the commit and leaves no row."""


_WRITERS: tuple[tuple[tuple[type, ...], Writer], ...] = (
    ((AddressMet,), _meet),
    (PEOPLE, _people),
    ((LearnerErased,), _erase),
    (CASES, _cases),
    ((TextHeard,), _texts),
    ((SessionSaved,), _sessions),
    ((AnswerRecorded, AnswerWithdrawn), _answers),
    ((PromptsWithdrawn,), _withdraw),
    ((MessageQueued,), _messages),
    ((TapAnswered,), _nothing),
)


def _unwritten(kinds: Iterable[type]) -> list[str]:
    written = [kind for some, _ in _WRITERS for kind in some]
    return [kind.__name__ for kind in kinds if written.count(kind) != 1]


if _unwritten(get_args(Event)):
    raise RuntimeError(f"events without exactly one writer: {_unwritten(get_args(Event))}")
