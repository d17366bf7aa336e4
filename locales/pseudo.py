"""Words that show what was never translated.

Every text of the catalogues comes wrapped, accented and about a third longer: ⟦Ĥéļļö {name}⟧. What
a person sees outside the brackets never went through a catalogue, and what does not fit would not
fit in Welsh either. `words` stands in for `locales.reader.words`.
"""

import re
from functools import cache
from pathlib import Path

from babel.support import Translations

from domain.people import Language
from locales.reader import words as real_words

OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.3
FILLING = "·"
KEPT = re.compile(r"(\{\{|\}\}|\{\w*\}|https?://\S+|(?<!\w)/\w+)")
"""Placeholders, addresses and commands stay as they are."""

ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçďéƒĝĥîĵķļɱñöƥɋŕšţûṽŵẋýžÀƁÇĎÉƑĜĤÎĴĶĻṀÑÖƤɊŔŠŢÛṼŴẊÝŽ",
)
WRAPPED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


def pseudo(text: str) -> str:
    """A text wrapped, accented and longer, with its placeholders as they were."""
    parts = KEPT.split(text)
    said = "".join(
        part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts)
    )
    return f"{OPEN}{said}{FILLING * round(len(text) * LONGER)}{CLOSE}"


def outside(shown: str) -> str:
    """What is left of something shown when all that went through a catalogue is taken out."""
    while (left := WRAPPED.sub(" ", shown)) != shown:
        shown = left
    return shown


class PseudoWords(Translations):
    """The words of one language, each shown to have been translated."""

    def __init__(self, real: Translations) -> None:
        super().__init__()
        self._real = real

    def gettext(self, message: str) -> str:
        """The text under a key, made strange; the key itself where there is none."""
        text = self._real.gettext(message)
        return message if text == message else pseudo(text)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The plural text under a key, made strange."""
        text = self._real.ngettext(msgid1, msgid2, n)
        return text if text in (msgid1, msgid2) else pseudo(text)


@cache
def words(language: Language, folder: Path) -> Translations:
    """Every text of one language under `folder`, made strange."""
    return PseudoWords(real_words(language, folder))
