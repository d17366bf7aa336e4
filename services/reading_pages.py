"""The words of the reading list, read as a page of it leaves; each look is written down."""

from dataclasses import replace
from datetime import datetime

from domain.audit import Look
from domain.ids import TextId
from domain.messages import Outbound
from escalation.policy import MAY_READ
from locales.reader import voices
from services.runtime import Runtime
from storage import addresses, audit, readings

WHY_READ = "To read what learners wrote, as they were told."
LONGEST = 900
"""Letters of one text on a page; a longer one goes on where it was cut, in its case or file."""


async def reading_page(rt: Runtime, message: Outbound) -> Outbound | None:
    """The page with its words; None where nothing of it is to be read by this one any more."""
    ids = [TextId(each) for each in message.which.split(",")]
    async with rt.database.write() as uow:
        reader = await addresses.owner(uow, message.to)
        if reader is None or not reader.serves_as(MAY_READ):
            return None
        found = await readings.opened(uow, ids)
        if not found:
            return None
        now = rt.now()
        looks = [
            Look(actor=reader.id, action="text:read", subject=each, reason=WHY_READ, at=now)
            for each in found
        ]
        await audit.append(uow, *looks)
        await uow.commit()
    speak = voices(reader.language, reader.band)[0]
    listed = [(number, found[each]) for number, each in enumerate(ids, start=1) if each in found]
    lines = [_told(number, at, words, speak.moment(at)) for number, (at, words) in listed]
    return replace(message, text="\n\n".join((message.text, *lines)))


def _told(number: int, _at: datetime, words: str, when: str) -> str:
    cut = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return f"{number}. {when}\n{cut}"
