"""Whether less is to be heard: two of those who answer for it say yes, each in their own chat."""

from domain.events import WordListVoted
from domain.people import Role
from escalation.lexicon.changes import ListChange
from services.chats import Chat
from services.world import Decision, World, say, toast

VOTE = "w"
"""First part of what the buttons carry: `w:yes:<change>` or `w:no:<change>`."""

MAY_DECIDE = frozenset({Role.DSP, Role.DEPUTY, Role.HEAD})
"""Who may agree that less is heard."""

_LONGEST_NUMBER = 9


def parse_vote(data: str) -> tuple[bool, int] | None:
    """Whether a button agrees, and to which change; None if it is no such button."""
    kind, _, rest = data.partition(":")
    act, _, number = rest.partition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER
    if kind != VOTE or act not in {"yes", "no"} or not is_number:
        return None
    return act == "yes", int(number)


def voted(chat: Chat, world: World, agrees: bool, number: int, tap_id: str) -> Decision:
    """Somebody says yes or no to a change; one no is enough against it."""
    contact = chat.contact
    if contact is None or not contact.serves_as(MAY_DECIDE):
        return Decision(chat, (toast(tap_id, chat.voices.say("chat.not_yours")),))
    signed = Decision(chat, (toast(tap_id),))
    change = world.list_changes.get(number)
    if change is None or change.settled:
        return signed.then(say(chat, world, "words.settled"))
    event = WordListVoted(change_id=number, staff_id=contact.id, agrees=agrees, at=world.now)
    key = _told(change.said(contact.id, agrees))
    return signed.then(Decision(chat, (event,))).then(say(chat, world, key))


def _told(change: ListChange) -> str:
    if change.refused:
        return "words.refused"
    return "words.holds" if change.holds else "words.needs_another"
