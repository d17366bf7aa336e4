"""A text as words that can be compared, whatever a child did to hide or misspell them.

A `Reading` is a lattice. Its floor is the words as written; above it lie other ways to read a
stretch: spaced letters (*k m s*), dots and stars (*d.i.e*, *su*cide*), digits for letters
(*k1ll*), held keys (*diiie*), a slip of the finger. Readings are added, never put in place of the
words, and only where they give a word that the lexicon knows. Words keep their edges: there is no
*kill* in *skilled*.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from escalation.folding import APOSTROPHE, Folded, fold
from escalation.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DISGUISE = re.compile(r"[*@$|#€£%ниμł]|[^\W_][!.\-_/~+^=?][^\W_]|[^\W\d_]\d|\d[^\W\d_]")
_CHUNK = re.compile(r"[^\s,;:()\[\]{}\"<>&]+")
_HELD = re.compile(r"([^\W\d_])\1\1")
_STOP = re.compile(r"[.!?;\n]")
_QUOTE = re.compile(r'"')
# What hangs on a word after an apostrophe: 'n 'r of Welsh, 's 'm of English.
_CLITICS = frozenset(("n", "r", "i", "u", "m", "w", "ch", "th", "s", "d", "ll", "re", "ve"))
_EDGE = ".!?-_/~+^='\\"
_LONGEST_CHUNK = 40
_LONGEST_SPACED = 14
_FEWEST_SPACED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The lattice: `words[i]` are the forms of word i, `longer[i]` readings of several words."""

    folded: Folded
    words: list[tuple[str, ...]]
    spans: list[tuple[int, int]]
    breaks: frozenset[int]  # words that begin a new sentence
    quotes: list[int]  # offsets of quotation marks in the folded text
    longer: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def offsets(self, first: int, past: int) -> tuple[int, int]:
        """Where the words from `first` up to `past` stand in the text as it was written."""
        return self.folded.span(self.spans[first][0], self.spans[past - 1][1])

    def steps(self, at: int) -> Iterator[tuple[str, int]]:
        """The forms that can be read at a word, each with the word that comes next."""
        for form in self.words[at]:
            yield form, at + 1
        yield from self.longer.get(at, ())

    def bare(self, faces: Collection[str]) -> bool:
        """Whether the text shows no pictures but words and these faces."""
        return not any(
            unicodedata.category(sign) == "So" and sign not in faces for sign in self.folded.text
        )

    def quoted(self, first: int, past: int) -> bool:
        """Whether these words stand between quotation marks."""
        before = bisect_left(self.quotes, self.spans[first][0])
        return before % 2 == 1 and self.quotes[-1] >= self.spans[past - 1][1]


def read(text: str, vocabulary: Vocabulary, pictures: Mapping[str, str]) -> Reading:
    """Read a text in every way that gives words of the vocabulary."""
    folded = fold(text, pictures)
    spans = [match.span() for match in _WORD.finditer(folded.text)]
    held = _HELD.search(folded.text) is not None
    reading = Reading(
        folded=folded,
        words=[_forms(folded.text[start:end], vocabulary, held) for start, end in spans],
        spans=spans,
        breaks=frozenset(_breaks(folded.text, spans)),
        quotes=[match.start() for match in _QUOTE.finditer(folded.text)],
    )
    for first, past, word in (*_spaced(reading, vocabulary), *_disguised(reading, vocabulary)):
        reading.longer.setdefault(first, []).append((word, past))
    return reading


def _forms(word: str, vocabulary: Vocabulary, held: bool) -> tuple[str, ...]:
    forms = _spellings(word)
    known = [form for form in forms if form in vocabulary]
    known.extend(vocabulary.respelt(forms[-1]))
    if not known:
        known.extend(vocabulary.clipped(forms[-1]) or vocabulary.near(forms[-1]))
        if held and _HELD.search(word):
            known.extend(vocabulary.stretched(forms[-1]))
    return tuple(known)


def _spellings(word: str) -> list[str]:
    """The word without apostrophes, and without what hangs on it: *dwi'n* is dwin and dwi."""
    if APOSTROPHE not in word:
        return [word]
    stem, _, tail = word.rpartition(APOSTROPHE)
    joined = word.replace(APOSTROPHE, "")
    return [joined, stem.replace(APOSTROPHE, "")] if tail in _CLITICS else [joined]


def _breaks(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    past = 0
    for index, (start, end) in enumerate(spans):
        if start - past > 1 and _STOP.search(text, past, start):
            yield index
        past = end


def _spaced(reading: Reading, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Words written as single letters with gaps."""
    run: list[str] = []
    for index in range(len(reading.spans) + 1):
        letter = _single_letter(reading, index)
        if letter:
            run.append(letter)
            continue
        if len(run) >= _FEWEST_SPACED:
            yield from _words_in_run(run, index - len(run), vocabulary)
        run = []


def _single_letter(reading: Reading, index: int) -> str:
    if index == len(reading.spans):
        return ""
    start, end = reading.spans[index]
    return reading.folded.text[start] if end - start == 1 else ""


def _words_in_run(
    run: list[str], offset: int, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, str]]:
    for first in range(len(run)):
        for past in range(first + 2, min(first + _LONGEST_SPACED, len(run)) + 1):
            word = "".join(run[first:past])
            if word in vocabulary:
                yield offset + first, offset + past, word


def _disguised(reading: Reading, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Words with signs or digits in them."""
    text = reading.folded.text
    if not _DISGUISE.search(text):
        return
    first = 0
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        while first < len(reading.spans) and reading.spans[first][1] <= start:
            first += 1
        past = first
        while past < len(reading.spans) and reading.spans[past][0] < end:
            past += 1
        if past > first and end - start <= _LONGEST_CHUNK:
            chunk = match.group()
            if _DISGUISE.search(chunk):
                for word in vocabulary.undisguised(chunk.strip(_EDGE)):
                    yield first, past, word
        first = max(first, past - 1)
