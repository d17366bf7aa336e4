"""`gwrando lexicon`: what screening listens for in this school, and how that is changed."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.commands.running import run
from domain.verdicts import Level
from escalation.lexicon.changes import Kind, ListChange
from services import false_alarms, wordlist

app = typer.Typer(no_args_is_help=True, help="What screening listens for, and its changes.")

Heard = StrEnum("Heard", {each.name: each.word for each in Level if each is not Level.NONE})  # type: ignore[misc]
URGENT = Heard(Level.URGENT.word)
Reason = Annotated[str, typer.Option(help="The reason; it is kept.")]
EntryName = Annotated[str, typer.Argument(help="An entry, such as substance.vaping.")]


@app.command()
def entries(
    category: Annotated[str | None, typer.Option(help="Only those of one category.")] = None,
) -> None:
    """List the entries: name, level and what each hears."""
    for one in run(wordlist.current).files:
        if category in (None, one.category):
            for each in one.entries:
                typer.echo(f"{one.category}.{each.id}\t{each.level.word}\t{each.says.en}")


@app.command()
def add(
    words: Annotated[str, typer.Argument(help="A word or a few, as learners write them.")],
    category: Annotated[str, typer.Option(help="The kind of harm.")],
    reason: Reason,
    level: Annotated[Heard, typer.Option(help="How soon an adult must read.")] = URGENT,
) -> None:
    """Hear words that the lexicon does not know; it holds at once."""
    of = Level.from_word(level.value)
    change = run(lambda rt: wordlist.add(rt, words, category, of, reason))
    typer.echo(f'Change {change.id}: "{change.target}" is heard at {of.word}.')


@app.command()
def lower(
    entry: EntryName,
    level: Annotated[Heard, typer.Option(help="The level from then on.")],
    reason: Reason,
) -> None:
    """Ask two people to let an entry be heard at a lower level."""
    of = Level.from_word(level.value)
    _asked(run(lambda rt: wordlist.propose(rt, entry, of, reason)))


@app.command()
def remove(entry: EntryName, reason: Reason) -> None:
    """Ask two people to let an entry be heard no more."""
    _asked(run(lambda rt: wordlist.propose(rt, entry, None, reason)))


@app.command()
def changes() -> None:
    """List what the school has changed, and who agreed, by the number each person has here."""
    for each in run(wordlist.listed):
        typer.echo(f"{each.id}\t{each.kind.value}\t{each.target}\t{_state(each)}\t{each.reason}")


def _asked(change: ListChange) -> None:
    typer.echo(f"Change {change.id} waits: two people are asked in their chats.")


def _state(change: ListChange) -> str:
    if change.refused:
        return f"refused by {', '.join(sorted(change.refused))}"
    if change.kind is Kind.ADD:
        return "holds"
    by = f", agreed by {', '.join(sorted(change.agreed))}" if change.agreed else ""
    return ("holds" if change.holds else "waits") + by


@app.command("false-alarms")
def alarms_without_cause() -> None:
    """Print which entries were heard in cases closed as false alarms; no words."""
    found = run(lambda rt: false_alarms.look(rt, rt.screener))
    typer.echo(f"{found.cases} cases were closed as false alarms.")
    for entry, number in found.heard.most_common():
        typer.echo(f"{entry}\theard in {number}\tstill in {found.still[entry]}")
