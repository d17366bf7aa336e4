"""A text as it is searched for names: each way to read its words, and what stands between."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from string import digits
from typing import NamedTuple

from escalation.about_names import Cells, about_names, ordinary
from escalation.folding import APOSTROPHE
from escalation.reading import Reading
from escalation.vocabulary import Vocabulary

_SHORTEST_MISSPELT_ALONE = 6
_MOSTLY = 0.6
_FEWEST_WORDS = 4
_LONGEST_GAP = 40
_CLOSE = re.compile(r"[^\S\n]+|[^\w\s]{1,3}|_+|[^\S\n]*[-_][^\S\n]*")
_AFTER_TITLE = re.compile(r"\s*[.:'\"]?\s*")
_BLANK = re.compile(r"\s+")
_RUN = re.compile(r"(.)\1+")
_OPENING = re.compile(r"[\"(\[:*]\s*$")


class Token(NamedTuple):
    """One way to read a stretch of words: a known form, and the word past it."""

    form: str
    past: int
    misspelt: bool = False
    doubtful: bool = False


class Heard:
    """A text read with the names of some people in mind."""

    def __init__(self, text: str, reading: Reading, known: Vocabulary) -> None:
        self._text = text
        self._reading = reading
        self._known = known
        self.written = reading.written
        self.at: list[list[Token]] = [list(self._tokens(at)) for at in range(len(self.written))]
        self._ending: dict[int, list[tuple[int, str]]] = {}
        for first, tokens in enumerate(self.at):
            for token in tokens:
                self._ending.setdefault(token.past, []).append((first, token.form))

    def _tokens(self, at: int) -> Iterator[Token]:
        written = self.written[at].replace(APOSTROPHE, "")
        for form in self._reading.words[at].forms:
            stem = self.written[at].rpartition(APOSTROPHE)[0].replace(APOSTROPHE, "")
            misspelt = _RUN.sub(r"\1", form) not in (
                _RUN.sub(r"\1", one) for one in (written, stem)
            )
            short = len(form) < _SHORTEST_MISSPELT_ALONE
            yield Token(form, at + 1, misspelt, misspelt and (short or _is_a_word(written)))
        stem = written.rstrip(digits)  # as in the name of an account
        if stem != written and stem in self._known:
            yield Token(stem, at + 1)
        for word, past in self._reading.longer.get(at, ()):
            letters = sum(map(len, self.written[at:past]))
            for form in word.forms:
                yield Token(form, past, doubtful=letters * 3 <= len(form) * 2)

    def ending(self, past: int) -> Iterable[tuple[int, str]]:
        """What ends before a word, and where it begins."""
        return self._ending.get(past, ())

    def plain(self, at: int) -> tuple[str, ...]:
        """A word as it is written, with and without its apostrophe."""
        if not 0 <= at < len(self.written):
            return ()
        return (self.written[at], self.written[at].replace(APOSTROPHE, ""))

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it; a blank where there are many."""
        spans = self._reading.spans
        between = self._reading.folded.text[spans[at - 1][1] : spans[at][0]]
        return between if len(between) <= _LONGEST_GAP else between.strip()[:_LONGEST_GAP] or " "

    def _fits(self, pattern: re.Pattern[str], at: int) -> bool:
        return 0 < at < len(self.written) and bool(pattern.fullmatch(self.gap(at)))

    def close(self, at: int) -> bool:
        """Whether nothing parts a word from the one before it."""
        return self._fits(_CLOSE, at)

    def near(self, at: int) -> bool:
        """The same, or they stand on two lines."""
        return self._fits(_CLOSE, at) or self._fits(_BLANK, at)

    def near_to_title(self, at: int) -> bool:
        """The same where a title or an initial may end in a stop."""
        return self._fits(_CLOSE, at) or self._fits(_AFTER_TITLE, at)

    @cached_property
    def _as_written(self) -> list[str]:
        spans = (self._reading.offsets(at, at + 1) for at in range(len(self.written)))
        return [self._text[start:end] for start, end in spans]

    @cached_property
    def _capitals(self) -> list[bool]:
        return [word[:1].isupper() for word in self._as_written]

    def _shouted(self, at: int) -> bool:
        return len(self._as_written[at]) > 1 and self._as_written[at].isupper()

    @cached_property
    def capitals_say_something(self) -> bool:
        """Whether most words are small, so that a capital is meant."""
        long = [big for big, word in zip(self._capitals, self.written, strict=True) if word != "i"]
        return len(long) < _FEWEST_WORDS or sum(long) <= _MOSTLY * len(long)

    def begins(self, at: int) -> bool:
        """Whether a word begins a sentence, a line or what somebody says."""
        if at == 0 or at in self._reading.breaks:
            return True
        return bool(_OPENING.search(self.gap(at)))

    def capital(self, at: int) -> bool:
        """Whether a capital stands where no sentence begins."""
        inside = 0 <= at < len(self.written) and not self.begins(at)
        if not inside or not self._capitals[at] or not self.capitals_say_something:
            return False
        return not (self._shouted(at) and self._shouted(at - 1))

    def any_capital(self, at: int) -> bool:
        """Whether a word has a capital, for whatever reason."""
        return 0 <= at < len(self.written) and self._capitals[at] and self.written[at] != "i"

    def starts_with(self, cells: Cells, at: int) -> bool:
        """Whether plain words stand there, from a word on."""
        return at + len(cells) <= len(self.written) and all(
            not cell.isdisjoint(self.plain(at + index)) for index, cell in enumerate(cells)
        )

    def ends_with(self, phrases: Iterable[Cells], past: int) -> bool:
        """Whether plain words of one of the phrases stand right before a word."""
        return any(self._ends_with(cells, past) for cells in phrases)

    def ends_closely_with(self, phrases: Iterable[Cells], past: int) -> bool:
        """The same with nothing that parts them."""
        return any(
            self._ends_with(cells, past)
            and all(self.close(at) for at in range(past - len(cells) + 1, past + 1))
            for cells in phrases
        )

    def _ends_with(self, cells: Cells, past: int) -> bool:
        return len(cells) <= past and self.starts_with(cells, past - len(cells))


def titled(heard: Heard, past: int) -> bool:
    """Whether a title stands before a word."""
    return heard.near_to_title(past) and any(
        form in about_names().title_forms and not _is_no_title(heard, first, form, past)
        for first, form in heard.ending(past)
    )


def _is_no_title(heard: Heard, first: int, form: str, past: int) -> bool:
    """*I miss Carys* and *the teacher may* have none."""
    words = about_names()
    if form == "miss":
        return not words.before_a_verb.isdisjoint(heard.plain(first - 1))
    noun = form in words.titles_that_are_nouns and not heard.any_capital(past)
    return noun and not ordinary().isdisjoint(heard.plain(past))


def _is_a_word(written: str) -> bool:
    """Whether a word is one by itself, or a first name with an s, and no slip of a name."""
    return written in ordinary() or written.removesuffix("s") in about_names().first_names
