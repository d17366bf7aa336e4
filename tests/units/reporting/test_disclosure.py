"""Disclosure control: what one look may show, and what all looks together must not."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mood_week import MONDAY, Batch, Week, answers, chance, singled_out, week_of

from domain.errors import BadInput
from reporting.disclosure import MINIMUM, HistoryLost, Pending, Record, protect
from reporting.measures import MOOD
from reporting.tables import Hidden

batches = st.lists(
    st.dictionaries(st.sampled_from([7, 8, 9, 13]), st.integers(0, 16), max_size=4),
    min_size=1,
    max_size=4,
)
seeds = st.integers(0, 2**16)


def shown(week: Week) -> dict[str, int]:
    return {table.slice: week.answered(table.slice) for table in week.tables}


@pytest.mark.parametrize(("answered", "parts"), [(0, 0), (9, 0), (10, 1), (11, 1)])
def test_the_school_is_shown_from_ten_people(answered: int, parts: int) -> None:
    assert len(week_of({7: answered}).tables) == parts


@pytest.mark.parametrize(("later", "parts"), [(0, 1), (9, 1), (10, 2)])
def test_a_second_look_changes_only_when_ten_more_have_answered(later: int, parts: int) -> None:
    week = week_of({7: 12}, {8: later})
    assert len([table for table in week.tables if table.slice == "school"]) == parts


YEARS = [
    ("every year is large", {7: 20, 8: 15, 9: 10}, {7: 20, 8: 15, 9: 10}),
    ("the others are ten", {7: 20, 8: 5, 9: 5}, {7: 20}),
    ("the others would be nine", {7: 20, 8: 5, 9: 4}, {}),
    ("a small year takes the smallest with it", {7: 20, 8: 15, 13: 9}, {7: 20}),
    ("a small year takes nobody along", {7: 20, 8: 15, 9: 6, 13: 6}, {7: 20, 8: 15}),
    ("one year alone says what the school says", {7: 20}, {}),
    ("no year is large", {7: 9, 8: 9, 9: 9}, {}),
    ("equal years: the younger is shown", {7: 12, 8: 12, 13: 5}, {7: 12}),
]


@pytest.mark.parametrize(("note", "batch", "years"), YEARS, ids=[note for note, _, _ in YEARS])
def test_years_are_shown_while_the_remainder_is_safe(
    note: str, batch: Batch, years: Batch
) -> None:
    expected = {"school": sum(batch.values()), **{f"year:{y}": n for y, n in years.items()}}
    assert shown(week_of(batch)) == expected, note


def test_a_year_is_counted_in_full_when_it_is_first_shown() -> None:
    assert shown(week_of({7: 6, 8: 14}, {7: 6, 9: 20}))["year:7"] == 12


def test_years_can_wait_until_the_week_is_over() -> None:
    week = week_of()
    for batch, years in (({7: 12, 8: 12}, False), ({7: 4, 8: 7}, True)):
        week.arrive(answers(batch, chance()))
        week.look(years=years)
    assert shown(week) == {"school": 35, "year:7": 16, "year:8": 19}


def test_two_looks_together_do_not_uncover_the_few_who_came_between() -> None:
    week = week_of({7: 20, 8: 14}, {7: 10, 8: 2})
    assert shown(week) == {"school": 46, "year:7": 20, "year:8": 14}


def test_a_class_that_answers_together_is_shown_at_once() -> None:
    assert shown(week_of({7: 25}, {8: 22})) == {"school": 47, "year:7": 25, "year:8": 22}


def test_what_is_hidden_has_a_reason_for_the_log() -> None:
    week = week_of({7: 20, 8: 15, 13: 9})
    assert Hidden("year:13", "too_few") in week.hidden
    assert Hidden("year:8", "remainder") in week.hidden
    assert Hidden("year:3", "too_few") in week.hidden
    assert not {"school", "year:7"} & {hidden.slice for hidden in week.hidden}


def test_before_anything_is_shown_everything_is_hidden() -> None:
    assert Hidden("school", "too_few") in week_of({7: 9}).hidden


def test_a_table_says_how_many_were_asked_and_never_fewer_than_answered() -> None:
    records = tuple(Record(key=f"k{n}", year=7, option="3") for n in range(12))
    for asked, said in ((30, 30), (5, 12)):
        pending = Pending(measure=MOOD, week=MONDAY, records=records, asked={"school": asked})
        assert protect(pending, ()).tables[0].asked == said


def test_an_answer_that_the_question_does_not_have_is_refused() -> None:
    week = Week()
    week.arrive([(7, "6")])
    with pytest.raises(BadInput, match="'6' is not an answer to 'mood'"):
        week.look()


def test_nothing_is_released_when_records_and_tables_disagree() -> None:
    week = week_of({7: 12})
    week.records.popitem()
    with pytest.raises(HistoryLost):
        week.look()


def test_tables_of_other_weeks_do_not_matter() -> None:
    other = week_of({7: 12}).tables
    pending = Pending(measure=MOOD, week=MONDAY.replace(day=23), records=(), asked={})
    assert protect(pending, other).tables == ()


@given(batches, seeds)
def test_every_part_counts_at_least_ten_people(history: list[Batch], seed: int) -> None:
    assert all(table.answered >= MINIMUM for table in week_of(*history, seed=seed).tables)


@given(batches, seeds)
def test_the_sum_of_the_parts_is_the_count_of_the_counted(history: list[Batch], seed: int) -> None:
    week = week_of(*history, seed=seed)
    for slice_id in shown(week):
        cells: Counter[str] = Counter()
        for table in week.tables:
            if table.slice == slice_id:
                cells.update(dict(table.cells))
        counted = [
            record.option
            for record in week.records.values()
            if (record.school_part and slice_id == "school")
            or (record.year_part and slice_id == f"year:{record.year}")
        ]
        assert +cells == Counter(counted)


@given(batches)
@settings(max_examples=150)
def test_no_sum_or_difference_of_parts_is_about_one_to_nine_people(history: list[Batch]) -> None:
    week = Week()
    for batch in history:
        week.arrive(answers(batch, chance()))
        week.look()
        assert not singled_out(week.people()) & set(range(1, MINIMUM))


@given(batches)
def test_after_each_look_the_remainder_is_nobody_or_ten(history: list[Batch]) -> None:
    week = Week()
    for batch in history:
        week.arrive(answers(batch, chance()))
        week.look()
        years = [n for slice_id, n in shown(week).items() if slice_id != "school"]
        rest = week.answered("school") - sum(years)
        assert rest == 0 or rest >= MINIMUM
        assert not (len(years) == 1 and rest == 0)


@given(batches, seeds, seeds)
def test_what_people_answer_never_decides_what_is_shown(
    history: list[Batch], one: int, other: int
) -> None:
    first, second = week_of(*history, seed=one), week_of(*history, seed=other)
    assert [table.id for table in first.tables] == [table.id for table in second.tables]
    assert shown(first) == shown(second)
    assert first.hidden == second.hidden


@given(batches, seeds)
def test_the_same_records_in_any_order_give_the_same_parts(
    history: list[Batch], seed: int
) -> None:
    week = Week()
    for batch in history:
        week.arrive(answers(batch, chance(seed)))
    records = list(week.records.values())
    chance(seed).shuffle(records)
    shuffled = Pending(
        measure=MOOD, week=MONDAY, records=tuple(records), asked=week.pending().asked
    )
    assert protect(shuffled, ()) == protect(week.pending(), ())


@given(batches)
def test_looking_again_at_the_same_answers_adds_nothing(history: list[Batch]) -> None:
    week = week_of(*history)
    again = week.look()
    assert (again.tables, again.counted) == ((), ())


@given(batches)
def test_a_released_part_never_changes(history: list[Batch]) -> None:
    week = Week()
    for batch in history:
        before = week.tables
        week.arrive(answers(batch, chance()))
        week.look()
        assert week.tables[: len(before)] == before
        assert len({table.id for table in week.tables}) == len(week.tables)
