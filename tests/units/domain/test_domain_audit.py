"""The audit as a chain: whatever is done to it without the key, the first broken line is named."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audit import (
    BEGUN,
    Fault,
    Head,
    Line,
    Look,
    begin,
    beginning,
    chain,
    check,
    digest,
    mark,
    read_mark,
    step,
    stumble,
    written,
)

NINE = datetime(2026, 9, 15, 9, tzinfo=UTC)


def seal(text: str) -> str:
    return hmac.new(b"a key", text.encode(), hashlib.sha256).hexdigest()


def other_seal(text: str) -> str:
    return hmac.new(b"another key", text.encode(), hashlib.sha256).hexdigest()


def look(what: str = "text:read", *, of: str = "c1", reason: str = "to read") -> Look:
    return Look(actor="s1", action=what, subject=of, reason=reason, at=NINE)


def lines(number: int) -> list[Line]:
    return chain(seal, beginning(seal), [look(of=f"c{each}") for each in range(1, number + 1)])


def marked(found: list[Line]) -> str:
    return mark(seal, Head(number=found[-1].number, digest=found[-1].digest))


FIVE = lines(5)


def fault(found: list[Line], kept: str | None = None, expected: str = "") -> tuple[object, int]:
    walk = check(seal, found, kept or marked(FIVE), expected=expected)
    return walk.fault, walk.broken_at


# --- whole ------------------------------------------------------------------------------------


def test_a_chain_that_nobody_touched_is_whole() -> None:
    walk = check(seal, FIVE, marked(FIVE))
    assert walk.is_whole
    assert walk.head == Head(number=5, digest=FIVE[-1].digest)


def test_one_without_lines_is_whole() -> None:
    assert check(seal, [], None).head == beginning(seal)


def test_numbers_run_on_from_the_head() -> None:
    head = Head(number=FIVE[1].number, digest=FIVE[1].digest)
    more = chain(seal, head, [look(of="c3"), look(of="c4")])
    assert more == FIVE[2:4]


def test_what_was_taken_over_is_told() -> None:
    found = chain(seal, beginning(seal), [look(), look(), look(BEGUN), look()])
    assert check(seal, found, marked(found)).taken_over == 2


# --- broken -----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["at", "actor", "action", "subject", "reason", "digest"])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_changed_field_is_found(field: str, place: int) -> None:
    changed = replace(FIVE[place], **{field: "changed"})
    found = [*FIVE[:place], changed, *FIVE[place + 1 :]]
    assert fault(found) == (Fault.ALTERED, place + 1)


@pytest.mark.parametrize(
    ("found", "told", "number", "note"),
    [
        ([*FIVE[:2], *FIVE[3:]], Fault.MISSING, 3, "one taken out"),
        (FIVE[1:], Fault.MISSING, 1, "the first taken out"),
        (FIVE[:3], Fault.CUT, 4, "the end cut off"),
        ([], Fault.CUT, 1, "all taken out, the mark left"),
        ([FIVE[0], FIVE[2], FIVE[1], *FIVE[3:]], Fault.MISSING, 2, "two in another order"),
        ([*FIVE[:3], FIVE[2], *FIVE[3:]], Fault.MISPLACED, 3, "one twice"),
        ([replace(FIVE[0], number=0), *FIVE], Fault.MISPLACED, 0, "one before the first"),
        (
            [*FIVE[:2], replace(FIVE[3], number=3), replace(FIVE[2], number=4), FIVE[4]],
            Fault.ALTERED,
            3,
            "two in each other's place",
        ),
        (
            [*FIVE[:2], *(replace(each, number=each.number - 1) for each in FIVE[3:])],
            Fault.ALTERED,
            3,
            "one taken out and the numbers closed up",
        ),
        ([*FIVE, replace(FIVE[4], number=6)], Fault.ALTERED, 6, "one put in at the end"),
    ],
)
def test_the_first_broken_line_is_named(
    found: list[Line], told: Fault, number: int, note: str
) -> None:
    assert fault(found) == (told, number), note


def test_a_chain_made_anew_with_another_key_is_broken_at_its_first_line() -> None:
    forged = chain(other_seal, beginning(other_seal), [look()])
    assert fault(forged) == (Fault.ALTERED, 1)


def test_a_digest_made_with_another_key_is_found() -> None:
    changed = replace(FIVE[2], reason="changed")
    forged = replace(changed, digest=digest(other_seal, FIVE[1].digest, changed))
    assert fault([*FIVE[:2], forged, *FIVE[3:]]) == (Fault.ALTERED, 3)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "nonsense",
        f"3 {FIVE[2].digest}",
        f"3 {FIVE[2].digest} {'0' * 64}",
        mark(other_seal, Head(number=5, digest=FIVE[4].digest)),
        marked(FIVE).replace("5 ", "05 ", 1),
        f"{'9' * 5000} {FIVE[4].digest} {'0' * 64}",
    ],
)
def test_a_mark_that_is_not_ours_is_found(kept: str) -> None:
    walk = check(seal, FIVE, kept)
    assert (walk.fault, walk.broken_at) == (Fault.UNMARKED, 5)


def test_lines_without_a_mark_are_found() -> None:
    assert check(seal, FIVE, None).fault is Fault.UNMARKED


def test_a_mark_from_earlier_is_found_where_lines_came_after_it() -> None:
    assert fault(FIVE, marked(FIVE[:3])) == (Fault.BEYOND, 3)


def test_something_that_cannot_be_read_is_found_where_it_stands() -> None:
    walk = stumble(step(seal, begin(seal), FIVE[0]))
    assert (walk.fault, walk.broken_at) == (Fault.UNREADABLE, 2)


# --- a head that was noted --------------------------------------------------------------------


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("digits", [16, 40, 64])
def test_a_head_that_was_noted_is_found_again(place: int, digits: int) -> None:
    walk = check(seal, FIVE, marked(FIVE), expected=FIVE[place].digest[:digits])
    assert (walk.fault, walk.noted) == (None, place + 1)


def test_the_head_of_an_empty_chain_may_be_noted_too() -> None:
    assert check(seal, FIVE, marked(FIVE), expected=beginning(seal).digest).noted == 0


def test_a_chain_cut_off_with_its_mark_is_found_by_the_head_that_was_noted() -> None:
    cut = FIVE[:3]
    assert fault(cut, marked(cut)) == (None, 0)
    assert fault(cut, marked(cut), FIVE[4].digest) == (Fault.UNKNOWN_HEAD, 3)


# --- the one form of what is sealed -----------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "form"),
    [
        (NINE, "2026-09-15T09:00:00.000000Z"),
        (NINE.astimezone(ZoneInfo("Europe/London")), "2026-09-15T09:00:00.000000Z"),
        (NINE.astimezone(timezone(timedelta(hours=-5))), "2026-09-15T09:00:00.000000Z"),
        (NINE.replace(microsecond=120), "2026-09-15T09:00:00.000120Z"),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1),
            "2026-10-25T01:30:00.000000Z",
        ),
    ],
)
def test_a_moment_has_one_form(moment: datetime, form: str) -> None:
    assert written(moment) == form


def test_where_a_field_ends_is_sealed_as_well() -> None:
    first = replace(FIVE[0], actor="ab", action="c")
    second = replace(FIVE[0], actor="a", action="bc")
    third = replace(FIVE[0], actor='a","b', action="c")
    assert len({digest(seal, "", each) for each in (first, second, third)}) == 3


def test_the_form_never_changes() -> None:
    """Or no audit could be checked that was written before."""
    sealed: list[str] = []

    def keep(text: str) -> str:
        sealed.append(text)
        return "d"

    chain(keep, beginning(keep), [look(reason='ŵ "a"\n')])
    mark(keep, Head(number=1, digest="d"))
    assert sealed == [
        '["beginning"]',
        '["line","d",1,"2026-09-15T09:00:00.000000Z","s1","text:read","c1","\\u0175 \\"a\\"\\n"]',
        '["mark",1,"d"]',
    ]


def test_what_no_database_keeps_is_put_as_it_will_be_kept() -> None:
    (line,) = chain(seal, beginning(seal), [look(reason="a\0b \ud83d c")])
    assert line.reason == "a\ufffdb ? c"
    assert check(seal, [line], marked([line])).is_whole


def test_a_line_tells_its_moment_or_that_it_has_none() -> None:
    assert FIVE[0].moment == NINE
    assert replace(FIVE[0], at="yesterday").moment is None


# --- any history ------------------------------------------------------------------------------

TEXTS = st.text(max_size=12)
LOOKS = st.builds(
    Look,
    actor=TEXTS,
    action=TEXTS,
    subject=TEXTS,
    reason=TEXTS,
    at=st.datetimes(timezones=st.timezones()),
)
HISTORIES = st.lists(st.lists(LOOKS, max_size=4), min_size=1, max_size=6)


def kept_of(history: list[list[Look]]) -> list[Line]:
    """What a history leaves, each inner list written at once."""
    found: list[Line] = []
    head = beginning(seal)
    for looks in history:
        found += chain(seal, head, looks)
        head = Head(number=found[-1].number, digest=found[-1].digest) if found else head
    return found


@given(HISTORIES)
def test_any_history_is_whole_however_it_was_written(history: list[list[Look]]) -> None:
    found = kept_of(history)
    at_once = chain(seal, beginning(seal), [look for looks in history for look in looks])
    assert found == at_once
    assert check(seal, found, marked(found) if found else None).is_whole


def renumbered(found: list[Line]) -> list[Line]:
    return [replace(each, number=at) for at, each in enumerate(found, start=1)]


@given(HISTORIES.filter(any), st.data())
def test_any_history_tampered_with_is_broken_where_it_was(
    history: list[list[Look]], data: st.DataObject
) -> None:
    found = kept_of(history)
    place, other = (data.draw(st.integers(0, len(found) - 1)) for _ in range(2))
    before, line, after = found[:place], found[place], found[place + 1 :]
    match data.draw(st.sampled_from(["change", "take out", "put in", "swap", "cut"])):
        case "change":
            field = data.draw(st.sampled_from(["actor", "action", "subject", "reason"]))
            told = getattr(line, field) + data.draw(st.text("ab ", min_size=1))
            changed = [*before, replace(line, **{field: told}), *after]
            first = place
        case "take out":
            changed, first = renumbered([*before, *after]), place
        case "put in":
            changed = renumbered([*before, found[other], line, *after])
            first = place + 1 if other == place else place
        case "swap" if other != place:
            changed, first = [*found], min(place, other)
            changed[place], changed[other] = found[other], found[place]
        case _:
            changed, first = before, place
    walk = check(seal, changed, marked(found))
    assert walk.broken_at == first + 1


@given(st.integers(0, 10**18), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_mark_is_read_again_and_by_nobody_else(number: int, made: str) -> None:
    head = Head(number=number, digest=made)
    assert read_mark(seal, mark(seal, head)) == head
    assert read_mark(other_seal, mark(seal, head)) is None
