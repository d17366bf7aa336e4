"""Talk to someone: whom and how soon, a time that is stated, and what comes when it passes."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.cases import Happened
from domain.events import CaseChanged
from domain.people import Language, Role
from domain.verdicts import Level
from escalation.case import talked
from services.listening import WHEN, WHOM
from tests.support.conversation import FRIDAY_NIGHT, SCHOOL_HOURS, Conversation, Scene

LANGUAGES = list(Language)
TIMES = [
    (SCHOOL_HOURS, "today", "2026-09-15T14:30+00:00"),
    (SCHOOL_HOURS, "next", "2026-09-16T14:30+00:00"),
    (SCHOOL_HOURS, "week", "2026-09-21T14:30+00:00"),
    (FRIDAY_NIGHT, "today", "2026-09-21T14:30+00:00"),
    (FRIDAY_NIGHT, "next", "2026-09-22T14:30+00:00"),
]


def a_wish(now: datetime = SCHOOL_HOURS) -> tuple[Scene, Conversation, Conversation]:
    scene = Scene(now)
    dsp = scene.staff(Role.DSP)
    return scene, dsp, scene.learner().say("/talk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_soon_and_whom_are_asked_and_nothing_else(language: Language) -> None:
    learner = Scene().learner(language).say("/talk")
    assert [button.data for button in learner.buttons] == [
        *(f"c:talkwhen:{each}" for each in WHEN),
        "c:mistake",
    ]
    learner.tap("c:talkwhen:today")
    assert [button.data for button in learner.buttons] == [f"c:talkwhom:{each}" for each in WHOM]
    learner.tap("c:talkwhom:other")
    assert learner.text == learner.voice.say("talk.whom.other.noted")
    assert learner.notes == ["talk_whom_other"]


@pytest.mark.parametrize(("now", "when", "by"), TIMES)
def test_the_time_that_is_stated_is_the_one_that_is_kept(
    now: datetime, when: str, by: str
) -> None:
    scene, _, learner = a_wish(now)
    learner.tap(f"c:talkwhen:{when}")
    assert scene.case.talk_by == datetime.fromisoformat(by)
    assert learner.voice.moment(datetime.fromisoformat(by)) in learner.text


def test_a_wish_that_waits_too_long_is_paged_like_a_case() -> None:
    scene, dsp, learner = a_wish()
    learner.tap("c:talkwhen:today")
    dsp.tap(f"k:{scene.case.id}:2")
    before = len(dsp.inbox)
    scene.wait(hours=5)
    scene.tick()
    assert len(dsp.inbox) == before
    scene.wait(hours=1)
    events = scene.tick()
    assert Happened.TALK_OVERDUE in [e.what for e in events if isinstance(e, CaseChanged)]
    assert scene.case.waits
    scene.wait(days=1)
    scene.tick()
    assert len(dsp.inbox) > before, "whoever has it is paged first, as adults next read"


def test_a_wish_that_is_late_in_school_hours_says_so_at_once() -> None:
    scene, dsp, learner = a_wish()
    learner.tap("c:talkwhen:today")
    dsp.tap(f"k:{scene.case.id}:2")
    late = replace(scene.case, talk_by=scene.world.now)
    scene.world = replace(scene.world, cases={late.id: late})
    scene.tick()
    assert dsp.text.startswith("A learner who wishes to talk has waited too long")


def test_while_nobody_has_the_case_its_own_clock_goes_on() -> None:
    scene, _, learner = a_wish()
    learner.tap("c:talkwhen:today")
    clock = scene.case.clock
    scene.wait(hours=7)
    scene.tick()
    assert scene.case.talk_by is None
    assert clock is not None
    assert scene.case.clock is not None
    assert scene.case.clock.started_at == clock.started_at


def test_whom_somebody_has_talked_with_in_time_pages_nobody() -> None:
    scene, dsp, learner = a_wish()
    learner.tap("c:talkwhen:today")
    dsp.tap(f"k:{scene.case.id}:2")
    _, events = talked(scene.case, dsp.contact.id, scene.world.now)
    scene.world = scene.world.after(events)
    before = len(dsp.inbox)
    scene.wait(days=3)
    scene.tick()
    assert len(dsp.inbox) == before


def test_an_old_button_asks_anew() -> None:
    learner = Scene().learner().tap("c:talkwhen:today")
    assert learner.opened.level is Level.URGENT
