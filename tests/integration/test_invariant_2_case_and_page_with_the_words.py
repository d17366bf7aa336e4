"""Invariant 2.

A case and its first page are committed with the words that caused them.
"""

import pytest

from domain.messages import InboundKind, Lane
from services.runtime import Runtime
from storage.tables import cases, taken_updates, texts
from tests.integration.cuts import Cut, cut_before, cut_before_commit
from tests.integration.door import Door, how_many, rows, waiting
from tests.integration.people import a_dsp, join

WORRY = "i want to die"


async def _there(rt: Runtime) -> tuple[int, int, int, int]:
    """How many words, cases, pages and updates taken there are."""
    pages = [m for m in await waiting(rt.database) if m.address == "dsp"]
    return (
        await how_many(rt.database, texts),
        await how_many(rt.database, cases),
        len(pages),
        await how_many(rt.database, taken_updates),
    )


async def test_there_is_no_moment_with_the_words_and_without_the_page(
    runtime: Runtime, door: Door
) -> None:
    """Cut before each statement of the turn in its turn, and see that nothing was there."""
    await a_dsp(runtime)
    await join(runtime, "cadi")
    worry = door.text("cadi", WORRY)
    number = 0
    while await _is_cut(door, worry, number):
        assert await _there(runtime) == (0, 0, 0, 0)
        number += 1

    assert number >= 7  # address, case, chronology, words, session, messages, update, cursor
    assert await _there(runtime) == (1, 1, 1, 1)


async def _is_cut(door: Door, worry: object, number: int) -> bool:
    with cut_before(number) as statements:
        try:
            await door.take(worry)  # type: ignore[arg-type]
        except Cut:
            return True
    assert statements.seen == number
    return False


async def test_not_even_when_everything_is_written(runtime: Runtime, door: Door) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    worry = door.text("cadi", WORRY)
    with cut_before_commit(), pytest.raises(Cut):
        await door.take(worry)
    assert await _there(runtime) == (0, 0, 0, 0)

    await door.take(worry)
    assert await _there(runtime) == (1, 1, 1, 1)


@pytest.mark.parametrize("kind_of", [InboundKind.TEXT, InboundKind.EDIT, InboundKind.MEDIA])
async def test_the_page_is_in_the_first_lane_and_names_the_case(
    runtime: Runtime, door: Door, kind_of: InboundKind
) -> None:
    await a_dsp(runtime)
    await join(runtime, "cadi")
    await door.take(door.inbound("cadi", kind_of, text=WORRY))

    [case] = await rows(runtime.database, cases)
    [page] = [m for m in await waiting(runtime.database) if m.address == "dsp"]

    assert page.message.lane is Lane.SAFEGUARDING
    assert case["case_id"].upper() in page.message.text
    assert case["paged_at"] == runtime.now()


async def test_a_case_that_reaches_nobody_waits_for_the_first_who_can(
    runtime: Runtime, door: Door
) -> None:
    from services.cases import chase

    await join(runtime, "cadi")
    await door.say("cadi", WORRY)
    [case] = await rows(runtime.database, cases)
    assert case["paged_at"] is None
    assert await chase(runtime) == 0

    await a_dsp(runtime)
    assert await chase(runtime) == 1
    assert await chase(runtime) == 0
    assert (await _there(runtime))[2] == 1
