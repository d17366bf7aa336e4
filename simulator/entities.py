"""Formatted text: what `parse_mode=HTML` leaves to read, and which parts are bold.

Lengths are counted in UTF-16 units, as Telegram counts them. Only HTML is understood: whoever
sends Markdown is told so at once.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from simulator.errors import ApiError, bad_request

Json = dict[str, Any]

ENTITY_OF = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*)>")
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""")
COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def utf16(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def cannot_parse(text: str) -> ApiError:
    """The refusal for broken formatting."""
    return bad_request(f"can't parse entities: {text}")


@dataclass(slots=True)
class _Reading:
    plain: str = ""
    found: list[Json] = field(default_factory=list)
    opened: list[tuple[str, int, Json]] = field(default_factory=list)

    def open(self, tag: str, attributes: str) -> None:
        extra: Json = {}
        if tag == "a":
            href = HREF.search(attributes)
            extra = {"url": unescape(href[1] or href[2] or "")} if href else {}
        self.opened.append((tag, utf16(self.plain), extra))

    def close(self, tag: str, offset: int) -> None:
        if not self.opened or self.opened[-1][0] != tag:
            raise cannot_parse(f"Unmatched end tag at byte offset {offset}")
        _, start, extra = self.opened.pop()
        length = utf16(self.plain) - start
        if length and not (tag == "a" and not extra):
            entity = {"type": ENTITY_OF[tag], "offset": start, "length": length}
            self.found.append({**entity, **extra})


def read_html(text: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, in the order in which they start."""
    reading, at = _Reading(), 0
    for tag in TAG.finditer(text):
        reading.plain += _words(text, at, tag.start())
        at = tag.end()
        offset = len(text[: tag.start()].encode())
        name = tag[2].lower()
        if name not in ENTITY_OF:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {offset}')
        if tag[1]:
            reading.close(name, offset)
        else:
            reading.open(name, tag[3])
    reading.plain += _words(text, at, len(text))
    if reading.opened:
        raise cannot_parse(
            f'Can\'t find end tag corresponding to start tag "{reading.opened[-1][0]}"'
        )
    return reading.plain, sorted(reading.found, key=lambda e: (e["offset"], -e["length"]))


def _words(text: str, start: int, end: int) -> str:
    words = text[start:end]
    if "<" in words:
        offset = len(text[: start + words.index("<")].encode())
        raise cannot_parse(f'Unsupported start tag "" at byte offset {offset}')
    return unescape(words)


def read_text(text: str, parse_mode: str | None, given: list[Json]) -> tuple[str, list[Json]]:
    """What stands in a message: the text without white space around it, and its entities."""
    if not parse_mode:
        return _stripped(text, given)
    if parse_mode.lower() != "html":
        raise ApiError(501, f"Not Implemented: the simulator does not read {parse_mode}")
    return _stripped(*read_html(text))


def _stripped(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    if not entities or stripped == text:
        return stripped, entities
    cut = utf16(text[: len(text) - len(text.lstrip())])
    end = utf16(stripped)
    moved = ({**e, "offset": max(e["offset"] - cut, 0)} for e in entities)
    kept = ({**e, "length": min(e["length"], end - e["offset"])} for e in moved)
    return stripped, [entity for entity in kept if entity["length"] > 0]


def commands_in(text: str) -> list[Json]:
    """The entities that mark commands in what a person typed."""
    if "/" not in text:
        return []
    return [
        {"type": "bot_command", "offset": utf16(text[: m.start()]), "length": utf16(m[0])}
        for m in COMMAND.finditer(text)
    ]
