"""`gwrando audit`: who looked at what, and whether the record of it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import kept_cipher
from bot.commands.running import fail, run, run_async, run_looking
from bot.config import read_config
from domain.audit import Fault, Line, Walk
from flows.calendar import local
from services import audit

app = typer.Typer(no_args_is_help=True, help="Who looked at what: check the record, read it.")

BROKEN = 1
"""The exit status of an audit that is not whole."""

AT_ONCE = 50
"""How many lines are listed, if nothing else is said."""


@app.command()
def verify(
    file: Annotated[Path | None, typer.Option(help="A file that was exported.")] = None,
    expect: Annotated[
        str | None, typer.Option(help="A digest noted earlier, its first 16 digits at least.")
    ] = None,
) -> None:
    """Check that no line was changed, moved, put in or taken out; nothing is written."""
    walk = _followed(file, expect)
    if not walk.is_whole:
        fail(broken(walk), status=BROKEN)
    typer.echo(whole(walk))


@app.command()
def head() -> None:
    """Print the number and digest of the newest line, to be noted elsewhere."""
    walk = _followed(None, None)
    if not walk.is_whole:
        fail(broken(walk), status=BROKEN)
    typer.echo(f"{walk.head.number} {walk.head.digest}")


@app.command("list")
def list_(
    about: Annotated[
        str | None, typer.Option(help="Only what was done to this id, or by it.")
    ] = None,
    last: Annotated[int, typer.Option(min=1, help="How many, the newest.")] = AT_ONCE,
) -> None:
    """List the newest lines: number, time at school, who, what, of whom, why. Ids, no names."""
    found = run_looking(lambda database: audit.listed(database, last=last, about=about))
    for line in found.lines:
        typer.echo(told(line))
    if not found.lines:
        typer.echo("There is no such line.", err=True)
    elif len(found.lines) < found.of:
        typer.echo(f"These are the newest {len(found.lines)} of {found.of}.", err=True)


@app.command()
def export(out: Annotated[Path, typer.Option(help="The file to write, JSON lines.")]) -> None:
    """Write the whole audit to a file that can be checked elsewhere; this is noted in it."""
    newest = run(lambda rt: audit.export(rt, out))
    typer.echo(f"{_lines(newest.number)} written to {out}; the newest digest is {newest.digest}.")


def _followed(file: Path | None, expect: str | None) -> Walk:
    async def from_file(path: Path) -> Walk:
        return audit.verify_file(kept_cipher(read_config()), path, _noted(expect))

    if file is not None:
        return run_async(from_file(file))
    return run_looking(lambda database: audit.verify(database, _noted(expect)))


def _noted(given: str | None) -> str:
    return "" if given is None else audit.noted_digest(given)


def told(line: Line) -> str:
    """A line of the audit in one line, its time as on the classroom wall."""
    at = f"{local(line.moment):%Y-%m-%d %H:%M:%S}" if line.moment else line.at
    parts = (at, line.actor, line.action, line.subject, line.reason)
    return "\t".join((str(line.number), *(_plain(part) for part in parts)))


def _plain(text: str) -> str:
    """Nothing that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def whole(walk: Walk) -> str:
    """What is said of a chain that is whole."""
    number = walk.head.number
    parts = [_lines(number) if number else "it has no lines yet"]
    if walk.taken_over:
        parts.append(f"{walk.taken_over} of them from before the chain")
    if walk.expected:
        parts.append(f"the head you noted is number {walk.noted}")
    parts.append(f"the newest digest is {walk.head.digest}")
    return f"The audit is whole: {', '.join(parts)}."


def broken(walk: Walk) -> str:
    """What is said of a chain that is not whole: the first thing that is wrong, and where."""
    match walk.fault:
        case Fault.MISSING:
            found = f"line {walk.broken_at} is missing"
        case Fault.MISPLACED:
            found = f"line {walk.broken_at} stands where it does not belong"
        case Fault.UNREADABLE:
            found = f"what stands in the place of line {walk.broken_at} cannot be read"
        case Fault.CUT:
            found = f"it ends before line {walk.broken_at}, which was written"
        case Fault.BEYOND:
            found = f"it has lines after number {walk.broken_at}, where its mark ends"
        case Fault.UNMARKED:
            found = "the mark of its newest line is missing or was changed"
        case Fault.UNKNOWN_HEAD:
            found = (
                "the head you noted is not in it; lines were cut off, it was begun anew, "
                "or this copy is older than your note"
            )
        case _:
            found = f"line {walk.broken_at} was changed, moved or put in"
    return f"The audit is broken: {found}."
