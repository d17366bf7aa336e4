"""What can be seen: a phone and its messages, as the page and the tests read them."""

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from simulator.phones import Entry, Kind, Phone, Toast

if TYPE_CHECKING:
    from simulator.world import World

Json = dict[str, Any]


def seen_phone(world: "World", phone: Phone) -> Json:
    """A phone without its messages."""
    return {
        "chat_id": phone.chat_id,
        "name": phone.first_name,
        "language_code": phone.language_code,
        "lang": phone.lang,
        "title": phone.title,
        "note": phone.note,
        "reach": phone.reach.value,
        "keyboard": phone.keyboard,
        "commands": commands_for(world, phone),
        "rev": phone.rev,
    }


def seen_entry(entry: Entry) -> Json:
    """One message. `waiting` holds the data of the taps that spin."""
    message = entry.message
    return {
        "message_id": entry.id,
        "from": "bot" if entry.from_bot else "user",
        "kind": entry.kind.value,
        "text": entry.text,
        "entities": message.get("entities") or message.get("caption_entities") or [],
        "buttons": [[_seen_button(button) for button in row] for row in entry.buttons],
        "photo": f"/sim/files/{quote(entry.file_id)}" if entry.kind is Kind.PHOTO else None,
        "file_name": message.get("document", {}).get("file_name"),
        "edits": entry.earlier,
        "edited": "edit_date" in message,
        "deleted": entry.deleted,
        "waiting": list(entry.waiting.values()),
        "at": message["date"],
    }


def _seen_button(button: Json) -> Json:
    return {
        "text": button["text"],
        "data": button.get("callback_data"),
        "url": button.get("url"),
    }


def seen_toast(toast: Toast) -> Json:
    """One answer to a tap."""
    return {
        "place": toast.place,
        "message_id": toast.message_id,
        "text": toast.text,
        "alert": toast.alert,
        "at": toast.at,
    }


def seen_transcript(world: "World", phone: Phone) -> Json:
    """All that is on a phone, oldest first; deleted messages stay, marked."""
    return {
        **seen_phone(world, phone),
        "messages": [seen_entry(entry) for entry in phone.entries.values()],
        "toasts": [seen_toast(toast) for toast in phone.toasts],
    }


def commands_for(world: "World", phone: Phone) -> list[Json]:
    """The commands this phone is offered: the nearest scope first, its own language before any."""
    kind = "all_group_chats" if phone.is_group else "all_private_chats"
    scopes = (f"chat:{phone.chat_id}", kind, "default")
    language = (phone.language_code or "")[:2]
    for scope in scopes:
        for code in (language, ""):
            if found := world.bot.commands.get(f"{scope}/{code}"):
                return found
    return []
