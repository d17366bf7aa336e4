"""Nights, weekends, holidays, both clock changes, absent people: no case waits in silence.

Random histories of a school: learners write, time passes, staff go away, come back, leave, take
cases; the program is down for a while. After each the promise of every clock is looked at: the
case was acknowledged, or each step that was due has been paged, in order and on time, to somebody
who was there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cases import Case, Happened, Status
from domain.events import CaseChanged, CaseOpened, Event, StaffPaged
from domain.ids import CaseId
from domain.people import Role
from domain.verdicts import Level
from flows.calendar import Closed, SchoolTime
from services.settings import SchoolSettings
from tests.support.conversation import Conversation, Scene

WORDS = {
    Level.IMMEDIATE: "I want to kill myself",
    Level.URGENT: "I cut myself",
    Level.WATCH: "I feel sad all the time",
}
STARTS = [
    datetime(2026, 9, 15, 9, 0, tzinfo=UTC),  # a school morning
    datetime(2026, 9, 18, 20, 30, tzinfo=UTC),  # Friday night
    datetime(2026, 10, 24, 23, 30, tzinfo=UTC),  # an hour before the clock goes back
    datetime(2027, 3, 27, 23, 30, tzinfo=UTC),  # and before it goes forward
    datetime(2026, 12, 18, 15, 29, tzinfo=UTC),  # a minute before the holidays
]
HOLIDAYS = Closed(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas")
TICK = timedelta(seconds=2)
LONGEST_QUIET = timedelta(days=20)

Act = tuple[str, int]
acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["write", "write", "wait", "wait", "down", "take", "away", "back", "leave", "more"]
        ),
        st.integers(min_value=0, max_value=59),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class History:
    """A school as it goes on, and everything that has happened to its cases."""

    scene: Scene
    staff: list[Conversation]
    learners: list[Conversation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def do(self, what: str, number: int) -> None:
        """One thing happens; the program ticks afterwards, unless it is down."""
        level = list(WORDS)[number % 3]
        match what:
            case "write":
                self.learners.append(self.scene.learner().say(WORDS[level]))
                self.events += self.learners[-1].events
            case "more" if self.learners:
                someone = self.learners[number % len(self.learners)].say(WORDS[level])
                self.events += someone.events
            case "take":
                self._take(number)
            case "away" | "back":
                self._away(number, away=what == "away")
            case "leave" if len(self.scene.world.pagers) > 1:
                left = self.scene.world.pagers
                gone = left[number % len(left)]
                kept = tuple(each for each in left if each is not gone)
                self.scene.world = replace(self.scene.world, pagers=kept)
            case "wait":
                self._live(timedelta(minutes=number * 7 + 1))
            case "down":
                self.scene.wait(minutes=number * 11 + 1)
        self._tick()

    def _take(self, number: int) -> None:
        waiting = [case for case in self.scene.world.cases.values() if case.waits]
        there = {each.contact.id for each in self.scene.world.pagers}
        staff = [each for each in self.staff if each.contact.id in there]
        if waiting and staff:
            case = waiting[number % len(waiting)]
            staff[number % len(staff)].tap(f"k:{case.id}:{int(case.level)}")
            self.events += staff[number % len(staff)].events

    def _away(self, number: int, *, away: bool) -> None:
        pagers = self.scene.world.pagers
        chosen = pagers[number % len(pagers)].contact.id
        changed = tuple(
            replace(each, away=away) if each.contact.id == chosen else each for each in pagers
        )
        self.scene.world = replace(self.scene.world, pagers=changed)

    def _live(self, span: timedelta) -> None:
        """Time passes with a tick at every moment at which a step is due."""
        until = self.scene.world.now + span
        while (due := self._next_due()) is not None and due <= until:
            self.scene.world = replace(self.scene.world, now=max(due, self.scene.world.now))
            self._tick()
        self.scene.world = replace(self.scene.world, now=until)

    def _next_due(self) -> datetime | None:
        moments = (case.clock.next_at for case in self.cases if case.clock)
        return min((each for each in moments if each is not None), default=None)

    def _tick(self) -> None:
        self.events += self.scene.tick()

    @property
    def cases(self) -> Iterable[Case]:
        return self.scene.world.cases.values()


def a_history(start: datetime, *, deputies: int) -> History:
    scene = Scene(start)
    school = SchoolSettings(hours=SchoolTime(closed=(HOLIDAYS,)))
    scene.world = replace(scene.world, settings=school)
    staff = [scene.staff(Role.DSP), *(scene.staff(Role.DEPUTY) for _ in range(deputies))]
    return History(scene, [*staff, scene.staff(Role.HEAD)])


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STARTS), st.integers(0, 2), acts)
def test_every_case_is_taken_or_its_whole_ladder_is_paged_in_order_and_on_time(
    start: datetime, deputies: int, history: list[Act]
) -> None:
    school = a_history(start, deputies=deputies)
    for what, number in history:
        school.do(what, number)
    for case in school.cases:
        clock = case.clock
        assert clock is not None
        if not case.waits:
            assert case.status is not Status.OPEN
            assert case.holder is not None
            continue
        now = school.scene.world.now
        assert clock.next_at is not None
        assert clock.next_at > now, "nothing that is due is left over"
        due = [step for step in clock.steps if step.at <= now]
        assert clock.fired >= len(due), "every step that was due was paged"
        assert [step.at for step in clock.steps] == sorted(step.at for step in clock.steps)
        if case.level is Level.IMMEDIATE:
            assert clock.next_at - now <= timedelta(minutes=15)
        assert clock.next_at - now <= LONGEST_QUIET
        if any(not step.optional for step in clock.steps[: clock.fired]):
            assert case.paged_at is not None, "somebody of those who are there was told"
            assert told_since(school.events, case.id, clock.started_at)


def told_since(events: Iterable[Event], case_id: CaseId, since: datetime) -> list[StaffPaged]:
    return [
        event
        for event in events
        if isinstance(event, StaffPaged)
        and event.case_id == case_id
        and event.staff_id
        and event.at >= since
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STARTS), acts)
def test_after_silence_everybody_has_been_told_of_an_immediate_case(
    start: datetime, history: list[Act]
) -> None:
    school = a_history(start, deputies=1)
    for what, number in history:
        school.do("wait" if what in {"take", "leave"} else what, number)
    school.do("write", 0)
    opened = [event for event in school.events if isinstance(event, CaseOpened)][-1]
    school.do("wait", 3)
    told = {event.staff_id for event in told_since(school.events, opened.case.id, opened.at)}
    assert told == {each.contact.id for each in school.scene.world.pagers}
    lines = [event.what for event in school.events if isinstance(event, CaseChanged)]
    assert Happened.SILENCE in lines or all(each.away for each in school.scene.world.pagers)


NIGHTS = [
    ("a school morning", STARTS[0], 0, ()),
    ("Friday night", STARTS[1], 0, ()),
    ("the clock goes back", STARTS[2], 0, ()),
    ("the clock goes forward", STARTS[3], 0, ()),
    ("the DSP is away", STARTS[0], 0, (0,)),
    ("DSP and deputy are away", STARTS[0], 0, (0, 1)),
    ("the program was down for half an hour", STARTS[0], 30, ()),
]


def test_the_first_human_is_told_within_moments_of_an_immediate_case() -> None:
    """Prints, for each kind of night, how long it took until somebody was told."""
    for name, start, down, away in NIGHTS:
        school = a_history(start, deputies=1)
        for number in away:
            school.do("away", number)
        began = school.scene.world.now
        school.do("write", 0)
        if down:
            school.scene.wait(minutes=down)
            school.do("back", 0)
        first = min(event.at for event in school.events if isinstance(event, StaffPaged))
        print(f"{name}: {(first - began).total_seconds():.0f} s")  # noqa: T201
        assert first - began <= TICK
