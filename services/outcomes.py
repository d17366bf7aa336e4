"""What came of sends, written down together: gone, tried again later, or never to arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.events import AddressReachable, ContactStopped, Event, PageTried
from domain.ids import ContactId
from domain.messages import OutboundKind, PageOutcome
from domain.people import Standing
from services import effects
from services.passing_on import arrived, came_back
from services.runtime import Runtime
from storage import addresses, outbox, over_time
from storage.database import UnitOfWork
from storage.outbox import Waiting


class Fate(StrEnum):
    """Where a message is now."""

    SENT = "sent"
    PUT_OFF = "put_off"
    UNREACHABLE = "unreachable"
    SET_BACK = "set_back"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one send, and when to try again if it was put off."""

    fate: Fate
    until: datetime | None = None

    @classmethod
    def sent(cls) -> Self:
        """It has left."""
        return cls(Fate.SENT)

    @classmethod
    def dropped(cls) -> Self:
        """It is not worth sending, or cannot be sent as it is."""
        return cls(Fate.DROPPED)

    @classmethod
    def unreachable(cls) -> Self:
        """Nobody is there."""
        return cls(Fate.UNREACHABLE)

    @classmethod
    def put_off(cls, until: datetime) -> Self:
        """It is to be tried again."""
        return cls(Fate.PUT_OFF, until)

    @classmethod
    def set_back(cls, until: datetime) -> Self:
        """It is to be tried again, after whatever waits behind it for the same chat."""
        return cls(Fate.SET_BACK, until)


async def write_outcomes(rt: Runtime, outcomes: Sequence[tuple[Waiting, Outcome]]) -> None:
    """Write what came of sends, in one transaction."""
    async with rt.database.write() as uow:
        gone = [w.id for w, o in outcomes if o.fate in {Fate.SENT, Fate.DROPPED}]
        await outbox.drop(uow, gone)
        for waiting, outcome in outcomes:
            await effects.apply(rt, uow, await _tried(rt, uow, waiting, outcome))
            if outcome.fate is Fate.SENT and waiting.message.kind is OutboundKind.OVER_TIME:
                await over_time.note_told(uow, ContactId(waiting.message.about), rt.now())
            if outcome.fate is Fate.SENT:
                await effects.apply(rt, uow, await arrived(rt, uow, waiting.message))
            if outcome.fate is Fate.DROPPED:
                await effects.apply(rt, uow, await came_back(rt, uow, waiting.message))
            if outcome.until is not None:
                await outbox.put_off(uow, waiting.id, outcome.until)
            if outcome.fate is Fate.SET_BACK:
                await outbox.set_back(uow, waiting.id)
            if outcome.fate is Fate.UNREACHABLE:
                await _lose(rt, uow, waiting)
        await uow.commit()


_OUTCOMES = {
    Fate.SENT: PageOutcome.SENT,
    Fate.UNREACHABLE: PageOutcome.UNREACHABLE,
    Fate.DROPPED: PageOutcome.REFUSED,
    Fate.PUT_OFF: PageOutcome.LATER,
    Fate.SET_BACK: PageOutcome.REFUSED,
}


async def _tried(rt: Runtime, uow: UnitOfWork, waiting: Waiting, outcome: Outcome) -> list[Event]:
    """What a try of a page came to, for the chronology of each case that it pages.

    Of a page that waits only the first try is a line, and then each that doubles their number:
    a night without a mail server must not bury what happened.
    """
    again = waiting.attempts & (waiting.attempts + 1)
    if not waiting.case_ids or (outcome.until is not None and again):
        return []
    channel, whose = await addresses.whose(uow, waiting.message.to)
    return [
        PageTried(
            case_id=case_id,
            staff_id=whose,
            channel=channel,
            outcome=_OUTCOMES[outcome.fate],
            at=rt.now(),
        )
        for case_id in waiting.case_ids
    ]


async def _lose(rt: Runtime, uow: UnitOfWork, waiting: Waiting) -> None:
    """A chat is gone: nothing more waits for it, and a learner counts as having stopped."""
    address_id = waiting.message.to
    await outbox.drop_for(uow, address_id)
    events: list[Event] = [AddressReachable(address_id=address_id, reachable=False)]
    contact = await addresses.owner(uow, address_id)
    if contact is not None and contact.is_learner and contact.standing is Standing.JOINED:
        events.append(ContactStopped(contact_id=contact.id, at=rt.now()))
    await effects.apply(rt, uow, events)
