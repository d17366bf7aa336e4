"""The catalogues that a command is pointed to: those of the product, or a school's over them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.running import fail
from domain.people import Language
from locales.catalogue import read_all
from locales.reader import TextTwice, compile_words

Catalogues = Annotated[
    Path, typer.Option(help="Where your own texts are; the product's stand behind them.")
]


def must_be_sound(folder: Path) -> None:
    """The end with a sentence where a folder holds no catalogues that can be read."""
    if not folder.is_dir():
        fail(f"there is no folder {folder}.")
    files = read_all(folder)
    if not files:
        fail(f"{folder} has no catalogues; they are named like cy/LC_MESSAGES/mood.po.")
    faults = [str(fault) for file in files for fault in file.faults]
    if faults:
        fail(*faults)
    try:
        for language in Language:
            compile_words(language, folder)
    except TextTwice as error:
        fail(f"{error}.")
