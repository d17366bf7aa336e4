"""What is known of the reading list when an adult asks for it or taps a button of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from domain.ids import TextId
from services.chats import Chat, of_writer
from storage import cases, contacts, readings
from storage.database import UnitOfWork
from storage.readings import Unread, Waiting

AT_ONCE = 4
"""Texts on a page; a button carries the names of all of them, and no more than 64 bytes."""


LOOKED_THROUGH = 40
"""Texts beyond a page that are looked through for what a reader may not read themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRoom:
    """The list in numbers, the texts due first, and those that a button names.

    `writers` are the chats in which these were written.
    """

    waiting: Waiting = field(default_factory=Waiting)
    first: tuple[Unread, ...] = ()
    named: dict[TextId, Unread] = field(default_factory=dict)
    writers: dict[TextId, Chat] = field(default_factory=dict)


async def load(uow: UnitOfWork, named: Collection[TextId], now: datetime) -> ReadingRoom:
    """The room, with the texts of these names as far as they are still to be read."""
    asked = await readings.named(uow, named) if named else []
    page = await readings.first(uow, AT_ONCE + len(named) + LOOKED_THROUGH)
    people = await contacts.load(uow, [each.contact_id for each in asked if each.contact_id])
    concerns = await cases.of_chats(uow, [each.address_id for each in asked])
    return ReadingRoom(
        waiting=await readings.waiting(uow, now),
        first=tuple(page),
        named={each.id: each for each in asked},
        writers={
            each.id: of_writer(
                each.address_id,
                people.get(each.contact_id) if each.contact_id else None,
                concerns.get((each.address_id, each.contact_id)),
            )
            for each in asked
        },
    )
