"""`gwrando staff`: invitations for staff and council members."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.running import run
from bot.config import read_config
from domain.ids import ContactId
from domain.people import STAFF_ROLES, Language, Role
from flows.calendar import local
from services import rota, signing_in, staff
from services.runtime import Runtime
from storage.duties import Kind

app = typer.Typer(
    no_args_is_help=True, help="Staff and council members: invite them, and who is on duty."
)

StaffRole = StrEnum("StaffRole", {role.name: role.value for role in STAFF_ROLES})  # type: ignore[misc]


@app.callback()
def _group() -> None:
    """Staff and council members: invite them, and who is on duty."""


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


@app.command("list")
def list_staff() -> None:
    """Print who is paged: id, roles, name, and whether they are away or on call."""
    for each in run(rota.look).people:
        roles = "+".join(sorted(each.contact.roles))
        now = "".join([" away" * each.away, " on-call" * each.on_call])
        typer.echo(f"{each.contact.id}  {roles}  {each.contact.standing.value}  {each.name}{now}")


@app.command("rota")
def show_rota() -> None:
    """Print who is away and who is on call, now and later."""
    found = run(rota.look)
    for duty in found.duties:
        begins, ends = local(duty.begins_at), local(duty.ends_at)
        when = f"{begins:%Y-%m-%d %H:%M} to {ends:%Y-%m-%d %H:%M}"
        typer.echo(f"{duty.id}  {duty.kind.value}  {when}  {found.name(duty.contact_id)}")


_WHO = Annotated[str, typer.Argument(help="The id, as gwrando staff list shows it.")]
_FROM = Annotated[str, typer.Option("--from", help="2026-12-01, or 2026-12-01T16:00.")]
_UNTIL = Annotated[str, typer.Option(help="A day, itself included, or a time.")]
_WHY = Annotated[str, typer.Option(help="A word for the rota.")]


@app.command()
def away(who: _WHO, begins: _FROM, until: _UNTIL, reason: _WHY = "") -> None:
    """Write that somebody is away: pages go to the next at once."""
    duty = run(lambda rt: rota.put(rt, who, Kind.AWAY, begins, until, reason))
    typer.echo(f"Written down as {duty.id}.")


@app.command("on-call")
def on_call(who: _WHO, begins: _FROM, until: _UNTIL, reason: _WHY = "") -> None:
    """Write that somebody is on call: they are paged outside school hours too."""
    duty = run(lambda rt: rota.put(rt, who, Kind.ON_CALL, begins, until, reason))
    typer.echo(f"Written down as {duty.id}.")


@app.command("take-back")
def take_back(line: Annotated[str, typer.Argument(help="The line's id on the rota.")]) -> None:
    """Take a line of the rota back."""
    run(lambda rt: rota.take_back(rt, line))
    typer.echo("Taken back.")


@app.command("known-as")
def known_as(
    who: _WHO,
    name: Annotated[list[str], typer.Option(help='"Miss J", "Head of Year 9"; once for each.')],
) -> None:
    """Write what else somebody is called: a text about them is not paged to them."""
    run(lambda rt: staff.know_as(rt, who, name))
    typer.echo("Written down. Earlier further names are replaced.")


@app.command()
def link(who: _WHO) -> None:
    """Print a one-time link to the desk, for somebody who cannot ask the bot for it."""

    async def make(rt: Runtime) -> str:
        return await signing_in.make_link(rt, ContactId(who))

    minutes = int(signing_in.LINK_LASTS.total_seconds() // 60)
    token = run(make)
    typer.echo(f"It works once, within {minutes} minutes; it still needs their code:")
    typer.echo(f"{read_config().web_address}/sign-in/{token}")


@app.command("reset-codes")
def reset_codes(
    who: _WHO, reason: Annotated[str, typer.Option(help="Why, for the audit.")]
) -> None:
    """Let somebody set their codes up anew, as their phone is lost; it signs them out."""
    run(lambda rt: signing_in.reset_factor(rt, ContactId(who), reason))
    typer.echo("They set their codes up at their next sign-in.")


@app.command("email")
def email(
    who: _WHO, address: Annotated[str, typer.Argument(help="Where they are paged as well.")]
) -> None:
    """Page somebody by e-mail as well; the local authority's contact by e-mail alone."""
    run(lambda rt: staff.set_email(rt, who, address))
    typer.echo("Written down, sealed. gwrando mail test tries the mail server.")
