"""The supportive answer to worrying words: at once, calm, always the same, with where to turn.

It asks nothing, promises nothing, and is one tap away in the other language. Where somebody who
does harm may see the phone, a quiet word stands in its place and the rest is behind a button.
"""

from domain.messages import Button, Keyboard, Lane
from domain.people import Language
from domain.verdicts import Level, Verdict
from escalation.signposts import SIGNPOSTS, is_quiet
from locales.reader import Voice, voice
from services.chats import Chat
from services.world import Decision, World, message

SUPPORT = "s"
"""First part of what its buttons carry: `s:<level>:<language>`."""


def support(chat: Chat, world: World, verdict: Verdict) -> Decision:
    """Answer worrying words."""
    if is_quiet(verdict.categories):
        return _told(chat, world, chat.voices.say("support.quiet"), (_more(chat, verdict.level),))
    text = chat.voices.tell(lambda speak: _whole(chat, world, verdict.level, speak))
    other = () if chat.language is None else (_other(verdict.level, chat.voices[0]),)
    return _told(chat, world, text, (other,))


def support_again(chat: Chat, world: World, level: Level, language: Language) -> Decision:
    """The whole answer, asked for by button, in the language of the button."""
    band = chat.contact.band if chat.contact else None
    speak = voice(language, band)
    text = _whole(chat, world, level, speak)
    return _told(chat, world, text, ((_other(level, speak),),))


def parse_support(data: str) -> tuple[Level, Language] | None:
    """Level and language of one of its buttons, or None if it is none."""
    parts = data.split(":")
    levels = {level.word: level for level in Level if level is not Level.NONE}
    if len(parts) != 3 or parts[0] != SUPPORT or parts[1] not in levels:
        return None
    return (levels[parts[1]], Language(parts[2])) if parts[2] in set(Language) else None


def closed(speak: Voice, world: World) -> tuple[str, ...]:
    """Out of hours, that nobody may be reading, and until when."""
    hours = world.settings.hours
    if hours.is_read_now(world.now):
        return ()
    opens = speak.moment(hours.next_reading(world.now))
    return (speak.say("support.closed", next_open=opens),)


def _told(chat: Chat, world: World, text: str, buttons: Keyboard) -> Decision:
    return Decision(chat, (message(chat, world, text, buttons, lane=Lane.SAFEGUARDING),))


def _whole(chat: Chat, world: World, level: Level, speak: Voice) -> str:
    """The answer, whether anybody reads it now, and where to turn at that age, if it is known."""
    lines = [speak.say(key) for key in SIGNPOSTS[chat.contact.band]] if chat.contact else []
    parts = [speak.say(f"support.{level.word}"), *closed(speak, world), "\n".join(lines)]
    return "\n\n".join(part for part in parts if part)


def _more(chat: Chat, level: Level) -> tuple[Button, ...]:
    return tuple(
        Button(label=speak.say("support.quiet_more"), data=_again(level, speak.language))
        for speak in chat.voices
    )


def _other(level: Level, speak: Voice) -> Button:
    return Button(label=speak.say("language.offer"), data=_again(level, speak.language.other))


def _again(level: Level, language: Language) -> str:
    return f"{SUPPORT}:{level.word}:{language.value}"
