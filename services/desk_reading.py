"""The reading list at the desk: every text in no case, ticked as read or raised to one."""

from dataclasses import replace

from domain.audit import Look
from domain.events import TextRead
from domain.ids import TextId
from domain.people import Contact
from domain.verdicts import Level
from escalation.policy import MAY_READ
from services import desk_acts, effects, reading_room
from services.desk_views import ReadingPage, ReadingText
from services.listening import raise_for
from services.reading_pages import WHY_READ
from services.runtime import Runtime
from storage import audit, readings
from storage.database import UnitOfWork
from storage.readings import Unread

AT_ONCE = 20
"""Texts on one page; the others follow as these are ticked."""


async def page(rt: Runtime, reader: Contact) -> ReadingPage:
    """The texts that are due first and not about the reader; each look is in the audit."""
    now = rt.now()
    async with rt.database.write() as uow:
        first = await _readable(uow, reader)
        opened = await readings.opened(uow, [each.id for each in first])
        looks = [
            Look(actor=reader.id, action="text:read", subject=each, reason=WHY_READ, at=now)
            for each in opened
        ]
        await audit.append(uow, *looks)
        waiting = (await readings.waiting(uow, now)).without(reader.id)
        await uow.commit()
    return ReadingPage(
        texts=tuple(
            ReadingText(
                text_id=each.id,
                body=opened[each.id][1],
                written_at=opened[each.id][0],
                due_at=each.due_at,
                overdue=each.due_at < now,
                language=each.language,
            )
            for each in first
            if each.id in opened
        ),
        waiting=waiting.unread,
        overdue=waiting.overdue,
    )


async def _readable(uow: UnitOfWork, reader: Contact) -> list[Unread]:
    found = await readings.first(uow, AT_ONCE + reading_room.LOOKED_THROUGH)
    return [each for each in found if reader.id not in each.concerned][:AT_ONCE]


async def act(rt: Runtime, reader: Contact, text_id: TextId, name: str) -> bool:
    """Tick a text as read, or make it a case; false where it is not there to be read by them."""
    if name not in {"read", "raise"} or not reader.serves_as(MAY_READ):
        return False
    async with rt.database.write() as uow:
        room = await reading_room.load(uow, {text_id}, rt.now())
        text = room.named.get(text_id)
        if text is None or reader.id in text.concerned:
            return False
        read = TextRead(text_id=text_id, reader_id=reader.id, case_id=None, at=rt.now())
        if name == "read":
            await effects.apply(rt, uow, [read])
        else:
            world = await desk_acts.world(rt, uow)
            writer = room.writers[text_id]
            chat, raised = raise_for(writer, world, Level.URGENT, text.concerned)
            case_id = chat.case.id if chat.case else None
            await effects.apply(rt, uow, [*raised, replace(read, case_id=case_id)])
        look = Look(
            actor=reader.id, action=f"text:{name}", subject=text_id, reason="", at=rt.now()
        )
        await audit.append(uow, look)
        await uow.commit()
    rt.bell.ring()
    return True
