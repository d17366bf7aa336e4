"""How the bot begins to speak unasked: in the lane of prompts, inside the sending window."""

from collections.abc import Iterable
from datetime import datetime

from domain.events import MessageQueued
from domain.ids import AddressId, WaveId
from domain.messages import Lane
from domain.people import Contact
from flows.sprint import Sprint, Talk
from locales.reader import voices
from services.saying import messages
from services.world import NOTICE_VERSION
from storage.sessions import Finished


def talk_to(contact: Contact, now: datetime, finished: Iterable[Finished] = ()) -> Talk:
    """What the flow engine must know to speak to a contact, who last finished this pack so."""
    return Talk(
        voice=voices(contact.language, contact.band)[0],
        now=now,
        notice_version=contact.notice_version or NOTICE_VERSION,
        before=next((each.given for each in finished), ()),
    )


def prompts(
    sprint: Sprint,
    contact: Contact,
    address: AddressId,
    now: datetime,
    wave_id: WaveId | None = None,
) -> list[MessageQueued]:
    """What a sprint says, as prompts to a contact."""
    speak = voices(contact.language, contact.band)[0]
    said = messages(sprint.said, sprint.session, speak, to=address, lane=Lane.BULK)
    return [
        MessageQueued(message=each, contact_id=contact.id, at=now, wave_id=wave_id)
        for each in said
    ]
