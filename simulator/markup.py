"""Keyboards: which ones Telegram takes."""

from typing import Any

from simulator import facts
from simulator.errors import bad_request

Json = dict[str, Any]

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
NOT_ACTIONS = {"text", "icon_custom_emoji_id", "style"}


def read_markup(markup: Json | None) -> tuple[Json | None, list[list[str]] | None]:
    """The inline keyboard that belongs to the message, and the labels of a reply keyboard.

    A reply keyboard is not part of a message: it takes the place of the phone's own keyboard until
    another comes. An empty list of labels takes it away; None leaves it as it is.
    """
    if not markup:
        return None, None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"]), None
    if "keyboard" in markup:
        return None, [[_label(button) for button in row] for row in _rows(markup["keyboard"])]
    if markup.get("remove_keyboard") is True:
        return None, []
    if markup.get("force_reply") is True:
        return None, None
    raise bad_request("object expected as reply markup")


def _inline(rows: Any) -> Json | None:
    checked = [[_button(button) for button in row] for row in _rows(rows) if row]
    if sum(map(len, checked)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    return rows


def _label(button: Any) -> str:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str) or not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    return text


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("InlineKeyboardButton must be an Object")
    _label(button)
    known = facts.load().types["InlineKeyboardButton"].keys()
    actions = [key for key in button if key in known and key not in NOT_ACTIONS]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if actions == ["callback_data"]:
        _check_data(button["callback_data"])
    return {key: value for key, value in button.items() if key in known}


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def doubts(markup: Json | None) -> tuple[str, ...]:
    """What Telegram may not like, though nobody has written down that it does not."""
    rows = (markup or {}).get("inline_keyboard", ())
    return ("more than 8 buttons in a row",) if any(len(r) > MOST_IN_A_ROW for r in rows) else ()
