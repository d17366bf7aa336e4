"""Files that were sent: pictures from the bot, voice notes and pictures from the phones."""

import struct
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any

from simulator.draws import Draws
from simulator.uploads import Upload

Json = dict[str, Any]

MOST_BYTES = 256 * 2**20
"""What is kept in memory. The oldest goes first: a load test sends more pictures than it reads."""

SUFFIX = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "audio/ogg": ".oga"}


@dataclass(frozen=True, slots=True)
class Stored:
    """One file under its id."""

    file_id: str
    unique: str
    path: str
    upload: Upload

    @property
    def facts(self) -> Json:
        """What every kind of file says of itself."""
        size = len(self.upload.content)
        return {"file_id": self.file_id, "file_unique_id": self.unique, "file_size": size}


@dataclass(slots=True)
class Shelf:
    """All files of one world, by id and by path."""

    draws: Draws
    count: int = 0
    size: int = 0
    files: "OrderedDict[str, Stored]" = field(default_factory=OrderedDict)

    def store(self, folder: str, upload: Upload) -> Stored:
        """Put a file on the shelf and give it an id."""
        self.count += 1
        unique = blake2b(upload.content, digest_size=8).hexdigest()
        suffix = SUFFIX.get(upload.mime) or PurePosixPath(upload.name).suffix[:8]
        path = f"{folder}/file_{self.count}{suffix}"
        stored = Stored(self.draws.file(self.count, unique), unique, path, upload)
        self.place(stored)
        return stored

    def place(self, stored: Stored) -> None:
        """Keep a file, and let the oldest go when there is no more room."""
        self.files[stored.file_id] = stored
        self.size += len(stored.upload.content)
        while self.size > MOST_BYTES and len(self.files) > 1:
            _, oldest = self.files.popitem(last=False)
            self.size -= len(oldest.upload.content)

    def at_path(self, path: str) -> Stored | None:
        """The file behind a download path."""
        return next((file for file in self.files.values() if file.path == path), None)


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None if it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_dimensions(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_dimensions(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def plain_picture(size: int = 96, colour: tuple[int, int, int] = (111, 148, 132)) -> bytes:
    """A PNG of one colour: what a phone sends when nobody has chosen a picture."""
    row = b"\x00" + bytes(colour) * size
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(row * size)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


SILENCE = (
    b"OggS\x00\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"
)
"""The head of a voice note in which nobody speaks."""
