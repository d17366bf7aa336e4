"""`gwrando flows play`: a pack in a terminal, as a learner would have it on a phone."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import ascii_lowercase
from typing import Annotated, Any

import typer

from bot.commands.catalogues import Catalogues, must_be_sound
from bot.commands.last_time import last_time
from bot.commands.running import fail
from domain.errors import BadInput
from domain.messages import Button
from domain.people import Band, Language
from escalation.screening import Screener, load_screener
from flows.asking import parse_button
from flows.calendar import SCHOOL_ZONE, school_day
from flows.checking import Words, check_pack
from flows.definition import Pack
from flows.loading import PACKS, read_pack
from flows.sprint import Sprint
from flows.story import Scene, Story
from locales.reader import CATALOGUES

LANGUAGES = {
    "cymraeg": Language.CY,
    "welsh": Language.CY,
    "english": Language.EN,
    "saesneg": Language.EN,
}

MOST_HOURS = 24 * 365
"""Time that may pass at once."""

YEARS = range(2000, 2101)
"""Years in which a pack may be played."""

HELP = """Tap a button by its letter, or type an answer; cymraeg and english change the language.
.where asks where we were; .wait HOURS lets time pass; .quit ends."""


def play(
    pack: Annotated[str, typer.Argument(help="The id of a pack, or its folder.")],
    lang: Annotated[str, typer.Option(help="cy or en.")] = "cy",
    band: Annotated[str, typer.Option(help="7-9, 10-11, 12-14 or 15-18.")] = "15-18",
    at: Annotated[str, typer.Option(help="School time, for example 2026-12-18T08:45.")] = "",
    before: Annotated[
        list[str] | None,
        typer.Option(help="An answer of the last time, as QUESTION=VALUE; once for each."),
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Write what was said as a golden story.")
    ] = None,
    catalogues: Catalogues = CATALOGUES,
) -> None:
    """Play a pack in the terminal; nothing is kept and nobody is told."""
    must_be_sound(catalogues)
    try:
        found = pack_called(pack)
        scene = _scene(found, lang, band, at)
        answered = last_time(found, before or (), school_day(scene.now))
    except BadInput as error:
        fail(*error.faults)
    scene = replace(scene, before=answered, catalogues=catalogues)
    _must_hold(found, Words.over(catalogues))
    if record is not None:
        _must_be_free(record)
    story, sprint = Story.begun(found, scene)
    typer.echo(f"{HELP}\n")
    _talk(_Table(story, load_screener()), sprint)
    if record is not None:
        _write(record, story)


def pack_called(name: str) -> Pack:
    """The pack with that id, or in that folder; BadInput where there is none."""
    return read_pack(folder_called(name))


def folder_called(name: str) -> Path:
    """The folder of a pack, which is named as its id, or a path; BadInput where there is none."""
    for folder in (Path(name), PACKS / name):
        if name and folder.is_dir():
            return folder
    known = ", ".join(path.parent.name for path in sorted(PACKS.glob("*/pack.yaml")))
    raise BadInput(f"there is no pack {name!r}; there are {known}.")


def _must_hold(pack: Pack, words: Words) -> None:
    """The end for a pack that would break off in the middle; its other faults are told."""
    faults = [each for each in check_pack(pack, words) if each.level == "fault"]
    if breaking := [str(each) for each in faults if each.breaks]:
        fail(*breaking)
    for each in faults:
        typer.echo(each, err=True)


def _scene(pack: Pack, lang: str, band: str, at: str) -> Scene:
    if lang not in set(Language):
        fail(f"--lang is {lang!r}; it must be cy or en.")
    if band not in set(Band):
        fail(f"--band is {band!r}; it must be one of {', '.join(Band)}.")
    if Band(band) not in pack.bands:
        fail(f"{pack.id} is not for ages {band}; it is for {', '.join(pack.bands)}.")
    return Scene(language=Language(lang), band=Band(band), now=_moment(at))


def _moment(at: str) -> datetime:
    if not at:
        return datetime.now(UTC)
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        fail(f"--at is {at!r}; write it like 2026-12-18T08:45.")
    if given.year not in YEARS:
        fail(f"--at is {at!r}; the year must be from {YEARS[0]} to {YEARS[-1]}.")
    there = given if given.tzinfo else given.replace(tzinfo=SCHOOL_ZONE)
    return there.astimezone(UTC)


@dataclass
class _Table:
    """What lies on the table: the story, and who listens for worrying words."""

    story: Story
    screener: Screener
    buttons: tuple[Button, ...] = ()

    def worry(self, text: str) -> str:
        """What would come of these words besides the answer, or nothing."""
        language = self.story.scene.language.value
        verdict = self.screener.screen(text, language, None)
        if not verdict.worrying:
            return ""
        return (
            f"(In a real chat these words open a case at level {verdict.level.word}; the learner "
            "is answered with where to turn, and is asked nothing more.)"
        )


def _talk(table: _Table, sprint: Sprint) -> None:
    _show(table, sprint)
    for line in _lines():
        if line == ".quit":
            break
        done = _done(table, line)
        if isinstance(done, str):
            typer.echo(done)
            continue
        if "type" in done and (worry := table.worry(done["type"])):
            typer.echo(worry)
            break
        _show(table, table.story.do(done))


def _lines() -> Iterator[str]:
    """What is typed, line by line, until there is no more."""
    while True:
        if sys.stdin.isatty():
            typer.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


def _done(table: _Table, line: str) -> dict[str, Any] | str:
    """The step that a line means, or a sentence on why it means none."""
    if line.casefold() in LANGUAGES:
        return {"language": LANGUAGES[line.casefold()].value}
    if line == ".where":
        return {"return": True}
    if line.startswith(".wait"):
        return _waited(table.story.scene.now, line.removeprefix(".wait").strip())
    if line.startswith("."):
        return HELP
    if len(line) == 1 and line in ascii_lowercase[: len(table.buttons)]:
        parsed = parse_button(table.buttons[ascii_lowercase.index(line)].data)
        if parsed is not None:
            return {"tap": [parsed[1], parsed[2]]}
    return {"type": line}


def _waited(now: datetime, hours: str) -> dict[str, Any] | str:
    if hours.isdecimal() and len(hours) <= len(str(MOST_HOURS)):
        number = int(hours)
        if number <= MOST_HOURS and (now + timedelta(hours=number)).year in YEARS:
            return {"wait_hours": number}
    return (
        f"Write it like .wait 48; the most is .wait {MOST_HOURS}, and {YEARS[-1]} the last year."
    )


def _show(table: _Table, sprint: Sprint) -> None:
    for said in sprint.said:
        typer.echo(f"\n{said.text}")
        if said.picture:
            typer.echo(f"(A picture of these answers goes with it: {', '.join(said.picture)}.)")
        buttons = tuple(button for row in said.buttons for button in row)
        table.buttons = buttons or table.buttons
        letters = iter(ascii_lowercase)
        for row in said.buttons:
            typer.echo("   ".join(f"{next(letters, '?')}) {button.label}" for button in row))
    if sprint.toast:
        typer.echo(f"({sprint.toast})")


def _must_be_free(path: Path) -> None:
    """The end, before anything is played, where a story cannot be written or lies already."""
    if path.exists():
        fail(f"{path} is there already: name a file that is not.")
    if not path.parent.is_dir():
        fail(f"there is no folder {path.parent}.")


def _write(path: Path, story: Story) -> None:
    text = json.dumps(story.written(), ensure_ascii=False, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")
    typer.echo(f"The story is in {path}.")
