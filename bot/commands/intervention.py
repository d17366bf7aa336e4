"""`gwrando intervention`: what a school does with a group, measured before and after."""

from typing import Annotated

import typer

from bot.commands.running import run
from bot.commands.schedule import say_asked
from reporting.change import DOWN, SAME, UP, Outcome, ReleasedChange, Shift
from reporting.tables import REMAINDER, TOO_FEW
from services import interventions, settings
from services.interventions import Listed, Result
from services.runtime import Runtime
from services.waves import Opened
from storage.interventions import Moment

app = typer.Typer(
    no_args_is_help=True, help="What is done with a group, measured before and after."
)

WHY_NOT = {
    TOO_FEW: "Not shown: fewer than ten answered both times.",
    REMAINDER: (
        "Not shown: together with what was released for another group, it would tell of a few."
    ),
}
HIDDEN = "Not shown: too few of them answered it both times."
CHANGED = {UP: "Up.", SAME: "About the same.", DOWN: "Down."}


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What it is called; no names of people.")],
    group: Annotated[str, typer.Option(help="A group of the roll.")],
    pack: Annotated[str, typer.Option(help="The pack to ask both times.")] = interventions.PACK,
) -> None:
    """Add an intervention; prints its id alone on the last line."""
    new = run(lambda rt: interventions.add(rt, name, group, pack))
    typer.echo(f"{new.name}: {new.pack} for the group {new.group}, before and after")
    typer.echo(new.id)


@app.command("list")
def list_() -> None:
    """Print every intervention with its id and how many took part."""
    found = run(interventions.listed)
    if not found:
        typer.echo("There are no interventions. Add one with gwrando intervention add.")
    for each in found:
        typer.echo(_line(each))


@app.command()
def ask(intervention_id: str, moment: Moment) -> None:
    """Ask the group before or after, now. Prompts still leave only inside the sending window."""

    async def ask_now(rt: Runtime) -> tuple[Opened, bool]:
        is_open = (await settings.current(rt)).sends_now(rt.now())
        return await interventions.ask(rt, intervention_id, moment), is_open

    say_asked(*run(ask_now))


@app.command()
def close(
    intervention_id: str,
    for_good: Annotated[
        bool, typer.Option("--for-good", help="Close it even if nothing could be shown of it.")
    ] = False,
) -> None:
    """Freeze the result, once and never again, and print it."""
    _say(run(lambda rt: interventions.close(rt, intervention_id, for_good=for_good)))


@app.command()
def result(intervention_id: str) -> None:
    """Print the result as it was frozen."""
    _say(run(lambda rt: interventions.result(rt, intervention_id)))


def _line(each: Listed) -> str:
    took_part = each.turnout
    told = (
        ("asked", took_part.asked),
        ("answered before", took_part.before),
        ("answered after", took_part.after),
        ("answered both times", took_part.paired),
    )
    counts = ", ".join(f"{what}: {_count(number)}" for what, number in told)
    whose = each.intervention
    state = "open" if whose.closed_at is None else "closed"
    return f"{whose.id}  {whose.name} ({whose.pack}, group {whose.group}, {state}); {counts}"


def _count(number: int | None) -> str:
    return "fewer than 10" if number is None else str(number)


def _say(found: Result) -> None:
    typer.echo(f"{found.intervention.name}, group {found.intervention.group}")
    for line in lines(found.outcome, found.questions):
        typer.echo(line)


def lines(outcome: Outcome, questions: dict[str, str]) -> list[str]:
    """What is told of an outcome: the change as it was released, or why it is not shown."""
    if not isinstance(outcome, ReleasedChange):
        return [WHY_NOT[outcome.reason]]
    return [
        f"The same {outcome.pairs} learners answered before and after. "
        "Averages, where 1 is the low end:",
        *(f"{questions.get(s.question, s.question)} {_shift(s)}" for s in outcome.shifts),
        *(f"{questions.get(each, each)} {HIDDEN}" for each in outcome.hidden),
    ]


def _shift(shift: Shift) -> str:
    before, after = _average(shift.before, shift), _average(shift.after, shift)
    return f"Before: {before}. After: {after}. {CHANGED[shift.direction]}"


def _average(tenths: int, shift: Shift) -> str:
    lowest, highest = shift.limits
    end = {lowest: " or lower", highest: " or higher"}.get(tenths, "")
    return f"{tenths // 10}.{tenths % 10}{end}"
