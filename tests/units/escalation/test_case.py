"""What a case may become, and what it may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.cases import Case, Clock, Happened, Outcome, Status, Step, Whom
from domain.events import CaseChanged, CaseOpened
from domain.ids import AddressId, CaseId, ContactId
from domain.verdicts import Level
from escalation import case as rules
from escalation.case import AlreadyClosed, Changed, NotAllowed

NINE = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
TEN = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)
ANWEN, BRYN, CERI = ContactId("anwen"), ContactId("bryn"), ContactId("ceri")


def a_clock(now: datetime = NINE) -> Clock:
    step = Step(at=now, whom=(Whom.DSP,))
    return Clock(rule="urgent", started_at=now, steps=(step,), next_at=now)


LATER = a_clock(TEN)


def an_open_case(level: Level = Level.URGENT) -> Case:
    case, _ = rules.open_case(
        case_id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=ContactId("l1"),
        level=level,
        clock=a_clock(),
        now=NINE,
    )
    return case


def a_taken_case(level: Level = Level.URGENT) -> Case:
    case, _ = rules.acknowledge(an_open_case(level), ANWEN, NINE)
    return case


def a_closed_case() -> Case:
    case, _ = rules.close(a_taken_case(), ANWEN, Outcome.NO_ACTION, "Talked.", True, TEN)
    return case


def what(changed: Changed) -> list[Happened]:
    return [event.what for event in changed[1] if isinstance(event, CaseChanged)]


# --- it opens and is taken ----------------------------------------------------------------------


def test_a_case_opens_waiting_for_somebody() -> None:
    case, events = rules.open_case(
        case_id=CaseId("c1"),
        address_id=AddressId("a1"),
        contact_id=None,
        level=Level.WATCH,
        clock=a_clock(),
        now=NINE,
        concerned=[BRYN],
    )
    assert (case.status, case.holder, case.paged_at) == (Status.OPEN, None, None)
    assert case.waits
    assert (case.paused, case.concerned) == (True, {BRYN})
    assert events == (CaseOpened(case=case, at=NINE),)


def test_a_named_person_takes_it_and_its_clock_stops() -> None:
    case, events = rules.acknowledge(an_open_case(), ANWEN, TEN)
    assert (case.status, case.holder, case.acknowledged_at) == (Status.ACKNOWLEDGED, ANWEN, TEN)
    assert not case.waits
    assert events == (CaseChanged(case=case, what=Happened.ACKNOWLEDGED, staff_id=ANWEN, at=TEN),)


@pytest.mark.parametrize("again", [ANWEN, BRYN])
def test_acknowledging_twice_changes_nothing(again: ContactId) -> None:
    assert rules.acknowledge(a_taken_case(), again, TEN) == (a_taken_case(), ())


def test_a_closed_case_cannot_be_taken() -> None:
    with pytest.raises(AlreadyClosed, match="closed and can no longer change hands"):
        rules.acknowledge(a_closed_case(), ANWEN, TEN)


def test_whoever_cannot_be_reached_any_more_lets_it_go() -> None:
    changed = rules.let_go(a_taken_case(), LATER, TEN)
    assert changed[0] == replace(an_open_case(), clock=LATER)
    assert what(changed) == [Happened.LET_GO]


# --- more words ---------------------------------------------------------------------------------

ADDED = [
    (Level.NONE, Level.URGENT, "harmless words"),
    (Level.WATCH, Level.URGENT, "lesser words never lower a level"),
    (Level.URGENT, Level.URGENT, "the same again"),
]


@pytest.mark.parametrize(("level", "stands", "note"), ADDED)
def test_more_words_join_and_the_clock_goes_on(level: Level, stands: Level, note: str) -> None:
    changed = rules.add_words(an_open_case(), level, LATER, TEN)
    assert changed[0] == an_open_case(), note
    assert changed[0].level == stands
    assert what(changed) == [Happened.WORDS_ADDED]


@pytest.mark.parametrize("before", [an_open_case(), a_taken_case()])
def test_graver_words_raise_it_and_start_the_clock_again(before: Case) -> None:
    changed = rules.add_words(before, Level.IMMEDIATE, LATER, TEN)
    assert changed[0] == replace(an_open_case(Level.IMMEDIATE), clock=LATER)
    assert what(changed) == [Happened.RAISED]


@pytest.mark.parametrize("level", [Level.NONE, Level.WATCH])
def test_a_taken_case_stays_quiet_where_nothing_grave_is_added(level: Level) -> None:
    assert rules.add_words(a_taken_case(), level, LATER, TEN)[0] == a_taken_case()


def test_grave_words_in_a_taken_case_wait_to_be_seen_by_whoever_has_it() -> None:
    changed = rules.add_words(a_taken_case(), Level.URGENT, LATER, TEN)
    assert changed[0] == replace(a_taken_case(), clock=LATER)
    assert what(changed) == [Happened.WORDS_ADDED, Happened.CLOCK_RESTARTED]
    seen = rules.acknowledge(changed[0], ANWEN, TEN)
    assert (seen[0].holder, seen[0].waits) == (ANWEN, False)
    assert what(seen) == [Happened.SEEN]


def test_what_is_on_the_lists_stands_on_the_next_one_again() -> None:
    changed = rules.add_words(a_taken_case(Level.WATCH), Level.WATCH, LATER, TEN)
    assert what(changed) == [Happened.WORDS_ADDED, Happened.CLOCK_RESTARTED]


def test_another_who_sees_them_first_has_the_case_from_then_on() -> None:
    running, _ = rules.add_words(a_taken_case(), Level.URGENT, LATER, TEN)
    changed = rules.acknowledge(running, BRYN, TEN)
    assert changed[0].holder == BRYN
    assert what(changed) == [Happened.ACKNOWLEDGED]


def test_words_about_whoever_has_it_take_it_from_them() -> None:
    changed = rules.add_words(a_taken_case(), Level.WATCH, LATER, TEN, concerned=[ANWEN])
    assert (changed[0].status, changed[0].holder) == (Status.OPEN, None)
    assert changed[0].concerned == {ANWEN}
    assert what(changed) == [Happened.WORDS_ADDED, Happened.CONCERNED]


def test_whom_words_are_about_is_never_forgotten() -> None:
    about, _ = rules.add_words(an_open_case(), Level.WATCH, LATER, TEN, concerned=[ANWEN])
    more, _ = rules.add_words(about, Level.WATCH, LATER, TEN, concerned=[BRYN])
    assert more.concerned == {ANWEN, BRYN}


def test_worrying_words_pause_check_ins_again_and_harmless_ones_do_not() -> None:
    resumed, _ = rules.resume(a_taken_case(), ANWEN, TEN)
    assert not rules.add_words(resumed, Level.NONE, LATER, TEN)[0].paused
    assert rules.add_words(resumed, Level.WATCH, LATER, TEN)[0].paused


# --- it is worked on ----------------------------------------------------------------------------


def test_its_holder_begins_decides_and_closes() -> None:
    case, _ = rules.begin(a_taken_case(), ANWEN, TEN)
    assert case.status is Status.IN_PROGRESS
    case, (event,) = rules.decide(case, ANWEN, Status.REFERRED, " Rang the team. ", TEN)
    assert (case.status, event.note) == (Status.REFERRED, "Rang the team.")
    changed = rules.close(case, ANWEN, Outcome.REFERRED, "With the team.", False, TEN)
    assert (changed[0].status, changed[0].outcome) == (Status.CLOSED, Outcome.REFERRED)
    assert (changed[0].closed_at, changed[0].paused) == (TEN, True)
    assert what(changed) == [Happened.CLOSED]


def test_work_may_go_on_after_a_decision() -> None:
    decided, _ = rules.decide(a_taken_case(), ANWEN, Status.PASTORAL, "A friendly word.", TEN)
    assert rules.begin(decided, ANWEN, TEN)[0].status is Status.IN_PROGRESS


def test_closing_may_let_check_ins_go_on() -> None:
    changed = rules.close(a_taken_case(), ANWEN, Outcome.PASTORAL, "Done.", True, TEN)
    assert not changed[0].paused
    assert what(changed) == [Happened.CLOSED, Happened.RESUMED]


def test_a_case_is_handed_over_and_the_clock_runs_for_the_other() -> None:
    changed = rules.hand_over(a_taken_case(), ANWEN, BRYN, "Knows the family.", LATER, TEN)
    assert (changed[0].holder, changed[0].clock) == (BRYN, LATER)
    (event,) = changed[1]
    assert isinstance(event, CaseChanged)
    assert (event.staff_id, event.other_id) == (ANWEN, BRYN)


def test_only_a_person_with_a_reason_lowers_a_level() -> None:
    changed = rules.lower(a_taken_case(), ANWEN, Level.WATCH, "A song text.", TEN)
    assert changed[0].level is Level.WATCH
    assert what(changed) == [Happened.LOWERED]


def test_a_closed_case_is_opened_again_with_a_reason_and_check_ins_pause() -> None:
    changed = rules.reopen(a_closed_case(), BRYN, "More came to light.", TEN)
    case = changed[0]
    assert (case.status, case.holder, case.outcome) == (Status.IN_PROGRESS, BRYN, None)
    assert (case.closed_at, case.paused) == (None, True)
    assert what(changed) == [Happened.REOPENED]


def test_notes_are_taken_of_closed_cases_too() -> None:
    assert what(rules.note(a_closed_case(), BRYN, "The nurse rang.", TEN)) == [Happened.NOTED]


def test_whoever_sees_a_closed_case_lets_check_ins_go_on_once() -> None:
    paused = replace(a_closed_case(), paused=True)
    resumed, events = rules.resume(paused, BRYN, TEN)
    assert (resumed.paused, len(events)) == (False, 1)
    assert rules.resume(resumed, BRYN, TEN) == (resumed, ())


RUNNING = replace(a_taken_case(), clock=LATER)
REFUSED: list[tuple[str, str, Callable[[], Changed]]] = [
    ("somebody else begins", "not_yours", lambda: rules.begin(a_taken_case(), BRYN, TEN)),
    ("nobody has it", "not_yours", lambda: rules.begin(an_open_case(), BRYN, TEN)),
    (
        "no such decision",
        "no_choice",
        lambda: rules.decide(a_taken_case(), ANWEN, Status.CLOSED, "x", TEN),
    ),
    (
        "a decision without a note",
        "no_note",
        lambda: rules.decide(a_taken_case(), ANWEN, Status.REFERRED, " ", TEN),
    ),
    (
        "closing without a note",
        "no_note",
        lambda: rules.close(a_taken_case(), ANWEN, Outcome.REFERRED, "", True, TEN),
    ),
    (
        "closing over words not seen",
        "unseen",
        lambda: rules.close(RUNNING, ANWEN, Outcome.REFERRED, "x", True, TEN),
    ),
    (
        "handing over what nobody has",
        "not_acknowledged",
        lambda: rules.hand_over(an_open_case(), ANWEN, BRYN, "", LATER, TEN),
    ),
    (
        "to whom it is about",
        "concerned",
        lambda: rules.hand_over(
            replace(a_taken_case(), concerned=frozenset({CERI})), ANWEN, CERI, "", LATER, TEN
        ),
    ),
    (
        "to who has it",
        "has_it",
        lambda: rules.hand_over(a_taken_case(), BRYN, ANWEN, "", LATER, TEN),
    ),
    (
        "raising by lowering",
        "not_lower",
        lambda: rules.lower(a_taken_case(), ANWEN, Level.IMMEDIATE, "x", TEN),
    ),
    (
        "to no level",
        "not_lower",
        lambda: rules.lower(a_taken_case(), ANWEN, Level.NONE, "x", TEN),
    ),
    (
        "lowering without a reason",
        "no_reason",
        lambda: rules.lower(a_taken_case(), ANWEN, Level.WATCH, "", TEN),
    ),
    ("opening what is open", "not_closed", lambda: rules.reopen(a_taken_case(), BRYN, "x", TEN)),
    ("without a reason", "no_reason", lambda: rules.reopen(a_closed_case(), BRYN, "", TEN)),
    ("an empty note", "no_note", lambda: rules.note(a_taken_case(), BRYN, " \n", TEN)),
    ("another resumes", "not_yours", lambda: rules.resume(a_taken_case(), BRYN, TEN)),
    (
        "begun already",
        "not_acknowledged",
        lambda: rules.begin(replace(a_taken_case(), status=Status.IN_PROGRESS), ANWEN, TEN),
    ),
]


@pytest.mark.parametrize(("note", "reason", "act"), REFUSED)
def test_what_the_rules_do_not_allow(note: str, reason: str, act: Callable[[], Changed]) -> None:
    with pytest.raises(NotAllowed) as refused:
        act()
    assert str(refused.value) == reason, note


# --- the clock ----------------------------------------------------------------------------------


def test_a_clock_goes_from_step_to_step_and_then_again_and_again() -> None:
    steps = (
        Step(at=NINE, whom=(Whom.DSP,)),
        Step(at=NINE + timedelta(minutes=5), whom=(Whom.HEAD, Whom.LAST_RESORT)),
    )
    clock = Clock(
        rule="immediate", started_at=NINE, steps=steps, again=timedelta(minutes=15), next_at=NINE
    )
    morning = TEN + timedelta(days=1)
    one = clock.passed(NINE, morning)
    assert (one.next_step, one.next_at, one.paged) == (steps[1], steps[1].at, {Whom.DSP})
    spent = one.passed(TEN, morning)
    assert (spent.is_spent, spent.next_at) == (True, TEN + timedelta(minutes=15))
    assert spent.next_step.whom == (Whom.EVERYONE, Whom.LAST_RESORT)
    assert spent.passed(TEN, morning).fired == 2
    assert replace(one, again=None).passed(TEN, morning).next_at == morning
    assert not spent.halted().runs
