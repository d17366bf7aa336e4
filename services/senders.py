"""What speaks to a channel, as the dispatcher sees it, and the three ways in which it can fail."""

from datetime import timedelta
from typing import Protocol

from domain.messages import Outbound


class Undeliverable(Exception):
    """The chat cannot be reached any more: blocked, deleted, or never begun."""


class TryLater(Exception):
    """The channel could not take the message now; `after` says when it may, if the channel did."""

    def __init__(self, after: timedelta | None = None) -> None:
        super().__init__(after)
        self.after = after


class Refused(Exception):
    """The channel will never take this message as it is: a fault of ours."""


class Sender(Protocol):
    """One channel's way out."""

    async def send(self, address: str, message: Outbound, enclosed: bytes | None) -> None:
        """Deliver a message, with a picture above its text, or a file, if there is one."""

    async def answer_tap(self, tap_id: str, text: str) -> None:
        """Give a tap its sign of life. A tap too old for one is no failure."""
