"""A learner has their own book erased, and nothing else with it. `/forget` erases everything.

The question and the answer are the same for everybody, with a case or without.
"""

from dataclasses import replace

from domain.events import BookErased, Event, PromptsWithdrawn
from domain.people import Contact
from services.chats import Chat
from services.own_view import ask_first, still_holds
from services.world import Decision, World, say
from storage.books import PACK

BOOK, ERASE = "book", "erase"
"""First parts of what buttons carry: `c:book:<what>`, and of these `c:book:erase:<minute>`."""


def erase_tapped(chat: Chat, world: World, learner: Contact, minute: str) -> Decision:
    """The button under `/book`, or one of the two under the question that it asks."""
    if minute == "keep":
        return say(chat, world, "own.forget.kept")
    if not minute.isdecimal() or not still_holds(world, minute):
        return ask_first(chat, world, "book.erase.ask", f"{BOOK}:{ERASE}")
    return _erase(chat, world, learner)


def _erase(chat: Chat, world: World, learner: Contact) -> Decision:
    """Erase. A page that is being written goes as well, and so do its buttons."""
    events: tuple[Event, ...] = (BookErased(learner_id=learner.id, at=world.now),)
    after = replace(
        chat,
        named={id_: each for id_, each in chat.named.items() if each.pack != PACK},
        finished=tuple(each for each in chat.finished if each.pack != PACK),
    )
    if chat.session is not None and chat.session.pack == PACK:
        after = replace(after, session=None, unasked=False)
        events = (PromptsWithdrawn(address_id=chat.address_id, scheduled_only=True), *events)
    return Decision(after, events).then(say(after, world, "book.erased"))
