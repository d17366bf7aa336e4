"""Updates as Telegram sends them, as plain JSON."""

from datetime import UTC, datetime
from typing import Any

from telegram import Bot

from bot.intake import read_update
from domain.messages import Inbound

BOT = Bot("1000001:nobody")
NOW = datetime(2026, 9, 15, 9, 0, 5, tzinfo=UTC)
SENT = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
ANWEN = 777_000_111

PERSON = {"id": ANWEN, "is_bot": False, "first_name": "Anwen", "language_code": "cy"}
PRIVATE = {"id": ANWEN, "first_name": "Anwen", "type": "private"}
GROUP = {"id": -1001, "title": "Blwyddyn 12", "type": "supergroup"}

VOICE = {"file_id": "v", "file_unique_id": "u", "duration": 3}
PHOTO = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
STICKER = {
    "file_id": "s",
    "file_unique_id": "u",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    """A message with this content."""
    return {
        "message_id": 41,
        "date": int(SENT.timestamp()),
        "chat": chat,
        "from": PERSON,
        **content,
    }


def update(**content: Any) -> dict[str, Any]:
    """An update that carries this."""
    return {"update_id": 9001, **content}


def tap(data: str | None, on: dict[str, Any] | None) -> dict[str, Any]:
    """A tap on a button."""
    query: dict[str, Any] = {"id": "55", "from": PERSON, "chat_instance": "1"}
    if data is not None:
        query["data"] = data
    if on is not None:
        query["message"] = on
    return update(callback_query=query)


def membership(status: str, chat: dict[str, Any] = PRIVATE) -> dict[str, Any]:
    """The bot's standing in a chat has changed."""
    bot = {"id": 1000001, "is_bot": True, "first_name": "Gwrando"}
    new: dict[str, Any] = {"user": bot, "status": status}
    if status == "kicked":
        new["until_date"] = 0
    return update(
        my_chat_member={
            "chat": chat,
            "from": PERSON,
            "date": int(SENT.timestamp()),
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": new,
        }
    )


def reaction() -> dict[str, Any]:
    """A sign put under a message."""
    return update(
        message_reaction={
            "chat": PRIVATE,
            "message_id": 41,
            "user": PERSON,
            "date": int(SENT.timestamp()),
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "❤"}],
        }
    )


def read(raw: dict[str, Any]) -> Inbound | None:
    """What the bot makes of an update."""
    return read_update(raw, BOT, NOW)


def inbound(raw: dict[str, Any]) -> Inbound:
    """What the bot makes of an update that is for it."""
    found = read(raw)
    assert found is not None
    return found
