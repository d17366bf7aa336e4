"""A phone as its owner sees it: what a program that holds it reads off the screen."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button as the person sees it."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as the person sees it."""

    id: int
    from_bot: bool
    kind: str
    text: str
    buttons: tuple[tuple[Button, ...], ...]
    photo: str | None
    edits: tuple[str, ...]
    edited: bool
    deleted: bool
    waiting: tuple[str, ...]
    at: int

    @property
    def labels(self) -> list[str]:
        """What the buttons say, in reading order."""
        return [button.text for row in self.buttons for button in row]

    def __str__(self) -> str:
        who = "bot" if self.from_bot else "me"
        buttons = f" {self.labels}" if self.buttons else ""
        return f"{self.id} {who}: {self.text or f'({self.kind})'}{buttons}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All that is on a phone. `rev` is how new the screen was when it was read."""

    messages: tuple[Message, ...]
    toasts: tuple[str, ...]
    keyboard: tuple[tuple[str, ...], ...]
    commands: tuple[str, ...]
    reach: str
    rev: int

    @property
    def visible(self) -> tuple[Message, ...]:
        """The messages that are not deleted."""
        return tuple(message for message in self.messages if not message.deleted)

    @property
    def from_bot(self) -> tuple[Message, ...]:
        """What the bot has said and not taken back."""
        return tuple(message for message in self.visible if message.from_bot)


def read_transcript(seen: Json) -> Transcript:
    """A transcript, as the control API gives it."""
    return Transcript(
        messages=tuple(_message(message) for message in seen["messages"]),
        toasts=tuple(toast["text"] for toast in seen["toasts"]),
        keyboard=tuple(tuple(row) for row in seen["keyboard"]),
        commands=tuple(command["command"] for command in seen["commands"]),
        reach=seen["reach"],
        rev=seen["rev"],
    )


def _message(seen: Json) -> Message:
    return Message(
        id=seen["message_id"],
        from_bot=seen["from"] == "bot",
        kind=seen["kind"],
        text=seen["text"],
        buttons=tuple(tuple(Button(**button) for button in row) for row in seen["buttons"]),
        photo=seen["photo"],
        edits=tuple(seen["edits"]),
        edited=seen["edited"],
        deleted=seen["deleted"],
        waiting=tuple(seen["waiting"]),
        at=seen["at"],
    )
