"""Out by e-mail: pages and links for staff, over SMTP with TLS; errors translated.

A mail says what a page in a chat says, and where the desk is. It carries no button: a mail can be
read by whoever sees the mailbox, so a case is taken at the desk or in the chat alone. Each mail
has an id of its own: a page that says the same as the one before must not be taken for it.
"""

import logging
import re
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import aiosmtplib
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.config import Config
from domain.messages import Outbound
from domain.people import Language
from locales.reader import voice
from services.senders import Refused, TryLater, Undeliverable

logger = logging.getLogger(__name__)

TIMEOUT = 15.0
"""Seconds that one step of a delivery may take."""

LASTING = 500
"""From this reply code on a server means it for good (RFC 5321, section 4.2.1)."""

_NO_SUCH_MAILBOX = re.compile(r"(?<![0-9.])5\.1\.(?:1|2|3|6|10)(?![0-9])")
"""Enhanced codes (RFC 3463) that say that nobody is there; others may be our own fault."""

_ENHANCED = re.compile(r"(?<![0-9.])5\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9])")
_BARE = frozenset({550, 551, 553})
"""Without an enhanced code these say that the mailbox is not there."""

IMPLICIT, UPGRADED, PLAIN = "tls", "starttls", "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    sender: str
    tls: str = UPGRADED
    user: str | None = None
    password: str | None = None
    context: ssl.SSLContext | None = None


def mail_server(config: Config) -> MailServer | None:
    """The mail server that the settings name, if they name one."""
    if config.smtp_host is None or config.smtp_from is None:
        return None
    password = config.smtp_password
    return MailServer(
        host=config.smtp_host,
        port=config.smtp_port,
        sender=config.smtp_from,
        tls=config.smtp_tls,
        user=config.smtp_user,
        password=password.get_secret_value() if password else None,
    )


class EmailSender:
    """Hands mail to one server, each message in a connection of its own."""

    def __init__(self, server: MailServer, web_url: str) -> None:
        self._server = server
        self._web_url = web_url

    async def send(self, address: str, message: Outbound, enclosed: bytes | None) -> None:
        """Deliver a message; nothing that is enclosed leaves by mail."""
        if enclosed is not None:
            raise Refused
        mail = self._mail(address, message)
        try:
            await self._hand_in(mail)
        except SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0]) from error
        except SMTPAuthenticationError as error:
            logger.error("mail_not_let_in", extra={"code": error.code})  # noqa: TRY400 - as above
            raise TryLater from error
        except SMTPResponseException as error:
            raise _refused(error) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise TryLater from error

    async def _hand_in(self, mail: EmailMessage) -> None:
        server = self._server
        await aiosmtplib.send(
            mail,
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls == IMPLICIT,
            start_tls=server.tls == UPGRADED,
            tls_context=server.context,
            timeout=TIMEOUT,
        )

    def _mail(self, address: str, message: Outbound) -> EmailMessage:
        welsh, english = voice(Language.CY), voice(Language.EN)
        mail = EmailMessage()
        mail["From"], mail["To"] = self._server.sender, address
        mail["Subject"] = f"{welsh.say('mail.subject')} / {english.say('mail.subject')}"
        mail["Date"] = formatdate()
        mail["Message-ID"] = make_msgid(domain=_domain(self._server.sender))
        mail["Auto-Submitted"] = "auto-generated"
        if message.buttons:
            mail["Importance"] = "high"
        mail.set_content(self._body(message))
        return mail

    def _body(self, message: Outbound) -> str:
        parts = [message.text]
        if message.buttons:  # a page, or the list of the morning
            where = f"{self._web_url}/desk"
            said = dict.fromkeys(voice(each).say("mail.desk") for each in Language)
            parts.append("\n".join([*said, where]))
        return "\n\n".join(parts) + "\n"

    async def answer_tap(self, tap_id: str, text: str) -> None:
        """Nothing is tapped in a mail."""


def _refused(error: SMTPResponseException) -> Exception:
    """What a reply code means: later, nobody there, or never as it is."""
    if error.code < LASTING:
        return TryLater()
    if _NO_SUCH_MAILBOX.search(error.message):
        return Undeliverable()
    bare = error.code in _BARE and not _ENHANCED.search(error.message)
    return Undeliverable() if bare else Refused()


def _domain(sender: str) -> str:
    return sender.rpartition("@")[2].strip(" >")
