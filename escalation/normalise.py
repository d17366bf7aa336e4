"""A text as words that can be compared, whatever a child did to hide or misspell them.

Readings are added, never put in place of the words, and only where they give a word that the
lexicon knows. Words keep their edges: there is no *kill* in *skilled*.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter

from escalation.folding import APOSTROPHE, fold
from escalation.reading import WORD, Reading, Word
from escalation.vocabulary import Vocabulary

_DISGUISE = re.compile(r"[*@$|#€£%ниμł]|[^\W_][!.\-_/~+^=?][^\W_]|[^\W\d_]\d|\d[^\W\d_]")
# What a text without any disguise is made of, and the signs that hide nothing at a word's end.
_HARMLESS = str.maketrans("", "", "abcdefghijklmnopqrstuvwxyz ',\"\n()âêîôûŵŷáéíóúàèìòùäëïöüÿ:;")
_SINGLES = re.compile(r"\b[^\W_](?:[\W_]+[^\W_]\b){2}")
_CHUNK = re.compile(r"[^\s,;:()\[\]{}\"<>&]+")
_HELD = re.compile(r"([^\W\d_])\1\1")
# What hangs on a word after an apostrophe: 'n 'r of Welsh, 's 'm of English.
_CLITICS = frozenset(("n", "r", "i", "u", "m", "w", "ch", "th", "s", "d", "ll", "re", "ve"))
_EDGE = ".!?-_/~+^='\\"
_LONGEST_CHUNK = 40
_LONGEST_SPACED = 14
_FEWEST_SPACED = 3
_MOST_KEPT = 50_000  # words; a busy school writes a few thousand different ones


class Reader:
    """Reads texts with one vocabulary, and keeps what it found out about each word."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        pictures: Mapping[str, str],
        word: Callable[[tuple[str, ...]], Word],
    ) -> None:
        """`word` tells what the lexicon knows of a word that may be one of several forms."""
        self._vocabulary = vocabulary
        self._pictures = pictures
        self._word = word
        self._kept: dict[str, Word] = {}
        self._hidden: dict[str, Word] = {}

    def read(self, text: str) -> Reading:
        """Read a text in every way that gives words of the vocabulary."""
        folded = fold(text, self._pictures)
        plain = folded.text
        written = WORD.findall(plain)
        try:
            words = [self._kept[word] for word in written]
        except KeyError:
            words = [self._meant(word) for word in written]
        reading = Reading(folded, written, words)
        if _SINGLES.search(plain):
            for first, past, word in self._spaced(written):
                self._add(reading, first, past, word)
        if plain.translate(_HARMLESS) and _DISGUISE.search(plain):
            for first, past, word in self._disguised(reading):
                self._add(reading, first, past, word)
        return reading

    def _meant(self, written: str) -> Word:
        word = self._kept.get(written)
        if word is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            word = self._kept[written] = self._word(self._forms(written))
        return word

    def _add(self, reading: Reading, first: int, past: int, word: str) -> None:
        hidden = self._hidden.get(word)
        if hidden is None:  # there are no more of these than known words
            hidden = self._hidden[word] = self._word((word,))
        reading.longer.setdefault(first, []).append((hidden, past))

    def _forms(self, word: str) -> tuple[str, ...]:
        vocabulary = self._vocabulary
        forms = _spellings(word)
        known = [form for form in forms if form in vocabulary]
        known.extend(vocabulary.respelt(forms[-1]))
        if not known:
            known.extend(vocabulary.clipped(forms[-1]) or vocabulary.near(forms[-1]))
            if _HELD.search(word):
                known.extend(vocabulary.stretched(forms[-1]))
        return tuple(known)

    def _spaced(self, written: list[str]) -> Iterator[tuple[int, int, str]]:
        """Words written as single letters with gaps."""
        run: list[str] = []
        for index, word in enumerate([*written, ""]):
            if len(word) == 1:
                run.append(word)
                continue
            if len(run) >= _FEWEST_SPACED:
                yield from self._words_in_run(run, index - len(run))
            run = []

    def _words_in_run(self, run: list[str], offset: int) -> Iterator[tuple[int, int, str]]:
        for first in range(len(run)):
            for past in range(first + 2, min(first + _LONGEST_SPACED, len(run)) + 1):
                written = "".join(run[first:past])
                hidden = () if written.isalpha() else self._vocabulary.undisguised(written)
                for word in (written, *hidden):
                    if word in self._vocabulary:
                        yield offset + first, offset + past, word

    def _disguised(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Words with signs or digits in them."""
        text, spans = reading.folded.text, reading.spans
        for match in _CHUNK.finditer(text):
            start, end = match.span()
            if end - start > _LONGEST_CHUNK or not _DISGUISE.search(text, start, end):
                continue
            words = self._vocabulary.undisguised(match.group().strip(_EDGE))
            if words:
                first = bisect_right(spans, start, key=itemgetter(1))
                past = bisect_left(spans, end, key=itemgetter(0))
                for word in words if first < past else ():
                    yield first, past, word


def _spellings(word: str) -> list[str]:
    """The word without apostrophes, and without what hangs on it: *dwi'n* is dwin and dwi."""
    if APOSTROPHE not in word:
        return [word]
    stem, _, tail = word.rpartition(APOSTROPHE)
    joined = word.replace(APOSTROPHE, "")
    return [joined, stem.replace(APOSTROPHE, "")] if tail in _CLITICS else [joined]
