"""What is said to one thing received: words first, then commands, buttons and the flow.

`decide` is pure: the chat, the world and what was received go in, events come out. Whatever the
door, the state or the flow, words are heard (`services/listening.py`) before anything acts on
them.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from domain.events import (
    AddressMet,
    AddressReachable,
    Event,
    LanguageChosen,
    MessageQueued,
    PromptsWithdrawn,
)
from domain.ids import CaseId, TextId
from domain.join_codes import read_code
from domain.messages import Button, Inbound, InboundKind
from domain.people import Language, Role, Standing
from domain.verdicts import Level
from flows.engine import parse_button
from locales.reader import both, voice
from services.chats import Chat
from services.checkins import check_in, is_waiting, place, put_aside, takes_part, tapped, typed
from services.enrolling import agree, leave, notice, start, stop
from services.listening import TAKE, Heard, Words, ask_to_talk, hear, is_kept, take_back_talk
from services.staffroom import list_cases, show_results, take_case
from services.support import parse_support, support, support_again
from services.world import Decision, World, button, message, reply, say, toast

_COMMAND = re.compile(r"^/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$", re.DOTALL)

_ALIASES = {
    "start": "start",
    "cychwyn": "start",
    "stop": "stop",
    "stopio": "stop",
    "help": "help",
    "cymorth": "help",
    "language": "language",
    "iaith": "language",
    "privacy": "privacy",
    "preifatrwydd": "privacy",
    "checkin": "checkin",
    "hwyliau": "checkin",
    "talk": "talk",
    "siarad": "talk",
    "results": "results",
    "canlyniadau": "results",
    "cases": "cases",
    "achosion": "cases",
}
"""Every command, by its English and its Welsh name."""

_LANGUAGE_WORDS = {
    "cymraeg": Language.CY,
    "welsh": Language.CY,
    "english": Language.EN,
    "saesneg": Language.EN,
}


def decide(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """Everything that comes of one thing received."""
    met = _meet(chat, world, inbound)
    match inbound.kind:
        case InboundKind.TEXT:
            decided = _text(met.chat, world, inbound.text)
        case InboundKind.TAP:
            decided = _tap(met.chat, world, inbound)
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


def command_in(text: str) -> str | None:
    """The command that a text gives, by its English name; None if it gives none we know."""
    command = _COMMAND.match(text.strip())
    return _ALIASES.get(command[1].casefold()) if command else None


def _text(chat: Chat, world: World, text: str) -> Decision:
    command = _COMMAND.match(text.strip())
    name = command_in(text)
    if command is None or name is None:
        wanted = _LANGUAGE_WORDS.get(text.strip().casefold())
        if wanted is not None and chat.contact is not None:
            return choose_language(chat, world, wanted)
        return _words(chat, world, text, unknown_command=command is not None)
    return _command(chat, world, name, command[2] or "")


def _command(chat: Chat, world: World, name: str, rest: str) -> Decision:
    """A command, and whatever was written behind it, which is heard like any other words."""
    if not rest:
        return start(chat, world, "") if name == "start" else _COMMANDS[name](chat, world)
    if name == "start" and read_code(rest) in world.codes:
        return start(chat, world, rest)
    heard = hear(chat, world, Words(body=rest, place="chat"))
    if heard.worrying:
        return _comfort(heard, world)
    said = Decision(heard.chat, heard.events)
    if name == "start":  # a wrong code
        return said.then(start(heard.chat, world, rest))
    return said.then(_COMMANDS[name](heard.chat, world))


def _words(chat: Chat, world: World, text: str, *, unknown_command: bool) -> Decision:
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
    unsaid = PromptsWithdrawn(address_id=heard.chat.address_id)
    said = Decision(heard.chat, (*heard.events, unsaid))
    answered = said.then(support(heard.chat, world, heard.verdict))
    return answered.then(put_aside(answered.chat, world, answer))


def _answer_words(heard: Heard, world: World, text: str) -> Decision:
    chat = heard.chat
    if chat.contact is None:
        return _stranger(chat, world, text)
    if chat.stands(Standing.READING):
        return say(chat, world, "enrol.please_choose")
    if chat.stands(Standing.STOPPED):
        return say(chat, world, "stop.already")
    if is_waiting(chat, world):
        return typed(chat, world, text, heard.text_id)
    if not takes_part(chat):
        return say(chat, world, "staff.words")
    talk = button(chat, "talk.button", "c:talk")
    return say(chat, world, "chat.kept", talk)


def _stranger(chat: Chat, world: World, text: str) -> Decision:
    """Somebody unknown may simply have typed their code."""
    if read_code(text) is not None:
        return start(chat, world, text)
    return reply(chat, world, both("enrol.need_code"))


def _media(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """What the bot cannot hear or see: said at once, and a person is asked to look.

    A sticker stands for its emoji, which is screened like any other text.
    """
    readable = inbound.data == "sticker"
    words = Words(body=inbound.text, place=inbound.data or "media", readable=readable)
    return _aside(chat, world, words, "chat.media")


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


# --- commands ---------------------------------------------------------------------------------


def choose_language(chat: Chat, world: World, language: Language) -> Decision:
    """Speak this language from now on, and ask whatever is open again in it."""
    if chat.contact is None:
        return reply(chat, world, both("enrol.need_code"))
    contact = replace(chat.contact, language=language)
    after = replace(chat, contact=contact)
    chosen = LanguageChosen(contact_id=contact.id, language=language)
    if after.stands(Standing.READING):
        return Decision(after, (chosen,)).then(notice(after, world))
    set_to = reply(after, world, after.voice.say("language.set"), (), chosen)
    if not is_waiting(after, world):
        return set_to
    return set_to.then(check_in(after, world))


def _ask_language(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return reply(chat, world, both("enrol.need_code"))
    row = tuple(
        Button(
            label=voice(language).say(f"language.{name}"),
            data=f"c:lang:{language.value}",
        )
        for language, name in ((Language.CY, "cymraeg"), (Language.EN, "english"))
    )
    return reply(chat, world, both("language.ask"), (row,))


def _help(chat: Chat, world: World) -> Decision:
    contact = chat.contact
    if contact is None:
        return reply(chat, world, both("enrol.need_code"))
    other = Button(
        label=chat.voice.say("language.offer"),
        data=f"c:lang:{chat.voice.language.other.value}",
    )
    parts: list[str] = []
    if contact.is_learner:
        parts.append(chat.voice.say("help.learner"))
    if Role.COUNCIL in contact.roles:
        parts.append(chat.voice.say("help.council"))
    if contact.roles - {Role.LEARNER, Role.COUNCIL}:
        parts.append(chat.voice.say("help.staff"))
    talk = (button(chat, "talk.button", "c:talk"),) if contact.is_learner else ()
    return reply(chat, world, "\n\n".join(parts), ((*talk, other),))


def _privacy(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return reply(chat, world, both("enrol.need_code"))
    return say(chat, world, "privacy.learner" if chat.contact.is_learner else "privacy.staff")


def _talk(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return reply(chat, world, both("enrol.need_code"))
    return ask_to_talk(chat, world)


_COMMANDS: dict[str, Callable[[Chat, World], Decision]] = {
    "stop": stop,
    "help": _help,
    "language": _ask_language,
    "privacy": _privacy,
    "checkin": check_in,
    "talk": _talk,
    "results": show_results,
    "cases": list_cases,
}


# --- buttons ----------------------------------------------------------------------------------


def _tap(chat: Chat, world: World, inbound: Inbound) -> Decision:
    data, tap_id = inbound.data, inbound.tap_id
    if (question := parse_button(data)) is not None:
        return tapped(chat, world, *question, tap_id)
    if (again := parse_support(data)) is not None:
        return _signed(tap_id, support_again(chat, world, *again))
    kind, _, what = data.partition(":")
    if kind == TAKE:
        return take_case(chat, world, CaseId(what), tap_id)
    action = _BUTTONS.get(what) if kind == "c" else None
    if action is None:
        return Decision(chat, (toast(tap_id, chat.words("chat.not_yours")),))
    return _signed(tap_id, action(chat, world))


def _signed(tap_id: str, decision: Decision) -> Decision:
    """A decision with its sign of life for the tap."""
    return Decision(decision.chat, (toast(tap_id), *decision.events))


def _take_back(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return Decision(chat, (message(chat, world, both("enrol.need_code")),))
    return take_back_talk(chat, world)


_BUTTONS: dict[str, Callable[[Chat, World], Decision]] = {
    "agree": agree,
    "leave": leave,
    "talk": _talk,
    "mistake": _take_back,
    "lang:cy": lambda chat, world: choose_language(chat, world, Language.CY),
    "lang:en": lambda chat, world: choose_language(chat, world, Language.EN),
}
