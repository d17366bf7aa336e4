"""`gwrando staff`: invitations for staff and council members."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.running import run
from domain.people import STAFF_ROLES, Language, Role
from services import staff

app = typer.Typer(no_args_is_help=True, help="Staff and council members: invite them.")

StaffRole = StrEnum("StaffRole", {role.name: role.value for role in STAFF_ROLES})  # type: ignore[misc]


@app.callback()
def _group() -> None:
    """Staff and council members: invite them."""


@app.command()
def invite(
    role: Annotated[StaffRole, typer.Option(help="What they are in the school.")],
    name: Annotated[str, typer.Option(help="Their name, kept sealed.")],
    language: Annotated[
        Language | None,
        typer.Option(help="The language they are written to in; both, until they choose one."),
    ] = None,
) -> None:
    """Print a single-use code, alone on the last line, to be sent to the bot as /start CODE."""
    code = run(lambda rt: staff.invite(rt, Role(role.value), name, language))
    days = staff.INVITATIONS_LAST.days
    typer.echo(f"Send the bot /start and this code, once, within {days} days:")
    typer.echo(code)
