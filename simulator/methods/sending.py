"""Sending words, and showing that the bot is at it."""

from simulator.entities import read_text
from simulator.errors import bad_request
from simulator.markup import read_markup
from simulator.phones import Entry, Json, Kind, Phone
from simulator.world import World

MOST_LETTERS = 4096
MOST_CAPTION = 1024


def send_message(world: World, params: Json) -> Json:
    """One text."""
    text, entities = words(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MOST_LETTERS:
        raise bad_request("message is too long")
    content: Json = {"text": text, "entities": entities} if entities else {"text": text}
    return send(world, params, content, Kind.TEXT)


def words(params: Json, name: str, given: str) -> tuple[str, list[Json]]:
    """The text of a call after its formatting is read."""
    return read_text(params.get(name, ""), params.get("parse_mode"), params.get(given, []))


def caption(params: Json) -> Json:
    """What stands under a picture or a file, if anything."""
    text, entities = words(params, "caption", "caption_entities")
    if len(text) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def send(world: World, params: Json, content: Json, kind: Kind, *, file_id: str = "") -> Json:
    """Put a message of the bot into a chat, if it can be reached and the pace allows it."""
    inline, labels = read_markup(params.get("reply_markup"))
    phone = world.phone_for_bot(params["chat_id"])
    replied = _replied_to(phone, params)
    world.limits.check(phone.chat_id, world.clock.now())
    message = world.next_message(phone, world.me) | content
    if inline:
        message["reply_markup"] = inline
    if params.get("protect_content"):
        message["has_protected_content"] = True
    if replied is not None:
        message["reply_to_message"] = replied.message
    world.post(phone, message, kind, file_id=file_id)
    if labels is not None:
        phone.keyboard = labels
        world.show_phone(phone)
    return message


def _replied_to(phone: Phone, params: Json) -> Entry | None:
    wanted = params.get("reply_parameters")
    if wanted is None:
        return None
    entry = phone.entries.get(wanted.get("message_id"))
    if entry is not None and not entry.deleted:
        return entry
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def send_chat_action(world: World, params: Json) -> bool:
    """ "Typing ...", for a few seconds."""
    phone = world.phone_for_bot(params["chat_id"])
    action = params["action"]
    world.events.tell(
        phone.chat_id,
        lambda: {"kind": "action", "chat_id": phone.chat_id, "action": action},
    )
    return True
