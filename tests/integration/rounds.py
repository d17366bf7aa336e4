"""Groups of the roll, and rounds of questions that they answer by taps."""

from collections.abc import Collection, Iterable

from flows.asking import button_data
from flows.sprint import SKIP
from services.interventions import PACK
from services.runtime import Runtime
from storage import contacts
from storage.tables import sessions
from tests.integration.door import Door, rows
from tests.integration.people import Member, join

QUESTIONS = ("calm", "confident", "worries", "others", "ready")


async def put_in(rt: Runtime, members: Iterable[Member], *groups: str) -> None:
    """The newest roll has these learners in these groups."""
    changes = [{"contact_id": each.contact.id, "groups": list(groups)} for each in members]
    async with rt.database.write() as uow:
        await contacts.change(uow, changes)
        await uow.commit()


async def a_group(rt: Runtime, group: str, number: int, *, year: int = 12) -> list[Member]:
    """So many learners of one group."""
    members = [await join(rt, f"{group}-{each}", year=year) for each in range(number)]
    await put_in(rt, members, group)
    return members


async def answer(
    door: Door, members: Collection[Member], point: int, *, skip: Collection[str] = ()
) -> None:
    """These learners tap the same point at every question that waits for them, to the end."""
    waiting = {
        row["contact_id"]: row["session_id"]
        for row in await rows(door.rt.database, sessions)
        if row["status"] == "waiting" and row["pack"] == PACK
    }
    for question in QUESTIONS:
        value = SKIP if question in skip else str(point)
        taps = (
            door.tap(each.address, button_data(waiting[each.contact.id], question, value))
            for each in members
        )
        await door.take(*taps)
