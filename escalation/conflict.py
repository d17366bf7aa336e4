"""Whom a text is about, of those who would be paged for it.

Whoever is named or described in a child's words must neither be paged for them nor see them. A
page that goes to the next person costs little; one that goes to whom the child accuses may cost
the child everything. So wherever a name is really there, it counts; mere words do not.

Names are found as screening finds words, through spelling, spacing and disguise (`normalise`), in
both languages with their mutations. What is not recognised is told in docs/safeguarding.md.

Pure: the same text and people give the same answer, and no text makes it raise.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.ids import ContactId
from domain.people import Role
from escalation.about_names import about_names
from escalation.called import called
from escalation.described import Phrase, described, holds, stands, unless_a_number_follows
from escalation.heard import Heard, Token, titled
from escalation.normalise import Reader
from escalation.reading import Word
from escalation.surname import is_surname, surname_of_another
from escalation.vocabulary import Vocabulary

_MOST_LISTS = 8  # of people, read at a time; a school has one, and another while it changes
_SHORTEST_MISSPELT = 5  # behind a title or a first name


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
        self._phrases = _by_first_word(
            (*self._further(), *described({one.contact_id: one.roles for one in people}))
        )
        self._known = self._vocabulary()
        self._reader = Reader(self._known, {}, lambda known: Word(forms=known))

    def _further(self) -> Iterator[Phrase]:
        for whom, names in self._called.items():
            for cells in names.phrases:
                yield Phrase(cells, frozenset({whom}))
            for cells in names.of_any_year:
                yield Phrase(cells, frozenset({whom}), unless_a_number_follows())

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
            if whom not in found and is_surname(heard, at, token, self._called[whom]):
                yield whom

    def _by_title(
        self, heard: Heard, at: int, token: Token, found: Collection[ContactId]
    ) -> Iterator[ContactId]:
        """A title and a first name: *Miss Carys*, as small children say."""
        for whom in self._given.get(token.form, ()):
            if whom in found or token.doubtful or not titled(heard, at):
                continue
            if not surname_of_another(heard, token.past, self._called[whom]):
                yield whom

    def _by_phrase(
        self, heard: Heard, at: int, token: Token, found: Collection[ContactId]
    ) -> Iterator[ContactId]:
        for phrase in () if token.doubtful else self._phrases.get(token.form, ()):
            if not phrase.whom.issubset(found):
                pasts = stands(heard, phrase.cells, token)
                if any(phrase.rule is None or holds(phrase.rule, heard, at, p) for p in pasts):
                    yield from phrase.whom


@lru_cache(maxsize=_MOST_LISTS)
def _listener(people: frozenset[Named]) -> Listener:
    return Listener(people)


def _may_be_misspelt(word: str) -> bool:
    words = about_names()
    return len(word) >= _SHORTEST_MISSPELT and word not in words.words | words.title_forms


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        for form in phrase.cells[0]:
            found[form] = (*found.get(form, ()), phrase)
    return found
