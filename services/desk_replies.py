"""What the desk may say to a learner: reviewed texts in both languages, never free words.

Somebody else may see the phone, so no text says what the learner wrote about. None asks for more
than the learner wants to say, and none promises what the school cannot keep.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.cases import Case
from domain.events import MessageQueued
from domain.messages import Lane, Outbound
from domain.people import Band, Contact, Language
from escalation.case import NotAllowed
from locales.reader import voice, voices
from services.desk_views import Template

REPLIES = ("read", "talk_today", "talk_soon", "come", "more")
"""What may be said while a case is open, each under `reply.<name>`."""

CLOSING = ("closed", "closed_talk")
"""What may be said as a case is closed."""


def templates(names: Sequence[str], band: Band | None) -> tuple[Template, ...]:
    """Some texts in both languages, in the words of a learner's age."""
    welsh, english = voice(Language.CY, band), voice(Language.EN, band)
    return tuple(
        Template(id=name, cy=welsh.say(f"reply.{name}"), en=english.say(f"reply.{name}"))
        for name in names
    )


def say_to_learner(
    case: Case, contact: Contact | None, template: str, allowed: Sequence[str], *, now: datetime
) -> MessageQueued:
    """The fact that one of the texts is to leave, in the learner's language."""
    if template not in allowed:
        raise NotAllowed("no_choice")
    speaks = voices(contact.language if contact else None, contact.band if contact else None)
    outbound = Outbound(
        to=case.address_id, lane=Lane.SAFEGUARDING, text=speaks.say(f"reply.{template}")
    )
    return MessageQueued(message=outbound, contact_id=contact.id if contact else None, at=now)
