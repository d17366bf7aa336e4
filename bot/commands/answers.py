"""`gwrando answers`: check-ins that were collected before."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.running import run
from services import history

app = typer.Typer(no_args_is_help=True, help="Check-ins that were collected before.")


@app.callback()
def _group() -> None:
    """Check-ins that were collected before."""


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A CSV file of past check-ins.")]) -> None:
    """Bring in FILE: learner_id,date,pack,question,value; an empty value means not answered."""
    done = run(lambda rt: history.import_past(rt, file))
    typer.echo(f"{done.asked} asked, {done.answered} answered; {done.released} tables released.")
