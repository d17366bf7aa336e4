"""The catalogues as a translator sees them: every entry with its file and line.

The reader wants texts and forgets where they stood; a check must say where.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from domain.people import Band, Language

KEY = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
PLURAL_FORMS = {
    Language.CY: "nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);",
    Language.EN: "nplurals=2; plural=(n != 1);",
}
LINE = re.compile(r'\s*|#.*|(?:msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*"(?:[^"\\]|\\.)*"\s*')
"""What a line of a catalogue may be; Babel guesses at others, and loses texts."""

BANDS = frozenset(band.value for band in Band)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that must be put right, and where."""

    path: Path
    line: int
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.key} {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text in one language, with all of its plural forms."""

    language: Language
    path: Path
    line: int
    wording: str
    forms: tuple[str, ...]
    plural: bool
    fuzzy: bool

    @property
    def key(self) -> str:
        """The key without its band."""
        return self.wording.partition("@")[0]

    @property
    def band(self) -> str | None:
        """The band this wording is for, as it is written; None if it is for all."""
        return self.wording.partition("@")[2] or None

    def fault(self, what: str) -> Fault:
        """That this entry is wrong in some way."""
        return Fault(path=self.path, line=self.line, key=self.wording, what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """One file, and what is wrong with it as a file."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read_all(folder: Path) -> tuple[Catalogue, ...]:
    """Every catalogue under `folder`, of both languages."""
    return tuple(
        read(path, language)
        for language in Language
        for path in sorted((folder / language.value / "LC_MESSAGES").glob("*.po"))
    )


def read(path: Path, language: Language) -> Catalogue:
    """One catalogue; a file that is no catalogue has a fault and no entries."""
    raw = path.read_text(encoding="utf-8")
    found = [
        Fault(path=path, line=line, key="-", what=what) for line, what in _header(raw, language)
    ]
    found += [Fault(path=path, line=line, key=key, what=what) for line, key, what in _remains(raw)]
    try:
        with path.open("rb") as lines:
            catalogue = read_po(lines, locale=language.value, abort_invalid=True)
    except PoFileError as error:
        found.append(Fault(path=path, line=error.lineno, key="-", what=f"cannot be read: {error}"))
        return Catalogue(entries=(), faults=tuple(found))
    entries = tuple(_entry(message, path, language) for message in catalogue if message.id)
    return Catalogue(entries=entries, faults=tuple(found))


def _entry(message: Message, path: Path, language: Language) -> Entry:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return Entry(
        language=language,
        path=path,
        line=message.lineno or 0,
        wording=str(ids[0]),
        forms=tuple(str(form or "") for form in forms),
        plural=message.pluralizable,
        fuzzy=message.fuzzy,
    )


def _header(raw: str, language: Language) -> Iterator[tuple[int, str]]:
    wanted = PLURAL_FORMS[language]
    if f'"Plural-Forms: {wanted}\\n"' not in raw:
        yield 1, f"the header must say: Plural-Forms: {wanted}"
    if f'"Language: {language.value}\\n"' not in raw:
        yield 1, f"the header must say: Language: {language.value}"


def _remains(raw: str) -> Iterator[tuple[int, str, str]]:
    """What a gettext reader passes over: broken lines, entries given twice, or struck out."""
    seen: set[str] = set()
    for number, line in enumerate(raw.splitlines(), start=1):
        if LINE.fullmatch(line) is None:
            yield number, "-", "cannot be read: the line is no part of an entry"
        said = re.fullmatch(r'(#~ )?msgid "(.+)"', line)
        if said is None:
            continue
        struck, key = said.groups()
        if struck:
            yield number, key, "is obsolete: take it out"
        elif key in seen:
            yield number, key, "is twice in this file"
        else:
            seen.add(key)
