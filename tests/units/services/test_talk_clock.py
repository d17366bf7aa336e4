"""The clock of a case: who is told while nobody takes it, and who never is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from worry import HARMLESS, IMMEDIATE, URGENT, WATCH

from domain.cases import Happened, Whom
from domain.events import CaseChanged, Event, StaffPaged, TextHeard
from domain.ids import ContactId
from domain.people import Language, Role
from domain.verdicts import Level
from escalation.conflict import Named
from services.settings import Authority
from tests.support.conversation import FRIDAY_NIGHT, Conversation, Scene

EN = Language.EN


ALL_THREE = "I want to kill myself. Mrs Enghraifft, Mr Esiampl and Ms Samplen know."


class Staff:
    """A scene with everybody of the ladder in it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.dsp = scene.staff(Role.DSP)
        self.deputy = scene.staff(Role.DEPUTY)
        self.head = scene.staff(Role.HEAD)

    def counts(self) -> tuple[int, int, int]:
        """How many messages each was sent: DSP, deputy, head."""
        return tuple(len(each.inbox) for each in (self.dsp, self.deputy, self.head))  # type: ignore[return-value]

    def after(self, **time: float) -> tuple[int, int, int]:
        """The same once so much time has gone by."""
        self.scene.wait(**time)
        self.scene.tick()
        return self.counts()

    def away(self, *people: Conversation) -> None:
        """These are away from now on."""
        ids = {each.contact.id for each in people}
        self.scene.world = replace(
            self.scene.world,
            pagers=tuple(
                replace(each, away=each.contact.id in ids) for each in self.scene.world.pagers
            ),
        )

    def called(self, **names: str) -> None:
        """The names that the office gave: `dsp="Mrs Prys"`."""
        self.scene.world = replace(
            self.scene.world,
            named=tuple(
                Named(
                    contact_id=getattr(self, who).contact.id,
                    name=name,
                    roles=getattr(self, who).contact.roles,
                )
                for who, name in names.items()
            ),
        )


@pytest.fixture
def staff() -> Staff:
    return Staff(Scene())


def lines(events: tuple[Event, ...]) -> list[Happened]:
    return [event.what for event in events if isinstance(event, CaseChanged)]


def told(events: tuple[Event, ...]) -> list[ContactId | None]:
    return [event.staff_id for event in events if isinstance(event, StaffPaged)]


# --- up the ladder ------------------------------------------------------------------------------


