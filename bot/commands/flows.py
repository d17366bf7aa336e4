"""`gwrando flows`: conversations checked, drawn and counted."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.catalogues import Catalogues, must_be_sound
from bot.commands.play import folder_called, pack_called, play
from bot.commands.running import fail
from domain.errors import BadInput
from domain.people import Band, Language
from flows.checking import Words, check_packs
from flows.coverage import frameworks_page
from flows.definition import Pack
from flows.drawing import drawing
from flows.loading import PACKS, places, read_packs
from locales.reader import CATALOGUES, voice

app = typer.Typer(no_args_is_help=True, help="Conversations: check, play and draw them.")
app.command()(play)


@app.command()
def check(
    packs: Annotated[
        list[str] | None, typer.Argument(help="Ids of packs, or their folders; none for all.")
    ] = None,
    catalogues: Catalogues = CATALOGUES,
) -> None:
    """Say what is wrong with packs, a finding a line; exit status 1 where there is a fault."""
    names = packs or sorted(path.parent.name for path in PACKS.glob("*/pack.yaml"))
    chosen = _chosen(names)
    must_be_sound(catalogues)
    found = check_packs(chosen, Words.over(catalogues))
    stands = {
        pack.id: places(folder_called(name)) for pack, name in zip(chosen, names, strict=True)
    }
    for finding in found:
        typer.echo(f"{stands[finding.pack].get(finding.node, '')}: {finding}")
    if any(finding.level == "fault" for finding in found):
        raise typer.Exit(1)
    whole = ", ".join(sorted({pack.id for pack in chosen}))
    typer.echo(f"No fault was found in {whole}.")


@app.command()
def graph(
    pack: Annotated[str, typer.Argument(help="The id of a pack, or its folder.")],
    out: Annotated[Path | None, typer.Option(help="Write the drawing there.")] = None,
    lang: Annotated[str, typer.Option(help="cy or en.")] = "cy",
    catalogues: Catalogues = CATALOGUES,
) -> None:
    """Draw a pack as SVG."""
    if lang not in set(Language):
        fail(f"--lang is {lang!r}; it must be cy or en.")
    must_be_sound(catalogues)
    (found,) = _chosen([pack])
    oldest = max(found.bands, key=list(Band).index)
    svg = drawing(found, voice(Language(lang), oldest, catalogues))
    if out is None:
        typer.echo(svg, nl=False)
        return
    try:
        out.write_text(svg, encoding="utf-8")
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")
    typer.echo(f"The drawing is in {out}.")


@app.command()
def frameworks() -> None:
    """Print what packs ask about in each framework, as docs/frameworks.md has it."""
    typer.echo(frameworks_page(_chosen([])), nl=False)


def _chosen(names: list[str]) -> list[Pack]:
    """The packs of these names, or all; the end with a sentence where one is not there."""
    try:
        return [pack_called(name) for name in names] or list(read_packs().values())
    except BadInput as error:
        fail(*error.faults)
