"""The sample school: invented, repeatable, and with one year too small to be shown."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.people import Language
from simulator.school import FACES, SampleSchool, generate

MONDAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def school() -> SampleSchool:
    return generate(7, MONDAY)


def answered_by_year_and_week(school: SampleSchool) -> Counter[tuple[int, date]]:
    years = {learner.learner_id: learner.year for learner in school.learners}
    return Counter((years[a.learner_id], a.date) for a in school.answers if a.value)


def test_one_seed_makes_one_school(school: SampleSchool) -> None:
    assert generate(7, MONDAY) == school
    assert generate(8, MONDAY) != school


def test_there_are_240_learners_with_names_of_their_own(school: SampleSchool) -> None:
    assert len(school.learners) == 240
    assert len({learner.learner_id for learner in school.learners}) == 240
    assert len({(learner.first_name, learner.last_name) for learner in school.learners}) == 240


def test_every_year_from_3_to_13_is_there_in_both_languages(school: SampleSchool) -> None:
    assert {learner.year for learner in school.learners} == set(range(3, 14))
    for year in range(3, 14):
        languages = {p.language for p in school.learners if p.year == year}
        assert languages >= set(Language)


def test_of_a_few_no_language_is_stated(school: SampleSchool, tmp_path: Path) -> None:
    unstated = [learner for learner in school.learners if learner.language is None]
    assert [learner.year for learner in unstated] == [5, 7]
    path = tmp_path / "roster.csv"
    school.write_roster(path)
    assert path.read_text(encoding="utf-8").count(",,") == 2


@pytest.mark.parametrize("days", range(7))
def test_answers_are_from_the_four_complete_weeks_before_today(days: int) -> None:
    answers = generate(7, MONDAY + timedelta(days=days)).answers
    tuesdays = [date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 3), date(2026, 11, 10)]
    assert sorted({answer.date for answer in answers}) == tuesdays


def test_a_week_of_holiday_is_passed_over() -> None:
    half_term = date(2026, 10, 27)
    answers = generate(7, MONDAY, school_day=lambda day: day != half_term).answers
    assert min(answer.date for answer in answers) == date(2026, 10, 13)
    assert half_term not in {answer.date for answer in answers}


@pytest.mark.parametrize("seed", range(20))
def test_most_answer_and_only_year_13_is_ever_too_small(seed: int) -> None:
    school = generate(seed, MONDAY)
    answered = sum(bool(answer.value) for answer in school.answers) / len(school.answers)
    assert 0.75 <= answered <= 0.85
    for (year, _), count in answered_by_year_and_week(school).items():
        assert (count < 10) == (year == 13)


def test_answers_are_faces_and_never_the_same_for_a_whole_year(school: SampleSchool) -> None:
    years = {learner.learner_id: learner.year for learner in school.learners}
    given = {(years[a.learner_id], a.date, a.value) for a in school.answers if a.value}
    assert {value for _, _, value in given} == set(FACES)
    assert min(Counter((year, day) for year, day, _ in given).values()) > 1


@pytest.mark.parametrize("seed", range(20))
def test_the_demo_has_two_sixth_formers_a_younger_learner_and_two_adults(seed: int) -> None:
    school = generate(seed, MONDAY)
    phones = school.demo_phones
    cymraes, english = map(school.learner, (phones.sixth_former_cy, phones.sixth_former_en))
    assert (cymraes.year, cymraes.language) == (12, Language.CY)
    assert (english.year, english.language) == (12, Language.EN)
    younger = school.learner(phones.younger)
    assert (younger.year, younger.language) == (5, None)
    assert phones.dsp_name != phones.council_name


def test_the_roster_is_a_csv_file_with_fixed_columns(school: SampleSchool, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    school.write_roster(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ["learner_id", "first_name", "last_name", "year", "class", "language", "groups"]
    assert list(rows[0]) == columns
    assert len(rows) == 240
    assert any(";" in row["groups"] for row in rows)


def test_the_answers_are_a_csv_file_with_a_line_for_everyone_asked(
    school: SampleSchool, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    school.write_answers(path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["learner_id", "date", "pack", "question", "value"]
    assert len(rows) == 4 * 240
    assert {row["value"] for row in rows} == {"", *FACES}
    assert {(row["pack"], row["question"]) for row in rows} == {("mood", "face")}
