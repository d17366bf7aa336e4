"""What a person may be called: what a name becomes in running text.

The office gives a name as it likes: *Mrs Carys Jones*, *Jones, Carys*, *Iwan ap Rhisiart*. Here
it is taken apart, and every part is given in each form that a child may write: mutated, with an s
or a y behind it. How much a form says alone is its `Weight`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product

from escalation.about_names import Cells, about_names, known, ordinary
from escalation.folding import APOSTROPHE, fold
from escalation.mutation import forms
from escalation.reading import WORD

_SHORTEST_ALONE = 3
_SHORTEST_MUTATED_ALONE = 5
_SHORTEST_JOINED = 5
_LIKE = 3  # letters that two forms of one first name share
_MOST_WORDS = 12  # of one name
_ARTICLES = frozenset({"y", "yr", "the"})  # the first two are short for a year as well
_OUTSIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"")


class Weight(Enum):
    """How much a surname says when it stands alone."""

    SURE = "a name and no word"
    WORD = "a name and a word: something must show that it is the name"
    NEVER = "only behind a title or a first name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One person's name taken apart.

    `own` are given names and what is short for them, empty where the office gave none; `given`
    only the names themselves, `initials` their first letters. `surnames` are all forms of the
    parts of the surname, `joined` title or first name and surname in one word, `phrases` further
    names, and `of_any_year` those of them that name a year, without it. `reviewed` are the words
    that are also known misspelt.
    """

    own: frozenset[str]
    given: frozenset[str]
    initials: frozenset[str]
    surnames: Mapping[str, Weight]
    joined: frozenset[str]
    phrases: tuple[Cells, ...]
    of_any_year: tuple[Cells, ...]
    reviewed: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Every word that a text is searched for."""
        cells = (cell for phrase in self.phrases for cell in phrase)
        return self.own.union(self.surnames, self.joined, *cells)


def called(name: str, known_as: Iterable[str]) -> Called:
    """Take a name apart, as the office gave it, with further names that it gave."""
    given, parts, whole = _parts(name)
    surnames = _weighed(parts)
    phrases = (*_further_names(known_as), *_apart(parts))
    own = _own(given)
    changed = frozenset().union(*map(forms, given)) - ordinary()
    short = {one for phrase in phrases for cell in phrase for one in cell}
    return Called(
        own=own,
        given=changed.union(given),
        initials=frozenset(one[0] for one in given),
        surnames=surnames,
        joined=frozenset(_joined(given, parts, whole)),
        phrases=phrases,
        of_any_year=tuple(cells for phrase in phrases for cells in _without_year(phrase)),
        reviewed=frozenset({*given, *parts, *short}),
    )


def plain_words(text: str) -> list[str]:
    """The words of a name, folded, without apostrophes."""
    return [word.replace(APOSTROPHE, "") for word in WORD.findall(fold(text, {}).text)]


def _parts(name: str) -> tuple[list[str], list[str], str]:
    """The given names, the parts of the surname, and all of it in one word."""
    pieces = _pieces(_OUTSIDE.sub(" ", name))[:_MOST_WORDS]
    first = len(pieces) - 1
    while first > 0 and _is_little(pieces[first - 1]):
        first -= 1
    given = [word for piece in pieces[: max(first, 0)] for word in plain_words(piece)]
    surname = [word for piece in pieces[max(first, 0) :] for word in _halves(piece)]
    whole = "".join(plain_words(" ".join(pieces[max(first, 0) :])))
    named = [word for word in surname if word not in about_names().particles]
    return given, named or surname, whole


def _is_little(piece: str) -> bool:
    return piece.replace(APOSTROPHE, "") in about_names().particles


def _pieces(name: str) -> list[str]:
    """What stands between blanks, in the order of speech, without titles and letters."""
    folded = fold(name, {}).text
    before, comma, after = folded.partition(",")
    behind = [piece for piece in after.split() if not _is_one_of(piece, about_names().letters)]
    if comma:
        folded = f"{' '.join(behind)} {before}"
    pieces = [piece for piece in folded.split() if WORD.search(piece)]
    while pieces and _is_one_of(pieces[0], about_names().title_forms):
        del pieces[0]
    while len(pieces) > 1 and _is_one_of(pieces[-1], about_names().letters):
        del pieces[-1]
    if comma:  # the title may stand behind it
        kept = [one for one in pieces if not _is_one_of(one, about_names().title_forms)]
        return kept or pieces
    return pieces


def _is_one_of(piece: str, words: Collection[str]) -> bool:
    return "".join(sign for sign in piece if sign.isalnum()) in words


def _halves(piece: str) -> list[str]:
    """*lloyd-davies* is two, *o'neil* is oneil and neil."""
    words = WORD.findall(piece)
    tails = [word.rpartition(APOSTROPHE)[2] for word in words if APOSTROPHE in word]
    long = [tail for tail in tails if len(tail) >= _SHORTEST_ALONE]
    return [*(word.replace(APOSTROPHE, "") for word in words), *long]


