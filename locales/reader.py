"""The words of the product, in the reader's language and for the reader's age.

A text is asked for by its key (`enrol.notice`). Both languages are translations of equal standing:
a key is never itself a sentence. Catalogues are `<language>/LC_MESSAGES/<domain>.po`, compiled in
memory when first needed and kept; the domains share one space of keys.

A text may have a wording for an age band: `enrol.notice@7-9` is taken before `enrol.notice` for
someone of that band. A voice without a band reads as the oldest do. In a plural entry
`msgid_plural` repeats the key (only `msgid` is looked at). Welsh has six categories of number and
gettext five forms: how to say none at all is a text of its own, `key.zero`, in both languages.

Whose language is not known is told everything in both (`Voices`). `key.short` is what a button
says then, where its two labels beside each other are too wide for a phone.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, reduce
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from domain.people import Band, Language

CATALOGUES = Path(__file__).parent
LOCALE = {Language.CY: "cy", Language.EN: "en_GB"}
SCHOOL_TIME = ZoneInfo("Europe/London")
OLDEST = Band.AGES_15_18


class MissingText(KeyError):
    """No catalogue holds a text under this key."""


class TextTwice(ValueError):
    """Two catalogues of one language hold the same key."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language, spoken to one age band. Voices that read other words are other voices."""

    language: Language
    band: Band | None
    words: Translations = field(repr=False)
    catalogues: Path = field(default=CATALOGUES, repr=False)

    @property
    def other(self) -> "Voice":
        """The voice of the other language, to the same band."""
        return voice(self.language.other, self.band, self.catalogues)

    def say(self, key: str, **params: object) -> str:
        """The text under `key`, with its placeholders filled."""
        return self.raw(key).format(**params)

    def raw(self, key: str) -> str:
        """The text under `key` as it stands in the catalogue, placeholders and all."""
        for wording in self._wordings(key):
            text = self.words.gettext(wording)
            if text != wording:
                return text
        raise MissingText(key)

    def count(self, key: str, n: int, **params: object) -> str:
        """The plural text under `key` for `n`, which it may show as `{n}`."""
        if n == 0 and self.has(f"{key}.zero"):
            return self.say(f"{key}.zero", n=self.number(n), **params)
        for wording in self._wordings(key):
            text = self.words.ngettext(wording, wording, n)
            if text != wording:
                return text.format(n=self.number(n), **params)
        raise MissingText(key)

    def has(self, key: str) -> bool:
        """Whether there is a text under `key`, plural or not."""
        return any(self.words.gettext(wording) != wording for wording in self._wordings(key))

    def date(self, day: datetime.date) -> str:
        """A date with its year. In Welsh put it after a colon, where nothing mutates it."""
        return format_date(day, "d MMMM y", LOCALE[self.language])

    def day(self, day: datetime.date) -> str:
        """A date with the name of its day and no year, as written inside a sentence."""
        text = format_date(day, "EEEE d MMMM", LOCALE[self.language])
        return text.replace("Dydd", "dydd") if self.language is Language.CY else text

    def time(self, at: datetime.time | datetime.datetime) -> str:
        """A time of day, 24-hour. A moment is shown as the clock at school has it."""
        clock = at.astimezone(SCHOOL_TIME).time() if isinstance(at, datetime.datetime) else at
        return format_time(clock, "HH:mm", locale=LOCALE[self.language])

    def moment(self, at: datetime.datetime) -> str:
        """The day and the time of a moment, as the clock at school has them."""
        there = at.astimezone(SCHOOL_TIME)
        return f"{self.day(there.date())}, {self.time(there)}"

    def dated(self, at: datetime.datetime) -> str:
        """A moment with its year, for what is read long afterwards."""
        there = at.astimezone(SCHOOL_TIME)
        return f"{self.date(there.date())}, {self.time(there)}"

    def number(self, n: float) -> str:
        """A number, with its thousands marked."""
        return format_decimal(n, locale=LOCALE[self.language])

    def list_of(self, items: Iterable[str]) -> str:
        """Things one a line: Welsh "and" changes what follows it, so no words join them."""
        return "\n".join(f"• {item}" for item in items)

    def row_of(self, items: Iterable[str]) -> str:
        """Things in one row, with no "and" in it.

        Two at a time, as Babel's Welsh pattern for more than two lacks its beginning.
        """
        locale = LOCALE[self.language]
        every = list(items)
        if not every:
            return ""
        return reduce(lambda row, each: format_list([row, each], "unit", locale), every)

    def _wordings(self, key: str) -> Iterator[str]:
        if self.band is not None:
            yield f"{key}@{self.band.value}"
        yield key
        if self.band is None:
            yield f"{key}@{OLDEST.value}"


@cache
def voice(language: Language, band: Band | None = None, catalogues: Path = CATALOGUES) -> Voice:
    """The voice that speaks `language` to `band`, in the words of these catalogues."""
    return Voice(language, band, words(language, catalogues), catalogues)


class Voices(tuple[Voice, ...]):
    """How somebody is spoken to: in their language, or in both while it is not known.

    Whatever is said is whole in the first voice, then whole in the next.
    """

    __slots__ = ()

    def tell(self, write: Callable[[Voice], str]) -> str:
        """What is written in each voice, one text below the other."""
        return "\n\n".join(write(speak) for speak in self)

    def say(self, key: str, **params: object) -> str:
        """The text under `key`, with its placeholders filled."""
        return self.tell(lambda speak: speak.say(key, **params))

    def label(self, key: str, **params: object) -> str:
        """What a button says; in shorter words, `key.short`, where two languages share it."""
        short = f"{key}.short"
        wanted = short if len(self) > 1 and self[0].has(short) else key
        return " / ".join(speak.say(wanted, **params) for speak in self)


def voices(language: Language | None, band: Band | None = None) -> Voices:
    """The voice of somebody's language; of both, Welsh first, where it is not known."""
    known = (Language.CY, Language.EN) if language is None else (language,)
    return Voices(voice(each, band) for each in known)


def both(key: str, **params: object) -> str:
    """A text in both languages, Welsh first, for whoever may read it."""
    return voices(None).say(key, **params)


@cache
def words(language: Language, folder: Path) -> Translations:
    """Every text of one language, from all of its catalogues under `folder`, kept.

    Behind those of another folder stand the texts of the product: a school writes only its own.
    """
    own = compile_words(language, folder)
    if folder != CATALOGUES:
        own.add_fallback(words(language, CATALOGUES))
    return own


def compile_words(language: Language, folder: Path) -> Translations:
    """Every text of one language as its catalogues are now."""
    merged: Translations | None = None
    home: dict[str, str] = {}
    for path in sorted((folder / language.value / "LC_MESSAGES").glob("*.po")):
        compiled, keys = _compile(path, language)
        for key in keys:
            if key in home:
                raise TextTwice(f"{key} is in {home[key]} and in {path.name}")
            home[key] = path.name
        # The first is kept, not a new one: merging takes over texts but no rule for plurals.
        merged = compiled if merged is None else merged.merge(compiled)
    return merged or Translations()


def _compile(path: Path, language: Language) -> tuple[Translations, list[str]]:
    with path.open("rb") as lines:
        catalogue = read_po(lines, locale=language.value, abort_invalid=True)
    keys = [str(message.id[0] if message.pluralizable else message.id) for message in catalogue]
    binary = BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return Translations(binary), [key for key in keys if key]
