"""The audit as a file: a line of JSON for each of its lines, between a head and the mark.

The file is plain ASCII, and no part of it begins as a formula does, so that it is safe in a
spreadsheet too. It can be checked wherever the key file is.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from domain.audit import Line
from domain.errors import BadInput

FORM = 1
"""The form of the file, should there be another some day."""

_FIELDS = {
    "number": int,
    "at": str,
    "actor": str,
    "action": str,
    "subject": str,
    "reason": str,
    "digest": str,
}
_SIGN = re.compile(r"(?<![0-9A-Za-z])[=+\-@]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is in a file: its lines, None for each that cannot be read, and the mark."""

    lines: tuple[Line | None, ...]
    mark: str | None


def write(path: Path, key: str, lines: Iterable[Line], mark: str | None) -> None:
    """Write a file that its owner alone can read; `key` is the fingerprint of the key."""
    parts = (_head(key), *(asdict(line) for line in lines), {"mark": mark})
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)  # it may have been there before, for others to read
        with path.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(f"{_harmless(part)}\n" for part in parts)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def _head(key: str) -> dict[str, object]:
    return {"gwrando": "audit", "form": FORM, "key": key}


def _harmless(part: dict[str, Any]) -> str:
    """One line of JSON; the signs that begin a formula are written by their number there."""
    plain = json.dumps(part, ensure_ascii=True, separators=(",", ":"))
    return _SIGN.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def read(path: Path, key: str) -> Kept:
    """What is in a file; BadInput where it is none of ours, or was written with another key."""
    try:
        text = path.read_bytes().decode("ascii", "replace")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    first, *rest = text.removesuffix("\n").split("\n")
    _must_be_ours(path, _json(first), key)
    last = _json(rest[-1]) if rest else None
    if isinstance(last, dict) and set(last) == {"mark"}:
        mark, rows = last["mark"], rest[:-1]
    else:
        mark, rows = None, rest
    return Kept(
        lines=tuple(_line(_json(row)) for row in rows),
        mark=mark if isinstance(mark, str) else None,
    )


def _must_be_ours(path: Path, head: Any, key: str) -> None:
    if not isinstance(head, dict) or head | {"key": ""} != _head(""):
        raise BadInput(f"{path} is not an audit that gwrando audit export wrote.")
    if head["key"] != key:
        raise BadInput(f"{path} was written with another key than that of the key file here.")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line(found: Any) -> Line | None:
    if not isinstance(found, dict) or {k: type(v) for k, v in found.items()} != _FIELDS:
        return None
    return Line(**found)
