"""The learner's own view, for that learner alone: `/me`, `/mydata` and `/forget`.

What is decided here carries no answer. A message says only about whom it is, and what is kept of
them is read as it leaves (`services/enclosures.py`), so that nothing erased waits in the outbox.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from domain.events import Event, LearnerErased
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Contact
from flows.calendar import week_of
from locales.reader import Voice
from services.chats import Chat
from services.world import Decision, World, button, queued, say

FORGET = "forget"
"""First part of what the two buttons carry: `forget:<minute>` or `forget:keep`."""

HOLDS = timedelta(hours=1)
"""How long the button that erases does so; after that it asks again."""

WEEKS_OPEN = timedelta(days=7)
"""A week may still be counted until the next one is over (`services/rollups.py`)."""


def _for_learners(
    decide: Callable[[Chat, World, Contact], Decision],
) -> Callable[[Chat, World], Decision]:
    """A command for learners; anybody else is told so in a sentence."""

    def decided(chat: Chat, world: World) -> Decision:
        if chat.contact is None:
            return say(chat, world, "enrol.need_code")
        if not chat.contact.is_learner:
            return say(chat, world, "own.not_learner")
        return decide(chat, world, chat.contact)

    return decided


@_for_learners
def show_me(chat: Chat, world: World, contact: Contact) -> Decision:
    """My moods and my profile as pictures, then my goals and my reasons in words."""
    kinds = (OutboundKind.OWN_CHART, OutboundKind.OWN_PROFILE, OutboundKind.OWN_WORDS)
    told = [(speak, kind) for speak in chat.voices for kind in kinds]
    return Decision(chat, tuple(_about(chat, world, contact, *each) for each in told))


@_for_learners
def send_data(chat: Chat, world: World, contact: Contact) -> Decision:
    """All that is kept, as a page that people read and as JSON."""
    files = tuple(
        _file(chat, world, contact, speak, form)
        for speak in chat.voices
        for form in ("html", "json")
    )
    return say(chat, world, "own.data.coming").then(Decision(chat, files))


def _file(chat: Chat, world: World, contact: Contact, speak: Voice, form: str) -> Event:
    filename = f"{speak.say('own.file.name')}.{form}"
    return _about(chat, world, contact, speak, OutboundKind.DOCUMENT, filename=filename)


@_for_learners
def ask_to_forget(chat: Chat, world: World, _contact: Contact) -> Decision:
    """What would be erased, what stays and why; nothing is erased yet."""
    return ask_first(chat, world, "own.forget.ask", FORGET)


def ask_first(chat: Chat, world: World, key: str, data: str) -> Decision:
    """Ask once more before anything is erased; the button that erases knows when it was asked."""
    minute = int(world.now.timestamp()) // 60
    yes = button(chat, "own.forget.yes", f"c:{data}:{minute}")
    no = button(chat, "own.forget.no", f"c:{data}:keep")
    return say(chat, world, key, yes, no)


def still_holds(world: World, minute: str) -> bool:
    """Whether the question of that minute was asked a moment ago. An old button asks again."""
    since = int(world.now.timestamp()) - int(minute[:12]) * 60
    return 0 <= since <= HOLDS.total_seconds()


def forget_tapped(chat: Chat, world: World, what: str) -> Decision:
    """One of the two buttons. An old one erases nothing, for it may be tapped by chance."""
    minute = what.partition(":")[2]
    if not minute.isdecimal():
        return _keep(chat, world)
    if not still_holds(world, minute):
        return ask_to_forget(chat, world)
    return _forget(chat, world)


@_for_learners
def _keep(chat: Chat, world: World, _contact: Contact) -> Decision:
    return say(chat, world, "own.forget.kept")


@_for_learners
def _forget(chat: Chat, world: World, contact: Contact) -> Decision:
    """Erase. An open question goes as well, and old buttons belong to nothing any more."""
    erased: Event = LearnerErased(
        contact_id=contact.id,
        address_id=chat.address_id,
        open_since=week_of(world.now) - WEEKS_OPEN,
    )
    after = replace(chat, session=None, named={}, finished=(), unasked=False)
    return Decision(after, (erased,)).then(say(after, world, "own.forget.done"))


def _about(
    chat: Chat,
    world: World,
    contact: Contact,
    speak: Voice,
    kind: OutboundKind,
    *,
    filename: str = "",
) -> Event:
    outbound = Outbound(
        to=chat.address_id,
        lane=Lane.REPLY,
        text="",
        kind=kind,
        language=speak.language.value,
        about=contact.id,
        filename=filename,
    )
    return queued(chat, world, outbound)
