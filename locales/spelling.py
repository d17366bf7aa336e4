"""The spelling of Welsh texts, where aspell and its Welsh words are installed.

A word that aspell does not know and that is right stands in `cy_allow.txt`, one a line. What
aspell cannot see is a wrong mutation: every mutated form is a word.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.people import Language
from locales.catalogue import Entry, Fault

ALLOWED = Path(__file__).parent / "cy_allow.txt"
NO_WORDS = re.compile(r"\{[^{}]*\}|https?://\S+|/\w+")
CLITIC = re.compile(r"'(?:r|n|u|i|m|w|ch|th)\b", re.I)
WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")


def spelling_faults(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Words that neither aspell nor the list knows; nothing where there is no aspell."""
    aspell = shutil.which("aspell")
    if aspell is None or "cy" not in _run([aspell, "dump", "dicts"], ""):
        return
    welsh = [entry for entry in entries if entry.language is Language.CY]
    found = {entry: _words(entry) for entry in welsh}
    every = "\n".join(sorted(set[str]().union(*found.values())))
    unknown = _run([aspell, "list", "--lang=cy", "--encoding=utf-8"], every)
    allowed = set(ALLOWED.read_text(encoding="utf-8").split())
    for entry, words in found.items():
        for word in sorted(words & unknown):
            if word.lower() in allowed:
                continue
            yield entry.fault(f"has a word that is not known: {word}")


def _words(entry: Entry) -> set[str]:
    text = NO_WORDS.sub(" ", "\n".join(entry.forms))
    return {CLITIC.sub("", word) for word in WORD.findall(text)}


def _run(command: list[str], given: str) -> set[str]:
    done = subprocess.run(  # noqa: S603 - a fixed command; the words go in by its standard input
        command, input=given, text=True, encoding="utf-8", capture_output=True, check=False
    )
    return set(done.stdout.split())
