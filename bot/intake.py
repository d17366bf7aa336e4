"""Telegram's updates become Inbounds; Telegram's types end here.

An update that cannot be understood is not dropped and does not hold up the others: whatever words
it carries go on as they came, marked unreadable.
"""

import logging
from datetime import datetime
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from domain.messages import Channel, Inbound, InboundKind

logger = logging.getLogger(__name__)

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are asked for."""

_LISTENED = (
    "voice", "audio", "video", "video_note", "photo", "document", "animation", "story",
    "contact", "location", "poll", "dice",
)  # fmt: skip

_UNSAID = (
    "pinned_message", "message_auto_delete_timer_changed", "chat_background_set",
    "write_access_allowed", "connected_website",
)  # fmt: skip
"""Telegram's own notes of a tap in the app: nobody has said anything."""


def read_update(raw: dict[str, Any], bot: Bot, now: datetime) -> Inbound | None:
    """What one raw update says, or None if it is not for us (a group, a channel)."""
    try:
        update = Update.de_json(raw, bot)
        return _inbound(update, now)
    except Exception as error:
        logger.error("update_unreadable", extra={"error": type(error).__name__})  # noqa: TRY400
        return _unreadable(raw, now)


def _inbound(update: Update, now: datetime) -> Inbound | None:
    if update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
        return None
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query, now)
    if update.edited_message is not None:
        return _message(update.update_id, update.edited_message, edited=True)
    if update.message is not None:
        return _message(update.update_id, update.message, edited=False)
    if update.my_chat_member is not None:
        status = update.my_chat_member.new_chat_member.status
        lost = status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        return Inbound(
            channel=Channel.TELEGRAM,
            update_id=update.update_id,
            address=str(update.effective_chat.id),
            kind=InboundKind.BLOCKED if lost else InboundKind.UNBLOCKED,
            at=update.my_chat_member.date,
        )
    return None


def _tap(update_id: int, query: CallbackQuery, now: datetime) -> Inbound:
    return Inbound(
        channel=Channel.TELEGRAM,
        update_id=update_id,
        address=str(query.from_user.id),  # in a private chat the chat is the person
        kind=InboundKind.TAP,
        at=now,
        data=query.data or "",
        tap_id=query.id,
        message_ref=str(query.message.message_id) if query.message else "",
    )


def _message(update_id: int, message: Message, *, edited: bool) -> Inbound | None:
    if message.text is None and any(getattr(message, name, None) for name in _UNSAID):
        return None
    if edited and message.location is not None:
        return None  # a shared place that moves, many times a minute; it was heard when it came
    kind, text, what = _content(message)
    return Inbound(
        channel=Channel.TELEGRAM,
        update_id=update_id,
        address=str(message.chat.id),
        kind=InboundKind.EDIT if edited and kind is InboundKind.TEXT else kind,
        at=message.date,
        text=text,
        data=what,
        message_ref=str(message.message_id),
    )


def _content(message: Message) -> tuple[InboundKind, str, str]:
    """What kind of message it is, its words, and what it holds that is not words."""
    if message.text is not None:
        return InboundKind.TEXT, message.text, ""
    if message.sticker is not None:
        return InboundKind.MEDIA, message.sticker.emoji or "", "sticker"
    what = next((name for name in _LISTENED if getattr(message, name, None)), "other")
    return InboundKind.MEDIA, _words_in(message), what


def _words_in(message: Message) -> str:
    """The words that come with what is no text: a caption, a poll's question and answers."""
    poll = message.poll
    asked = [poll.question, *(option.text for option in poll.options)] if poll else []
    return "\n".join(part for part in (message.caption, *asked) if part)


def _unreadable(raw: dict[str, Any], now: datetime) -> Inbound | None:
    """The words of an update that could not be understood, from wherever they are in it."""
    parts = [part for part in raw.values() if isinstance(part, dict)]
    for part in parts:
        found = part.get("message") if "message" in part else part
        holder = found if isinstance(found, dict) else part
        chat = holder.get("chat") or part.get("from") or {}
        if isinstance(chat, dict) and chat.get("type", "private") == "private" and "id" in chat:
            words = part.get("text") or part.get("caption") or part.get("data") or ""
            return Inbound(
                channel=Channel.TELEGRAM,
                update_id=int(raw["update_id"]),
                address=str(chat["id"]),
                kind=InboundKind.UNREADABLE,
                at=now,
                text=str(words),
            )
    return None
