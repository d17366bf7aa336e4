"""Ways through patterns, and which of them a text could hold at all.

Every route is called by the class of words that ordinary talk has least. Its other classes must
be given away by some word of the text too; the rarest of these is asked first, for all routes
that have it in common.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_BYTE = 8


class Bit(NamedTuple):
    """The place of a class in a row of bytes that has one bit for each class."""

    byte: int
    mask: int


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """One way through a pattern: classes, each with the gap allowed before it.

    `needs` are the classes that nobody has asked for yet when the route is called.
    """

    pattern: int
    begins: int
    rest: tuple[tuple[int, int], ...]  # gap, class
    classes: frozenset[int]
    needs: tuple[Bit, ...]


class Way(NamedTuple):
    """A route before its caller is known. `rarest`: each of its classes once, the rarest first."""

    pattern: int
    classes: Sequence[int]
    gaps: Sequence[int]  # before each class
    rarest: Sequence[int]


Calls = Mapping[int, tuple[Route, ...]]
"""Routes by the rarest of their classes beside the caller; by the caller if there is no other."""


def by_caller(ways: Iterable[Way]) -> dict[int, Calls]:
    """Routes by the class that calls them, and by the next class that they need."""
    calls: dict[int, dict[int, list[Route]]] = {}
    for pattern, classes, gaps, (caller, *others) in ways:
        rest = tuple(zip(gaps[1:], classes[1:], strict=True))
        needs = tuple(map(_bit, others[1:]))
        route = Route(pattern, classes[0], rest, frozenset(classes), needs)
        calls.setdefault(caller, {}).setdefault(others[0] if others else caller, []).append(route)
    return {
        caller: {number: tuple(routes) for number, routes in some.items()}
        for caller, some in calls.items()
    }


def _bit(number: int) -> Bit:
    return Bit(number // _BYTE, 1 << number % _BYTE)


def bits_of(numbers: Iterable[int]) -> int:
    """One bit for each class."""
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


def called(words: Iterable[tuple[int, Calls]], bits: int) -> Iterator[Route]:
    """The routes of these words that have every class they need; some more than once.

    `words` are the calls of each word, behind the bits of what they need.
    """
    present = bits.to_bytes(bits.bit_length() // _BYTE + 1, "little")
    size = len(present)
    for asked, calls in words:
        found = asked & bits
        while found:
            lowest = found & -found
            found ^= lowest
            for route in calls[lowest.bit_length() - 1]:
                for place, one in route.needs:
                    if place >= size or not present[place] & one:
                        break
                else:
                    yield route


def joined(calls: Mapping[int, Calls], given: Iterable[int]) -> tuple[int, Calls]:
    """All that some classes call, behind the bits of what is needed next."""
    found: dict[int, tuple[Route, ...]] = {}
    for caller in given:
        for number, routes in calls.get(caller, {}).items():
            found[number] = (*found.get(number, ()), *routes)
    return bits_of(found), found
