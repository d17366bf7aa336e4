"""`gwrando roster`: the roll and the join codes."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.running import run
from bot.naming import bot_name
from services import roster
from services.runtime import Runtime

app = typer.Typer(no_args_is_help=True, help="The roll: import it, and write join codes.")


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A CSV file with the roll.")]) -> None:
    """Import the roll from FILE: learner_id,first_name,last_name,year,class,language,groups."""
    done = run(lambda rt: roster.import_roll(rt, file))
    typer.echo(f"{done.added} learners added, {done.known} known already and brought up to date.")


@app.command()
def codes(out: Annotated[Path, typer.Option(help="The CSV file to write.")]) -> None:
    """Write a single-use join code for every learner who has not joined."""

    async def write(rt: Runtime) -> tuple[roster.Codes, str | None]:
        name = await bot_name(rt)
        return await roster.write_codes(rt, out, name), name

    done, name = run(write)
    typer.echo(
        f"{done.written} codes written to {out} ({done.new} new); "
        f"{done.already_joined} learners have used theirs."
    )
    if name is None:
        typer.echo(
            "The links are empty: the bot's name is not known until gwrando serve has run once.",
            err=True,
        )
