"""Telegram refuses, breaks, is slow or loses an answer: people still get what they were owed."""

import pytest

from tests.support.chat import check_in, words
from tests.support.school import Pupil, School

ERIN = Pupil("L2", 13, "en")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("429", {"retry_after": 1}),
        ("500", {}),
        ("502", {}),
        ("slow", {"ms": 300}),
        ("drop", {}),
    ],
)
async def test_a_reply_arrives_all_the_same(
    school: School, kind: str, more: dict[str, int]
) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await school.telegram.faults(kind, times=2, method="sendMessage", **more)
    await phone.send("/help")
    await phone.wait_for(words("en", "help.learner"), timeout=20)
    await check_in(phone)
    assert (await school.program.status())["answers"] == 2


async def test_polling_goes_on_after_errors(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await school.telegram.faults("500", times=2, method="getUpdates")
    await phone.send("/help")
    await phone.wait_for(words("en", "help.learner"), timeout=20)


async def test_who_blocks_the_bot_has_stopped(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.block()
    await school.until(lambda s: s["learners"]["stopped"] == 1)
    await school.open_window()
    schedule = (await school.program.cli("schedule", "add")).split()[-1]
    assert "Asked: 0." in await school.program.cli("schedule", "run-now", schedule)
    await phone.unblock()
    await phone.send("/start")
    await phone.wait_for(words("en", "enrol.welcome_back"))


async def test_an_update_delivered_again_counts_once(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    sent = await phone.send("/help")
    await phone.wait_for(words("en", "help.learner"))
    for _ in range(5):
        await school.telegram.redeliver(sent["update_id"])
    await phone.send("/privacy")
    await phone.wait_for(words("en", "privacy.learner"))
    helps = [
        m for m in (await phone.transcript()).from_bot if words("en", "help.learner") in m.text
    ]
    assert len(helps) == 1
