"""`gwrando mail`: the way out by e-mail, tried."""

from typing import Annotated

import typer

from bot.commands.running import BAD_SETTING, TRY_LATER, fail, run_async
from bot.config import read_config
from bot.mailer import EmailSender, mail_server
from domain.ids import AddressId
from domain.mailboxes import is_email
from domain.messages import Lane, Outbound
from locales.reader import both
from services.senders import Refused, TryLater, Undeliverable

app = typer.Typer(no_args_is_help=True, help="The way out by e-mail.")


@app.callback()
def _group() -> None:
    """The way out by e-mail."""


@app.command()
def test(address: Annotated[str, typer.Argument(help="Where a test mail is sent.")]) -> None:
    """Send a test mail now, and say what came of it."""
    config = read_config()
    server = mail_server(config)
    if server is None:
        fail("No mail server is set: set GWRANDO_SMTP_HOST and GWRANDO_SMTP_FROM.")
    if not is_email(address):
        fail("This is not an e-mail address; one looks like name@school.wales.")
    message = Outbound(to=AddressId("test"), lane=Lane.REPLY, text=both("mail.test"))
    sender = EmailSender(server, config.web_address)
    try:
        run_async(sender.send(address, message, None))
    except TryLater:
        fail(f"The server {server.host} could not take it now.", status=TRY_LATER)
    except Undeliverable:
        fail(f"The server {server.host} says that nobody is there.", status=BAD_SETTING)
    except Refused:
        fail(f"The server {server.host} does not take it as it is.", status=BAD_SETTING)
    typer.echo(f"The server {server.host} has taken it. Look whether it arrives.")
