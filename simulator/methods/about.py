"""What the bot is, what it says of itself, and whom it talks to."""

import re
from typing import Any

from simulator.errors import bad_request
from simulator.phones import Json
from simulator.transcript import commands_for
from simulator.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100

GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_me(world: World, _: Json) -> Json:
    """The bot itself."""
    return {
        **world.me,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Json) -> Json:
    """One chat, with more than a message says of it."""
    phone = world.phones.get(params["chat_id"])
    if phone is None:
        raise bad_request("chat not found")
    accepted = {"accepted_gift_types": dict.fromkeys(GIFTS, False)}
    return {**phone.chat, "accent_color_id": 0, "max_reaction_count": 11, **accepted}


def set_commands(world: World, params: Json) -> bool:
    """The list that a phone offers when somebody types a slash."""
    commands = params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.bot.commands[_scope(params)] = [_command(command) for command in commands]
    _show_commands(world)
    return True


def _command(given: Any) -> Json:
    name, description = (
        (given.get("command"), given.get("description")) if isinstance(given, dict) else ("", "")
    )
    if not isinstance(name, str) or not COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def get_commands(world: World, params: Json) -> list[Json]:
    """The list of one scope and language, as it was set."""
    return world.bot.commands.get(_scope(params), [])


def delete_commands(world: World, params: Json) -> bool:
    """Take a list away, so that the next wider scope counts."""
    world.bot.commands.pop(_scope(params), None)
    _show_commands(world)
    return True


def _scope(params: Json) -> str:
    scope = params.get("scope") or {}
    kind, language = scope.get("type", "default"), params.get("language_code", "")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("BOT_COMMAND_LANGUAGE_INVALID")
    place = f"chat:{scope.get('chat_id')}" if kind == "chat" else kind
    return f"{place}/{language}"


def _show_commands(world: World) -> None:
    for phone in world.phones.values():
        world.tell(phone.chat_id, "commands", _news(world, phone))


def _news(world: World, phone: Any) -> Any:
    return lambda: {"commands": commands_for(world, phone)}


def set_description(world: World, params: Json) -> bool:
    """What an empty chat with the bot shows."""
    return _describe(world, "long", params.get("description", ""), 512, params)


def set_short_description(world: World, params: Json) -> bool:
    """What the bot's profile shows."""
    return _describe(world, "short", params.get("short_description", ""), 120, params)


def _describe(world: World, kind: str, text: str, most: int, params: Json) -> bool:
    if len(text) > most:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    world.bot.descriptions[f"{kind}/{params.get('language_code', '')}"] = text
    world.dirty = True
    return True


def set_menu_button(world: World, params: Json) -> bool:
    """The button beside the typing box."""
    chat = str(params.get("chat_id", "default"))
    world.bot.menu_buttons[chat] = params.get("menu_button", {"type": "default"})
    world.dirty = True
    return True
