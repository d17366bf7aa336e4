"""Whether a surname in a text is that of one person, by what stands around it."""

import re
from enum import Enum
from functools import lru_cache

from escalation.about_names import Cells, about_names, all_cells
from escalation.called import Called, Weight
from escalation.heard import Heard, Token, titled

_MOST_BEFORE = 6  # words that belong to one name
_INVERTED = re.compile(r",?\s*")


def is_surname(heard: Heard, at: int, token: Token, person: Called) -> bool:
    """Whether a form of a surname stands for this person here."""
    before = _before(heard, at, token, person)
    if before is not _Before.NOTHING:
        return before is _Before.THEIRS
    if _own_follows(heard, token, person):
        return True
    if token.doubtful or _is_first_name_of_another(heard, token, person):
        return False
    weight = person.surnames[token.form]
    if weight is Weight.WORD:
        return not token.misspelt and _shows_a_name(heard, at, token.past)
    return weight is Weight.SURE


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
        if kind is _Before.THEIRS and not (_Before.ANOTHERS in seen and titled(heard, past)):
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
    if titled(heard, past):
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


def _own_follows(heard: Heard, token: Token, person: Called) -> bool:
    """*Jones, Carys*, and the other half of a surname."""
    past = token.past
    if not 0 < past < len(heard.written):
        return False
    forms = {each.form for each in heard.at[past]} - {token.form}
    if heard.close(past) and not forms.isdisjoint(person.surnames):
        return True
    return bool(_INVERTED.fullmatch(heard.gap(past))) and not forms.isdisjoint(person.own)


def surname_of_another(heard: Heard, past: int, person: Called) -> bool:
    """Whether a frequent surname follows that is not this person's."""
    if not heard.close(past):
        return False
    forms = {token.form for token in heard.at[past] if not token.misspelt}
    return bool(forms & about_names().surnames) and forms.isdisjoint(person.surnames)


def _is_first_name_of_another(heard: Heard, token: Token, person: Called) -> bool:
    """*Thomas Evans hit me* is about no Mr Thomas."""
    return token.form in about_names().first_names and surname_of_another(
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
    return all_cells(about_names().people_did)
