"""Who can be paged now: staff of the ladder with their chats, who is away and who is on call."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from domain.messages import Channel
from domain.people import Role
from escalation.policy import LADDER_ROLES, PAGED
from services.world import Pager
from storage import contacts, duties
from storage.database import UnitOfWork
from storage.duties import Kind


async def pagers(
    uow: UnitOfWork, now: datetime, channels: Collection[Channel]
) -> tuple[Pager, ...]:
    """Everybody whom a ladder may reach and who can be written to now, in a steady order.

    An address on a channel by which nothing can leave reaches nobody.
    """
    staff = await contacts.reachable_staff(uow, LADDER_ROLES, channels)
    if not staff:
        return ()
    on = await duties.at(uow, now)
    return tuple(
        Pager(
            contact=contact,
            addresses=tuple(address for _, address in chats),
            away=contact.id in on[Kind.AWAY],
            on_call=contact.id in on[Kind.ON_CALL],
        )
        for contact, chats in groupby(staff, key=lambda each: each[0])
    )


def safeguards(pager: Pager) -> bool:
    """Whether somebody is of those who safeguard, rather than the head or outside the school."""
    return bool(pager.contact.roles & frozenset[Role](PAGED))
