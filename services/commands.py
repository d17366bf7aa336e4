"""Commands: what each does, in Welsh and in English, at any time and in any state."""

import re
from collections.abc import Callable
from dataclasses import replace

from domain.events import LanguageChosen
from domain.people import Contact, Language, Role, Standing
from locales.reader import Voice, both
from services.books import show_book
from services.chats import Chat
from services.checkins import check_in, is_waiting, offer
from services.desk_door import send_link
from services.enrolling import choose_first, notice, stop
from services.kind_notes import list_notes
from services.listening import ask_to_talk
from services.own_view import ask_to_forget, send_data, show_me
from services.reading import list_unread
from services.signs import list_signs
from services.staffroom import list_cases, show_results
from services.world import (
    Decision,
    World,
    button,
    language_button,
    language_offers,
    reply,
    say,
)

_COMMAND = re.compile(
    r"^/([A-Za-z0-9_]{1,32})(?:@\w*bot)?(?:\s+(.*))?$", re.DOTALL | re.IGNORECASE
)

ALIASES = {
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
    "more": "more",
    "mwy": "more",
    "talk": "talk",
    "siarad": "talk",
    "me": "me",
    "fi": "me",
    "mydata": "mydata",
    "fymanylion": "mydata",
    "forget": "forget",
    "anghofio": "forget",
    "book": "book",
    "llyfr": "book",
    "results": "results",
    "canlyniadau": "results",
    "desk": "desk",
    "desg": "desk",
    "cases": "cases",
    "achosion": "cases",
    "notes": "notes",
    "nodiadau": "notes",
    "read": "read",
    "darllen": "read",
    "signs": "signs",
    "arwyddion": "signs",
}
"""Every command, by its English and its Welsh name."""

_LANGUAGE_NAMES = {
    **dict.fromkeys(("cymraeg", "gymraeg", "chymraeg", "welsh"), Language.CY),
    **dict.fromkeys(("saesneg", "english"), Language.EN),
}

_LANGUAGE_NAMED = re.compile(
    r"(?:(?:please|plis|can we|can you|could we|could you|i want|i would like|i d like|hoffwn i"
    r"|dw i eisiau|dwi eisiau|dwi isio|dwi moyn|ga i|gawn ni) )?"
    r"(?:(?:speak|talk|use|write|siarad|siarada|siaradwch|defnyddia|defnyddiwch) )?"
    r"(?:(?:in|to|yn|yn y|i r) )?"
    rf"({'|'.join(_LANGUAGE_NAMES)})"
    r"(?: (?:please|pls|plz|plis|plîs|thanks|thank you|diolch|os gweli di n dda"
    r"|os gwelwch yn dda))?"
)
"""What somebody writes who wants to be spoken to in a language, at any question."""

_WORD = re.compile(r"[^\W\d_]+")


def parse_command(text: str) -> tuple[str, str] | None:
    """The command that a text gives, by its English name, and what is written behind it.

    The name is empty where it looks like a command and is none of ours; None where it is no
    command at all.
    """
    found = _COMMAND.match(text.strip())
    if found is None:
        return None
    return ALIASES.get(found[1].casefold(), ""), found[2] or ""


def language_named(text: str) -> Language | None:
    """The language that a text asks for and nothing else, or None. Only letters count."""
    found = _LANGUAGE_NAMED.fullmatch(" ".join(_WORD.findall(text.casefold())))
    return _LANGUAGE_NAMES[found[1]] if found else None


def choose_language(chat: Chat, world: World, language: Language) -> Decision:
    """Speak this language from now on, and ask whatever is open again in it."""
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    contact = replace(chat.contact, language=language)
    after = replace(chat, contact=contact)
    chosen = LanguageChosen(contact_id=contact.id, language=language)
    if after.stands(Standing.READING):
        return Decision(after, (chosen,)).then(notice(after, world))
    set_to = reply(after, world, after.voices.say("language.set"), (), chosen)
    if not is_waiting(after, world):
        return set_to
    return set_to.then(check_in(after, world))


def _ask_language(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    row = tuple(language_button(each) for each in Language)
    return reply(chat, world, both("language.ask"), (row,))


def _help(chat: Chat, world: World) -> Decision:
    contact = chat.contact
    if contact is None:
        return say(chat, world, "enrol.need_code")
    text = chat.voices.tell(lambda speak: _help_text(speak, contact))
    talk = (button(chat, "talk.button", "c:talk"),) if contact.is_learner else ()
    return reply(chat, world, text, (talk, language_offers(chat)))


def _help_text(speak: Voice, contact: Contact) -> str:
    parts: list[str] = []
    if contact.is_learner:
        parts.append(speak.say("help.learner"))
    if Role.COUNCIL in contact.roles:
        parts.append(speak.say("help.council"))
    if contact.is_adult:
        parts.append(speak.say("help.staff"))
    return "\n\n".join(parts)


def _privacy(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    return say(chat, world, "privacy.learner" if chat.contact.is_learner else "privacy.staff")


def talk(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    return ask_to_talk(chat, world)


def _once_agreed(decide: Callable[[Chat, World], Decision]) -> Callable[[Chat, World], Decision]:
    """A command for whoever has agreed to the notice; before, yes or no comes first."""

    def decided(chat: Chat, world: World) -> Decision:
        reading = chat.stands(Standing.READING)
        return choose_first(chat, world) if reading else decide(chat, world)

    return decided


COMMANDS: dict[str, Callable[[Chat, World], Decision]] = {
    "stop": stop,
    "help": _help,
    "language": _ask_language,
    "privacy": _privacy,
    "checkin": _once_agreed(check_in),
    "more": _once_agreed(offer),
    "talk": talk,
    "me": _once_agreed(show_me),
    "mydata": send_data,
    "forget": ask_to_forget,
    "book": _once_agreed(show_book),
    "results": show_results,
    "desk": send_link,
    "cases": list_cases,
    "notes": list_notes,
    "read": list_unread,
    "signs": list_signs,
}
