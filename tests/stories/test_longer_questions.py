"""Questions that take several taps, on a real phone: one message that changes as it is tapped."""

from simulator.client import Message, Phone
from tests.support.chat import choose, meanings, words
from tests.support.school import Pupil, School

CADI = Pupil("L1", 12, "cy")
ERIN = Pupil("L2", 13, "en")


async def asked(school: School, pack: str) -> None:
    """The office sends a pack now."""
    await school.open_window()
    added = await school.program.cli(
        "schedule", "add", pack, "--day", "monday", "--at", "09:00", "--years", "12-13"
    )
    await school.program.cli("schedule", "run-now", added.splitlines()[-1])


def several(message: Message) -> bool:
    """Whether a message lets one choose several."""
    return any(data.endswith("+") for data in meanings(message))


async def tap_first(phone: Phone, message: Message, ending: str) -> str:
    """Tap the first button that ends so; what it carried."""
    data = next(data for data in meanings(message) if data.endswith(ending))
    await phone.tap(data, message=message.id)
    return data


async def test_choosing_several_changes_one_message(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await asked(school, "five-ways")
    question = await phone.wait_for(several)
    await tap_first(phone, question, "+")
    chosen = await phone.wait_for(lambda m: any(d.endswith("-") for d in meanings(m)))
    assert chosen.id == question.id
    assert any(button.text.startswith("✓") for row in chosen.buttons for button in row)
    await choose(phone, ":_done", since=question.id - 1)
    await phone.wait_for(lambda m: m.id > question.id)
    assert (await school.program.status())["answers"] == 1


async def test_an_answer_may_be_typed_in_the_other_language(school: School) -> None:
    await school.enrol_roll([CADI])
    phone = await school.learner(CADI)
    last = (await phone.send("/checkin"))["message_id"]
    await phone.wait_for(lambda m: any(d.endswith(":face:3") for d in meanings(m)), since=last)
    last = (await phone.send("not bad"))["message_id"]
    await phone.wait_for(lambda m: any(":reason:" in d for d in meanings(m)), since=last)
    last = (await phone.send("the second one"))["message_id"]
    await phone.wait_for(lambda m: any(":comment:" in d for d in meanings(m)), since=last)
    assert (await school.program.status())["answers"] == 2


async def test_three_answers_that_are_not_understood_lead_on(school: School) -> None:
    await school.enrol_roll([CADI])
    phone = await school.learner(CADI)
    last = (await phone.send("/checkin"))["message_id"]
    await phone.wait_for(lambda m: bool(m.buttons), since=last)
    for _ in range(2):
        last = (await phone.send("glas"))["message_id"]
        await phone.wait_for(lambda m: any(":face:" in d for d in meanings(m)), since=last)
    last = (await phone.send("glas"))["message_id"]
    on = await phone.wait_for(lambda m: any(":reason:" in d for d in meanings(m)), since=last)
    assert words("cy", "flow.let_go") in on.text
