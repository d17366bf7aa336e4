"""Telegram's pace: what it lets a bot send, and how long it tells it to wait.

The true limits are not published. These are the guide values: thirty messages a second over all
chats, one a second in a chat with a short burst, twenty a minute in a group.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from simulator.errors import too_many

OVERALL_PER_SECOND = 30
CHAT_BURST = 3
GROUP_PER_MINUTE = 20
MINUTE = 60.0


@dataclass(slots=True)
class Bucket:
    """A store of permissions that fills up again with time."""

    size: float
    per_second: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 if it is now."""
        passed = max(now - self.at, 0.0)
        self.level = min(self.size, self.level + passed * self.per_second)
        self.at = now
        return max(0.0, (1.0 - self.level) / self.per_second)

    def take(self) -> None:
        """Use one."""
        self.level -= 1.0


@dataclass(slots=True)
class Limits:
    """The limits of one bot. Off, they let everything pass."""

    on: bool
    overall: Bucket | None = None
    chats: dict[int, Bucket] = field(default_factory=dict)
    groups: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, now: float) -> None:
        """Let one message to a chat pass, or refuse with the seconds to wait."""
        if not self.on:
            return
        overall = self.overall = self.overall or _bucket(OVERALL_PER_SECOND, now, per_second=30)
        chat = self.chats.setdefault(chat_id, _bucket(CHAT_BURST, now, per_second=1))
        wait = max(overall.wait(now), chat.wait(now), self._group_wait(chat_id, now))
        if wait > 0:
            raise too_many(math.ceil(wait))
        overall.take()
        chat.take()
        if chat_id < 0:
            self.groups[chat_id].append(now)

    def _group_wait(self, chat_id: int, now: float) -> float:
        if chat_id >= 0:
            return 0.0
        sent = self.groups.setdefault(chat_id, deque())
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        return sent[0] + MINUTE - now if len(sent) >= GROUP_PER_MINUTE else 0.0

    def forget(self) -> None:
        """Start with full stores."""
        self.overall = None
        self.chats.clear()
        self.groups.clear()


def _bucket(size: int, now: float, per_second: int) -> Bucket:
    return Bucket(float(size), float(per_second), float(size), now)