def _weighed(parts: Collection[str]) -> dict[str, Weight]:
    """Every form of a surname with what it says alone."""
    found: dict[str, Weight] = {}
    for part in parts:
        weight = _weight(part)
        sure = weight is Weight.SURE
        found.update(dict.fromkeys(forms(part) - ordinary() if sure else (), Weight.NEVER))
        for form in (*_spelt(part), part + "s", *((part + "y",) if sure else ())):
            alone = sure and form not in known()
            found.setdefault(form, Weight.SURE if alone else Weight.NEVER)
        if weight is Weight.WORD:
            found[part + "s"] = weight
        found.update({form: weight for form in found if sure and _alone(form, part)})
        found[part] = weight
    return found


def _weight(part: str) -> Weight:
    if len(part) < _SHORTEST_ALONE:
        return Weight.NEVER
    return Weight.WORD if part in ordinary() else Weight.SURE


def _alone(form: str, part: str) -> bool:
    """Whether a mutated surname is long enough, and nothing else."""
    return len(form) >= _SHORTEST_MUTATED_ALONE and form in forms(part) - known()


def _spelt(part: str) -> Iterator[str]:
    """Other spellings: *price* is pryce, *mcdonald* is macdonald, and the other way."""
    for group in about_names().same_surnames:
        yield from group if part in group else ()
    if part.startswith("mac") and len(part) > len("macin"):
        yield "mc" + part.removeprefix("mac")
    if part.startswith("mc"):
        yield "mac" + part.removeprefix("mc")


def _own(given: Collection[str]) -> frozenset[str]:
    """Given names, what is short for them, and the mutations of all."""
    mine = {name for one in given for name in _same(one)}
    changed = frozenset().union(*map(forms, mine)) - ordinary()
    return changed.union(mine, *map(forms, given))


def _same(given: str) -> Iterator[str]:
    words = about_names()
    yield given
    for group in words.same_names:
        if given in group:
            yield from group
    if len(given) == 1:
        yield from (one for one in words.first_names if one.startswith(given))
    for one in words.first_names | words.first_names_that_are_words:
        if len(min(one, given, key=len)) >= _LIKE and one[:_LIKE] == given[:_LIKE]:
            yield from (one,) if one.startswith(given) or given.startswith(one) else ()


def _joined(given: Collection[str], parts: Collection[str], whole: str) -> Iterator[str]:
    """Names of several words that are written as one."""
    changed = (form for one in given for form in forms(one))
    before = {*about_names().title_forms, *changed, *(one[0] for one in given)}
    for word, part in product(before, {*parts, whole}):
        if len(word + part) >= _SHORTEST_JOINED and word + part not in ordinary():
            yield word + part
    if whole not in parts and len(whole) >= _SHORTEST_JOINED and whole not in ordinary():
        yield whole


def _apart(parts: Iterable[str]) -> Iterator[Cells]:
    """*mcallan* is mc allan, too."""
    for part in parts:
        tail = part.removeprefix("mac") if part.startswith("mac") else part.removeprefix("mc")
        if tail != part and len(tail) >= _SHORTEST_ALONE:
            yield (frozenset({"mac", "mc"}), frozenset({tail}))


def _further_names(known_as: Iterable[str]) -> Iterator[Cells]:
    for further in known_as:
        yield from _further(further)


def _further(known_as: str) -> Iterator[Cells]:
    """A further name as phrases: a title stands for each, a year is written in many ways."""
    words = plain_words(known_as)[:_MOST_WORDS]
    if len("".join(words)) < 2:
        return
    cells = tuple(map(_forms, words)) if len(words) > 1 else (forms(words[0]),)
    yield cells
    for at, number in enumerate(words[1:], 1):
        if number.isdigit():  # year 9 in one word
            joined = frozenset(one + number for one in cells[at - 1])
            yield (*cells[: at - 1], joined, *cells[at + 1 :])
    if words[0] in about_names().title_forms and len("".join(words)) >= _SHORTEST_JOINED:
        yield (frozenset({"".join(words)}),)


def _without_year(cells: Cells) -> Iterator[Cells]:
    """*head of year* and *pennaeth y flwyddyn*, of whoever is called that with a number."""
    if len(cells) > len(("year", "9")) and cells[-1] <= about_names().numbers:
        year = cells[-2] - _ARTICLES
        yield (*cells[:-2], year)
        yield (*cells[:-2], _ARTICLES, year)


def _forms(word: str) -> frozenset[str]:
    """A word of a further name in every form; any title stands for the one that was given."""
    words = about_names()
    if word in words.title_forms:
        return words.title_forms
    same = (one for group in words.same_words if word in group for one in group)
    return frozenset().union(*map(forms, (word, *same)))
