"""Help for the reporting tests: a week in which answers arrive and somebody looks now and then."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from reporting.disclosure import Hidden, Pending, Protected, Record, protect
from reporting.measures import MOOD
from reporting.tables import ReleasedTable

MONDAY = date(2026, 11, 16)
ASKED = {"school": 240, **{f"year:{year}": 40 for year in range(3, 14)}}


@dataclass
class Week:
    """One week of answers, as storage would keep it."""

    records: dict[str, Record] = field(default_factory=dict)
    tables: tuple[ReleasedTable, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    def arrive(self, answers: Iterable[tuple[int, str]]) -> None:
        """Learners of these years answer with these faces."""
        for year, option in answers:
            key = f"k{len(self.records):04}"
            self.records[key] = Record(key=key, year=year, option=option)

    def pending(self, *, years: bool = True) -> Pending:
        """What disclosure control is told."""
        records = tuple(self.records.values())
        return Pending(measure=MOOD, week=MONDAY, records=records, asked=ASKED, years=years)

    def look(self, *, years: bool = True) -> Protected:
        """Somebody looks: release what may be released and keep it."""
        protected = protect(self.pending(years=years), self.tables)
        self.records.update({record.key: record for record in protected.counted})
        self.tables += protected.tables
        self.hidden = protected.hidden
        return protected

    def answered(self, slice_id: str) -> int:
        """How many a reader sees in a slice."""
        return sum(table.answered for table in self.tables if table.slice == slice_id)

    def people(self) -> list[int]:
        """Who is in each part, a bit for each learner."""
        parts: Counter[tuple[str, int]] = Counter()
        for bit, record in enumerate(self.records.values()):
            for name, part in (
                ("school", record.school_part),
                (f"year:{record.year}", record.year_part),
            ):
                if part:
                    parts[name, part] |= 1 << bit
        return list(parts.values())


def chance(seed: int = 1) -> Random:
    """The chance of that seed."""
    return Random(seed)  # noqa: S311 - the tests must be repeatable


Batch = dict[int, int]
"""How many of each year answer between two looks."""


def answers(batch: Batch, draw: Random) -> list[tuple[int, str]]:
    """The answers of a batch, with faces drawn."""
    years = [year for year, count in batch.items() for _ in range(count)]
    return [(year, draw.choice(MOOD.options)) for year in years]


def week_of(*batches: Batch, seed: int = 1) -> Week:
    """A week in which each batch arrives and is looked at."""
    week, draw = Week(), chance(seed)
    for batch in batches:
        week.arrive(answers(batch, draw))
        week.look()
    return week


def singled_out(parts: Sequence[int]) -> set[int]:
    """How many people each sum and difference of parts is about, by trying all of them."""
    groups = {0}
    for part in parts:
        groups |= {group ^ part for group in groups}
    return {group.bit_count() for group in groups}
