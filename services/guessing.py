"""Codes that open nothing: a chat that keeps guessing has to wait, longer and longer.

One count for every kind of code that is typed into a chat.
"""

from dataclasses import replace
from datetime import timedelta
from math import ceil

from domain.events import CodeMissed
from services.chats import Chat
from services.world import Decision, World, reply, say

FREE_MISSES = 4
"""Wrong codes in a row that a chat may send before it has to wait."""

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=12)
"""How long it waits after the next one, doubled with each further one up to the longest."""


def must_wait(chat: Chat, world: World) -> bool:
    """Whether this chat has guessed too often to try another code now."""
    return chat.locked_until is not None and chat.locked_until > world.now


def wait(chat: Chat, world: World) -> Decision:
    """Say how long it has to wait."""
    left = (chat.locked_until or world.now) - world.now
    minutes = max(1, ceil(left.total_seconds() / 60))
    return say(chat, world, "enrol.code_slow", minutes=minutes)


def missed(chat: Chat, world: World, key: str) -> Decision:
    """Count a code that opens nothing, and say the text under this key, or that it has to wait."""
    misses = chat.misses + 1
    pause = min(FIRST_WAIT * 2 ** min(misses - FREE_MISSES - 1, 20), LONGEST_WAIT)
    locked_until = world.now + pause if misses > FREE_MISSES else None
    counted = CodeMissed(address_id=chat.address_id, misses=misses, locked_until=locked_until)
    after = replace(chat, misses=misses, locked_until=locked_until)
    if locked_until is not None:
        return Decision(after, (counted,)).then(wait(after, world))
    return reply(after, world, after.voices.say(key), (), counted)
