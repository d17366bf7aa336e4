"""`gwrando settings`: what the school sets, each change with its reason."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.commands.running import run
from domain.messages import Channel
from domain.verdicts import Level
from services import settings
from services.settings import SchoolSettings

app = typer.Typer(no_args_is_help=True, help="What the school sets, each with its reason.")


class PagedLevel(StrEnum):
    """The levels that have a ladder."""

    IMMEDIATE = "immediate"
    URGENT = "urgent"
    WATCH = "watch"


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
    for line in _school(now):
        typer.echo(line)
    since = now.over_time.since
    reason = now.reasons.get(settings.OVER_TIME, "default")
    told = f"on since {since:%Y-%m-%d}" if since else "off"
    typer.echo(f"over-time: {told} ({reason})")


def _school(now: SchoolSettings) -> Iterator[str]:
    """School time and paging, as lines."""
    hours, reasons = now.hours, now.reasons
    days = "any day" if hours.any_day else "school days"
    why = reasons.get(settings.HOURS, "default")
    yield f"hours: {hours.opens:%H:%M}-{hours.closes:%H:%M}, {days} ({why})"
    for each in hours.closed:
        yield f"closed: {each.first} to {each.last} ({each.name})"
    why = reasons.get(settings.PAGING, "default")
    for word in ("immediate", "urgent", "watch"):
        ladder = getattr(now.paging, word)
        rungs = ", ".join(
            f"{rung.after} {'+'.join(whom.value for whom in rung.whom)}" for rung in ladder.rungs
        )
        again = f", then everyone every {ladder.again} minutes" if ladder.again else ""
        yield f"paging {word}: {rungs}{again} ({why})"
    authority = now.authority
    told = ", ".join(filter(None, (authority.day_number, authority.night_number)))
    yield f"authority: {authority.name or 'not set'} {told}".rstrip()


@app.command()
def hours(
    reason: Annotated[str, typer.Option(help="The school's reason.")],
    opens: Annotated[str, typer.Option(help="When adults begin to read.")] = "09:00",
    closes: Annotated[str, typer.Option(help="When they end.")] = "15:30",
    any_day: Annotated[bool, typer.Option(help="On weekends too.")] = False,
) -> None:
    """Set when adults at school read what learners write, on the classroom clock."""
    run(lambda rt: settings.set_hours(rt, opens, closes, any_day, reason))
    typer.echo(f"Adults read from {opens} to {closes}.")


@app.command()
def closed(
    first: Annotated[str, typer.Argument(help="The first day, like 2026-12-21.")],
    last: Annotated[str, typer.Argument(help="The last day, itself included.")],
    name: Annotated[str, typer.Option(help="What it is: Christmas, INSET.")],
) -> None:
    """Write down days on which school is closed."""
    run(lambda rt: settings.close_school(rt, first, last, name))
    typer.echo(f"School is closed from {first} to {last}.")


@app.command("open")
def open_again(
    first: Annotated[str, typer.Argument(help="The first of the closed days.")],
    reason: Annotated[str, typer.Option(help="Why they are open after all.")],
) -> None:
    """Take closed days back."""
    run(lambda rt: settings.open_school(rt, first, reason))
    typer.echo(f"The closed days from {first} are open again.")


@app.command()
def paging(
    level: Annotated[PagedLevel, typer.Argument(help="The level whose ladder it is.")],
    rung: Annotated[
        list[str],
        typer.Option(help='"0 dsp", "5 deputy+head": minutes, at watch school mornings.'),
    ],
    reason: Annotated[str, typer.Option(help="The school's reason.")],
    again: Annotated[
        int | None, typer.Option(help="Minutes until everybody is paged again; else mornings.")
    ] = None,
) -> None:
    """Set who is paged after how long without acknowledgement."""
    rungs = [_rung(each) for each in rung]
    wanted = Level.from_word(level.value)
    run(lambda rt: settings.set_paging(rt, wanted, rungs, again, reason))
    typer.echo(f"A case at {level.value} that opens from now on climbs this ladder.")


def _rung(text: str) -> dict[str, Any]:
    after, _, whom = text.strip().partition(" ")
    return {"after": after, "whom": [each.strip() for each in whom.split("+")]}


@app.command()
def authority(
    name: Annotated[str, typer.Option(help="The team's own name.")],
    reason: Annotated[str, typer.Option(help="The school's reason.")],
    day: Annotated[str, typer.Option(help="Its number in office hours.")] = "",
    night: Annotated[str, typer.Option(help="Its number out of hours.")] = "",
) -> None:
    """Set whom to telephone at the local authority where nobody takes a case."""
    run(lambda rt: settings.set_authority(rt, name, day, night, reason))
    typer.echo(f"Whoever is paged last is told to telephone {name}.")


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
