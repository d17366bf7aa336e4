"""The reading list in an adult's chat: read a few texts, say that they are read, or raise one.

What is decided here carries no words: a page names its texts, and the words are read as it leaves
(`services/reading_pages.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.events import Event, TextRead
from domain.ids import TextId
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Contact
from domain.verdicts import Level
from escalation.policy import MAY_READ
from services.chats import Chat, looks_like_id
from services.listening import raise_for
from services.reading_room import AT_ONCE
from services.world import Decision, World, button, queued, say, toast
from storage.readings import Unread

READ = "r"
"""First part of what the buttons carry: `r:read:<text>,<text>` or `r:worry:<text>`."""

READ_BUTTON = "c:read"
"""What the button carries that asks for the next texts."""


def parse_reading(data: str) -> tuple[str, tuple[TextId, ...]] | None:
    """What to do and with which texts, of a button of the list; None if it is none."""
    kind, _, rest = data.partition(":")
    act, _, names = rest.partition(":")
    ids = names.split(",")
    if kind != READ or not all(map(looks_like_id, ids)):
        return None
    return act, tuple(map(TextId, ids))


def list_unread(chat: Chat, world: World) -> Decision:
    """The texts that are due first, to be read."""
    if chat.contact is None or not chat.contact.roles & MAY_READ:
        return say(chat, world, "read.not_allowed")
    if not chat.contact.serves_as(MAY_READ):
        return say(chat, world, "stop.already")
    texts = _not_about(chat.contact, world.readings.first)
    waiting = world.readings.waiting.without(chat.contact.id)
    return _page(chat, world, texts[:AT_ONCE], waiting.unread)


def _not_about(reader: Contact, texts: Iterable[Unread]) -> list[Unread]:
    """What somebody may read: nothing that is about themselves."""
    return [each for each in texts if reader.id not in each.concerned]


def _page(chat: Chat, world: World, texts: Sequence[Unread], unread: int) -> Decision:
    if not texts:
        return say(chat, world, "read.none")
    names = ",".join(each.id for each in texts)
    worries = tuple(
        button(chat, "read.worry", f"{READ}:worry:{each.id}", n=number)
        for number, each in enumerate(texts, start=1)
    )
    heading = chat.voices.tell(lambda speak: speak.say("read.heading", n=speak.number(unread)))
    outbound = Outbound(
        to=chat.address_id,
        lane=Lane.REPLY,
        text=heading,
        buttons=((button(chat, "read.done", f"{READ}:read:{names}"),), worries),
        kind=OutboundKind.READING,
        which=names,
    )
    return Decision(chat, (queued(chat, world, outbound),))


def reading_tapped(
    chat: Chat, world: World, act: str, ids: tuple[TextId, ...], tap_id: str
) -> Decision:
    """A button of the list. A text that somebody has read meanwhile stays as it is."""
    contact = chat.contact
    if contact is None or not contact.serves_as(MAY_READ) or act not in {"read", "worry"}:
        return Decision(chat, (toast(tap_id, chat.voices.say("chat.not_yours")),))
    signed = Decision(chat, (toast(tap_id),))
    named = [world.readings.named[each] for each in ids if each in world.readings.named]
    texts = _not_about(contact, named)
    if not texts:
        return signed.then(say(chat, world, "read.dealt_with"))
    if act == "worry":
        return signed.then(_worry(chat, world, contact, texts[0]))
    done = tuple(_read(contact, each, world) for each in texts)
    first = _not_about(contact, world.readings.first)
    left = [each for each in first if each.id not in ids]
    unread = world.readings.waiting.without(contact.id).unread - len(texts)
    return signed.then(Decision(chat, done)).then(_page(chat, world, left[:AT_ONCE], unread))


def _read(reader: Contact, text: Unread, world: World) -> TextRead:
    return TextRead(text_id=text.id, reader_id=reader.id, case_id=None, at=world.now)


def _worry(chat: Chat, world: World, reader: Contact, text: Unread) -> Decision:
    """The words worry the adult who read them: a case, as if screening had found it."""
    writer, raised = raise_for(
        world.readings.writers[text.id], world, Level.URGENT, text.concerned
    )
    case_id = writer.case.id if writer.case else None
    events: tuple[Event, ...] = (*raised, replace(_read(reader, text, world), case_id=case_id))
    return Decision(chat, events).then(say(chat, world, "read.raised"))
