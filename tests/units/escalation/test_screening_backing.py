"""What entries hear is held at watch until the rest of the text speaks for it."""

import pytest

from domain.verdicts import Hit, Level
from escalation.backing import UNBACKED, grave, held
from escalation.lexicon import load_lexicon
from escalation.lexicon.changes import Kind, ListChange, changed
from escalation.opinion import Opinion, Table
from escalation.screening import SECOND_OPINION, Screener

HURT = "he slapped my mum"
LITTLE_ELSE = f"{HURT} blip blop blap"
MUCH_ELSE = f"{LITTLE_ELSE} blup blep"
ENTRY = "domestic_abuse.parent_hurt"


def hit(entry, level):
    return Hit(entry=entry, category="self_harm", level=level, start=0, end=1)


def screener(weight, short=0.0):
    table = Table(
        version="a test",
        bias=0.0,
        cuts={Level.URGENT: 1.0, Level.WATCH: 0.8},
        weights={"=slapped": 3 * weight, "=zog": 2 * weight},  # nine words weigh a third
        lifts=(0.1, 0.5, 0.5, 0.5, short),
    )
    return Screener(load_lexicon(), Opinion(table))


def test_entries_are_counted_once_and_from_urgent_on():
    some = [hit("a", 2), hit("a", 3), hit("b", 2), hit("c", 1)]
    assert grave(some) == 2
    assert grave([*some, hit("c", Level.URGENT)]) == 3


def test_what_is_held_is_watched_and_says_why():
    sure, unsure, watched = hit("a", Level.URGENT), hit("b", Level.URGENT), hit("c", Level.WATCH)
    assert held([sure, watched], {"a"}) == [sure, watched]
    (found,) = held([unsure], {"a"})
    assert (found.level, found.because) == (Level.WATCH, UNBACKED)


def test_the_lexicon_alone_holds_what_one_entry_hears():
    verdict = Screener(load_lexicon()).screen(MUCH_ELSE, None, 14)
    assert (verdict.level, verdict.hits[0].entry) == (Level.WATCH, ENTRY)
    assert verdict.hits[0].because == UNBACKED


@pytest.mark.parametrize("screens", [Screener(load_lexicon()), screener(-9.0)])
def test_what_says_hardly_anything_else_needs_no_backing(screens):
    assert screens.screen(f"{HURT} blip blop", None, 14).level is Level.URGENT
    assert screens.screen(MUCH_ELSE, None, 14).level is Level.WATCH


@pytest.mark.parametrize(
    ("weight", "level"),
    [(0.6, Level.URGENT), (0.4, Level.WATCH), (-9.0, Level.WATCH)],
)
def test_the_opinion_backs_an_entry_from_its_cut_on(weight, level):
    verdict = screener(weight).screen(MUCH_ELSE, None, 14)
    assert {one.entry for one in verdict.hits} == {ENTRY}
    assert verdict.level is level


@pytest.mark.parametrize(("short", "level"), [(0.0, Level.WATCH), (0.1, Level.URGENT)])
def test_that_little_else_is_said_speaks_for_an_entry(short, level):
    assert screener(0.4, short).screen(LITTLE_ELSE, None, 14).level is level
    assert screener(0.4, short).screen(MUCH_ELSE, None, 14).level is Level.WATCH


MANY = "he hits me and locks me out and theres never any food in blip blop blap blup blep zog"


@pytest.mark.parametrize(("of_zog", "level"), [(0.0, Level.IMMEDIATE), (-40.0, Level.WATCH)])
def test_many_entries_are_held_only_where_all_else_speaks_against_them(of_zog, level):
    table = Table(
        version="a test",
        bias=0.0,
        cuts={Level.URGENT: 1.0},
        weights={"=zog": of_zog},
        lifts=(0.1, 0.5, 0.5, 0.5),
    )
    verdict = Screener(load_lexicon(), Opinion(table)).screen(MANY, None, 14)
    assert verdict.level is level
    assert len({one.entry for one in verdict.hits}) >= 3


def test_without_an_entry_the_opinion_must_be_surer():
    assert screener(0.6).screen("zog", None, 14).level is Level.NONE
    (found,) = screener(1.1).screen("zog", None, 14).hits
    assert (found.entry, found.level) == (SECOND_OPINION, Level.URGENT)


def test_words_of_the_school_need_no_backing():
    change = ListChange(
        id=1,
        kind=Kind.ADD,
        category="substance",
        target="blue smarties",
        level=Level.URGENT,
        reason="a test",
    )
    verdict = Screener(changed(load_lexicon(), [change])).screen("blue smarties?", None, 14)
    assert verdict.level is Level.URGENT
