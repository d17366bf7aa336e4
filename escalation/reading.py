"""What a text is after reading: words, what each may be, and where each stood.

A `Reading` is a lattice. Its floor is the words as written; above it lie other ways to read a
stretch: spaced letters (*k m s*), dots and stars (*d.i.e*, *su*cide*), digits for letters
(*k1ll*). Everything about a single word is worked out once and kept (`Word`), so that the words
of a second text cost next to nothing.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from escalation.folding import Folded

if TYPE_CHECKING:
    from escalation.patterns import Phrase
    from escalation.routes import Calls

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STOP = re.compile(r"[.!?;\n]")
_QUOTE = re.compile(r'"')


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Everything the lexicon knows of one written word.

    `forms` are the known words it may be. `alone` are the classes it belongs to by itself,
    `begins` those it begins, each with the rest of the phrase; `bits` has one bit for each class
    that a text cannot hold without such a word. `calls` and `asides` are the routes that are worth
    following where it stands: those of worries, and those of contexts and idioms.
    """

    forms: tuple[str, ...] = ()
    filler: bool = False
    bits: int = 0
    alone: frozenset[int] = frozenset()
    begins: "Mapping[int, tuple[Phrase, ...]]" = field(default_factory=dict)
    calls: "tuple[int, Calls]" = (0, {})
    asides: "tuple[int, Calls]" = (0, {})


class Reading:
    """One text as a lattice of words. `longer[i]`: readings of several words from word i."""

    def __init__(
        self,
        folded: Folded,
        written: list[str],
        words: list[Word],
    ) -> None:
        """`written` are the folded words as `WORD` finds them."""
        self.folded = folded
        self.written = written
        self.words = words
        self.longer: dict[int, list[tuple[Word, int]]] = {}

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where the words stand in the folded text."""
        return [match.span() for match in WORD.finditer(self.folded.text)]

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The words that begin a new sentence."""
        return frozenset(self._breaks())

    def _breaks(self) -> Iterator[int]:
        text, past = self.folded.text, 0
        for index, (start, end) in enumerate(self.spans):
            if start - past > 1 and _STOP.search(text, past, start):
                yield index
            past = end

    @cached_property
    def _quotes(self) -> list[int]:
        return [match.start() for match in _QUOTE.finditer(self.folded.text)]

    def offsets(self, first: int, past: int) -> tuple[int, int]:
        """Where the words from `first` up to `past` stand in the text as it was written."""
        return self.folded.span(self.spans[first][0], self.spans[past - 1][1])

    def bare(self, faces: Collection[str]) -> bool:
        """Whether the text shows no pictures but words and these faces."""
        return not any(
            unicodedata.category(sign) == "So" and sign not in faces for sign in self.folded.text
        )

    def quoted(self, first: int, past: int) -> bool:
        """Whether these words stand between quotation marks."""
        before = bisect_left(self._quotes, self.spans[first][0])
        return before % 2 == 1 and self._quotes[-1] >= self.spans[past - 1][1]
