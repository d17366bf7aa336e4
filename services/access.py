"""Who may enter which room of the web: the one module of roles and gates.

A gate knows two answers, yes and *there is nothing here*: whoever may not enter learns no more
than whoever mistyped an address. Which cases somebody sees inside a room is `policy.sees`.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.people import Contact, Role

_SAFEGUARDS = frozenset({Role.DSP, Role.DEPUTY})


class Room(StrEnum):
    """A part of the web that some may enter once they have signed in."""

    DESK = "desk"
    READING = "reading"
    MORNING = "morning"
    ROTA = "rota"
    AUDIT = "audit"


MAY_ENTER: Mapping[Room, frozenset[Role]] = {
    Room.DESK: _SAFEGUARDS | {Role.HEAD, Role.AUTHORITY},
    Room.READING: _SAFEGUARDS,
    Room.MORNING: _SAFEGUARDS,
    Room.ROTA: _SAFEGUARDS | {Role.HEAD},
    Room.AUDIT: _SAFEGUARDS | {Role.HEAD},
}
"""The roles that open each room. Learners, the council and pastoral staff open none of them."""


def may_enter(contact: Contact, room: Room) -> bool:
    """Whether somebody may enter a room now: who holds a role that opens it and has not left.

    A learner opens none, whatever else is written of them.
    """
    return not contact.is_learner and contact.serves_as(MAY_ENTER[room])


def may_sign_in(contact: Contact) -> bool:
    """Whether there is any room for somebody at all."""
    return any(may_enter(contact, room) for room in Room)


def rooms_of(contact: Contact) -> tuple[Room, ...]:
    """The rooms that somebody may enter, in their order."""
    return tuple(room for room in Room if may_enter(contact, room))
