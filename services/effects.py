"""Facts become rows: every event of a batch, written in the one transaction of its commit.

Each kind of event has one writer. The writers run in the order in which rows need each other:
chats and people, cases and notes, words, sessions, answers, and the messages last. An event that
no writer takes is a fault of ours and stops the program as it starts.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, get_args

from domain.events import (
    AddressMet,
    AnswerRecorded,
    AnswerWithdrawn,
    BookErased,
    CaseChanged,
    CaseNoted,
    CaseOpened,
    ContactReturned,
    DeskLinkMade,
    Event,
    LearnerErased,
    MessageQueued,
    NoteMoved,
    PageTried,
    PromptsWithdrawn,
    SessionSaved,
    SignSeen,
    StaffPaged,
    TapAnswered,
    TextHeard,
    TextRead,
    WordListVoted,
)
from domain.ids import AddressId, ContactId, SessionId
from domain.messages import Lane, OutboundKind
from flows.calendar import at_wall_clock, school_day
from services import contacts
from services.runtime import Runtime
from storage import (
    addresses,
    books,
    cases,
    learner,
    notes,
    outbox,
    over_time,
    readings,
    sessions,
    signins,
    texts,
    wordlist,
)
from storage.database import UnitOfWork

Writer = Callable[[Runtime, UnitOfWork, list[Any]], Awaitable[None]]

BOOKS = get_args(books.BookEvent)
PEOPLE = get_args(contacts.ContactEvent)
CASES = (CaseOpened, CaseChanged, CaseNoted, StaffPaged, PageTried)


async def apply(rt: Runtime, uow: UnitOfWork, events: Sequence[Event]) -> None:
    """Write events in the unit of work; the caller commits."""
    wanted = _without_withdrawn(events, _tomorrow(rt))
    for kinds, write in _WRITERS:
        some = [event for event in wanted if isinstance(event, kinds)]
        if some:
            await write(rt, uow, some)


def _tomorrow(rt: Runtime) -> datetime:
    """When the next day begins; what waits for it leaves as its sending window opens."""
    return at_wall_clock(school_day(rt.now()) + timedelta(days=1), time())


def _without_withdrawn(events: Sequence[Event], tomorrow: datetime) -> list[Event]:
    """The events without what a later event of the same batch takes back or erases."""
    wanted: list[Event] = []
    for event in events:
        match event:
            case PromptsWithdrawn(scheduled_only=True):
                wanted = [each for each in wanted if not _is_question(each, event.address_id)]
            case PromptsWithdrawn():
                wanted = _without_unsaid(wanted, event.address_id, _UNSAID, tomorrow)
            case CaseOpened():
                wanted = _without_unsaid(wanted, event.case.address_id, (Lane.BULK,), tomorrow)
            case LearnerErased():
                own = _sessions_of(wanted, event.contact_id)
                wanted = [each for each in wanted if not _goes_with(each, event, own)]
            case BookErased():
                pages = _sessions_of(wanted, event.learner_id, books.PACK)
                wanted = [each for each in wanted if not _is_in_book(each, event, pages)]
        wanted.append(event)
    return wanted


def _sessions_of(
    events: Iterable[Event], contact_id: ContactId, pack: str | None = None
) -> set[SessionId]:
    """The sessions of somebody, of one pack if it is named, that are saved by these events."""
    saved = (event.session for event in events if isinstance(event, SessionSaved))
    own = (session for session in saved if session.contact_id == contact_id)
    return {session.id for session in own if pack in (None, session.pack)}


def _goes_with(event: Event, erased: LearnerErased, own: set[SessionId]) -> bool:
    """Whether what happened just before in the same batch is erased with the rest."""
    match event:
        case TextHeard():
            return event.contact_id == erased.contact_id and event.case_id is None
        case SessionSaved():
            return event.session.contact_id == erased.contact_id
        case AnswerRecorded():
            return event.contact_id == erased.contact_id
        case AnswerWithdrawn():
            return event.session_id in own
        case MessageQueued():
            return _waits_for(event, erased.address_id, _UNSAID)
        case _:
            return False


def _is_in_book(event: Event, erased: BookErased, pages: set[SessionId]) -> bool:
    """Whether what happened just before in the same batch is erased with the book."""
    match event:
        case TextHeard():
            mine = event.contact_id == erased.learner_id and event.case_id is None
            return mine and event.place.startswith(books.PLACES)
        case SessionSaved():
            return event.session.id in pages
        case AnswerRecorded():
            return event.contact_id == erased.learner_id and event.pack == books.PACK
        case AnswerWithdrawn():
            return event.session_id in pages
        case _:
            return False


_UNSAID = (Lane.REPLY, Lane.BULK)
"""The lanes out of which worrying words take back what was not yet said."""


def _waits_for(event: MessageQueued, address_id: AddressId, lanes: Collection[Lane]) -> bool:
    return event.message.to == address_id and event.message.lane in lanes


def _is_question(event: Event, address_id: AddressId) -> bool:
    """Whether this asks something that nobody had asked for; news of a note does not."""
    if not isinstance(event, MessageQueued) or event.note_id is not None:
        return False
    return _waits_for(event, address_id, (Lane.BULK,))


def _without_unsaid(
    events: Iterable[Event], address_id: AddressId, lanes: Collection[Lane], tomorrow: datetime
) -> list[Event]:
    """The events without what these lanes hold for a chat; news of a note waits for a day."""
    left: list[Event] = []
    for event in events:
        if not isinstance(event, MessageQueued) or not _waits_for(event, address_id, lanes):
            left.append(event)
        elif event.note_id is not None and event.message.kind is OutboundKind.TEXT:
            left.append(replace(event, not_before=tomorrow))
    return left


async def _meet(_rt: Runtime, uow: UnitOfWork, met: list[AddressMet]) -> None:
    await addresses.add(uow, ((e.address_id, e.channel, e.address, e.at) for e in met))


async def _books(_rt: Runtime, uow: UnitOfWork, events: list[books.BookEvent]) -> None:
    """Before people, words and sessions: who has left in the same batch reads nothing any more.

    What comes after an erasure in the batch stays.
    """
    await books.write(uow, events)


async def _people(rt: Runtime, uow: UnitOfWork, events: list[contacts.ContactEvent]) -> None:
    await contacts.write(uow, events)
    back = [event.contact_id for event in events if isinstance(event, ContactReturned)]
    if back:  # while they were away they were silent for a reason
        await over_time.begin_anew(uow, back, rt.now())


async def _erase(rt: Runtime, uow: UnitOfWork, erased: list[LearnerErased]) -> None:
    """Before sessions and words are written: what comes after it in the batch stays.

    After the cases, for words that have joined one are kept.
    """
    for event in erased:
        await learner.erase(uow, event.contact_id, event.open_since, rt.now())


async def _cases(rt: Runtime, uow: UnitOfWork, events: list[cases.CaseEvent]) -> None:
    """A case as it opens also takes out the prompts that wait: nobody is asked how they feel."""
    await cases.write(uow, events, rt.chance)
    for event in events:
        if isinstance(event, CaseOpened):
            await outbox.quieten(uow, event.case.address_id, _tomorrow(rt))


async def _texts(_rt: Runtime, uow: UnitOfWork, heard: list[TextHeard]) -> None:
    await texts.add(uow, heard)


async def _readings(_rt: Runtime, uow: UnitOfWork, read: list[TextRead]) -> None:
    await readings.write(uow, read)


async def _signs(_rt: Runtime, uow: UnitOfWork, seen: list[SignSeen]) -> None:
    await over_time.write(uow, seen)


async def _votes(_rt: Runtime, uow: UnitOfWork, votes: list[WordListVoted]) -> None:
    await wordlist.vote(uow, votes)


async def _links(_rt: Runtime, uow: UnitOfWork, made: list[DeskLinkMade]) -> None:
    for event in made:
        await signins.add_link(uow, event.token, event.contact_id, event.at, event.until)


async def _sessions(_rt: Runtime, uow: UnitOfWork, saved: list[SessionSaved]) -> None:
    await sessions.save(uow, saved)


async def _answers(
    _rt: Runtime, uow: UnitOfWork, events: list[AnswerRecorded | AnswerWithdrawn]
) -> None:
    """The last word on each question counts, within a batch as between batches."""
    last = {(event.session_id, event.question): event for event in events}.values()
    await sessions.withdraw(uow, [e for e in last if isinstance(e, AnswerWithdrawn)])
    await sessions.record(uow, [e for e in last if isinstance(e, AnswerRecorded)])


async def _notes(_rt: Runtime, uow: UnitOfWork, moved: list[NoteMoved]) -> None:
    await notes.move(uow, moved)


async def _withdraw(rt: Runtime, uow: UnitOfWork, withdrawn: list[PromptsWithdrawn]) -> None:
    for event in withdrawn:
        if event.scheduled_only:
            await outbox.drop_prompts(uow, event.address_id)
    everything = [event.address_id for event in withdrawn if not event.scheduled_only]
    if everything:
        await outbox.drop_unsaid(uow, everything, _tomorrow(rt))


async def _messages(rt: Runtime, uow: UnitOfWork, queued: list[MessageQueued]) -> None:
    await outbox.add(uow, queued, rt.chance)


async def _nothing(_rt: Runtime, _uow: UnitOfWork, _events: list[TapAnswered]) -> None:
    """A sign of life for a tap is sent after the commit and leaves no row."""


_WRITERS: tuple[tuple[tuple[type, ...], Writer], ...] = (
    ((AddressMet,), _meet),
    (BOOKS, _books),
    (PEOPLE, _people),
    (CASES, _cases),
    ((NoteMoved,), _notes),
    ((LearnerErased,), _erase),
    ((TextHeard,), _texts),
    ((TextRead,), _readings),
    ((SignSeen,), _signs),
    ((WordListVoted,), _votes),
    ((DeskLinkMade,), _links),
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
