"""E-mail beside Telegram, against real mail servers: it arrives, is tried again, tells nothing."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.config import BadSetting, read_config
from bot.mailer import EmailSender, MailServer, mail_server
from domain.errors import BadInput
from domain.ids import AddressId
from domain.mailboxes import is_email
from domain.messages import Button, Channel, Lane, Outbound
from domain.people import Role
from services import duty, staff
from services.cases import chase
from services.dispatch import Dispatcher
from services.runtime import Runtime
from services.senders import Refused, TryLater, Undeliverable
from storage.tables import addresses, case_history, outbox
from tests.integration.door import Door, rows, waiting
from tests.integration.people import Member, join
from tests.integration.senders import Recorder, dispatching, until, until_empty
from tests.support.clock import Clock

WEB = "http://desk.example"
ADDRESS = "anwen@school.example"
PAGE = Outbound(
    to=AddressId("a"),
    lane=Lane.SAFEGUARDING,
    text="A new item is waiting.",
    buttons=((Button(label="Take", data="k:a:3"),),),
)


@dataclass
class Mailbox:
    """What a mail server took, and what it answers instead of taking more."""

    mails: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def a_server(
    mailbox: Mailbox, port: int | None = None, **more: Any
) -> AsyncIterator[MailServer]:
    """A real mail server on loopback."""
    number = port or a_free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=number, **more)
    controller.start()
    try:
        yield MailServer(host="127.0.0.1", port=number, sender="desk@school.example", tls="none")
    finally:
        controller.stop()


def a_certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate made by ourselves: for the server, and for a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "cert.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, secret)
    return server, ssl.create_default_context(cafile=chain)


# --- one mail -----------------------------------------------------------------------------------


async def test_a_mail_says_what_a_page_says_and_where_the_desk_is() -> None:
    mailbox = Mailbox()
    async with a_server(mailbox) as server:
        await EmailSender(server, WEB).send(ADDRESS, PAGE, None)
        await EmailSender(server, WEB).send(ADDRESS, PAGE, None)
    first, second = mailbox.mails
    assert (first["To"], first["From"]) == (ADDRESS, "desk@school.example")
    assert first["Auto-Submitted"] == "auto-generated"
    body = first.get_content()
    assert body.startswith("A new item is waiting.")
    assert f"{WEB}/desk" in body
    assert first["Subject"] == "Gwrando: mae rhywbeth yn aros / Gwrando: something is waiting"
    assert first["Message-ID"] != second["Message-ID"], "none is taken for the one before"


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_mail_goes_over_tls_and_the_certificate_is_checked(tls: str, tmp_path: Path) -> None:
    inside, trusting = a_certificate(tmp_path)
    more: dict[str, Any] = (
        {"ssl_context": inside}
        if tls == "tls"
        else {"tls_context": inside, "require_starttls": True}
    )
    mailbox = Mailbox()
    number = a_free_port()
    async with a_tls_server(mailbox, number, trusting, more):
        sender = MailServer(
            host="127.0.0.1",
            port=number,
            sender="desk@school.example",
            tls=tls,
            context=trusting,
        )
        await EmailSender(sender, WEB).send(ADDRESS, PAGE, None)
        distrusting = MailServer(
            host="127.0.0.1", port=number, sender="desk@school.example", tls=tls
        )
        with pytest.raises(TryLater):
            await EmailSender(distrusting, WEB).send(ADDRESS, PAGE, None)
    assert len(mailbox.mails) == 1


@asynccontextmanager
async def a_tls_server(
    mailbox: Mailbox, port: int, trusting: ssl.SSLContext, more: dict[str, Any]
) -> AsyncIterator[None]:
    """A mail server with a certificate; how it looks for itself trusts that as well."""

    class Trusting(Controller):
        def _trigger_server(self) -> None:
            """The first client of the server is the controller itself, which checks nothing."""
            with socket.create_connection(("127.0.0.1", port), 5) as plain:
                if self.ssl_context is None:
                    plain.recv(64)
                    return
                with trusting.wrap_socket(plain, server_hostname="127.0.0.1") as sealed:
                    sealed.recv(64)

    controller = Trusting(mailbox, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


ANSWERS = [
    ("450 4.2.0 later", TryLater),
    ("550 5.1.1 no such mailbox", Undeliverable),
    ("550 5.7.1 not from you", Refused),
    ("550 no such user", Undeliverable),
    ("552 too big", Refused),
]


@pytest.mark.parametrize(("answer", "error"), ANSWERS)
async def test_what_a_server_answers(answer: str, error: type[Exception]) -> None:
    mailbox = Mailbox(answers=[answer])
    async with a_server(mailbox) as server:
        with pytest.raises(error):
            await EmailSender(server, WEB).send(ADDRESS, PAGE, None)


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    nobody = MailServer(host="127.0.0.1", port=a_free_port(), sender="d@s.example", tls="none")
    with pytest.raises(TryLater):
        await EmailSender(nobody, WEB).send(ADDRESS, PAGE, None)


# --- pages by mail ------------------------------------------------------------------------------


async def a_dsp_with_mail(rt: Runtime) -> Member:
    dsp = await join(rt, "dsp", roles=frozenset({Role.DSP}))
    await staff.set_email(rt, dsp.contact.id, ADDRESS)
    return dsp


@asynccontextmanager
async def mailing(rt: Runtime, server: MailServer) -> AsyncIterator[None]:
    """The dispatcher of mail, running."""
    stop = asyncio.Event()
    mail = Dispatcher(rt, EmailSender(server, WEB), channel=Channel.EMAIL)
    running = asyncio.create_task(mail.run(stop))
    try:
        yield
    finally:
        stop.set()
        rt.bell.ring()
        await running


async def until_lines(rt: Runtime, *wanted: str) -> list[dict[str, Any]]:
    """The chronology once these lines are in it."""
    async with asyncio.timeout(10):
        while True:
            found = await rows(rt.database, case_history)
            if set(wanted) <= {row["what"] for row in found}:
                return found
            await asyncio.sleep(0.02)


async def test_a_page_leaves_by_both_channels_and_each_attempt_is_in_the_case(
    runtime: Runtime, door: Door
) -> None:
    dsp = await a_dsp_with_mail(runtime)
    await join(runtime, "cadi")
    mailbox, telegram = Mailbox(), Recorder(runtime.now)
    await door.say("cadi", "i cut myself")
    async with (
        a_server(mailbox) as server,
        mailing(runtime, server),
        dispatching(runtime, telegram),
    ):
        await until_empty(runtime)
    [mail] = mailbox.mails
    body = mail.get_content()
    for hidden in ("cut", "self_harm", " k:", dsp.contact.id):
        assert hidden not in body
    assert len(telegram.to("dsp")) == 1
    found = await until_lines(runtime, "page_sent")
    sent = {(row["channel"], row["staff_id"]) for row in found if row["what"] == "page_sent"}
    assert sent == {("telegram", dsp.contact.id), ("email", dsp.contact.id)}


async def test_mail_waits_for_a_server_that_comes_back(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await a_dsp_with_mail(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    port, mailbox = a_free_port(), Mailbox()
    nobody = MailServer(host="127.0.0.1", port=port, sender="desk@school.example", tls="none")
    async with mailing(runtime, nobody):
        await until_lines(runtime, "page_later")
        async with a_server(mailbox, port):
            async with asyncio.timeout(10):
                while not mailbox.mails:
                    clock.move(minutes=1)
                    runtime.bell.ring()
                    await asyncio.sleep(0.05)
            await until_lines(runtime, "page_sent")


async def test_a_server_that_hangs_keeps_no_page_from_telegram(
    runtime: Runtime, door: Door
) -> None:
    await a_dsp_with_mail(runtime)
    await join(runtime, "cadi")

    held: list[asyncio.StreamWriter] = []

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    deaf = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = deaf.sockets[0].getsockname()[1]
    server = MailServer(host="127.0.0.1", port=port, sender="desk@school.example", tls="none")
    telegram = Recorder(runtime.now)
    async with mailing(runtime, server), dispatching(runtime, telegram):
        await door.say("cadi", "i cut myself")
        await until(lambda: bool(held))
        await until(lambda: len(telegram.to("dsp")) == 1)
        for writer in held:
            writer.close()
    deaf.close()
    await deaf.wait_closed()


async def test_a_mailbox_that_is_gone_leaves_telegram_as_it_was(
    runtime: Runtime, door: Door
) -> None:
    await a_dsp_with_mail(runtime)
    await join(runtime, "cadi")
    await door.say("cadi", "i cut myself")
    async with a_server(Mailbox(answers=["550 5.1.1 nobody"])) as server, mailing(runtime, server):
        await until_lines(runtime, "page_unreachable")
    kept = {row["channel"]: row["reachable"] for row in await rows(runtime.database, addresses)}
    assert kept["email"] is False or kept["email"] == 0
    assert await rows(runtime.database, outbox)
    assert await chase(runtime) == 0, "the DSP can still be reached"


# --- addresses and settings ---------------------------------------------------------------------


async def test_an_address_by_which_nothing_can_leave_reaches_nobody(runtime: Runtime) -> None:
    deaf = replace(runtime, channels=frozenset({Channel.TELEGRAM}))
    contact = await join(deaf, "nobody", roles=frozenset({Role.AUTHORITY}))
    await staff.set_email(deaf, contact.contact.id, ADDRESS)
    async with deaf.database.read() as uow:
        assert await duty.pagers(uow, deaf.now(), deaf.channels) != ()
        by_mail = await duty.pagers(uow, deaf.now(), {Channel.EMAIL})
    assert [len(each.addresses) for each in by_mail] == [1]
    await join(deaf, "cadi")
    await Door(deaf).say("cadi", "i cut myself")
    assert all("@" not in each.address for each in await waiting(deaf.database))


async def test_an_address_is_one_person_s(runtime: Runtime) -> None:
    dsp = await a_dsp_with_mail(runtime)
    deputy = await join(runtime, "deputy", roles=frozenset({Role.DEPUTY}))
    with pytest.raises(BadInput, match="somebody else"):
        await staff.set_email(runtime, deputy.contact.id, ADDRESS)
    await staff.set_email(runtime, dsp.contact.id, ADDRESS)


async def test_what_is_no_mailbox_and_who_is_no_member_of_staff(runtime: Runtime) -> None:
    contact = await join(runtime, "nobody", roles=frozenset({Role.OFFICE}))
    with pytest.raises(BadInput, match="e-mail address"):
        await staff.set_email(runtime, contact.contact.id, "nobody\r\nBcc: x@y.example")
    learner = await join(runtime, "cadi")
    with pytest.raises(BadInput, match="No member of staff"):
        await staff.set_email(runtime, learner.contact.id, ADDRESS)


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a b@c.example", "a@b.example\n", "<a@b.example>", "a@b..example"]
)
def test_what_is_no_mailbox(text: str) -> None:
    assert not is_email(text)


def test_the_settings_of_mail_are_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_server(read_config()) is None
    monkeypatch.setenv("GWRANDO_SMTP_HOST", "mail.example")
    with pytest.raises(BadSetting, match="set together"):
        read_config()
    monkeypatch.setenv("GWRANDO_SMTP_FROM", "desk@school.example")
    server = mail_server(read_config())
    assert server is not None
    assert (server.port, server.tls) == (587, "starttls")
    monkeypatch.setenv("GWRANDO_SMTP_TLS", "none")
    with pytest.raises(BadSetting, match="only for a server on this machine"):
        read_config()
    monkeypatch.setenv("GWRANDO_SMTP_TLS", "starttls")
    monkeypatch.setenv("GWRANDO_SMTP_FROM", "desk")
    with pytest.raises(BadSetting, match="GWRANDO_SMTP_FROM is not an e-mail address"):
        read_config()
