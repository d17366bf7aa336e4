"""What somebody typed, as plain words and pictures, and when two words are the same.

Case, accents, apostrophes and punctuation do not matter. Numbers keep the signs inside them, so
that 3.5 is not heard as a 3 and a 5.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


FILLERS = word_set(
    "a an and the my i im am is it its me of to just feel feeling felt today please thanks thank"
    " you because + & ac y yr fy dwi dwin dw rwy rwyn rydw rydwin wi win yn n r in ni"
    " teimlo teimlon deimlo heddiw plis diolch achos oherwydd o mae maen"
)
"""Words that a short answer may have or lack without meaning anything else."""

NEGATIONS = word_set(
    "no not never dont doesnt isnt arent cant wont without nothing none nobody na nac nag nid dim"
    " ddim byth heb neb methu peidio dydw dydi dydy dyw doedd doeddwn smo sai"
)
WEAK = word_set(
    "very really quite most more less lot bit some something other else iawn eithaf reit mwy"
    " llai rhai rhywbeth arall with for at on when gyda efo ar am pan all time"
)
"""Words that do not pick out an option by themselves."""

LONGEST = 60
MOST_WORDS = 8
"""A longer text is something told, not an option chosen."""

_TOKEN = re.compile(r"-?[0-9]+(?:[.,:/-][0-9]+)*[^\W\d_]*|[^\W\d_]+|[^\w\s]")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´′＇‛"))
_DROPPED = frozenset({"Mn", "Me", "Cf", "Sk"})
_GENDERS = frozenset("♀♂")  # they only dress another picture
_SIGNS = frozenset("%#&/")
_SMILES = {":'(": "😢", ":-)": "🙂", ":)": "🙂", ":-(": "🙁", ":(": "🙁", ":D": "😀", ":|": "😐"}

_SOFT = {
    "ll": "l", "rh": "r", "p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f",
}  # fmt: skip
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_STEADY = ("ch", "dd", "ff", "ng", "ph", "th")
# Words that an English word would become if it were Welsh: bad and mad, arm and harm.
_OTHER_WORDS = word_set(
    "ate bark bass bath bear beer bets champ chase chat choke ddown dear die dime down drain"
    " drip dry ear fad fake fall fan fat fed feet fest fig find fine gall game gap glass goat"
    " gold guard hair hall harm hear heat hill hold hour lad love mad mall mat met near nice"
    " not old one round row thank then thin three"
)
# Words of their own that only look like the radical of another: tîm and dim, peth and beth.
_NO_RADICALS = word_set(
    "bae bath can car clan cyd gaeth gag gam gar goes gor gun llan off peth pod tal tan teg tim"
    " tyn"
)
_PLURALS = ("s", "es", "au", "iau", "on", "ion", "od", "oedd", "iaid")
_FEWEST_LETTERS = 6
_STEM = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a text and its pictures, each in order."""

    words: tuple[str, ...]
    pictures: tuple[str, ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The words without fillers, or all of them where there are only fillers."""
        return tuple(word for word in self.words if word not in FILLERS) or self.words

    @property
    def is_long(self) -> bool:
        """Whether this is too long for the name of an option."""
        return len(self.words) > MOST_WORDS or sum(map(len, self.words)) > LONGEST


def spoken(text: str) -> Spoken:
    """A text as words and pictures."""
    for smile, picture in _SMILES.items():
        text = text.replace(smile, picture)
    words: list[str] = []
    pictures: list[str] = []
    for token in _TOKEN.findall(_plain(text)):
        if len(token) > 1 or token.isalnum() or _is_sign(token):
            words.append(token)
        elif unicodedata.category(token) == "So" and token not in _GENDERS:
            pictures.append(token)
    return Spoken(tuple(words), tuple(pictures))


label = lru_cache(maxsize=4096)(spoken)
"""The same for a label. Labels are few and come again; what learners say is not kept."""


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    return "".join(each for each in parts if unicodedata.category(each) not in _DROPPED)


def _is_sign(token: str) -> bool:
    return token in _SIGNS or unicodedata.category(token) in ("Sm", "Sc")


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """A word as it stands and as Welsh may change its beginning."""
    if word == "da":
        return frozenset({"da", "dda"})
    if len(word) < 3 or not word.isalpha():
        return frozenset({word})
    found = {"h" + word} if word[0] in "aeiouwy" else set()
    if not word.startswith(_STEADY):
        found |= {_mutated(word, table) for table in (_SOFT, _NASAL, _ASPIRATE)}
    return frozenset(found - _OTHER_WORDS | {word})


def _mutated(word: str, table: dict[str, str]) -> str:
    for length in (2, 1):
        if word[:length] in table:
            return table[word[:length]] + word[length:]
    return word


def same(said: str, meant: str) -> bool:
    """Whether two words are one: as it stands, mutated, or one of them in the plural."""
    return _is_among(said, meant, forms(meant))


def same_in_welsh(said: str, meant: str) -> bool:
    """The same for a word of a Welsh label, which may stand there mutated: a theulu."""
    return same(said, meant) or (said not in _NO_RADICALS and meant in forms(said))


def alike_in_english(said: str, meant: str) -> bool:
    """The same for an English word, whose beginning never changes."""
    return _is_among(said, meant, frozenset({meant}))


def _is_among(said: str, meant: str, known: frozenset[str]) -> bool:
    return said in known or (min(len(said), len(meant)) >= _STEM and _plural(said, known))


def _plural(said: str, known: frozenset[str]) -> bool:
    return any(
        said + ending in known or said.removesuffix(ending) in known - {said}
        for ending in _PLURALS
    )


def nearly(said: str, meant: str) -> bool:
    """Whether two words are one, perhaps with one slip of the finger in a long word."""
    return same(said, meant) or _one_slip(said, meant)


def nearly_in_welsh(said: str, meant: str) -> bool:
    """The same for a word of a Welsh label, which may stand there mutated."""
    return same_in_welsh(said, meant) or _one_slip(said, meant)


def nearly_in_english(said: str, meant: str) -> bool:
    """The same for an English word, whose beginning never changes."""
    return alike_in_english(said, meant) or _one_slip(said, meant)


def _one_slip(said: str, meant: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two have changed places.

    Never in a word that is mutated as well, nor in the first two letters: hammer is no slip of
    amser, and fiends is none of friends.
    """
    if len(meant) < _FEWEST_LETTERS or not (said + meant).isalpha():
        return False
    if said[:2] != meant[:2] or abs(len(said) - len(meant)) > 1:
        return False
    while said and meant and said[0] == meant[0]:
        said, meant = said[1:], meant[1:]
    while said and meant and said[-1] == meant[-1]:
        said, meant = said[:-1], meant[:-1]
    swapped = len(said) == 2 and said == meant[::-1]
    return swapped or max(len(said), len(meant)) <= 1
