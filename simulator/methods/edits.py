"""Changing what was sent, in place, and taking it back."""

from simulator.errors import bad_request
from simulator.markup import read_markup
from simulator.methods.sending import MOST_LETTERS, caption, words
from simulator.phones import Entry, Json, Kind, Phone
from simulator.world import World

CAN_BE_DELETED = 48 * 3600

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_text(world: World, params: Json) -> Json:
    """Other words in place of a text; without a keyboard in the call, the keyboard goes."""
    text, entities = words(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MOST_LETTERS:
        raise bad_request("message is too long")
    phone, entry = _own_message(world, params)
    if entry.kind is not Kind.TEXT:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text, "entities": entities} if entities else {"text": text}
    return _change(world, params, phone, entry, content, drop=("text", "entities"))


def edit_caption(world: World, params: Json) -> Json:
    """Other words under a picture or a file."""
    phone, entry = _own_message(world, params)
    if entry.kind is Kind.TEXT:
        raise bad_request("there is no caption in the message to edit")
    gone = ("caption", "caption_entities")
    return _change(world, params, phone, entry, caption(params), drop=gone)


def edit_markup(world: World, params: Json) -> Json:
    """Other buttons, or none."""
    phone, entry = _own_message(world, params)
    return _change(world, params, phone, entry, {}, drop=())


def _own_message(world: World, params: Json) -> tuple[Phone, Entry]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    phone = world.phone_for_bot(params["chat_id"])
    entry = phone.entries.get(params["message_id"])
    if entry is None or entry.deleted:
        raise bad_request("message to edit not found")
    if not entry.from_bot:
        raise bad_request("message can't be edited")
    return phone, entry


def _change(
    world: World, params: Json, phone: Phone, entry: Entry, content: Json, drop: tuple[str, ...]
) -> Json:
    inline, labels = read_markup(params.get("reply_markup"))
    if labels is not None:
        raise bad_request("inline keyboard expected")
    before = entry.message
    gone = {*drop, "reply_markup", "edit_date"}
    after = {key: value for key, value in before.items() if key not in gone} | content
    if inline:
        after["reply_markup"] = inline
    if after == {key: value for key, value in before.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    world.limits.check(phone.chat_id, world.clock.now())
    if drop:
        entry.earlier.append(entry.text)
    entry.message = after | {"edit_date": world.clock.date()}
    entry.waiting = {tap: data for tap, data in entry.waiting.items() if _has(entry, data)}
    world.show(phone, entry)
    return entry.message


def _has(entry: Entry, data: str) -> bool:
    """Whether a button that spins is still there."""
    return any(button.get("callback_data") == data for row in entry.buttons for button in row)


def delete_message(world: World, params: Json) -> bool:
    """Take a message back, for both sides."""
    phone = world.phone_for_bot(params["chat_id"])
    entry = phone.entries.get(params["message_id"])
    if entry is None or entry.deleted:
        raise bad_request("message to delete not found")
    if world.clock.now() - entry.message["date"] > CAN_BE_DELETED:
        raise bad_request("message can't be deleted for everyone")
    entry.deleted = True
    world.show(phone, entry)
    return True
