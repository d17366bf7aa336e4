"""What is known of signs over time when the pastoral lead asks for them or taps a button."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.ids import SignId
from services.chats import Chat, of_writer
from storage import cases, contacts, over_time
from storage.database import UnitOfWork
from storage.over_time import Sign

AT_ONCE = 4
"""Signs on a page; a button carries the names of all of them, and no more than 64 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRoom:
    """How many signs wait, the oldest of them, and those that a button names.

    `learners` are the chats of the learners whom these speak of.
    """

    waiting: int = 0
    first: tuple[Sign, ...] = ()
    named: dict[SignId, Sign] = field(default_factory=dict)
    learners: dict[SignId, Chat] = field(default_factory=dict)

    def without(self, sign_id: SignId) -> "SignRoom":
        """The room once somebody has seen to a sign."""
        if sign_id not in self.named:
            return self
        return replace(
            self,
            waiting=self.waiting - 1,
            first=tuple(each for each in self.first if each.id != sign_id),
            named={name: sign for name, sign in self.named.items() if name != sign_id},
        )


async def load(uow: UnitOfWork, named: Collection[SignId], since: datetime | None) -> SignRoom:
    """The room, with the signs of these names as far as nobody has seen to them.

    It is empty while signs are not looked for: then nobody is shown any.
    """
    if since is None:
        return SignRoom()
    asked = await over_time.unseen(uow, since, ids=named) if named else []
    people = await contacts.load(uow, [each.contact_id for each in asked])
    concerns = await cases.of_chats(uow, [each.address_id for each in asked])
    return SignRoom(
        waiting=await over_time.waiting(uow, since),
        first=tuple(await over_time.unseen(uow, since, limit=AT_ONCE + len(named))),
        named={each.id: each for each in asked},
        learners={
            each.id: of_writer(
                each.address_id,
                people.get(each.contact_id),
                concerns.get((each.address_id, each.contact_id)),
            )
            for each in asked
        },
    )
