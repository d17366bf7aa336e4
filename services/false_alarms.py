"""What was heard in cases that turned out to be false alarms: entries and counts, nobody's words.

Whoever looks after the lexicon sees which entries raise them, and whether the lexicon of today
still would. A false alarm is what a person said of a case as they closed it.
"""

from collections import Counter
from dataclasses import dataclass, field

from domain.cases import Outcome
from domain.verdicts import Level
from escalation.screening import Screener
from services.listening import AGE_AT_YEAR_0
from services.runtime import Runtime
from storage import case_file, cases, contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarms:
    """How often each entry was heard in false alarms, and how often it still would be."""

    cases: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    still: Counter[str] = field(default_factory=Counter)


async def look(rt: Runtime, screener: Screener) -> FalseAlarms:
    """Every text of every case that was closed as a false alarm, heard then and now."""
    heard: Counter[str] = Counter()
    still: Counter[str] = Counter()
    async with rt.database.read() as uow:
        closed = await cases.closed_as(uow, Outcome.FALSE_ALARM)
        people = await contacts.load(uow, [each.contact_id for each in closed if each.contact_id])
        for case in closed:
            learner = people.get(case.contact_id) if case.contact_id else None
            year = learner.year if learner else None
            age = None if year is None else year + AGE_AT_YEAR_0
            for text in await case_file.texts_of(uow, case.id):
                then = {hit.entry for hit in text.verdict.hits}
                again = screener.screen(text.body, None, age)
                now = {hit.entry for hit in again.hits if hit.level > Level.NONE}
                heard.update(then)
                still.update(then & now)
    return FalseAlarms(cases=len(closed), heard=heard, still=still)
