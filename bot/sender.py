"""Out to Telegram: messages, pictures, and a sign of life for each tap; errors translated."""

import logging
from datetime import timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import MessageLimit
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from domain.messages import Keyboard, Outbound, OutboundKind
from services.senders import Refused, TryLater, Undeliverable

logger = logging.getLogger(__name__)

GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
"""What a bad request says of a chat that is not there any more."""

UNCHANGED = "message is not modified"
UNEDITABLE = ("message to edit not found", "message can't be edited", "no text in the message")
"""What a bad request says of an edit that changes nothing, and of one that cannot be made."""

LAST_OF_ONE_UNIT = 0xFFFF
"""Letters beyond this one, such as emoji, count twice where Telegram counts."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """Speaks to Telegram through python-telegram-bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, address: str, message: Outbound, enclosed: bytes | None) -> None:
        """Deliver a message, with a picture above its text, or a file, if there is one."""
        try:
            await self._call(int(address), message, enclosed)
        except Forbidden as error:
            raise Undeliverable from error
        except RetryAfter as error:
            raise TryLater(_wait(error)) from error
        except BadRequest as error:
            if any(sign in error.message.casefold() for sign in GONE):
                raise Undeliverable from error
            raise Refused from error
        except (NetworkError, InvalidToken) as error:
            raise TryLater from error

    async def _call(self, chat_id: int, message: Outbound, enclosed: bytes | None) -> None:
        keyboard = _markup(message.buttons)
        if message.edits and await self._edited(chat_id, message, keyboard):
            return
        if enclosed is not None and message.kind is OutboundKind.DOCUMENT:
            await self._bot.send_document(
                chat_id, enclosed, caption=message.text, filename=message.filename
            )
            return
        if enclosed is not None:
            await self._bot.send_photo(
                chat_id, enclosed, caption=message.text, reply_markup=keyboard
            )
            return
        *first, last = pieces(message.text)
        for piece in first:
            await self._bot.send_message(chat_id, piece, link_preview_options=_NO_PREVIEW)
        await self._bot.send_message(
            chat_id, last, reply_markup=keyboard, link_preview_options=_NO_PREVIEW
        )

    async def _edited(
        self, chat_id: int, message: Outbound, keyboard: InlineKeyboardMarkup | None
    ) -> bool:
        """Put an earlier message in other words; false where it cannot be put any more."""
        try:
            await self._bot.edit_message_text(
                message.text,
                chat_id,
                int(message.edits),
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            said = error.message.casefold()
            if UNCHANGED in said:
                return True
            if any(sign in said for sign in UNEDITABLE):
                return False
            raise
        return True

    async def answer_tap(self, tap_id: str, text: str) -> None:
        """Give a tap its sign of life. A tap too old for one is no failure."""
        try:
            await self._bot.answer_callback_query(tap_id, text or None)
        except TelegramError as error:
            logger.info("tap_not_answered", extra={"error": type(error).__name__})


def pieces(text: str) -> list[str]:
    """A text in as many messages as it takes: a learner's own words may fill one to the brim.

    A piece with nothing to see in it is left out, for Telegram would refuse it.
    """
    wide = any(ord(letter) > LAST_OF_ONE_UNIT for letter in text)
    longest = MessageLimit.MAX_TEXT_LENGTH // (2 if wide else 1)
    found: list[str] = []
    while len(text) > longest:
        cut = max(text.rfind("\n", 0, longest), text.rfind(" ", 0, longest)) + 1 or longest
        found.append(text[:cut])
        text = text[cut:]
    return [each for each in (*found, text) if each.strip()] or [text]


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in buttons
        ]
    )


def _wait(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
