"""Cut the Bot API, as data, down to what the simulator checks itself against.

    python -m simulator.trim_facts bot_api.json

The source is a scrape of the official documentation with every method and type in it. What stays
is the name, the types and the need of each field that we read or write, and the names of all
methods, so that one we lack is told apart from one that does not exist.
"""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

METHODS = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage sendPhoto sendDocument
    sendVoice sendChatAction editMessageText editMessageCaption editMessageReplyMarkup
    deleteMessage answerCallbackQuery setMyCommands getMyCommands deleteMyCommands
    setMyDescription setMyShortDescription getFile getChat setChatMenuButton
"""

TYPES = """
    Update Message InaccessibleMessage Chat ChatFullInfo User CallbackQuery ChatMemberUpdated
    ChatMemberMember ChatMemberBanned InlineKeyboardMarkup InlineKeyboardButton
    ReplyKeyboardMarkup ReplyKeyboardRemove KeyboardButton ForceReply MessageEntity PhotoSize
    Document Voice Sticker File BotCommand WebhookInfo AcceptedGiftTypes
"""

WHOLE = {"InlineKeyboardButton"}
"""Types of which every field stays: a button has exactly one action, so we must know them all."""

UNIONS = {"MaybeInaccessibleMessage", "ChatMember"}
"""Types that stand for one of several, of which the ones we send are kept."""

SIMPLE = {"Integer", "Float", "String", "Boolean"}

Json = dict[str, Any]


def fields_of(source: Json) -> Json:
    """Name, types and need of each field, without the prose."""
    return {
        field["name"]: {"types": field["types"], "required": field["required"]}
        for field in source.get("fields", ())
    }


def innermost(type_name: str) -> str:
    """What an array is an array of."""
    return type_name.rpartition("Array of ")[2]


def concerns_us(field: Json) -> bool:
    """Whether a field is required, simple, or of a type that we keep."""
    kept = SIMPLE.union(UNIONS, TYPES.split())
    return field["required"] or any(innermost(name) in kept for name in field["types"])


def trimmed(source: Json) -> Json:
    """The facts that the simulator needs."""
    return {
        "version": source["version"],
        "known": sorted(source["methods"]),
        "methods": {
            name: {
                "returns": source["methods"][name]["returns"],
                "fields": fields_of(source["methods"][name]),
            }
            for name in METHODS.split()
        },
        "types": {
            name: {
                key: field
                for key, field in fields_of(source["types"][name]).items()
                if name in WHOLE or concerns_us(field)
            }
            for name in TYPES.split()
        },
    }


def main(source: Annotated[Path, typer.Argument(help="the Bot API as JSON")]) -> None:
    """Write facts.json beside this script."""
    facts = trimmed(json.loads(source.read_text(encoding="utf-8")))
    target = Path(__file__).with_name("facts.json")
    target.write_text(as_lines(facts), encoding="utf-8")
    typer.echo(f"{target.name}: {len(facts['methods'])} methods, {len(facts['types'])} types")


def as_lines(facts: Json) -> str:
    """JSON with one method or type a line, so that a newer API reads as a difference."""
    groups = [
        f'"{group}": {{\n'
        + ",\n".join(f'  "{name}": {json.dumps(thing)}' for name, thing in facts[group].items())
        + "\n}"
        for group in ("methods", "types")
    ]
    head = [f'"{key}": {json.dumps(facts[key])}' for key in ("version", "known")]
    return "{\n" + ",\n".join(head + groups) + "\n}\n"


if __name__ == "__main__":
    typer.run(main)
