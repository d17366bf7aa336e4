"""What waits for the bot, and for how long.

An update stays until the bot asks for a higher offset (or its webhook says 200), or until it is
too old: a message after a day, a tap after two and a half minutes.
"""

import asyncio
import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from simulator.clock import Clock

Json = dict[str, Any]

MESSAGE_LIFE = 24 * 3600
TAP_LIFE = 150
MOST_WAITING = 100_000
REMEMBERED = 10_000
"""Updates kept after they were confirmed, so that they can be delivered again on demand."""

ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
TAP = "callback_query"


@dataclass(frozen=True, slots=True)
class Update:
    """One update as Telegram sends it, and when it ceases to wait."""

    body: Json
    kind: str
    person: int
    expires: float

    @property
    def id(self) -> int:
        """The update id."""
        return int(self.body["update_id"])

    @property
    def line(self) -> tuple[str, int]:
        """Which updates wait for one another: taps by who tapped, the rest by chat."""
        return ("tap" if self.kind == TAP else "chat", self.person)


@dataclass(slots=True)
class Queue:
    """The updates of one bot."""

    clock: Clock
    next_id: int
    allowed: tuple[str, ...] = ()
    waiting: "OrderedDict[int, Update]" = field(default_factory=OrderedDict)
    past: "OrderedDict[int, Update]" = field(default_factory=OrderedDict)
    again: list[Update] = field(default_factory=list)
    soonest: float = math.inf  # nothing that waits runs out before this
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def wants(self, kind: str) -> bool:
        """Whether the bot has asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def put(self, kind: str, person: int, body: Json) -> int | None:
        """Let one update wait. None if the bot does not want its kind."""
        if not self.wants(kind):
            return None
        life = TAP_LIFE if kind == TAP else MESSAGE_LIFE
        expires = self.clock.now() + life
        update = Update({"update_id": self.next_id, kind: body}, kind, person, expires)
        self.next_id += 1
        self.restore(update)
        self.nudge()
        return update.id

    def restore(self, update: Update) -> None:
        """Let an update wait that has its id and its time already."""
        self.soonest = min(self.soonest, update.expires)
        self._keep(self.waiting, update, MOST_WAITING)
        self._keep(self.past, update, REMEMBERED)

    @staticmethod
    def _keep(shelf: "OrderedDict[int, Update]", update: Update, most: int) -> None:
        shelf[update.id] = update
        if len(shelf) > most:
            shelf.popitem(last=False)

    def nudge(self) -> None:
        """Wake whoever waits for updates."""
        arrived, self.arrived = self.arrived, asyncio.Event()
        arrived.set()

    def put_again(self, update_id: int) -> Update | None:
        """Deliver an update once more, whatever has been confirmed; None if it is forgotten."""
        update = self.past.get(update_id)
        if update is not None:
            self.again.append(update)
            self.nudge()
        return update

    def confirm(self, offset: int) -> bool:
        """Forget what the bot has: all below `offset`; if that is negative, all but the newest.

        Whether there was anything to forget.
        """
        before = len(self.waiting)
        if offset < 0:
            for update_id in tuple(islice(self.waiting, max(before + offset, 0))):
                del self.waiting[update_id]
        while offset > 0 and self.waiting and next(iter(self.waiting)) < offset:
            self.waiting.popitem(last=False)
        return len(self.waiting) < before

    def take(self, update_id: int) -> None:
        """Forget one update that was delivered."""
        self.waiting.pop(update_id, None)

    def fetch(self, limit: int) -> list[Json]:
        """The oldest updates that still wait, after those to be delivered again."""
        repeated, self.again = self.again[:limit], self.again[limit:]
        fresh = islice(self.alive(), limit - len(repeated))
        return [update.body for update in (*repeated, *fresh)]

    def alive(self) -> Iterator[Update]:
        """The waiting updates in order; those that are too old are thrown away first."""
        now = self.clock.now()
        if now >= self.soonest:
            for update in tuple(self.waiting.values()):
                if update.expires <= now:
                    del self.waiting[update.id]
            self.soonest = min((u.expires for u in self.waiting.values()), default=math.inf)
        return iter(self.waiting.values())

    def clear(self) -> None:
        """Drop all that waits."""
        self.waiting.clear()
        self.again.clear()
