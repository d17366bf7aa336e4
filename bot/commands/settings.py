"""`gwrando settings`: what the school sets, each change with its reason."""

from typing import Annotated

import typer

from bot.commands.running import run
from domain.messages import Channel
from services import settings

app = typer.Typer(no_args_is_help=True, help="What the school sets, each with its reason.")


@app.command()
def show() -> None:
    """Print every setting and the reason for each that was changed."""
    now = run(settings.current)
    default = "default: Telegram's own minimum age in the UK is 16"
    reason = now.reasons.get(settings.CHANNELS, default)
    typer.echo(f"channel telegram: open from year {now.channels.telegram} ({reason})")
    days = "any day" if now.window.any_day else "school days"
    reason = now.reasons.get(settings.WINDOW, "default")
    typer.echo(f"window: {now.window.opens:%H:%M}-{now.window.closes:%H:%M}, {days} ({reason})")
    reason = now.reasons.get(settings.READING, "default")
    typer.echo(f"reading: within {now.reading.days} school days ({reason})")
    since = now.over_time.since
    reason = now.reasons.get(settings.OVER_TIME, "default")
    told = f"on since {since:%Y-%m-%d}" if since else "off"
    typer.echo(f"over-time: {told} ({reason})")


@app.command("over-time")
def over_time(
    on: Annotated[bool, typer.Option("--on/--off", help="Whether signs are looked for.")],
    reason: Annotated[str, typer.Option(help="The school's reason.")],
) -> None:
    """Look for signs over time in learners' faces, for the pastoral lead; learners are told."""
    run(lambda rt: settings.set_over_time(rt, on, reason))
    if on:
        typer.echo("Learners are told in their chats; what they answer after that counts.")
    else:
        typer.echo("Signs over time are not looked for any more.")


@app.command()
def channel(
    from_year: Annotated[int, typer.Option(help="The youngest year group that may join.")],
    reason: Annotated[str, typer.Option(help="The school's reason; younger learners read it.")],
    name: Annotated[Channel, typer.Argument(help="The channel.")] = Channel.TELEGRAM,
) -> None:
    """Open a channel from a year group upwards."""
    run(lambda rt: settings.open_channel(rt, name, from_year, reason))
    typer.echo(f"{name.value} is open from year {from_year}.")


@app.command()
def window(
    reason: Annotated[str, typer.Option(help="The school's reason.")],
    opens: Annotated[str, typer.Option(help="The time prompts may leave from.")] = "08:00",
    closes: Annotated[str, typer.Option(help="The time they may leave until.")] = "18:00",
    any_day: Annotated[bool, typer.Option(help="On weekends too.")] = False,
) -> None:
    """Set when scheduled prompts may leave, on the classroom clock."""
    run(lambda rt: settings.set_window(rt, opens, closes, any_day, reason))
    typer.echo(f"Prompts leave from {opens} to {closes}.")


@app.command()
def reading(
    days: Annotated[int, typer.Option(help="School days, from 1 to 5.")],
    reason: Annotated[str, typer.Option(help="The school's reason.")],
) -> None:
    """Set within how many school days an adult reads what learners write."""
    run(lambda rt: settings.set_reading(rt, days, reason))
    typer.echo(f"What learners write is read within {days} school days.")
