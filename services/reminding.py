"""Staff are told in their chats that something waits for them, once a school day at the most."""

from datetime import datetime, timedelta

from domain.events import MessageQueued
from domain.ids import AddressId
from domain.messages import Button, Lane, Outbound
from domain.people import Contact
from locales.reader import voices
from storage import settings as store
from storage.database import UnitOfWork

TOLD_EVERY = timedelta(hours=20)
"""How often staff are told of the same list, at the most: once a school day."""


async def is_due(uow: UnitOfWork, fact: str, now: datetime) -> bool:
    """Whether staff may be told again; the fact says when they last were."""
    at = await store.fact(uow, fact)
    return at is None or now - datetime.fromisoformat(at) >= TOLD_EVERY


def notice(
    contact: Contact,
    to: AddressId,
    key: str,
    now: datetime,
    look: tuple[str, str] | None = None,
    **numbers: int,
) -> MessageQueued:
    """A text with its numbers; `look` is the key and the data of a button to look."""
    speaks = voices(contact.language, contact.band)
    text = speaks.tell(
        lambda speak: speak.say(key, **{name: speak.number(n) for name, n in numbers.items()})
    )
    buttons = ((Button(label=speaks.label(look[0]), data=look[1]),),) if look else ()
    outbound = Outbound(to=to, lane=Lane.BULK, text=text, buttons=buttons)
    return MessageQueued(message=outbound, contact_id=contact.id, at=now)
