"""Whom signs over time speak of, read as a page of them leaves; each name is written down."""

from dataclasses import replace

from domain.ids import ContactId, SignId
from domain.messages import Outbound
from domain.people import Contact
from escalation.policy import SEES_SIGNS
from flows.calendar import school_day
from locales.reader import Voice, voices
from services import settings
from services.identity import Person, reveal_all
from services.runtime import Runtime
from storage import addresses, contacts, over_time
from storage.over_time import Sign

WHY = "A sign over time, which learners were told the pastoral lead sees."


async def sign_page(rt: Runtime, message: Outbound) -> Outbound | None:
    """The page with its names; None where nothing of it is to be seen by this one any more."""
    ids = [SignId(each) for each in message.which.split(",")]
    async with rt.database.read() as uow:
        lead = await addresses.owner(uow, message.to)
        if lead is None or not lead.serves_as(SEES_SIGNS):
            return None
        since = (await settings.load(uow)).over_time.since
        if since is None:
            return None
        found = {each.id: each for each in await over_time.unseen(uow, since, ids=ids)}
        whose = await contacts.load(uow, {each.contact_id for each in found.values()})
    if not found:
        return None
    names = await reveal_all(rt, actor=lead.id, contact_ids=list(whose), reason=WHY)
    numbered = [(number, found[each]) for number, each in enumerate(ids, start=1) if each in found]
    told = voices(lead.language, lead.band).tell(
        lambda speak: "\n\n".join(_line(speak, *each, whose, names) for each in numbered)
    )
    return replace(message, text=f"{message.text}\n\n{told}")


def _line(
    speak: Voice,
    number: int,
    sign: Sign,
    whose: dict[ContactId, Contact],
    names: dict[ContactId, Person],
) -> str:
    contact, person = whose.get(sign.contact_id), names.get(sign.contact_id)
    name = person.name if person else speak.say("book.no_name")
    group = (contact.class_name if contact else None) or ""
    who = f"{name} ({group})" if group else name
    when = speak.date(school_day(sign.since))
    return f"{number}. {who}\n{speak.say(f'signs.kind.{sign.kind}', when=when)}"
