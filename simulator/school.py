"""The sample school: 240 invented learners and four weeks of invented answers.

Nobody here exists. First names are birds, beasts and plants, last names say that they are made up.
One seed always makes the same school, so that a demonstration can be repeated and tests can name
a learner. Year 13 is so small that fewer than ten answer in a week: a result that stays hidden.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from domain.people import Language

DATA = Path(__file__).parent / "school_data"
WEEKS = 4
PACK = "mood"
QUESTION = "face"
FACES = ("1", "2", "3", "4", "5")
ROSTER_COLUMNS = (
    "learner_id",
    "first_name",
    "last_name",
    "year",
    "class",
    "language",
    "groups",
)
ANSWER_COLUMNS = ("learner_id", "date", "pack", "question", "value")
_TUESDAY = 1
_LONGEST_BREAK = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """An invented learner, as a school office would list one; of a few it knows no language."""

    learner_id: str
    first_name: str
    last_name: str
    year: int
    class_name: str
    language: Language | None
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """One learner was asked once; `value` is the face, or empty where nobody answered."""

    learner_id: str
    date: date
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPhones:
    """Whose phones a demonstration shows: three learners by id, two adults by their names.

    Of the younger learner the roll does not say which language is theirs.
    """

    sixth_former_cy: str
    sixth_former_en: str
    younger: str
    dsp_name: str
    council_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSchool:
    """The learners, what they answered in the weeks before, and who is shown in a demo."""

    learners: tuple[Learner, ...]
    answers: tuple[PastAnswer, ...]
    demo_phones: DemoPhones

    def learner(self, learner_id: str) -> Learner:
        """The learner with that id; KeyError if there is none."""
        return {learner.learner_id: learner for learner in self.learners}[learner_id]

    def write_roster(self, path: Path) -> None:
        """Write the roll as the CSV file that a school office would import."""
        _write(path, ROSTER_COLUMNS, map(_roster_row, self.learners))

    def write_answers(self, path: Path) -> None:
        """Write the past check-ins as a CSV file, one line for each time somebody was asked."""
        rows = ((a.learner_id, a.date.isoformat(), PACK, QUESTION, a.value) for a in self.answers)
        _write(path, ANSWER_COLUMNS, rows)


def _weekday(day: date) -> bool:
    return day.weekday() <= 4


def generate(
    seed: int, today: date, *, school_day: Callable[[date], bool] = _weekday
) -> SampleSchool:
    """The sample school of that seed, with answers from the last complete school weeks.

    Check-ins are on Tuesdays. A week whose Tuesday is no `school_day` (a holiday) is passed over.
    """
    chance = Random(seed)  # noqa: S311 - invented data; the same seed must give the same school
    learners = _learners(chance)
    answers = tuple(
        answer
        for week, tuesday in enumerate(_tuesdays(today, school_day))
        for answer in _week_of_answers(chance, learners, week, tuesday)
    )
    return SampleSchool(learners=learners, answers=answers, demo_phones=_phones(learners))


@cache
def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _learners(chance: Random) -> tuple[Learner, ...]:
    names = {language: _names(chance, language) for language in Language}
    years = [
        int(year) for year, size in _read("school.json")["years"].items() for _ in range(size)
    ]
    return tuple(_learner(chance, number, year, names) for number, year in enumerate(years, 1))


def _names(chance: Random, language: Language) -> Iterator[tuple[str, str]]:
    words = _read("names.json")[language.value]
    pairs = list(product(words["first"], words["last"]))
    chance.shuffle(pairs)
    return iter(pairs)


def _learner(
    chance: Random, number: int, year: int, names: dict[Language, Iterator[tuple[str, str]]]
) -> Learner:
    school = _read("school.json")
    language = Language.CY if chance.random() < school["welsh_share"] else Language.EN
    first, last = next(names[language])
    learner_id = f"S{number:04}"
    joined = tuple(group for group in school["groups"] if chance.random() < 0.12)
    return Learner(
        learner_id=learner_id,
        first_name=first,
        last_name=last,
        year=year,
        class_name=f"{year}{'A' if number % 2 else 'B'}" if year <= 11 else f"{year}",
        language=None if learner_id in school["language_not_stated"] else language,
        groups=joined,
    )


def _tuesdays(today: date, school_day: Callable[[date], bool]) -> list[date]:
    """The check-in days of the last complete school weeks, the earliest first."""
    monday = today - timedelta(days=today.weekday())
    back = (monday + timedelta(days=_TUESDAY - 7 * n) for n in range(1, _LONGEST_BREAK + 1))
    return sorted([day for day in back if school_day(day)][:WEEKS])


def _week_of_answers(
    chance: Random, learners: tuple[Learner, ...], week: int, tuesday: date
) -> Iterator[PastAnswer]:
    answering = _answering(chance, learners)
    for learner in learners:
        face = _face(chance, learner.year, week)
        value = face if learner.learner_id in answering else ""
        yield PastAnswer(learner_id=learner.learner_id, date=tuesday, value=value)


def _answering(chance: Random, learners: tuple[Learner, ...]) -> set[str]:
    """Who answers this week: a like share of every year, so that year tables stay comparable."""
    low, high = _read("school.json")["answering"]
    chosen: set[str] = set()
    for year in sorted({learner.year for learner in learners}):
        ids = [learner.learner_id for learner in learners if learner.year == year]
        chosen.update(chance.sample(ids, round(len(ids) * chance.uniform(low, high))))
    return chosen


def _face(chance: Random, year: int, week: int) -> str:
    school = _read("school.json")
    by_week = school["mood_by_week"][week]
    weights = [
        often * more
        for often, more in zip(school["mood_by_year"][str(year)], by_week, strict=True)
    ]
    return chance.choices(FACES, weights)[0]


def _phones(learners: tuple[Learner, ...]) -> DemoPhones:
    names = _read("names.json")
    return DemoPhones(
        sixth_former_cy=_first(learners, 12, Language.CY),
        sixth_former_en=_first(learners, 12, Language.EN),
        younger=_first(learners, 5, None),
        dsp_name=names["dsp"],
        council_name=names["council"],
    )


def _first(learners: tuple[Learner, ...], year: int, language: Language | None) -> str:
    return next(
        learner.learner_id
        for learner in learners
        if (learner.year, learner.language) == (year, language)
    )


def _roster_row(learner: Learner) -> tuple[object, ...]:
    return (
        learner.learner_id,
        learner.first_name,
        learner.last_name,
        learner.year,
        learner.class_name,
        learner.language.value if learner.language else "",
        ";".join(learner.groups),
    )


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
