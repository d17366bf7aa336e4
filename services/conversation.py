"""What is said to one thing received: words first, then commands, buttons and the flow.

`decide` is pure: the chat, the world and what was received go in, events come out. Whatever the
door, the state or the flow, words are heard (`services/listening.py`) before anything acts on
them.
"""

from collections.abc import Callable
from dataclasses import replace

from domain.events import (
    AddressMet,
    AddressReachable,
    Event,
    MessageQueued,
    PromptsWithdrawn,
)
from domain.ids import TextId
from domain.join_codes import read_code
from domain.messages import Inbound, InboundKind
from domain.people import Standing
from domain.verdicts import Level
from services.books import open_book
from services.chats import Chat
from services.checkins import is_waiting, place, put_aside, takes_part, typed
from services.commands import COMMANDS, choose_language, language_named, parse_command
from services.enrolling import choose_first, start, stop
from services.listening import Heard, Words, hear, is_kept
from services.support import support
from services.taps import tap
from services.world import Decision, World, button, say


def decide(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """Everything that comes of one thing received."""
    world = replace(world, written_at=inbound.at)
    met = _meet(chat, world, inbound)
    match inbound.kind:
        case InboundKind.TEXT:
            decided = _text(met.chat, world, inbound.text)
        case InboundKind.TAP:
            decided = tap(met.chat, world, inbound)
        case InboundKind.EDIT:
            decided = _edit(met.chat, world, inbound)
        case InboundKind.MEDIA:
            decided = _media(met.chat, world, inbound)
        case InboundKind.UNREADABLE:
            words = Words(body=inbound.text, place="unreadable", readable=False)
            decided = _aside(met.chat, world, words, "chat.trouble")
        case InboundKind.BLOCKED:
            decided = _blocked(met.chat, world)
        case InboundKind.UNBLOCKED:
            decided = _reachable(met.chat)
    return met.then(decided)


def _meet(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """A chat that is new is written down; one that was lost is found again as it writes."""
    if chat.known:
        heard_again = not chat.reachable and inbound.kind is not InboundKind.BLOCKED
        return _reachable(chat) if heard_again else Decision(chat)
    met = AddressMet(
        address_id=chat.address_id, channel=chat.channel, address=chat.address, at=world.now
    )
    return Decision(replace(chat, known=True), (met,))


def _reachable(chat: Chat) -> Decision:
    found = AddressReachable(address_id=chat.address_id, reachable=True)
    return Decision(replace(chat, reachable=True), (found,))


def _blocked(chat: Chat, world: World) -> Decision:
    """A learner who blocks the bot has stopped; staff who block it cannot be paged."""
    events: list[Event] = [AddressReachable(address_id=chat.address_id, reachable=False)]
    after = replace(chat, reachable=False)
    if chat.contact is None or not takes_part(chat):
        return Decision(after, tuple(events))
    stopped = stop(chat, world)
    kept = [event for event in stopped.events if not _is_message(event)]
    return Decision(replace(stopped.chat, reachable=False), (*events, *kept))


def _is_message(event: Event) -> bool:
    return isinstance(event, MessageQueued)


# --- words ------------------------------------------------------------------------------------


def _text(chat: Chat, world: World, text: str) -> Decision:
    command = parse_command(text)
    if command is not None and command[0]:
        return _command(chat, world, *command)
    language = language_named(text)
    if language and chat.contact is not None:
        return choose_language(chat, world, language)
    return _words(chat, world, text, unknown_command=command is not None)


def _command(chat: Chat, world: World, name: str, rest: str) -> Decision:
    """A command, and whatever was written behind it, which is heard like any other words."""
    if not rest:
        return start(chat, world, "") if name == "start" else COMMANDS[name](chat, world)
    with_code = _WITH_CODE.get(name)
    if with_code is not None and _is_known(world, name, rest):
        return with_code(chat, world, rest)  # whatever its letters happen to spell
    heard = hear(chat, world, Words(body=rest, place="chat"))
    if heard.worrying:
        comfort = _comfort(heard, world)
        return comfort.then(stop(comfort.chat, world)) if name == "stop" else comfort
    said = Decision(heard.chat, heard.events)
    if with_code is not None:  # a wrong code
        return said.then(with_code(heard.chat, world, rest))
    return said.then(COMMANDS[name](heard.chat, world))


_WITH_CODE: dict[str, Callable[[Chat, World, str], Decision]] = {
    "start": start,
    "book": open_book,
}
"""The commands behind which a code is given."""


def _is_known(world: World, name: str, given: str) -> bool:
    code = read_code(given)
    return code in world.codes if name == "start" else world.book_opened_by(code) is not None


def _words(chat: Chat, world: World, text: str, *, unknown_command: bool) -> Decision:
    if chat.contact is None and read_code(text) in world.codes:
        return start(chat, world, text)  # whatever its letters happen to spell
    if _may_open_books(chat) and _is_known(world, "book", text):
        return open_book(chat, world, text)
    where = place(chat) if is_waiting(chat, world) else "chat"
    heard = hear(chat, world, Words(body=text, place=where))
    if heard.worrying:
        return _comfort(heard, world, answer=heard.text_id)
    said = Decision(heard.chat, heard.events)
    if unknown_command:
        return said.then(say(heard.chat, world, "chat.unknown_command"))
    return said.then(_answer_words(heard, world, text))


def _comfort(heard: Heard, world: World, answer: TextId | None = None) -> Decision:
    """The supportive answer to words just heard; what is open or on its way is put aside."""
    # The notice alone still comes: it tells the truth, and its buttons are the way on.
    reading = heard.chat.stands(Standing.READING)
    unsaid = () if reading else (PromptsWithdrawn(address_id=heard.chat.address_id),)
    said = Decision(heard.chat, (*heard.events, *unsaid))
    answered = said.then(support(heard.chat, world, heard.verdict))
    aside = answered.then(put_aside(answered.chat, world, answer))
    return aside if reading else Decision(replace(aside.chat, unasked=False), aside.events)


def _answer_words(heard: Heard, world: World, text: str) -> Decision:
    chat = heard.chat
    if chat.contact is None:
        return _stranger(chat, world, text)
    if chat.stands(Standing.READING):
        return choose_first(chat, world)
    if chat.stands(Standing.STOPPED):
        return say(chat, world, "stop.already")
    if is_waiting(chat, world):
        return typed(chat, world, text, heard.text_id)
    if _may_open_books(chat) and read_code(text) is not None:
        return open_book(chat, world, text)  # a wrong code, which counts as one tried
    if not takes_part(chat):
        return say(chat, world, "staff.words_kept" if is_kept(chat) else "staff.words")
    talk = button(chat, "talk.button", "c:talk")
    # Somebody is to read these words, so nothing cheerful is asked meanwhile.
    key = "chat.kept" if chat.case is None else "chat.kept_with_case"
    return say(chat, world, key, talk)


def _may_open_books(chat: Chat) -> bool:
    """Whether codes of learners' books are for whoever writes here: an adult who has joined."""
    return chat.contact is not None and chat.contact.is_adult and chat.stands(Standing.JOINED)


def _stranger(chat: Chat, world: World, text: str) -> Decision:
    """Somebody unknown may simply have typed their code."""
    if read_code(text) is not None:
        return start(chat, world, text)
    return say(chat, world, "enrol.need_code")


def _media(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """What the bot cannot hear or see: said at once, and a person is asked to look.

    A sticker stands for its emoji, which is screened like any other text.
    """
    if inbound.data == "sticker":
        return _aside(chat, world, Words(body=inbound.text, place="sticker"), "chat.sticker")
    words = Words(body=inbound.text, place=inbound.data or "media", readable=False)
    return _aside(chat, world, words, "chat.media_talk" if takes_part(chat) else "chat.media")


def _edit(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """The new words of an earlier text; nothing is said to be kept of those whose are not."""
    words = Words(body=inbound.text, place="edit")
    if chat.contact is None:
        return _aside(chat, world, words, "enrol.need_code")
    kept = is_kept(chat) or chat.case is not None
    return _aside(chat, world, words, "chat.edit_noted" if kept else "staff.words")


def _aside(chat: Chat, world: World, words: Words, key: str) -> Decision:
    """Words that answer no question, and a word back."""
    heard = hear(chat, world, words)
    if heard.verdict.hits or heard.verdict.level > Level.WATCH:
        return _comfort(heard, world)
    buttons = (button(chat, "talk.button", "c:talk"),) if takes_part(chat) else ()
    said = Decision(heard.chat, heard.events)
    return said.then(say(heard.chat, world, key, *buttons))
