"""A phone: one person, their chat with the bot, and what can be seen on the screen."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What a message is."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    STICKER = "sticker"


class Reach(StrEnum):
    """Whether the bot's messages come through."""

    NEW = "new"  # has never pressed Start, so the bot may not speak first
    OPEN = "open"
    BLOCKED = "blocked"
    GONE = "gone"  # the account was deleted


@dataclass(slots=True)
class Entry:
    """One message in a chat.

    `message` is the Bot API's object; an edit puts a new one in its place, so that an update or a
    tap which carries the old one is not changed behind its back.
    """

    message: Json
    kind: Kind
    from_bot: bool
    file_id: str = ""
    earlier: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    deleted: bool = False

    @property
    def id(self) -> int:
        """The message id."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """The words: a text, or the caption of a picture or file."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of inline buttons."""
        rows: list[list[Json]] = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return rows


@dataclass(slots=True)
class Toast:
    """What the bot said in answer to a tap: a short notice, or an alert to be closed."""

    place: int
    message_id: int
    text: str
    alert: bool
    at: float


@dataclass(slots=True)
class Phone:
    """One person and their private chat with the bot (or a group that the bot is in).

    `note` and `title` are for the page, by language; `lang` is the language of this phone's own
    interface, `language_code` what the bot is told of it, if anything.
    """

    chat_id: int
    first_name: str
    language_code: str | None = None
    lang: str = "cy"
    title: dict[str, str] = field(default_factory=dict)
    note: dict[str, str] = field(default_factory=dict)
    autostart: str = ""
    reach: Reach = Reach.NEW
    entries: dict[int, Entry] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    keyboard: list[list[str]] = field(default_factory=list)
    rev: int = 0
    user: Json = field(init=False)
    chat: Json = field(init=False)
    changed: asyncio.Event | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        name = {"first_name": self.first_name}
        language = {"language_code": self.language_code} if self.language_code else {}
        self.user = {"id": self.chat_id, "is_bot": False, **name, **language}
        self.chat = (
            {"id": self.chat_id, "title": self.first_name, "type": "group"}
            if self.is_group
            else {"id": self.chat_id, **name, "type": "private"}
        )

    @property
    def is_group(self) -> bool:
        """Groups have ids below zero."""
        return self.chat_id < 0

    def wake(self) -> None:
        """Tell whoever waits for this phone that something on it is new."""
        self.rev += 1
        if self.changed is not None:
            changed, self.changed = self.changed, None
            changed.set()

    def change(self) -> asyncio.Event:
        """The event of the next change."""
        if self.changed is None:
            self.changed = asyncio.Event()
        return self.changed
