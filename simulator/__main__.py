"""`python -m simulator`: a local Telegram, and the phones page at its address."""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from simulator.errors import NotPossible
from simulator.serve import run
from simulator.settings import Settings, link_from, names_for

Option = typer.Option


def main(
    token: Annotated[str, Option(help="the bot token that is let in; never a real one")],
    host: Annotated[str, Option(help="where to listen")] = "127.0.0.1",
    port: Annotated[int, Option(help="0 takes a free one")] = 0,
    username: Annotated[str, Option(help="the bot's username")] = "gwrando_sim_bot",
    name: Annotated[str, Option(help="the bot's name")] = "Gwrando",
    seed: Annotated[int, Option(help="the same seed gives the same ids")] = 1,
    limits: Annotated[bool, Option(help="keep Telegram's pace")] = True,
    start: Annotated[datetime | None, Option(help="set the clock to this UTC time")] = None,
    state: Annotated[Path | None, Option(help="keep the phones in this file")] = None,
    link: Annotated[list[str] | None, Option(help="LABEL_CY|LABEL_EN|URL, repeated")] = None,
    until_eof: Annotated[bool, Option(help="end when standard input does")] = False,
) -> None:
    """Print one line with the address, then serve until stopped."""
    try:
        links = tuple(link_from(text) for text in link or ())
    except NotPossible as error:
        raise typer.BadParameter(str(error)) from error
    settings = Settings(
        token=token,
        username=username,
        name=name,
        seed=seed,
        limits=limits,
        start=start.replace(tzinfo=UTC) if start else None,
        state=state,
        links=links,
        hosts=names_for(host),
    )
    if until_eof:
        Thread(target=_end_with_input, daemon=True).start()
    run(settings, host=host, port=port, ready=lambda address: typer.echo(f"listening {address}"))


def _end_with_input() -> None:
    """Whoever started this holds the other end; when they are gone, however they went, it ends."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    typer.run(main)
