"""What learners answered before and after, paired and handed to disclosure control.

Here, and not in the core, it is still known whose answers these are: the core gets keys that mean
nothing elsewhere.
"""

from collections.abc import Iterable, Set

from domain.ids import ContactId
from reporting.change import Outcome, Turnout, turnout
from reporting.change_control import Pair, PendingChange, ScaleAsked, release
from storage.interventions import Answers, Intervention, Moment

Given = dict[Moment, Answers]


def outcome(
    whose: Intervention,
    questions: tuple[ScaleAsked, ...],
    given: Given,
    earlier: Iterable[Set[ContactId]],
) -> tuple[Outcome, set[ContactId]]:
    """What becomes of the answers of an intervention, and who is counted in it.

    `earlier` are the learners of each change that was released of the same pack.
    """
    groups = list(earlier)
    keys = _keys({*given[Moment.BEFORE], *given[Moment.AFTER]}.union(*groups))
    decided = release(
        PendingChange(
            id=whose.id,
            pack=whose.pack,
            questions=questions,
            pairs=_pairs(given, keys),
            earlier=tuple({keys[each] for each in group} for group in groups),
        )
    )
    return decided.outcome, {each for each, key in keys.items() if key in decided.counted}


def taken_part(asked: int, given: Given) -> Turnout:
    """How many were asked and how many answered, without the numbers of small groups."""
    before, after = given[Moment.BEFORE], given[Moment.AFTER]
    return turnout(
        asked=asked,
        before=len(before),
        after=len(after),
        paired=len(before.keys() & after.keys()),
    )


def _keys(whose: set[ContactId]) -> dict[ContactId, str]:
    """A key for each learner that means nothing elsewhere."""
    return {contact: str(number) for number, contact in enumerate(sorted(whose))}


def _pairs(given: Given, keys: dict[ContactId, str]) -> tuple[Pair, ...]:
    before, after = given[Moment.BEFORE], given[Moment.AFTER]
    return tuple(
        Pair(keys[each], _both(before[each], after[each]))
        for each in sorted(before.keys() & after.keys())
    )


def _both(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[int, int]]:
    return {
        question: (int(before[question]), int(after[question]))
        for question in before.keys() & after.keys()
    }
