"""The supportive answer to worrying words: at once, calm, always the same, with where to turn.

It asks nothing, promises nothing, and is one tap away in the other language. Where somebody who
does harm may see the phone, a quiet word stands in its place and the rest is behind a button.
"""

from domain.messages import Button, Keyboard, Lane
from domain.people import Band, Language
from domain.verdicts import Level, Verdict
from escalation.signposts import SIGNPOSTS, is_quiet
from flows.calendar import is_read_now, next_reading
from locales.reader import Voice, both, voice
from services.chats import Chat
from services.world import Decision, World, message

SUPPORT = "s"
"""First part of what its buttons carry: `s:<level>:<language>`."""


def support(chat: Chat, world: World, verdict: Verdict) -> Decision:
    """Answer worrying words."""
    quiet = is_quiet(verdict.categories)
    text, buttons = _text(chat, world, verdict.level, chat.voice, quiet=quiet)
    return Decision(chat, (message(chat, world, text, buttons, lane=Lane.SAFEGUARDING),))


def support_again(chat: Chat, world: World, level: Level, language: Language) -> Decision:
    """The whole answer, asked for by button, in the language of the button."""
    band = chat.contact.band if chat.contact else None
    text, buttons = _text(chat, world, level, voice(language, band), quiet=False)
    return Decision(chat, (message(chat, world, text, buttons, lane=Lane.SAFEGUARDING),))


def parse_support(data: str) -> tuple[Level, Language] | None:
    """Level and language of one of its buttons, or None if it is none."""
    parts = data.split(":")
    levels = {level.word: level for level in Level if level is not Level.NONE}
    if len(parts) != 3 or parts[0] != SUPPORT or parts[1] not in levels:
        return None
    return (levels[parts[1]], Language(parts[2])) if parts[2] in set(Language) else None


def closed(speak: Voice, world: World) -> tuple[str, ...]:
    """Out of hours, that nobody may be reading, and until when."""
    if is_read_now(world.now):
        return ()
    opens = speak.moment(next_reading(world.now))
    return (speak.say("support.closed", next_open=opens),)


def _text(
    chat: Chat, world: World, level: Level, speak: Voice, *, quiet: bool
) -> tuple[str, Keyboard]:
    if quiet:
        more = Button(label=speak.say("support.quiet_more"), data=_again(level, speak.language))
        return speak.say("support.quiet"), ((more,),)
    if chat.contact is None:
        return both(f"support.{level.word}"), ()
    other = Button(label=speak.say("language.offer"), data=_again(level, speak.language.other))
    lines = [speak.say(key) for key in SIGNPOSTS[speak.band or Band.AGES_15_18]]
    parts = [speak.say(f"support.{level.word}"), *closed(speak, world), "\n".join(lines)]
    return "\n\n".join(part for part in parts if part), ((other,),)


def _again(level: Level, language: Language) -> str:
    return f"{SUPPORT}:{level.word}:{language.value}"
