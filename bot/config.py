"""What the environment says: read once, and wrong settings told in one plain sentence."""

import re
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.mailboxes import is_email
from storage.database import async_url

TELEGRAM = "https://api.telegram.org"

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class BadSetting(Exception):
    """A setting is missing or wrong; the message says which, and what would be right."""


class NotNow(Exception):
    """What the settings name cannot be reached at present; the same start may work later."""


class Config(BaseSettings):
    """The settings of one process; each is an environment variable with `GWRANDO_` before it."""

    model_config = SettingsConfigDict(env_prefix="GWRANDO_", env_ignore_empty=True)

    telegram_token: SecretStr | None = None
    telegram_api: str = TELEGRAM
    data: Path = Path("data/school")
    database: str | None = None
    keyfile: Path | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    web_url: str | None = None
    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    smtp_from: str | None = None
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        token = value.get_secret_value().strip()
        if not _TOKEN.fullmatch(token):
            raise ValueError(
                "is not a bot token; one looks like 123456:ABC, as BotFather gives it"
            )
        return SecretStr(token)

    @field_validator("telegram_api")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("is not a web address; one looks like https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("web_url")
    @classmethod
    def _is_where_the_pages_are(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "https://school")
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise ValueError("is not a web address; one looks like https://gwrando.school.wales")
        return value.rstrip("/") if value else None

    @field_validator("smtp_from")
    @classmethod
    def _is_a_mailbox(cls, value: str | None) -> str | None:
        if value is not None and not is_email(value):
            raise ValueError("is not an e-mail address; one looks like desk@school.wales")
        return value

    @model_validator(mode="after")
    def _mails_whole(self) -> Self:
        if (self.smtp_host is None) != (self.smtp_from is None):
            raise ValueError("GWRANDO_SMTP_HOST and GWRANDO_SMTP_FROM are set together")
        if self.smtp_tls == "none" and self.smtp_host not in {None, "localhost", "127.0.0.1"}:
            raise ValueError("GWRANDO_SMTP_TLS may be none only for a server on this machine")
        return self

    @property
    def web_address(self) -> str:
        """Where people reach the pages: as set, else where they are served."""
        return self.web_url or f"http://{self.web_host}:{self.web_port}"

    @property
    def database_url(self) -> str:
        """Where the database is: a file in the data directory unless the settings say more."""
        return self.database or f"sqlite:///{self.data / 'gwrando.db'}"

    @property
    def key_path(self) -> Path:
        """Where the key file is; a school keeps it apart from the data and its backups."""
        return self.keyfile or self.data / "gwrando.key"

    def token(self) -> str:
        """The bot's token; BadSetting where none is set."""
        if self.telegram_token is None:
            raise BadSetting(
                "GWRANDO_TELEGRAM_TOKEN is not set: set it to the token that BotFather gave you, "
                "or run gwrando demo, which needs none."
            )
        return self.telegram_token.get_secret_value()


def read_config(**given: object) -> Config:
    """The settings of this process; BadSetting for the first that is wrong."""
    try:
        config = Config(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        problem = first["msg"].removeprefix("Value error, ")
        if not first["loc"]:
            raise BadSetting(f"{problem}.") from None
        name = f"GWRANDO_{str(first['loc'][0]).upper()}"
        if not problem.startswith("is "):
            problem = f"is wrong: {problem}"
        raise BadSetting(f"{name} {problem}.") from None
    try:
        async_url(config.database_url)
    except Exception:  # of several kinds, and all may quote the address
        raise BadSetting(
            "GWRANDO_DATABASE is not an address we can use; one looks like "
            "sqlite:///school.db or postgresql://user@host/school."
        ) from None
    return config
