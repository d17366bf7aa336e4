"""Voices that show what was never translated, and how that is found in what people are shown."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest

from locales import pseudo, reader

NAME = "Gwrando"
SHOWN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
UNSEEN_TAGS = {"style", "script"}


def strange_voices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every voice reads the words that show what was translated, until this is gone on with."""
    monkeypatch.setattr(reader, "words", pseudo.words)
    reader.voice.cache_clear()
    yield
    reader.voice.cache_clear()


def untranslated(shown: str, *data: str) -> list[str]:
    """The words with Latin letters that never went through a catalogue and are no data."""
    left = _without(pseudo.outside(shown), data)
    return [word for word in re.findall(r"[^\W\d_]+", left) if _is_latin(word)]


def plain(shown: str, *data: str) -> list[str]:
    """The words without accents, also inside a text that was translated, where all data is known.

    Each letter of a catalogue has an accent here; commands and addresses have none.
    """
    left = _without(pseudo.KEPT.sub(" ", shown), data)
    return re.findall(r"[A-Za-z]+", left)


def _without(shown: str, data: Iterable[str]) -> str:
    for each in (NAME, *data):
        shown = shown.replace(each, " ")
    return shown


def _is_latin(word: str) -> bool:
    return any(unicodedata.name(letter, "").startswith("LATIN") for letter in word)


class Reading(HTMLParser):
    """Everything that a page or a drawing shows or reads aloud, the drawings in it included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in UNSEEN_TAGS
        self.shown += [value or "" for name, value in attrs if name in SHOWN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = self._hidden and tag not in UNSEEN_TAGS

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.shown.append(data)

    @property
    def text(self) -> str:
        """All of it, one below the other."""
        return "\n".join(self.shown)