def test_an_immediate_case_climbs_to_everybody_and_goes_on(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    assert staff.counts() == (1, 0, 0)
    assert staff.after(minutes=4) == (1, 0, 0)
    assert staff.after(minutes=1) == (1, 1, 0)
    assert staff.after(minutes=5) == (1, 1, 1)
    assert staff.after(minutes=5) == (2, 2, 2)
    assert staff.dsp.text.startswith("Nobody has taken this case, and everybody")
    assert staff.after(minutes=14) == (2, 2, 2)
    assert staff.after(minutes=1) == (3, 3, 3)


def test_the_last_resort_says_whom_to_telephone(staff: Staff) -> None:
    settings = replace(
        staff.scene.world.settings,
        authority=Authority(name="The Team", day_number="029 2000 0000"),
    )
    staff.scene.world = replace(staff.scene.world, settings=settings)
    staff.scene.learner().say(IMMEDIATE[EN])
    staff.after(minutes=15)
    assert "The Team, office hours: 029 2000 0000" in staff.head.text
    assert "999" in staff.head.text


def test_silence_is_a_line(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    staff.scene.wait(minutes=5)
    assert lines(staff.scene.tick()) == [Happened.SILENCE]


def test_whoever_takes_it_ends_the_pages(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    staff.dsp.tap(f"k:{staff.scene.case.id}")
    before = staff.counts()
    assert staff.after(days=2) == before


def test_the_others_who_were_paged_are_told_that_somebody_has_it(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    assert staff.after(minutes=5) == (1, 1, 0)
    staff.deputy.tap(f"k:{staff.scene.case.id}")
    assert staff.counts() == (2, 2, 0)
    number = staff.scene.case.id.upper()
    assert staff.dsp.text == staff.dsp.voice.say("page.taken_by_another", case=number)


def test_after_an_outage_all_that_is_overdue_is_paged_in_order(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    staff.scene.wait(minutes=12)
    events = staff.scene.tick()
    assert told(events) == [staff.deputy.contact.id, staff.head.contact.id]


def test_an_urgent_case_climbs_in_an_hour(staff: Staff) -> None:
    staff.scene.learner().say(URGENT[EN])
    assert staff.after(minutes=30) == (1, 1, 0)
    assert staff.after(minutes=30) == (1, 1, 1)
    assert staff.after(hours=12) == (1, 1, 1), "nobody is woken"
    assert staff.after(hours=12) == (2, 2, 2), "the next school morning everybody is told"


# --- nights and weekends ------------------------------------------------------------------------


def test_at_night_an_urgent_case_waits_for_the_morning_and_says_so() -> None:
    staff = Staff(Scene(FRIDAY_NIGHT))
    learner = staff.scene.learner().say(URGENT[EN])
    assert lines(learner.events) == [Happened.NOT_COVERED]
    assert staff.after(hours=59) == (0, 0, 0)
    assert staff.after(hours=0.5) == (1, 0, 0)
    assert staff.after(minutes=30) == (1, 1, 0)


def test_who_is_on_call_is_paged_at_night() -> None:
    staff = Staff(Scene(FRIDAY_NIGHT))
    world = staff.scene.world
    on_call = tuple(
        replace(each, on_call=each.contact.id == staff.deputy.contact.id) for each in world.pagers
    )
    staff.scene.world = replace(world, pagers=on_call)
    staff.scene.learner().say(URGENT[EN])
    assert staff.counts() == (0, 1, 0)


def test_an_immediate_case_wakes_somebody() -> None:
    staff = Staff(Scene(FRIDAY_NIGHT))
    staff.scene.learner().say(IMMEDIATE[EN])
    assert staff.counts() == (1, 0, 0)


def test_cases_at_watch_are_one_list_each_morning_for_each_reader(staff: Staff) -> None:
    staff.scene.learner().say(WATCH[EN])
    staff.scene.learner().say(WATCH[EN])
    assert staff.counts() == (0, 0, 0)
    assert staff.after(days=1) == (1, 0, 0)
    assert "2 cases" in staff.dsp.text
    for case in staff.scene.world.cases:
        assert case.upper() in staff.dsp.text
    staff.dsp.tap("c:cases")
    assert len(staff.dsp.buttons) == 2
    assert staff.after(days=1) == (3, 1, 0)
    assert staff.after(days=1) == (3, 1, 1)


# --- nobody there -------------------------------------------------------------------------------


def test_who_is_away_is_passed_over_at_once(staff: Staff) -> None:
    staff.away(staff.dsp)
    staff.scene.learner().say(IMMEDIATE[EN])
    assert staff.counts() == (0, 1, 0)
    assert staff.deputy.text.startswith("A new item")


def test_a_step_that_finds_nobody_brings_the_next_at_once() -> None:
    scene = Scene()
    dsp, head = scene.staff(Role.DSP), scene.staff(Role.HEAD)
    scene.learner().say(URGENT[EN])
    scene.wait(minutes=30)
    events = scene.tick()
    assert lines(events) == [Happened.SILENCE, Happened.NOBODY_TO_PAGE, Happened.SILENCE]
    assert (len(dsp.inbox), len(head.inbox)) == (1, 1)
    assert scene.case.paged_at == scene.world.now


def test_where_all_are_away_everybody_is_told_all_the_same(staff: Staff) -> None:
    staff.away(staff.dsp, staff.deputy, staff.head)
    staff.scene.learner().say(IMMEDIATE[EN])
    assert staff.counts() == (1, 1, 1)


def test_where_the_last_who_was_paged_is_lost_the_next_is_paged_at_once(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    world = staff.scene.world
    left = tuple(each for each in world.pagers if each.contact.id != staff.dsp.contact.id)
    staff.scene.world = replace(world, pagers=left)
    assert staff.after(seconds=2) == (1, 1, 0)


def test_a_case_of_somebody_who_is_lost_waits_again(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    staff.dsp.tap(f"k:{staff.scene.case.id}")
    world = staff.scene.world
    left = tuple(each for each in world.pagers if each.contact.id != staff.dsp.contact.id)
    staff.scene.world = replace(world, pagers=left)
    staff.scene.tick()
    assert (staff.scene.case.status, staff.scene.case.holder) == ("open", None)
    assert staff.counts()[1] == 1


# --- more words in a case that somebody has -----------------------------------------------------


def test_grave_words_go_to_whoever_has_the_case_and_then_to_others(staff: Staff) -> None:
    learner = staff.scene.learner().say(URGENT[EN])
    staff.deputy.tap(f"k:{staff.scene.case.id}")
    before = staff.counts()
    staff.scene.wait(minutes=5)
    learner.say(URGENT[EN])
    assert staff.counts() == (before[0], before[1] + 1, before[2])
    assert staff.scene.case.status == "acknowledged"
    assert staff.after(minutes=30)[0] == before[0] + 1
    staff.deputy.tap(f"k:{staff.scene.case.id}")
    assert not staff.scene.case.waits


def test_lesser_words_are_told_to_whoever_has_it_without_a_clock(staff: Staff) -> None:
    learner = staff.scene.learner().say(URGENT[EN])
    staff.scene.wait(seconds=1)
    staff.dsp.tap(f"k:{staff.scene.case.id}")
    before = staff.counts()
    learner.say(WATCH[EN])
    assert staff.counts() == (before[0] + 1, *before[1:])
    assert not staff.scene.case.waits


# --- words about those who are paged ------------------------------------------------------------


def test_words_about_the_dsp_go_to_the_deputy_and_stand_in_no_list_of_the_dsp(
    staff: Staff,
) -> None:
    staff.called(dsp="Mrs Carys Enghraifft", deputy="Mr Ifor Esiampl")
    staff.scene.learner().say("mrs enghraifft hits me")
    assert staff.counts()[:2] == (0, 1)
    assert staff.scene.case.concerned == {staff.dsp.contact.id}
    assert staff.dsp.say("/cases").text == staff.dsp.voice.say("cases.none")
    assert staff.dsp.tap(f"k:{staff.scene.case.id}").text == staff.dsp.voice.say("page.none")
    assert staff.deputy.tap(f"k:{staff.scene.case.id}").text.startswith("Thank you")


@pytest.mark.parametrize("language", list(Language))
def test_a_name_just_before_the_worry_counts(staff: Staff, language: Language) -> None:
    staff.called(dsp="Mrs Carys Enghraifft")
    learner = staff.scene.learner(language).say("mrs enghraifft")
    learner.say(URGENT[language])
    assert staff.scene.case.concerned == {staff.dsp.contact.id}
    assert staff.counts()[0] == 0


def test_words_about_whoever_has_the_case_take_it_from_them(staff: Staff) -> None:
    staff.called(dsp="Mrs Carys Enghraifft")
    learner = staff.scene.learner().say(URGENT[EN])
    staff.dsp.tap(f"k:{staff.scene.case.id}")
    before = staff.counts()
    learner.say("it is mrs enghraifft")
    assert staff.scene.case.holder is None
    assert staff.counts() == (before[0], before[1] + 1, before[2])


def test_words_about_all_of_the_school_go_to_the_local_authority_alone(staff: Staff) -> None:
    authority = staff.scene.staff(Role.AUTHORITY)
    staff.called(dsp="Mrs Carys Enghraifft", deputy="Mr Ifor Esiampl", head="Ms Nia Samplen")
    staff.scene.learner().say(ALL_THREE)
    assert staff.counts() == (0, 0, 0)
    assert len(authority.inbox) == 1
    assert authority.say("/cases").text != authority.voice.say("cases.none")
    assert staff.after(days=3) == (0, 0, 0)


def test_at_watch_they_are_on_a_list_of_the_authority(staff: Staff) -> None:
    authority = staff.scene.staff(Role.AUTHORITY)
    staff.called(dsp="Mrs Carys Enghraifft", deputy="Mr Ifor Esiampl", head="Ms Nia Samplen")
    staff.scene.learner().say("mrs enghraifft, mr esiampl and ms samplen are on duty")
    assert authority.inbox == []
    assert staff.after(days=1) == (0, 0, 0)
    assert len(authority.inbox) == 1


def test_without_an_authority_contact_nobody_concerned_is_told(staff: Staff) -> None:
    staff.called(dsp="Mrs Carys Enghraifft", deputy="Mr Ifor Esiampl", head="Ms Nia Samplen")
    learner = staff.scene.learner().say(ALL_THREE)
    assert set(told(learner.events)) == {None}
    assert staff.after(minutes=1) == (0, 0, 0)
    assert Whom.AUTHORITY in staff.scene.case.clock.paged  # type: ignore[union-attr]


def test_harmless_words_about_a_reader_are_marked_and_about_all_readers_a_case(
    staff: Staff,
) -> None:
    staff.called(dsp="Mrs Carys Enghraifft", deputy="Mr Ifor Esiampl")
    learner = staff.scene.learner().say("mrs enghraifft is on duty")
    assert learner.heard.concerned == {staff.dsp.contact.id}
    assert staff.scene.world.cases == {}
    learner = staff.scene.learner().say("mrs enghraifft and mr esiampl are on duty")
    assert (learner.heard.verdict.level, staff.scene.case.level) == (Level.NONE, Level.WATCH)
    staff.after(days=1)
    assert staff.counts() == (0, 0, 1), "the head is the first whom it is not about"


def test_the_words_of_somebody_who_names_nobody_concern_nobody(staff: Staff) -> None:
    staff.called(dsp="Mrs Carys Enghraifft")
    learner = staff.scene.learner().say(HARMLESS[EN])
    (heard,) = learner.of(TextHeard)
    assert heard.concerned == frozenset()


def test_a_clock_is_what_it_was_as_the_case_opened(staff: Staff) -> None:
    staff.scene.learner().say(IMMEDIATE[EN])
    kept = staff.scene.case.clock
    assert kept is not None
    assert [step.at - kept.started_at for step in kept.steps] == [
        timedelta(minutes=each) for each in (0, 5, 10, 15)
    ]
