"""What a simulator is started with."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from simulator.errors import NotPossible

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way onwards from the phones page, named in both languages."""

    cy: str
    en: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One bot, its token, and how the world around it behaves.

    `start` sets the clock (it runs on from there; real time where it is None). `state` is the file
    that keeps the phones between two runs. `hosts` are the names under which the page may be
    asked for; empty means any.
    """

    token: str
    username: str = "gwrando_sim_bot"
    name: str = "Gwrando"
    seed: int = 1
    limits: bool = True
    start: datetime | None = None
    state: Path | None = None
    links: tuple[Link, ...] = field(default=())
    hosts: tuple[str, ...] = LOOPBACK_NAMES

    @property
    def bot_id(self) -> int:
        """The number before the colon of a token; one of our own if there is none."""
        number, colon, _ = self.token.partition(":")
        return int(number) if colon and number.isdecimal() else 7_000_000_001


def names_for(host: str) -> tuple[str, ...]:
    """The names under which a simulator that listens there may be called; empty means any."""
    return LOOPBACK_NAMES if host in ("127.0.0.1", "localhost", "::1") else ()


def link_from(text: str) -> Link:
    """Read `LABEL_CY|LABEL_EN|URL`, as the command line gives it."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3 or not all(parts):
        raise NotPossible(f"a link is LABEL_CY|LABEL_EN|URL, not {text!r}")
    cy, en, url = parts
    if not url.startswith(("http://", "https://", "/")):
        raise NotPossible(f"a link leads to an http(s) address or a path, not {url!r}")
    return Link(cy=cy, en=en, url=url)
