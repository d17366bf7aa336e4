"""Settings come from the environment; a wrong one is told in one plain sentence."""

import os
from pathlib import Path

import pytest

from bot.config import BadSetting, Config, read_config

TOKEN = "123456:ABC-def_9"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GWRANDO_"):
            monkeypatch.delenv(name)


def fault_of(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        read_config()
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_what_is_not_set_has_a_default() -> None:
    config = read_config()
    assert config.telegram_api == "https://api.telegram.org"
    assert config.database_url == "sqlite:///data/school/gwrando.db"
    assert config.key_path == Path("data/school/gwrando.key")
    assert (config.web_host, config.web_port) == ("127.0.0.1", 8080)


def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GWRANDO_WEB_PORT", "")
    assert read_config().web_port == 8080


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GWRANDO_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("GWRANDO_TELEGRAM_API", "http://localhost:8081/")
    monkeypatch.setenv("GWRANDO_KEYFILE", "/keys/school.key")
    monkeypatch.setenv("GWRANDO_DATABASE", "postgresql://gwrando@db/school")
    config = read_config()
    assert config.token() == TOKEN
    assert config.telegram_api == "http://localhost:8081"
    assert config.key_path == Path("/keys/school.key")
    assert config.database_url == "postgresql://gwrando@db/school"


def test_a_token_may_have_been_read_with_the_end_of_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GWRANDO_TELEGRAM_TOKEN", f" {TOKEN}\n")
    assert read_config().token() == TOKEN


WRONG = [
    ("GWRANDO_TELEGRAM_TOKEN", "secret", "is not a bot token; one looks like 123456:ABC"),
    ("GWRANDO_TELEGRAM_TOKEN", "123456:", "is not a bot token"),
    ("GWRANDO_TELEGRAM_TOKEN", ":secret", "is not a bot token"),
    ("GWRANDO_TELEGRAM_TOKEN", "123456:sec ret", "is not a bot token"),
    ("GWRANDO_TELEGRAM_TOKEN", "123456:sec/ret", "is not a bot token"),
    ("GWRANDO_TELEGRAM_API", "api.telegram.org", "is not a web address; one looks like https://"),
    ("GWRANDO_TELEGRAM_API", "ftp://secret", "is not a web address"),
    ("GWRANDO_TELEGRAM_API", "http://[::1", "is wrong"),
    ("GWRANDO_WEB_PORT", "secret", "is wrong: Input should be a valid integer"),
    ("GWRANDO_WEB_PORT", "65536", "is wrong: Input should be less than or equal to 65535"),
    ("GWRANDO_DATABASE", "secret", "one looks like sqlite:///school.db or postgresql://"),
    ("GWRANDO_DATABASE", "mysql://u:secret@h/db", "one looks like sqlite:///school.db"),
]


@pytest.mark.parametrize(("name", "value", "right"), WRONG)
def test_a_wrong_setting_is_told_by_name_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, right: str
) -> None:
    fault = fault_of(monkeypatch, **{name: value})
    assert fault.startswith(name)
    assert right in fault
    assert "secret" not in fault
    assert "\n" not in fault
    assert fault.endswith(".")


def test_a_missing_token_is_told_with_the_way_out() -> None:
    with pytest.raises(BadSetting, match=r"GWRANDO_TELEGRAM_TOKEN is not set.*gwrando demo"):
        read_config().token()


def test_a_token_is_never_shown() -> None:
    assert TOKEN not in repr(Config(telegram_token=TOKEN))  # type: ignore[arg-type]
