"""The `gwrando` command."""

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.commands import (
    answers,
    audit,
    flows,
    intervention,
    lexicon,
    mail,
    roster,
    schedule,
    settings,
    staff,
)
from bot.commands.running import run_async
from bot.commands.screen import screen
from bot.commands.status import status
from bot.config import read_config
from bot.demo import run_demo
from bot.serve import serve as serve_program

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Gwrando: a learner-voice chatbot and mood tracker for schools in Wales.",
)
app.add_typer(roster.app, name="roster")
app.add_typer(staff.app, name="staff")
app.add_typer(schedule.app, name="schedule")
app.add_typer(intervention.app, name="intervention")
app.add_typer(settings.app, name="settings")
app.add_typer(answers.app, name="answers")
app.add_typer(flows.app, name="flows")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(audit.app, name="audit")
app.add_typer(mail.app, name="mail")
app.command()(status)
app.command()(screen)


@app.command()
def serve() -> None:
    """Run the bot on Telegram, with the board page beside it, until SIGTERM or Ctrl-C."""
    logs.configure()

    async def begin() -> None:
        await serve_program(read_config(), ready=lambda url: typer.echo(f"The board is at {url}"))

    run_async(begin())


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port of the demo page; 0 for any.")
    ] = 8000,
    data: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("data/demo"),
    reset: Annotated[bool, typer.Option(help="Forget everything and start over.")] = False,
) -> None:
    """Run the demo: a local Telegram with its phones, and a sample school."""
    logs.configure(level=logging.WARNING)
    run_async(run_demo(port=port, data=data, reset=reset, say=typer.echo))


def main() -> None:
    """Run the command."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # times as timedelta, as PTB will have them
    os.umask(0o077)  # whatever is written here is for its owner alone
    app()
