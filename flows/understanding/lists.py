"""A text as several options, as an order of them, or as tokens shared out among them."""

import re
from collections import Counter
from itertools import pairwise

from flows.nodes import Allocate, Rank, Several
from flows.understanding.numbers import number
from flows.understanding.one import option_said
from flows.understanding.options import part, whole, whole_with_slip
from flows.understanding.tongues import Labels
from flows.understanding.words import FILLERS, Spoken, spoken, word_set

LONGEST_LIST = 400
MOST_PIECES = 40
"""A longer text is no list of options."""

_JOINED = 3  # a label may itself hold a comma or an "and", but not many
_BETWEEN = re.compile(r"[,;\n+&>→]| / |\b(?:and|then|a|ac|wedyn|yna)\b", re.IGNORECASE)
_FIGURES = re.compile(r"[0-9]{1,2}(?: [0-9]{1,2})+")
_NUMBERED = re.compile(r"\s*([0-9]{1,2})[.)]?\s+(\S.*)", re.DOTALL)
_NONE = frozenset({"none", "dim un", "dim", "no", "nothing", "none them", "dim byd"})
_NOT = frozenset({"dim", "no"})
"""Of these, what may also turn round what is to follow."""
_ALL = frozenset({"all", "all them", "everything", "popeth", "pob un", "cyfan", "bob un"})
_GIVING = FILLERS | word_set(
    "= x for i ir at tokens token points point pwynt phwynt bwynt tocyn thocyn docyn"
)


def several_said(node: Several, text: str, labels: Labels) -> str | None:
    """Some of the options, in the order asked."""
    chosen = _options(node, _pieces(text), labels)
    if not chosen:
        chosen = _none_or_all(node, spoken(text))
    if chosen is None or not node.least <= len(set(chosen)) <= node.most:
        return None
    return ",".join(option for option in node.options if option in chosen)


def _none_or_all(node: Several, said: Spoken) -> list[str] | None:
    words = " ".join(said.content)
    if node.alone is not None and words in _NONE - _NOT:
        return [node.alone]
    if words in _NONE:
        return []
    return [each for each in node.options if each != node.alone] if words in _ALL else None


def rank_said(node: Rank, text: str, labels: Labels) -> str | None:
    """All the options, each once, the first first."""
    order = _options(node, _by_their_numbers(_pieces(text)), labels)
    if not order or len(order) != len(node.options) or set(order) != set(node.options):
        return None
    return ",".join(order)


def _pieces(text: str) -> list[str]:
    """The pieces of a list, each but the last with what parts it from the next."""
    if len(text) > LONGEST_LIST:
        return []
    if _FIGURES.fullmatch(text.strip()):
        return text.split()
    starts = [0, *(found.end() for found in _BETWEEN.finditer(text)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(starts)]
    return [piece for piece in pieces if _bare(piece).strip()]


def _bare(piece: str) -> str:
    """A piece without what parts it from the next."""
    ends = [found.start() for found in _BETWEEN.finditer(piece) if found.end() == len(piece)]
    return piece[: ends[-1]] if ends else piece


def _by_their_numbers(pieces: list[str]) -> list[str]:
    """A numbered list in the order of its numbers; any other as it is."""
    found = [each for piece in pieces if (each := _NUMBERED.fullmatch(_bare(piece)))]
    numbered = {int(each[1]): each[2] for each in found}
    if len(found) != len(pieces) or set(numbered) != set(range(1, len(pieces) + 1)):
        return pieces
    return [numbered[place] for place in sorted(numbered)]


def _options(node: Several | Rank, pieces: list[str], labels: Labels) -> list[str] | None:
    """The option of every piece; None where one is not understood, empty where there is none."""
    if len(pieces) > MOST_PIECES:
        return None
    rest: list[list[str] | None] = [[]]
    for start in reversed(range(len(pieces))):
        rest.insert(0, _from(node, pieces[start : start + _JOINED], rest, labels))
    return rest[0]


def _from(
    node: Several | Rank, pieces: list[str], rest: list[list[str] | None], labels: Labels
) -> list[str] | None:
    for length in range(len(pieces), 0, -1):
        after = rest[length - 1]
        together = "".join(pieces[: length - 1]) + _bare(pieces[length - 1])
        if after is not None and (option := option_said(node, together, labels)):
            return [option, *after]
    return None


def allocation_said(node: Allocate, text: str, labels: Labels) -> str | None:
    """All the tokens, shared out: each option with its number behind it or before it."""
    given = _shares(_tokens(text), labels) if len(text) <= LONGEST_LIST else None
    if given is None or sum(given.values()) != node.tokens:
        return None
    return ",".join(f"{option}={given[option]}" for option in node.options if given.get(option))


def _tokens(text: str) -> list[str]:
    words = [word.lstrip("-") for word in spoken(text).words]
    return [word for word in words if word not in _GIVING]


def _shares(words: list[str], labels: Labels) -> dict[str, int] | None:
    if not words or len(words) > MOST_PIECES:
        return None
    before = number((words[0],)) is not None
    if before is (number((words[-1],)) is not None):
        return None
    pairs = _pairs(words if before else words[::-1])
    options = [_named(name if before else name[::-1], labels) for _, name in pairs]
    if None in options or max(Counter(options).values()) > 1:
        return None
    return {str(option): many for option, (many, _) in zip(options, pairs, strict=True)}


def _pairs(words: list[str]) -> list[tuple[int, list[str]]]:
    """Each number with the words up to the next."""
    pairs: list[tuple[int, list[str]]] = []
    for word in words:
        if (many := number((word,))) is not None:
            pairs.append((many, []))
        else:
            pairs[-1][1].append(word)
    return pairs


def _named(words: list[str], labels: Labels) -> str | None:
    text = " ".join(words)
    said = spoken(text)
    found = whole(text, said, labels) or whole_with_slip(said, labels) or part(said, labels)
    return next(iter(found)) if len(found) == 1 and not said.is_long else None
