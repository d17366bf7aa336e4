"""The Bot API as data: which methods there are, what each takes, what each type must hold.

Every call is checked against it. What Telegram would refuse is refused; what it would silently
ignore is ignored too, but noted beside the call so that a test can object.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.uploads import Upload

Params = dict[str, Any]
Read = Callable[[Any], Any]

TRUE = {"true", "1", "yes", "y", "t", "on"}
FALSE = {"false", "0", "no", "n", "f", "off", ""}

WHEN_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter: its name, whether it is needed, and how its value is read."""

    name: str
    required: bool
    read: Read


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the simulator knows of the Bot API."""

    version: str
    known: Mapping[str, str]
    methods: Mapping[str, Mapping[str, Field]]
    returns: Mapping[str, tuple[str, ...]]
    types: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def check(self, method: str, given: Params) -> tuple[Params, tuple[str, ...]]:
        """Read the parameters of a call; what is unknown is left out and named in the warnings."""
        fields = self.methods[method]
        read: Params = {}
        warnings: list[str] = []
        for name, value in given.items():
            if value is None:
                continue
            field = fields.get(name)
            if field is not None:
                read[name] = _read(field, value)
            elif isinstance(value, Upload):
                read[name] = value  # another parameter says attach://name
            else:
                warnings.append(f"unknown parameter {name}")
        for field in fields.values():
            if field.required and field.name not in read:
                raise _missing(field.name)
        return read, tuple(warnings)


def _read(field: Field, value: Any) -> Any:
    try:
        return field.read(value)
    except (ValueError, TypeError) as error:
        if field.name == "reply_markup":
            raise bad_request("can't parse reply keyboard markup JSON object") from error
        raise bad_request(f'parameter "{field.name}" {error}') from error


def _missing(name: str) -> ApiError:
    return bad_request(WHEN_MISSING.get(name, f'parameter "{name}" is required'))


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("must be an integer")  # noqa: TRY004 - the caller translates one kind
    try:
        return int(value)
    except ValueError:
        raise ValueError("must be an integer") from None


def _integer_or_string(value: Any) -> int | str:
    if isinstance(value, str) and not value.removeprefix("-").isdecimal():
        return value
    return _integer(value)


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return str(value)
    raise ValueError("must be a string")


def _boolean(value: Any) -> bool:
    word = str(value).lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise ValueError("must be a boolean")


def _file(value: Any) -> Upload | str:
    return value if isinstance(value, Upload) else _string(value)


def _json(kind: type[list[Any]] | type[dict[str, Any]]) -> Read:
    word = "an array" if kind is list else "an object"

    def read(value: Any) -> Any:
        found = json.loads(value) if isinstance(value, str) else value
        if not isinstance(found, kind):
            raise ValueError(f"must be {word}")  # noqa: TRY004 - the caller translates one kind
        return found

    return read


_SIMPLE: dict[tuple[str, ...], Read] = {
    ("Integer",): _integer,
    ("Integer", "String"): _integer_or_string,
    ("String",): _string,
    ("Boolean",): _boolean,
    ("InputFile",): _file,
    ("InputFile", "String"): _file,
}


def _reader(types: tuple[str, ...]) -> Read:
    if types in _SIMPLE:
        return _SIMPLE[types]
    return _json(list if types[0].startswith("Array of ") else dict)


def _fields(raw: Mapping[str, Any]) -> dict[str, Field]:
    return {
        name: Field(name, field["required"], _reader(tuple(field["types"])))
        for name, field in raw.items()
    }


@cache
def load() -> Facts:
    """The facts that are packaged beside this module."""
    raw = json.loads((files("simulator") / "facts.json").read_text(encoding="utf-8"))
    return Facts(
        version=raw["version"],
        known={name.lower(): name for name in raw["known"]},
        methods={name: _fields(method["fields"]) for name, method in raw["methods"].items()},
        returns={name: tuple(method["returns"]) for name, method in raw["methods"].items()},
        types=raw["types"],
    )
