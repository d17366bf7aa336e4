"""Who is told of a case, and when they are told again.

The first form: everybody who safeguards is paged as a case opens, whenever its level rises and by
the first worrying words after somebody has taken it. Further words page again at most every few
minutes, because a child in distress writes in pieces, and one child's pages must never stand
before another's. The clocks, the rota and the way up to the head come with the safeguarding desk.
"""

from datetime import datetime, timedelta

from domain.people import Role
from domain.verdicts import Level
from escalation.case import Case

PAGED = (Role.DSP, Role.DEPUTY)
"""Whom a case is paged to."""

MAY_TAKE_CASES = frozenset({Role.DSP, Role.DEPUTY})
"""Who may list cases and acknowledge them."""

SEES_SIGNS = frozenset({Role.PASTORAL})
"""Who is told of signs over time, as learners were told."""

PAGE_AGAIN = timedelta(minutes=2)
"""How long a page stands before further words of the same case are worth another."""


def pages_more_words(case: Case, level: Level, now: datetime) -> bool:
    """Whether words that join a case, as it was before them, call for a page of their own."""
    if level is Level.NONE:
        return False
    if level > case.level or case.paged_at is None:
        return True
    if case.acknowledged_at is not None and case.paged_at < case.acknowledged_at:
        return True  # the first since somebody took the case
    return now - case.paged_at >= PAGE_AGAIN
