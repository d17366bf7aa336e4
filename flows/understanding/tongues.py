"""Which of the two labels of every option is the Welsh one.

An option with more names than two has them in pairs, the languages always in the same order.

Only Welsh changes the beginnings of words: "blace" is no form of "place". The languages stand in
the same order for every option of a question, so all its labels are weighed together, by their
small words and by how each language is spelt.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

Labels = Mapping[str, tuple[str, ...]]

_WELSH = re.compile(
    r"\b(?:yn|yr?|i|fy|ei|o|ar|gyda|dd?im|un|iawn|mwy|da|ni|na|nac|mae)\b"
    r"|dd|\bff|\bll|\brh|\bch|\bgw|wy|[aeo]u\b|iau|[^aeiouy\W]w|y[^aeiouy\W]|[âêîôûŵŷ]"
)
_ENGLISH = re.compile(
    r"\b(?:the|my|to|of|and|is|it|me|not|no|yes|with|for|when|more|in|other|this|we)\b"
    r"|[kqvxz]|ing\b|tion|ck|sh|ee|ea|oa|oo|ou|gh|wh|tt|ss|pp|ay|ey|ly\b|[^aeiouy\W][es]\b"
)


def welsh_column(labels: Labels) -> int | None:
    """The place of the Welsh label in each pair; None where the labels do not tell."""
    return _told(frozenset(labels.values()))


@lru_cache(maxsize=512)
def _told(pairs: frozenset[tuple[str, ...]]) -> int | None:
    if any(len(names) % 2 for names in pairs):
        return None
    first, second = (
        sum(_welshness(name) for names in pairs for name in names[column::2]) for column in (0, 1)
    )
    if first == second:
        return None
    return 0 if first > second else 1


def _welshness(name: str) -> int:
    plain = name.casefold()
    return len(_WELSH.findall(plain)) - len(_ENGLISH.findall(plain))
