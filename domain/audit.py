"""The audit as a chain: every line is sealed together with the one before it.

Who looked at what, and why, is a line with a running number. Its digest is made with a key over
the digest of the line before, its own number and all it says, so that no line can be changed,
moved, put in or taken out unseen by somebody without the key. The number and digest of the newest
line are kept once more beside the lines, sealed as well: the mark. It shows that lines at the end
are gone, and the chain goes on from it. Lines know ids only, and nothing that may be deleted.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import reduce

Seal = Callable[[str], str]
"""Makes the keyed digest of a text, in hexadecimal digits."""

BEGUN = "audit:begun"
"""The action of the line that says how many lines from before the chain were taken over."""

PROGRAM = "gwrando"
"""The actor of what the program did by itself."""

COMMAND = "command"
"""The actor of what was done with the command: whoever runs the program."""

WHOLE_AUDIT = "audit"
"""The subject of what was done with the audit itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Something that somebody looked at or did, and why; it is to be written down."""

    actor: str
    action: str
    subject: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A look as it stands in the audit; `at` is the moment in its one written form."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    reason: str
    digest: str

    @property
    def moment(self) -> datetime | None:
        """The moment itself; None where what stands there is none."""
        try:
            return datetime.fromisoformat(self.at).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a chain stands: the number and digest of its newest line."""

    number: int
    digest: str


class Fault(StrEnum):
    """What is wrong with a chain."""

    MISSING = "missing"
    MISPLACED = "misplaced"
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    CUT = "cut"
    BEYOND = "beyond"
    UNMARKED = "unmarked"
    UNKNOWN_HEAD = "unknown_head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How far a chain has been followed, and the first thing that was wrong, at which number.

    `expected` is how a digest begins that somebody noted elsewhere, and `noted` the number of the
    line that has it. So many lines as `taken_over` are from before the chain.
    """

    head: Head
    expected: str = ""
    noted: int | None = None
    taken_over: int = 0
    fault: Fault | None = None
    broken_at: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing was wrong so far."""
        return self.fault is None


# --- making it --------------------------------------------------------------------------------


def written(moment: datetime) -> str:
    """A moment in the one form that is sealed, whatever the database makes of it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def beginning(seal: Seal) -> Head:
    """The head of a chain that has no line yet."""
    return Head(number=0, digest=seal(_form("beginning")))


def chain(seal: Seal, head: Head, looks: Iterable[Look]) -> list[Line]:
    """The lines of these looks, in order, after the head."""
    lines: list[Line] = []
    for look in looks:
        line = _line(look, head.number + 1)
        line = replace(line, digest=digest(seal, head.digest, line))
        head = Head(number=line.number, digest=line.digest)
        lines.append(line)
    return lines


def _line(look: Look, number: int) -> Line:
    return Line(
        number=number,
        at=written(look.at),
        actor=_storable(look.actor),
        action=_storable(look.action),
        subject=_storable(look.subject),
        reason=_storable(look.reason),
        digest="",
    )


def _storable(text: str) -> str:
    """A text without what not every database can keep; what is sealed is what is kept."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def digest(seal: Seal, before: str, line: Line) -> str:
    """The digest that a line has where it stands."""
    told = (line.number, line.at, line.actor, line.action, line.subject, line.reason)
    return seal(_form("line", before, *told))


def mark(seal: Seal, head: Head) -> str:
    """The head as it is kept beside the lines, sealed."""
    return f"{head.number} {head.digest} {seal(_form('mark', head.number, head.digest))}"


def read_mark(seal: Seal, kept: str) -> Head | None:
    """The head that a mark tells of; None if it is not one of ours."""
    number, _, rest = kept.partition(" ")
    found = rest.partition(" ")[0]
    if not (number.isascii() and number.isdigit() and len(number) < _DIGITS):
        return None
    head = Head(number=int(number), digest=found)
    return head if mark(seal, head) == kept else None


_DIGITS = 20
"""More than the number of any line has."""


def _form(*parts: str | int) -> str:
    """Parts as one text that no other parts have: what each is, and where it ends, is told."""
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":"))


# --- following it -----------------------------------------------------------------------------


def check(seal: Seal, lines: Iterable[Line], kept: str | None, *, expected: str = "") -> Walk:
    """Follow a whole chain; `kept` is its mark, `expected` a head that was noted elsewhere."""
    begun = begin(seal, expected)
    return arrive(seal, reduce(lambda walk, line: step(seal, walk, line), lines, begun), kept)


def begin(seal: Seal, expected: str = "") -> Walk:
    """Before the first line."""
    head = beginning(seal)
    return Walk(head=head, expected=expected, noted=_noted(head, expected))


def step(seal: Seal, walk: Walk, line: Line) -> Walk:
    """One line further; nothing is looked at any more once something was wrong."""
    if not walk.is_whole:
        return walk
    number = walk.head.number + 1
    if line.number > number:
        return _broken(walk, Fault.MISSING, number)
    if line.number < number:
        return _broken(walk, Fault.MISPLACED, line.number)
    if line.digest != digest(seal, walk.head.digest, line):
        return _broken(walk, Fault.ALTERED, number)
    head = Head(number=number, digest=line.digest)
    return replace(
        walk,
        head=head,
        noted=walk.noted if walk.noted is not None else _noted(head, walk.expected),
        taken_over=number - 1 if line.action == BEGUN else walk.taken_over,
    )


def stumble(walk: Walk) -> Walk:
    """Where the next line should stand there is something that cannot be read."""
    return _broken(walk, Fault.UNREADABLE, walk.head.number + 1) if walk.is_whole else walk


def arrive(seal: Seal, walk: Walk, kept: str | None) -> Walk:
    """After the last line: does the chain end where its mark says, and is the noted head in it?"""
    if not walk.is_whole:
        return walk
    last = walk.head.number
    marked = beginning(seal) if kept is None and not last else read_mark(seal, kept or "")
    if marked is None:
        return _broken(walk, Fault.UNMARKED, last)
    if marked.number > last:
        return _broken(walk, Fault.CUT, last + 1)
    if marked != walk.head:
        return _broken(walk, Fault.BEYOND, marked.number)
    if walk.expected and walk.noted is None:
        return _broken(walk, Fault.UNKNOWN_HEAD, last)
    return walk


def _noted(head: Head, expected: str) -> int | None:
    return head.number if expected and head.digest.startswith(expected) else None


def _broken(walk: Walk, fault: Fault, number: int) -> Walk:
    return replace(walk, fault=fault, broken_at=number)
