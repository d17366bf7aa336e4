"""What has been tapped so far of a question that takes several taps.

A tap says what shall be, never what shall change: `art+` means art is chosen, `art=3` means it has
three, `art@2` means it stands next. So a tap that comes twice counts once.
"""

import re

from flows.nodes import Allocate, Drafted, Rank, Several

_TAP = re.compile(r"([a-z0-9][a-z0-9_]*)([+\-=@])(\d*)")


def picked(draft: str) -> list[str]:
    """The options of a draft, in its order."""
    return [part.partition("=")[0] for part in draft.split(",") if part]


def shares(draft: str) -> dict[str, int]:
    """How many tokens each option of a draft has."""
    parts = (part.partition("=") for part in draft.split(",") if part)
    return {option: int(number) for option, _, number in parts}


def after_tap(node: Drafted, draft: str, tap: str) -> str | None:
    """The draft once this was tapped; None where the tap cannot be meant."""
    found = _TAP.fullmatch(tap)
    if found is None or found[1] not in node.options:
        return None
    option, sign, number = found.groups()
    match node:
        case Several() if sign in "+-":
            return _chosen(node, draft, option, wanted=sign == "+")
        case Allocate() if sign == "=" and number:
            return _shared(node, draft, option, int(number))
        case Rank() if sign == "@" and number:
            return _placed(draft, option)
        case _:
            return None


def _chosen(node: Several, draft: str, option: str, *, wanted: bool) -> str | None:
    before = set(picked(draft))
    chosen = _together(node, before, option) if wanted else before - {option}
    if len(chosen) > node.most:
        return None
    return ",".join(each for each in node.options if each in chosen)


def _together(node: Several, chosen: set[str], option: str) -> set[str]:
    """These and one more; an option that stands alone puts the others out, and they it."""
    if option == node.alone:
        return {option}
    return (chosen | {option}) - {node.alone or ""}


def _shared(node: Allocate, draft: str, option: str, number: int) -> str | None:
    given = shares(draft) | {option: number}
    if sum(given.values()) > node.tokens:
        return None
    return ",".join(f"{each}={given[each]}" for each in node.options if given.get(each))


def _placed(draft: str, option: str) -> str:
    """The option next in order. A tap faster than the screen names a place that is taken."""
    order = picked(draft)
    return draft if option in order else ",".join([*order, option])


def is_whole(node: Drafted, draft: str) -> bool:
    """Whether a draft may be given as the answer."""
    match node:
        case Several():
            return node.least <= len(picked(draft)) <= node.most
        case Rank():
            return len(picked(draft)) == len(node.options)
        case Allocate():  # pragma: no branch - there is no fourth kind
            return sum(shares(draft).values()) == node.tokens


def may_be(node: Drafted, value: str) -> bool:
    """Whether a whole value is one that taps could have made."""
    options = picked(value)
    known = len(set(options)) == len(options) and set(options) <= set(node.options)
    if isinstance(node, Several) and node.alone in options and len(options) > 1:
        return False
    return known and is_whole(node, value)
