"""What every use case is handed: the database, the core's data, the clock and chance."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.ids import ALPHABET, ID_LENGTH, Chance
from domain.messages import Channel
from escalation.screening import Screener
from flows.definition import Packs
from services.bell import Bell
from services.pulse import Pulse
from storage.database import Database


def draw(length: int) -> str:
    """That many characters of the id alphabet, from the operating system's chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """Wired once, in `bot/bootstrap.py`. `bell` rings whenever a commit queued a message.

    `faulty_packs` are those whose folder holds what learners must not meet. `web_url` is where
    people reach the pages, without a slash at its end. In a demo, where everybody is invented, the
    pages show the codes that an app would. `channels` are those by which anything can leave.
    """

    database: Database
    screener: Screener
    packs: Packs
    faulty_packs: tuple[str, ...] = ()
    web_url: str = ""
    is_demo: bool = False
    channels: frozenset[Channel] = frozenset(Channel)
    now: Callable[[], datetime] = utc_now
    chance: Chance = draw
    bell: Bell = field(default_factory=Bell)
    pulse: Pulse = field(default_factory=Pulse)

    def new_id(self) -> str:
        """A random id."""
        return self.chance(ID_LENGTH)
