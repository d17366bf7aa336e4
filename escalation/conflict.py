"""Whom a text is about, of those who would be paged for it.

Whoever is named or described in a child's words must neither be paged for them nor see them. A
page that goes to the next person costs little; one that goes to whom the child accuses may cost
the child everything. So wherever a name is really there, it counts; mere words do not.

Names are found as screening finds words, through spelling, spacing and disguise (`normalise`), in
both languages with their mutations. What is not recognised is told in docs/safeguarding.md.

Pure: the same text and people give the same answer, and no text makes it raise.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from string import digits
from typing import NamedTuple

from domain.ids import ContactId
from domain.people import Role
from escalation.called import (
    Called,
    Cells,
    Description,
    Weight,
    about_names,
    called,
    cells_of,
    ordinary,
)
from escalation.folding import APOSTROPHE
from escalation.normalise import Reader
from escalation.reading import Reading, Word
from escalation.vocabulary import Vocabulary

_MOST_LISTS = 8  # of people, read at a time; a school has one, and another while it changes
_SHORTEST_MISSPELT = 5  # behind a title or a first name
_SHORTEST_MISSPELT_ALONE = 6
_MOST_BEFORE = 6  # words that belong to one name
_MOST_BETWEEN = 6
_MOSTLY = 0.6
_FEWEST_WORDS = 4
_LONGEST_GAP = 40
_CLOSE = re.compile(r"[^\S\n]+|[^\w\s]{1,3}|_+|[^\S\n]*[-_][^\S\n]*")
_AFTER_TITLE = re.compile(r"\s*[.:'\"]?\s*")
_BLANK = re.compile(r"\s+")
_INVERTED = re.compile(r",?\s*")
_RUN = re.compile(r"(.)\1+")
_OPENING = re.compile(r"[\"(\[:*]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody who may be paged, by the name the office gave and what else they are called."""

    contact_id: ContactId
    name: str
    roles: frozenset[Role]
    known_as: tuple[str, ...] = ()


def concerned(text: str, people: Collection[Named]) -> frozenset[ContactId]:
    """Those whom a text names or describes."""
    return _listener(frozenset(people)).concerned(text) if people else frozenset()


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


class Phrase(NamedTuple):
    """A further name, or what describes a role, and whom it concerns."""

    cells: Cells
    whom: frozenset[ContactId]
    rule: "Rule | None" = None


class Rule(NamedTuple):
    """What must and must not stand around a description."""

    before: tuple[Cells, ...]
    after: tuple[Cells, ...]
    between: frozenset[str]
    unless_before: tuple[Cells, ...]
    unless_after: tuple[Cells, ...]
    unless_asked: tuple[Cells, ...]


class Listener:
    """Knows what the people of one list are called, and finds them in texts."""

    def __init__(self, people: Collection[Named]) -> None:
        self._called = {one.contact_id: called(one.name, one.known_as) for one in people}
        self._parts: dict[str, list[ContactId]] = {}
        self._given: dict[str, list[ContactId]] = {}
        self._joined: dict[str, set[ContactId]] = {}
        for whom, names in self._called.items():
            for form in names.surnames:
                self._parts.setdefault(form, []).append(whom)
            for form in names.given:
                self._given.setdefault(form, []).append(whom)
            for form in names.joined:
                self._joined.setdefault(form, set()).add(whom)
        self._phrases = _by_first_word((*self._further(), *_described(people)))
        self._known = self._vocabulary()
        self._reader = Reader(self._known, {}, lambda known: Word(forms=known))

    def _further(self) -> Iterator[Phrase]:
        for whom, names in self._called.items():
            for cells in names.phrases:
                yield Phrase(cells, frozenset({whom}))
            for cells in names.of_any_year:
                yield Phrase(cells, frozenset({whom}), _unless_a_number_follows())

    def _vocabulary(self) -> Vocabulary:
        words = about_names()
        phrases = {phrase for some in self._phrases.values() for phrase in some}
        roles = {word for phrase in phrases for cell in phrase.cells for word in cell}
        names = {part for one in self._called.values() for part in one.reviewed}
        near = {word for word in names | roles if _may_be_misspelt(word)}
        about = (
            words.title_forms,
            words.others,
            words.first_names_that_are_words,
            words.particles,
        )
        every = set().union(
            roles, words.surnames, *about, *(one.words for one in self._called.values())
        )
        return Vocabulary(every, dict.fromkeys(near, frozenset()), {})

    def concerned(self, text: str) -> frozenset[ContactId]:
        """Those of the list whom a text names or describes."""
        heard = Heard(text, self._reader.read(text), self._known)
        found: set[ContactId] = set()
        for at, tokens in enumerate(heard.at):
            for token in tokens:
                found.update(self._joined.get(token.form, ()) if not token.doubtful else ())
                found.update(self._by_surname(heard, at, token, found))
                found.update(self._by_title(heard, at, token, found))
                found.update(self._by_phrase(heard, at, token, found))
        return frozenset(found)

    def _by_surname(
        self, heard: Heard, at: int, token: Token, found: Collection[ContactId]
    ) -> Iterator[ContactId]:
        for whom in self._parts.get(token.form, ()):
            if whom not in found and _is_surname(heard, at, token, self._called[whom]):
                yield whom

    def _by_title(
        self, heard: Heard, at: int, token: Token, found: Collection[ContactId]
    ) -> Iterator[ContactId]:
        """A title and a first name: *Miss Carys*, as small children say."""
        for whom in self._given.get(token.form, ()):
            if whom in found or token.doubtful or not _titled(heard, at):
                continue
            if not _surname_of_another(heard, token.past, self._called[whom]):
                yield whom

    def _by_phrase(
        self, heard: Heard, at: int, token: Token, found: Collection[ContactId]
    ) -> Iterator[ContactId]:
        for phrase in () if token.doubtful else self._phrases.get(token.form, ()):
            if not phrase.whom.issubset(found):
                pasts = _stands(heard, phrase.cells, token)
                if any(phrase.rule is None or _holds(phrase.rule, heard, at, p) for p in pasts):
                    yield from phrase.whom


