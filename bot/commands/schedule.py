"""`gwrando schedule`: when check-ins go out."""

from typing import Annotated

import typer

from bot.commands.running import fail, run
from domain.ids import ScheduleId
from domain.people import Language
from locales.reader import voice
from services import schedules, settings, waves
from services.runtime import Runtime
from storage.schedules import Schedule

app = typer.Typer(no_args_is_help=True, help="When check-ins go out.")


@app.command()
def add(
    pack: Annotated[str, typer.Argument(help="The pack to send, for example mood.")] = "mood",
    day: Annotated[str, typer.Option(help="A day of the week.")] = "tuesday",
    at: Annotated[str, typer.Option(help="The time on the classroom clock.")] = "08:45",
    years: Annotated[str, typer.Option(help="Year groups, for example 7-13.")] = "7-13",
    group: Annotated[str | None, typer.Option(help="Only this group of the roll.")] = None,
) -> None:
    """Send a pack every week; prints the schedule's id alone on the last line."""
    new = run(lambda rt: schedules.add(rt, pack, day, at, years, group))
    typer.echo(_words(new))
    typer.echo(new.id)


@app.command("list")
def list_() -> None:
    """Print every schedule with its id and when it is due next."""
    found = run(schedules.listed)
    if not found:
        typer.echo("There are no schedules. Add one with gwrando schedule add.")
    for each in found:
        due = voice(Language.EN).moment(each.next_due)
        typer.echo(f"{each.schedule.id}  {_words(each.schedule)}; next: {due}")


@app.command()
def remove(schedule_id: str) -> None:
    """Take a schedule out of use."""
    run(lambda rt: schedules.remove(rt, schedule_id))
    typer.echo(f"Schedule {schedule_id} is removed; what has been asked stays.")


@app.command("run-now")
def run_now(schedule_id: str) -> None:
    """Open a wave of a schedule now. Prompts still leave only inside the sending window."""

    async def open_wave(rt: Runtime) -> tuple[waves.Opened | None, bool]:
        is_open = (await settings.current(rt)).sends_now(rt.now())
        return await waves.run_now(rt, ScheduleId(schedule_id)), is_open

    opened, is_open = run(open_wave)
    if opened is None:
        fail(f"there is no schedule {schedule_id!r}; see gwrando schedule list.")
    say_asked(opened, is_open)


def say_asked(opened: waves.Opened, is_open: bool) -> None:
    """Tell how many were asked and were not, and whether prompts wait for the sending window."""
    typer.echo(asked_in_words(opened))
    if opened.asked and not is_open:
        typer.echo(
            "The sending window is closed: the prompts leave when it next opens "
            "(gwrando settings show tells when)."
        )


def asked_in_words(opened: waves.Opened) -> str:
    """How many were asked, were left out, and cannot be asked before they have joined."""
    told = f"Asked: {opened.asked}. Left out: {opened.left_out}."
    return f"{told} Not joined yet: {opened.not_joined}." if opened.not_joined else told


def _words(schedule: Schedule) -> str:
    day = schedules.WEEKDAYS[schedule.weekday].capitalize()
    clock = voice(Language.EN).time(schedule.clock)
    years = f"years {schedule.first_year}-{schedule.last_year}"
    group = f", group {schedule.group}" if schedule.group else ""
    return f"{schedule.pack}: {day}s {clock} Europe/London, {years}{group}"
