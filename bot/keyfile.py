"""The key file: 32 random bytes in base64, readable by its owner alone, made if absent."""

import base64
import binascii
import os
from pathlib import Path

from bot.config import BadSetting
from storage.cipher import KEY_BYTES


def read_key(path: Path) -> bytes | None:
    """The key in that file, or None if there is no such file."""
    try:
        text = path.read_text(encoding="ascii")
        key = base64.b64decode(text.strip(), validate=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadSetting(f"The key file {path} cannot be read: {error.strerror}.") from None
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise BadSetting(f"The key file {path} does not hold a key that gwrando made.")
    if path.stat().st_mode & 0o077:
        raise BadSetting(
            f"The key file {path} can be read by others on this machine: run chmod 600 on it."
        )
    return key


def make_key(path: Path) -> bytes:
    """Make a key file that was not there, with mode 0600."""
    key = os.urandom(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadSetting(f"The key file {path} cannot be made: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return key
