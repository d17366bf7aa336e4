"""Where an empty entry goes: beside its nearest sibling, with everything else as it was.

The domain of a key is the file of its first segment, if there is one, else that of the key that
shares most segments with it. A new subject gets a file of its own.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from domain.people import Language
from locales.catalogue import PLURAL_FORMS

MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {forms}\\n"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry that is not there yet."""

    wording: str
    plural: bool = False


def add(folder: Path, language: Language, wanted: Wanted) -> Path:
    """Put an empty entry into its catalogue, and say which that was."""
    path = home(folder, wanted.wording)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        head = HEADER.format(language=language.value, forms=PLURAL_FORMS[language])
        path.write_text(head, encoding="utf-8")
    raw = path.read_text(encoding="utf-8")
    path.write_text(inserted(raw, wanted.wording, empty(language, wanted)), encoding="utf-8")
    return path


def home(folder: Path, wording: str) -> Path:
    """The catalogue that a text belongs in."""
    own = folder / f"{wording.partition('.')[0]}.po"
    if own.exists():
        return own
    nearest = {path: _nearest(path.read_text(encoding="utf-8"), wording) for path in _all(folder)}
    best = max(nearest, key=lambda path: nearest[path], default=own)
    return best if nearest.get(best) else own


def empty(language: Language, wanted: Wanted) -> str:
    """An entry without words, with as many forms as the language has."""
    if not wanted.plural:
        return f'msgid "{wanted.wording}"\nmsgstr ""'
    forms = int(PLURAL_FORMS[language].partition("nplurals=")[2][0])
    lines = [f'msgid "{wanted.wording}"', f'msgid_plural "{wanted.wording}"']
    return "\n".join([*lines, *(f'msgstr[{number}] ""' for number in range(forms))])


def inserted(raw: str, wording: str, entry: str) -> str:
    """The file with an entry behind its nearest sibling, or at its end."""
    body = raw.rstrip("\n")
    blocks = body.split("\n\n")
    near = [_nearest(block, wording) for block in blocks]
    place = len(near) - near[::-1].index(max(near)) if max(near) else len(near)
    blocks.insert(place, entry)
    return "\n\n".join(blocks) + (raw[len(body) :] or "\n")


def _all(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.po"))


def _nearest(text: str, wording: str) -> int:
    """How many leading segments the nearest key in a text shares."""
    return max((_shared(found, wording) for found in MSGID.findall(text)), default=0)


def _shared(one: str, other: str) -> int:
    """How many leading segments two keys share; a band counts as one more."""
    pairs = zip(re.split("[.@]", one), re.split("[.@]", other), strict=False)
    count = 0
    for first, second in pairs:
        if first != second:
            break
        count += 1
    return count
