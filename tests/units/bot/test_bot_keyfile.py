"""The key file: made with care, and refused where it is not what it should be."""

import base64
import stat
from pathlib import Path

import pytest

from bot.config import BadSetting
from bot.keyfile import make_key, read_key
from storage.cipher import KEY_BYTES


def a_file(tmp_path: Path, content: bytes, mode: int = 0o600) -> Path:
    path = tmp_path / "gwrando.key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_a_key_that_was_made_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "gwrando.key"
    key = make_key(path)
    assert len(key) == KEY_BYTES
    assert read_key(path) == key


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "gwrando.key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_two_keys_are_the_same(tmp_path: Path) -> None:
    assert make_key(tmp_path / "a") != make_key(tmp_path / "b")


def test_a_key_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "gwrando.key"
    key = make_key(path)
    with pytest.raises(BadSetting, match="cannot be made: File exists"):
        make_key(path)
    assert read_key(path) == key


def test_where_there_is_none_there_is_none(tmp_path: Path) -> None:
    assert read_key(tmp_path / "gwrando.key") is None


GOOD = base64.b64encode(b"k" * KEY_BYTES)

WRONG = [
    (b"", "empty"),
    (b"not a key", "words"),
    (GOOD[:-4], "cut short"),
    (base64.b64encode(b"k" * 16), "too few bytes"),
    (base64.b64encode(b"k" * 64), "too many bytes"),
    (GOOD + b"\n" + GOOD, "two keys"),
    (b"\xff\xfe\x00", "no text"),
]


@pytest.mark.parametrize(("content", "note"), WRONG)
def test_what_is_no_key_is_refused_and_not_shown(
    tmp_path: Path, content: bytes, note: str
) -> None:
    path = a_file(tmp_path, content)
    with pytest.raises(BadSetting) as caught:
        read_key(path)
    told = str(caught.value)
    assert told == f"The key file {path} does not hold a key that gwrando made.", note


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(BadSetting, match="can be read by others on this machine: run chmod 600"):
        read_key(a_file(tmp_path, GOOD, mode))


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_for_its_owner_alone_is_taken(tmp_path: Path, mode: int) -> None:
    assert read_key(a_file(tmp_path, GOOD + b"\n", mode)) == b"k" * KEY_BYTES


def test_a_folder_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be read: Is a directory"):
        read_key(tmp_path)
    with pytest.raises(BadSetting, match="cannot be made"):
        make_key(tmp_path)
