"""Disclosure control of a change: never fewer than ten, no extreme, and nobody by difference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AnySet
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from reporting.change import ReleasedChange, Withheld
from reporting.change_control import Decided, Pair, PendingChange, ScaleAsked, release
from reporting.rules import MINIMUM
from reporting.tables import REMAINDER, TOO_FEW

QUESTIONS = tuple(ScaleAsked(name, 5) for name in ("calm", "worries", "ready"))
NAMES = tuple(each.id for each in QUESTIONS)

points = st.integers(1, 5)
answered = st.dictionaries(st.sampled_from(NAMES), st.tuples(points, points))
groups = st.lists(answered, max_size=24)


def pairs_of(answers: Iterable[dict[str, tuple[int, int]]]) -> tuple[Pair, ...]:
    """Learners with keys from 0 on."""
    return tuple(Pair(str(key), each) for key, each in enumerate(answers))


def alike(
    number: int, before: int = 2, after: int = 4, *names: str
) -> list[dict[str, tuple[int, int]]]:
    """So many learners who all answer the same."""
    return [dict.fromkeys(names or NAMES, (before, after))] * number


def decide(pairs: tuple[Pair, ...], *earlier: AnySet[str]) -> Decided:
    return release(
        PendingChange(
            id="k3f9a",
            pack="before-and-after",
            questions=QUESTIONS,
            pairs=pairs,
            earlier=earlier,
        )
    )


def keys(first: int, last: int) -> frozenset[str]:
    """The keys from the one number up to before the other."""
    return frozenset(map(str, range(first, last)))


def shown(decided: Decided) -> ReleasedChange:
    assert isinstance(decided.outcome, ReleasedChange)
    return decided.outcome


def withheld(decided: Decided) -> str:
    assert isinstance(decided.outcome, Withheld)
    assert decided.counted == frozenset()
    return decided.outcome.reason


def test_nine_are_not_shown_and_ten_are() -> None:
    assert withheld(decide(pairs_of(alike(9)))) == TOO_FEW
    assert withheld(decide(())) == TOO_FEW
    change = shown(decide(pairs_of(alike(10))))
    assert (change.pairs, change.hidden) == (10, ())
    assert [(s.question, s.before, s.after) for s in change.shifts] == [
        ("calm", 20, 40),
        ("worries", 20, 40),
        ("ready", 20, 40),
    ]


def test_averages_are_in_tenths_with_a_half_rounded_up() -> None:
    some = [*alike(13, 2, 3), *alike(7, 3, 2)]
    [calm, *_] = shown(decide(pairs_of(some))).shifts
    assert (calm.before, calm.after) == (24, 27)  # 2.35 and 2.65


@pytest.mark.parametrize(("said", "told"), [(1, 15), (5, 45)])
def test_that_all_said_the_least_or_the_most_is_not_told(said: int, told: int) -> None:
    """It reads like a group of which half said something else."""
    everybody = shown(decide(pairs_of(alike(10, said, said))))
    other = 2 if said == 1 else 4
    half = shown(decide(pairs_of([*alike(5, said, said), *alike(5, other, other)])))
    assert everybody == half
    assert {(s.before, s.after) for s in everybody.shifts} == {(told, told)}


def test_whoever_skipped_a_question_once_is_in_none() -> None:
    """Else two questions would differ by one learner."""
    some = [*alike(12), *alike(1, 1, 1, "calm", "worries")]
    decided = decide(pairs_of(some))
    assert shown(decided).pairs == 12
    assert decided.counted == keys(0, 12)


def test_a_question_that_many_skipped_is_hidden_and_the_others_stay() -> None:
    some = [*alike(8), *alike(6, 1, 1, "calm", "ready")]
    change = shown(decide(pairs_of(some)))
    assert (change.pairs, change.hidden) == (14, ("worries",))
    assert [shift.question for shift in change.shifts] == ["calm", "ready"]


def test_one_question_is_better_than_none_and_nine_are_not() -> None:
    assert [s.question for s in shown(decide(pairs_of(alike(10, 2, 2, "ready")))).shifts] == [
        "ready"
    ]
    assert withheld(decide(pairs_of([*alike(9), *alike(9, 2, 2, "calm")][:9]))) == TOO_FEW


EARLIER: list[tuple[str, Sequence[AnySet[str]], bool]] = [
    ("nothing was released", [], True),
    ("the same people", [keys(0, 20)], True),
    ("the same people twice", [keys(0, 20), keys(0, 20)], True),
    ("other people", [keys(20, 40)], True),
    ("one fewer", [keys(0, 19)], False),
    ("nine fewer", [keys(0, 11)], False),
    ("ten fewer", [keys(0, 10)], True),
    ("one more", [keys(0, 21)], False),
    ("nine more", [keys(0, 29)], False),
    ("ten more", [keys(0, 30)], True),
    ("one in both", [keys(19, 40)], False),
    ("nine in both", [keys(11, 40)], False),
    ("ten in both", [keys(10, 40)], True),
    ("one exchanged for another", [keys(1, 21)], False),
    ("the second is too near", [keys(20, 40), keys(0, 19)], False),
    ("two that together are the same", [keys(0, 10), keys(10, 20)], True),
]


@pytest.mark.parametrize(("note", "earlier", "may"), EARLIER, ids=[note for note, _, _ in EARLIER])
def test_a_change_is_held_against_those_before_it(
    note: str, earlier: Sequence[AnySet[str]], *, may: bool
) -> None:
    decided = decide(pairs_of(alike(20)), *earlier)
    assert isinstance(decided.outcome, ReleasedChange) is may, note
    assert may or withheld(decided) == REMAINDER


def test_three_groups_leave_nobody_between_them() -> None:
    """Each two differ by ten or more, and yet the sum of two lacks one learner of the third."""
    assert withheld(decide(pairs_of(alike(21)), keys(0, 10), keys(10, 20))) == REMAINDER
    assert shown(decide(pairs_of(alike(30)), keys(0, 10), keys(10, 20))).pairs == 30


@given(groups)
def test_whatever_is_shown_is_of_the_same_ten_or_more(
    answers: list[dict[str, tuple[int, int]]],
) -> None:
    pairs = pairs_of(answers)
    decided = decide(pairs)
    if isinstance(decided.outcome, Withheld):
        for name in NAMES:
            assert sum(name in pair.answers for pair in pairs) < MINIMUM
        return
    change = shown(decided)
    told = {shift.question for shift in change.shifts}
    assert MINIMUM <= change.pairs == len(decided.counted)
    assert decided.counted == {pair.key for pair in pairs if told <= pair.answers.keys()}
    assert told | set(change.hidden) == set(NAMES)
    for shift in change.shifts:
        assert 15 <= min(shift.before, shift.after) <= max(shift.before, shift.after) <= 45


@given(groups, st.data())
def test_what_they_said_decides_nothing(
    answers: list[dict[str, tuple[int, int]]], data: st.DataObject
) -> None:
    said = [{name: data.draw(st.tuples(points, points)) for name in each} for each in answers]
    one, other = decide(pairs_of(answers)), decide(pairs_of(said))
    assert one.counted == other.counted
    if isinstance(one.outcome, Withheld):
        assert one.outcome == other.outcome
    else:
        assert one.outcome.hidden == shown(other).hidden


blocks = st.lists(st.sampled_from([1, 9, 10, 11]), min_size=4, max_size=6)
choices = st.lists(st.frozensets(st.integers(0, 5), min_size=1), min_size=2, max_size=5)


@given(blocks, choices)
def test_no_sum_of_releases_tells_of_a_few(sizes: list[int], asked: list[frozenset[int]]) -> None:
    """Groups are made of blocks of learners, and so overlap and differ by a few or by ten."""
    released: list[frozenset[str]] = []
    for chosen in asked:
        group = [f"{b}-{each}" for b in chosen if b < len(sizes) for each in range(sizes[b])]
        decided = decide(
            tuple(Pair(each, dict.fromkeys(NAMES, (2, 4))) for each in group), *released
        )
        released += [decided.counted] if decided.counted else []
    for one, other in combinations(released, 2):
        for few in (one - other, other - one, one & other):
            assert not 0 < len(few) < MINIMUM
    everybody: frozenset[str] = frozenset().union(*released)
    places = Counter(tuple(key in group for group in released) for key in everybody)
    assert min(places.values(), default=MINIMUM) >= MINIMUM


@pytest.mark.parametrize(
    ("pairs", "fault"),
    [
        ((Pair("1", {}), Pair("1", {})), "stands in two"),
        ((Pair("1", {"calm": (0, 3)}),), "outside the scale of 'calm'"),
        ((Pair("1", {"calm": (3, 6)}),), "outside the scale of 'calm'"),
        ((Pair("1", {"sleep": (3, 3)}),), "outside the scale of 'sleep'"),
    ],
)
def test_pairs_that_cannot_be_are_refused(pairs: tuple[Pair, ...], fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        decide(pairs)
