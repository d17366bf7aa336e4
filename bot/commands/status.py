"""`gwrando status`: what is there, in numbers."""

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.commands.running import run
from services.status import Status, look


def status(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """Print how much there is: learners, answers, sessions, cases, waiting messages."""
    found = run(look)
    if as_json:
        typer.echo(json.dumps(found.as_json()))
    else:
        Console().print(_table(found))


def _table(found: Status) -> Table:
    table = Table(show_header=False, box=None)
    standing = ", ".join(f"{n} {name}" for name, n in found.learners.items() if name != "total")
    table.add_row("Learners", f"{found.learners['total']} ({standing})")
    table.add_row("Answers", str(found.answers))
    table.add_row("Open sessions", str(found.open_sessions))
    cases = ", ".join(f"{n} {level}" for level, n in found.open_cases.items())
    table.add_row("Open cases", cases)
    reachable = found.safeguarding_staff_reachable
    warning = "" if reachable else "  NOBODY can be paged: invite a DSP"
    table.add_row("Safeguarding staff reachable", f"{reachable}{warning}")
    table.add_row("Thank-you notes to be read", f"{found.notes_waiting}")
    table.add_row("Texts to be read", f"{found.texts_unread}, {found.texts_overdue} overdue")
    if found.faulty_packs:
        faulty = ", ".join(found.faulty_packs)
        table.add_row("Packs not begun", f"{faulty}  gwrando flows check tells why")
    for name, lane in found.outbox.items():
        oldest = "" if lane.oldest_seconds is None else f", the oldest for {lane.oldest_seconds} s"
        table.add_row(f"Waiting to leave ({name})", f"{lane.waiting}{oldest}")
    return table