@lru_cache(maxsize=_MOST_LISTS)
def _listener(people: frozenset[Named]) -> Listener:
    return Listener(people)


def _is_a_word(written: str) -> bool:
    """Whether a word is one by itself, or a first name with an s, and no slip of a name."""
    return written in ordinary() or written.removesuffix("s") in about_names().first_names


def _may_be_misspelt(word: str) -> bool:
    words = about_names()
    return len(word) >= _SHORTEST_MISSPELT and word not in words.words | words.title_forms


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for form in phrase.cells[0]:
            found[form] = (*found.get(form, ()), phrase)
    return found


def _described(people: Collection[Named]) -> Iterator[Phrase]:
    """What describes the roles that somebody on the list holds."""
    for description in about_names().roles:
        whom = frozenset(one.contact_id for one in people if one.roles & description.roles)
        rule = _rule(description)
        for cells in description.cells if whom else ():
            yield Phrase(cells, whom, rule)


def _unless_a_number_follows() -> Rule:
    return Rule((), (), frozenset(), (), ((about_names().numbers,),), ())


def _rule(description: Description) -> Rule:
    return Rule(
        before=_all_cells(description.before),
        after=_all_cells(description.after),
        between=description.between,
        unless_before=_all_cells(description.unless_before),
        unless_after=_all_cells(description.unless_after),
        unless_asked=() if description.after else _all_cells(about_names().asking),
    )


def _all_cells(phrases: Iterable[str]) -> tuple[Cells, ...]:
    return tuple(cells for phrase in phrases for cells in cells_of(phrase))


def _stands(heard: Heard, cells: Cells, token: Token) -> set[int]:
    """Where a phrase ends that begins with this token."""
    pasts, before = {token.past}, token.form
    for cell in cells[1:]:
        short = len(before) == 1 or before in about_names().title_forms
        near = heard.near_to_title if short else heard.near
        tokens = [one for past in pasts if near(past) for one in heard.at[past]]
        fitting = [one for one in tokens if one.form in cell and not one.doubtful]
        pasts, before = (
            {one.past for one in fitting},
            min((one.form for one in fitting), default=""),
        )
    return pasts


def _holds(rule: Rule, heard: Heard, at: int, past: int) -> bool:
    """Whether what stands around a description lets it be one."""
    if heard.ends_closely_with(rule.unless_before, at):
        return False
    if heard.close(past) and any(heard.starts_with(cells, past) for cells in rule.unless_after):
        return False
    if heard.ends_closely_with(rule.unless_asked, at):
        return False
    if not rule.before and not rule.after:
        return True
    return heard.ends_with(rule.before, at) or _deed_follows(rule, heard, past)


def _deed_follows(rule: Rule, heard: Heard, past: int) -> bool:
    for at in range(past, past + _MOST_BETWEEN):
        if not heard.close(at):
            return False
        if any(heard.starts_with(cells, at) for cells in rule.after):
            return True
        if rule.between.isdisjoint(heard.plain(at)):
            return False
    return False


def _is_surname(heard: Heard, at: int, token: Token, person: Called) -> bool:
    """Whether a form of a surname stands for this person here."""
    before = _before(heard, at, token, person)
    if before is not _Before.NOTHING:
        return before is _Before.THEIRS
    if _own_follows(heard, token, person):
        return True
    if token.doubtful or _is_first_name_of_another(heard, token, person):
        return False
    match person.surnames[token.form]:
        case Weight.SURE:
            return True
        case Weight.WORD:
            return not token.misspelt and _shows_a_name(heard, at, token.past)
        case Weight.NEVER:
            return False


class _Before(Enum):
    """What the words before a surname are."""

    THEIRS = "a title, or what belongs to this person's name"
    ANOTHERS = "another first name"
    PART = "another part of the surname"
    LITTLE = "a letter, or a little word of a surname"
    NOTHING = "no part of a name"


