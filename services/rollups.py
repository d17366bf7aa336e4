"""Answers become released tables, frozen in parts, through disclosure control alone."""

import logging
from collections.abc import Iterable
from datetime import date, timedelta

from flows.calendar import week_of
from reporting.disclosure import HistoryLost, Pending, protect
from reporting.measures import MOOD
from reporting.tables import ReleasedTable
from services.runtime import Runtime
from storage import releases
from storage.database import UnitOfWork

logger = logging.getLogger(__name__)

COUNTED = (MOOD, "mood", "face")
"""What is counted: a measure, and the pack and question that feed it."""


async def fill(rt: Runtime) -> int:
    """Freeze whatever may be frozen of this week and the last; how many tables that made.

    Last week is looked at too, so that what was answered late on its last evening is counted.
    """
    this_week = week_of(rt.now())
    weeks = (this_week - timedelta(days=7), this_week)
    return sum([await _fill_or_leave(rt, week) for week in weeks])


async def _fill_or_leave(rt: Runtime, week: date) -> int:
    """A week that fails is tried again later and keeps nothing from the other."""
    try:
        return await fill_week(rt, week)
    except Exception as error:
        extra = {"week": week.isoformat(), "error": type(error).__name__}
        logger.error("week_waits", extra=extra)  # noqa: TRY400 - its message may hold words
        return 0


async def fill_week(rt: Runtime, week: date) -> int:
    """Freeze whatever may be frozen of one week; how many tables that made.

    A week whose counted answers no longer match what was released gets no further part: what was
    shown stays as it is, and nothing can be worked out from a second, different answer.
    """
    async with rt.database.write() as uow:
        try:
            made = await _fill(uow, week)
        except HistoryLost:
            logger.warning("week_sealed", extra={"week": week.isoformat()})
            return 0
        if made:
            await uow.commit()
    return made


def never_fewer(asked: dict[str, int], so_far: Iterable[ReleasedTable]) -> dict[str, int]:
    """How many were asked, and never fewer than was shown: no count falls as somebody erases."""
    shown = dict(asked)
    for table in so_far:
        shown[table.slice] = max(table.asked, shown.get(table.slice, 0))
    return shown


async def _fill(uow: UnitOfWork, week: date) -> int:
    measure, pack, question = COUNTED
    so_far = await releases.of_weeks(uow, measure.id, [week])
    whose = await releases.ledger(uow, measure=measure.id, pack=pack, question=question, week=week)
    now_asked = await releases.asked(uow, pack=pack, question=question, week=week)
    asked = never_fewer(now_asked, so_far)
    pending = Pending(measure=measure, week=week, records=whose.records, asked=asked)
    protected = protect(pending, so_far)
    await releases.add(uow, protected.tables)
    await releases.mark_counted(uow, measure.id, week, whose, protected.counted)
    return len(protected.tables)
