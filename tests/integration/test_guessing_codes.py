"""Nobody can tell wrong, used and expired codes apart; guessing is slowed, whatever restarts."""

from datetime import timedelta
from typing import Any

import pytest

from domain.ids import ContactId
from domain.people import Contact, Language, Role, Standing
from locales.reader import both
from services.guessing import FIRST_WAIT, FREE_MISSES, LONGEST_WAIT
from services.runtime import Runtime
from storage import codes, contacts
from storage.tables import addresses, join_codes
from tests.integration.door import Door, rows, words_to
from tests.support.clock import Clock

WRONG, USED, EXPIRED, RIGHT = "111-111-111", "222-222-222", "333-333-333", "444-444-444"


@pytest.fixture
async def some_codes(runtime: Runtime, door: Door, clock: Clock) -> None:
    """One of each kind."""
    for code, lasts in ((USED, 90), (EXPIRED, 0), (RIGHT, 90)):
        contact = Contact(
            id=ContactId(runtime.new_id()),
            roles=frozenset({Role.LEARNER}),
            language=Language.EN,
            standing=Standing.INVITED,
            year=12,
        )
        async with runtime.database.write() as uow:
            await contacts.add(uow, [contact])
            await codes.add(
                uow,
                [(code.replace("-", ""), contact.id)],
                roles=contact.roles,
                now=clock(),
                expires_at=clock() + timedelta(days=lasts),
            )
            await uow.commit()
    await door.say("first", f"/start {USED}")


@pytest.mark.usefixtures("some_codes")
async def test_wrong_used_and_expired_codes_get_the_same_words(
    runtime: Runtime, door: Door
) -> None:
    for code in (WRONG, USED, EXPIRED):
        await door.say(code, f"/start {code}")

    said = [await words_to(runtime.database, code) for code in (WRONG, USED, EXPIRED)]

    assert said == [[both("enrol.code_unknown")]] * 3


@pytest.mark.usefixtures("some_codes")
@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one by one"])
async def test_guessing_is_slowed_and_the_right_code_must_wait_too(
    runtime: Runtime, door: Door, clock: Clock, *, together: bool
) -> None:
    guesses = [f"/start {WRONG}"] * (FREE_MISSES + 1)
    for some in [guesses] if together else [[guess] for guess in guesses]:
        await door.say("guesser", *some)
    await door.say("guesser", f"/start {RIGHT}")
    assert not await _spent(runtime, by="guesser")

    clock.set(clock() + FIRST_WAIT)
    await door.say("guesser", f"/start {RIGHT}")
    assert await _spent(runtime, by="guesser")


@pytest.mark.usefixtures("some_codes")
async def test_the_wait_survives_a_start_of_the_program(
    runtime: Runtime, restarted: Runtime, door: Door
) -> None:
    await door.say("guesser", *[f"/start {WRONG}"] * (FREE_MISSES + 1))

    await Door(restarted, door.numbers).say("guesser", f"/start {RIGHT}")

    assert not await _spent(runtime, by="guesser")


@pytest.mark.usefixtures("some_codes")
async def test_the_wait_doubles_up_to_its_longest_and_ends_with_the_right_code(
    runtime: Runtime, door: Door, clock: Clock
) -> None:
    await door.say("guesser", *[f"/start {WRONG}"] * FREE_MISSES)
    waits = []
    for _ in range(12):
        await door.say("guesser", f"/start {WRONG}")
        locked_until = (await _guesser(runtime))["locked_until"]
        waits.append(locked_until - clock())
        clock.set(locked_until)

    assert waits[:4] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    await door.say("guesser", f"/start {RIGHT}")
    assert (await _guesser(runtime))["misses"] == 0


@pytest.mark.usefixtures("some_codes")
async def test_one_who_guesses_slows_nobody_else(runtime: Runtime, door: Door) -> None:
    await door.say("guesser", *[f"/start {WRONG}"] * 20)

    await door.say("somebody", f"/start {RIGHT}")

    assert await _spent(runtime, by="somebody")


@pytest.mark.usefixtures("some_codes")
async def test_two_phones_with_one_code_in_one_batch_are_one_learner(
    runtime: Runtime, door: Door
) -> None:
    await door.take(door.text("one", f"/start {RIGHT}"), door.text("two", f"/start {RIGHT}"))

    assert await words_to(runtime.database, "two") == [both("enrol.code_unknown")]
    assert await _spent(runtime, by="one")


async def _guesser(rt: Runtime) -> dict[str, Any]:
    found = rt.database.cipher.find_by("telegram", "guesser")
    return next(r for r in await rows(rt.database, addresses) if r["address_hash"] == found)


async def _spent(rt: Runtime, *, by: str) -> bool:
    """Whether the right code was spent by this chat."""
    found = rt.database.cipher.find_by("telegram", by)
    chats = {r["address_id"]: r["address_hash"] for r in await rows(rt.database, addresses)}
    right = rt.database.cipher.find_by(codes.KIND, RIGHT.replace("-", ""))
    [row] = [r for r in await rows(rt.database, join_codes) if r["code_hash"] == right]
    return chats.get(row["spent_by"]) == found