def _before(heard: Heard, at: int, token: Token, person: Called) -> _Before:
    """What stands before a surname, over all words that may belong to the name."""
    seen: set[_Before] = set()
    past = at
    for _ in range(_MOST_BEFORE):
        kind, first = _step_back(heard, past, token.form, person)
        if kind is _Before.THEIRS and not (_Before.ANOTHERS in seen and _titled(heard, past)):
            return kind
        if kind in (_Before.THEIRS, _Before.NOTHING):
            break
        seen.add(kind)
        past = first
    if _Before.ANOTHERS in seen:
        return _Before.ANOTHERS
    return _Before.THEIRS if _Before.PART in seen else _Before.NOTHING


def _step_back(heard: Heard, past: int, surname: str, person: Called) -> tuple[_Before, int]:
    """What the word before this one is, and where it begins."""
    if _titled(heard, past):
        return _Before.THEIRS, past
    found = [
        (kind, first)
        for first, form in heard.ending(past)
        if (kind := _kind(heard, first, past, form, person)) is not _Before.NOTHING
    ]
    kind, first = min(found, key=_by_kind, default=(_Before.NOTHING, past))
    if kind is _Before.PART and surname in heard.plain(first):
        kind = _Before.LITTLE  # the same word again shows nothing
    return (kind, first) if found else _letter(heard, past, person)


def _by_kind(found: tuple[_Before, int]) -> int:
    return list(_Before).index(found[0])


def _kind(heard: Heard, first: int, past: int, form: str, person: Called) -> _Before:
    if form in person.own and heard.near(past):
        return _Before.THEIRS
    if not heard.close(past):
        return _Before.NOTHING
    if form in person.surnames:
        return _Before.PART
    if _first_name(heard, first, form):
        return _Before.ANOTHERS if person.own else _Before.THEIRS
    return _Before.LITTLE if form in about_names().particles else _Before.NOTHING


def _letter(heard: Heard, past: int, person: Called) -> tuple[_Before, int]:
    """An initial before a surname; of another it is not trusted to tell who is meant."""
    letter = heard.written[past - 1] if past else ""
    if len(letter) != 1 or not letter.isalpha() or not heard.near_to_title(past):
        return _Before.NOTHING, past
    capital = heard.any_capital(past - 1)
    if letter in about_names().letters_that_are_words and not capital:
        return _Before.NOTHING, past
    return (_Before.THEIRS if capital and letter in person.initials else _Before.LITTLE), past - 1


def _first_name(heard: Heard, at: int, form: str) -> bool:
    words = about_names()
    return form in words.others or (form in words.first_names_that_are_words and heard.capital(at))


def _titled(heard: Heard, past: int) -> bool:
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


def _own_follows(heard: Heard, token: Token, person: Called) -> bool:
    """*Jones, Carys*, and the other half of a surname."""
    past = token.past
    if not 0 < past < len(heard.written):
        return False
    forms = {each.form for each in heard.at[past]} - {token.form}
    if heard.close(past) and not forms.isdisjoint(person.surnames):
        return True
    return bool(_INVERTED.fullmatch(heard.gap(past))) and not forms.isdisjoint(person.own)


def _surname_of_another(heard: Heard, past: int, person: Called) -> bool:
    """Whether a frequent surname follows that is not this person's."""
    if not heard.close(past):
        return False
    forms = {token.form for token in heard.at[past] if not token.misspelt}
    return bool(forms & about_names().surnames) and forms.isdisjoint(person.surnames)


def _is_first_name_of_another(heard: Heard, token: Token, person: Called) -> bool:
    """*Thomas Evans hit me* is about no Mr Thomas."""
    return token.form in about_names().first_names and _surname_of_another(
        heard, token.past, person
    )


def _shows_a_name(heard: Heard, at: int, past: int) -> bool:
    """Whether a surname that is a word is the name here."""
    words = about_names()
    before = heard.plain(at - 1)
    number = any(one.isdigit() for index in (at - 1, past) for one in heard.plain(index))
    if number or not words.before_a_word.isdisjoint(before):
        return False
    if heard.ends_with(_people_did(), at):
        return True
    if any(heard.starts_with(cells, past) for cells in words.people_do.cells):
        verb = not words.words_that_are_verbs.isdisjoint(heard.plain(at))
        return not verb or heard.begins(at) or heard.any_capital(at) or _joins(heard, at)
    little = not words.openings.isdisjoint(before) and heard.begins(at - 1)
    beside = heard.any_capital(at - 1) and not little
    beside = beside or heard.capital(past) or not words.before_a_place.isdisjoint(before)
    return heard.capital(at) and not beside


def _joins(heard: Heard, at: int) -> bool:
    return not about_names().openings.isdisjoint(heard.plain(at - 1))


@lru_cache(maxsize=1)
def _people_did() -> tuple[Cells, ...]:
    return _all_cells(about_names().people_did)
