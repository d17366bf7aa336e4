"""What the person who holds a phone can do. Most of it becomes an update for the bot."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from simulator.entities import commands_in
from simulator.errors import NotPossible
from simulator.given import Emoji, Finger, Given, Picture, Recording, Reword, Say
from simulator.phones import Entry, Json, Kind, Phone, Reach
from simulator.shelf import SILENCE, dimensions, plain_picture
from simulator.uploads import Upload
from simulator.world import World

MOST_LETTERS = 4096


def say(world: World, phone: Phone, act: Say) -> Json:
    """Type something and send it."""
    text = act.text.strip()
    if not 1 <= len(text) <= MOST_LETTERS:
        raise NotPossible("a text has 1 to 4096 letters")
    message = _begin(world, phone) | {"text": text}
    if found := commands_in(text):
        message["entities"] = found
    return _send(world, phone, message, Kind.TEXT)


def tap(world: World, phone: Phone, act: Finger) -> Json:
    """Tap a button: the bot gets what the button carries, not what it says."""
    entry, data = _button_for(phone, act)
    _must_reach(phone)
    made = world.add_tap(phone, entry, data)
    nothing_to_read = {"chat": phone.chat, "message_id": entry.id, "date": 0}
    body = {
        "id": made.id,
        "from": phone.user,
        "message": nothing_to_read if act.inaccessible or entry.deleted else entry.message,
        "chat_instance": world.draws.chat_instance(phone.chat_id),
        "data": data,
    }
    update_id = world.queue.put("callback_query", phone.chat_id, body)
    return {"tap_id": made.id, "message_id": entry.id, "data": data, "update_id": update_id}


def double_tap(world: World, phone: Phone, act: Finger) -> Json:
    """Tap twice in quick succession, before the bot can answer."""
    first = tap(world, phone, act)
    again = act.model_copy(update={"message_id": first["message_id"]})
    return {"taps": [first, tap(world, phone, again)]}


def edit(world: World, phone: Phone, act: Reword) -> Json:
    """Change what was written before."""
    _must_reach(phone)
    entry = phone.entries.get(act.message_id)
    if entry is None or entry.from_bot or entry.kind is not Kind.TEXT or entry.deleted:
        raise NotPossible(f"message {act.message_id} is not a text of this person's own")
    entry.earlier.append(entry.text)
    text = act.text.strip()
    changed = {"text": text, "edit_date": world.clock.date(), "entities": commands_in(text)}
    entry.message = {**entry.message, **changed}
    world.show(phone, entry)
    update_id = world.queue.put("edited_message", phone.chat_id, entry.message)
    return {"message_id": entry.id, "update_id": update_id}


def voice(world: World, phone: Phone, act: Recording) -> Json:
    """Speak instead of writing."""
    stored = world.shelf.store("voice", Upload("voice.oga", "audio/ogg", SILENCE))
    note = {**stored.facts, "duration": act.duration, "mime_type": "audio/ogg"}
    message = _begin(world, phone) | {"voice": note}
    return _send(world, phone, message, Kind.VOICE, stored.file_id)


def photo(world: World, phone: Phone, act: Picture) -> Json:
    """Send a picture, with or without words under it."""
    content = base64.b64decode(act.content) if act.content else plain_picture()
    size = dimensions(content)
    if size is None:
        raise NotPossible("a picture is a PNG, a JPEG or a GIF")
    stored = world.shelf.store("photos", Upload("photo.png", "image/png", content))
    message = _begin(world, phone)
    message["photo"] = [{**stored.facts, "width": size[0], "height": size[1]}]
    if act.caption.strip():
        message["caption"] = act.caption.strip()
    return _send(world, phone, message, Kind.PHOTO, stored.file_id)


def sticker(world: World, phone: Phone, act: Emoji) -> Json:
    """Send a sticker."""
    upload = Upload("sticker.webp", "image/webp", act.emoji.encode())
    stored = world.shelf.store("stickers", upload)
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False}
    message = _begin(world, phone)
    message["sticker"] = {**stored.facts, **shape, "is_video": False, "emoji": act.emoji}
    return _send(world, phone, message, Kind.STICKER, stored.file_id)


def block(world: World, phone: Phone, _: Given) -> Json:
    """Stop the bot."""
    return _change_membership(world, phone, Reach.BLOCKED)


def unblock(world: World, phone: Phone, _: Given) -> Json:
    """Let the bot in again."""
    return _change_membership(world, phone, Reach.OPEN)


def delete(world: World, phone: Phone, _: Given) -> Json:
    """Delete the chat, for both sides; the account stays."""
    for entry in phone.entries.values():
        entry.deleted = True
    phone.keyboard = []
    world.changed(phone, "cleared", lambda: {})
    return {"deleted": len(phone.entries)}


def deactivate(world: World, phone: Phone, _: Given) -> Json:
    """Close the account for good."""
    phone.reach = Reach.GONE
    world.show_phone(phone)
    return {"reach": phone.reach.value}


Do = Callable[[World, Phone, Any], Json]

ACTS: Mapping[str, tuple[type[Given], Do]] = {
    "text": (Say, say),
    "tap": (Finger, tap),
    "double-tap": (Finger, double_tap),
    "edit": (Reword, edit),
    "voice": (Recording, voice),
    "photo": (Picture, photo),
    "sticker": (Emoji, sticker),
    "block": (Given, block),
    "unblock": (Given, unblock),
    "delete": (Given, delete),
    "deactivate": (Given, deactivate),
}


def perform(world: World, chat_id: int, name: str, particulars: Any) -> Json:
    """Do one act by its name."""
    phone = world.phone_for_control(chat_id)
    if name not in ACTS:
        raise NotPossible(f"a phone cannot {name}; it can {', '.join(ACTS)}", status=404)
    model, do = ACTS[name]
    try:
        act = model.model_validate(particulars or {})
    except ValidationError as error:
        raise NotPossible(str(error)) from error
    return do(world, phone, act)


def _must_reach(phone: Phone) -> None:
    if phone.reach is Reach.BLOCKED:
        raise NotPossible("this phone has blocked the bot; unblock it first", status=409)
    if phone.reach is Reach.GONE:
        raise NotPossible("this account is closed", status=409)


def _begin(world: World, phone: Phone) -> Json:
    _must_reach(phone)
    return world.next_message(phone, phone.user)


def _send(world: World, phone: Phone, message: Json, kind: Kind, file_id: str = "") -> Json:
    if phone.reach is Reach.NEW:
        phone.reach = Reach.OPEN
        world.show_phone(phone)
    entry = world.post(phone, message, kind, file_id=file_id)
    update_id = world.queue.put("message", phone.chat_id, message)
    return {"message_id": entry.id, "update_id": update_id}


def _button_for(phone: Phone, act: Finger) -> tuple[Entry, str]:
    if act.forced and act.data and act.message_id in phone.entries:
        return phone.entries[act.message_id], act.data
    newest_first = list(reversed(phone.entries.values()))
    for entry in newest_first:
        if act.message_id in (None, entry.id) and not (entry.deleted and act.message_id is None):
            data = _data_in(entry, act)
            if data is not None:
                return entry, data
    labels = [b["text"] for e in newest_first if not e.deleted for r in e.buttons for b in r]
    raise NotPossible(f"there is no such button; there are: {labels}", status=404)


def _data_in(entry: Entry, act: Finger) -> str | None:
    for row, buttons in enumerate(entry.buttons):
        for col, button in enumerate(buttons):
            data = button.get("callback_data")
            if data is not None and _is_meant(act, data, button["text"], row, col):
                return str(data)
    return None


def _is_meant(act: Finger, data: str, label: str, row: int, col: int) -> bool:
    if act.data is not None:
        return act.data == data
    if act.label is not None:
        return act.label.casefold() in label.casefold()
    return act.row is None or (act.row, act.col) == (row, col)


def _change_membership(world: World, phone: Phone, reach: Reach) -> Json:
    if phone.reach is Reach.GONE:
        raise NotPossible("this account is closed", status=409)
    before, phone.reach = phone.reach, reach
    update_id = None
    if before is not reach:
        states = {
            "old_chat_member": _member(world, before),
            "new_chat_member": _member(world, reach),
        }
        body = {"chat": phone.chat, "from": phone.user, "date": world.clock.date(), **states}
        update_id = world.queue.put("my_chat_member", phone.chat_id, body)
    world.show_phone(phone)
    return {"reach": reach.value, "update_id": update_id}


def _member(world: World, reach: Reach) -> Json:
    if reach is Reach.BLOCKED:
        return {"user": world.me, "status": "kicked", "until_date": 0}
    return {"user": world.me, "status": "member"}
