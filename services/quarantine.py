"""An update that the core could not take: its raw words go to a person, and the rest go on."""

from dataclasses import replace

from domain.events import AddressMet, Event, TextHeard
from domain.ids import TextId
from domain.messages import Inbound, InboundKind
from domain.verdicts import unscreened
from locales.reader import both
from services.chats import Chat
from services.listening import raise_case
from services.world import Decision, World, message, toast

ASK_TO_TALK = "c:talk"
"""The one button that must reach a person even where the rest has failed."""

WITH_WORDS = {InboundKind.TEXT, InboundKind.EDIT, InboundKind.MEDIA, InboundKind.UNREADABLE}


def set_aside(chat: Chat, world: World, inbound: Inbound) -> Decision:
    """Open a case marked unscreened with the words as they came, and say so to whoever wrote.

    Uses as little of the program as it can, because some part of it has just failed.
    """
    met: tuple[Event, ...] = ()
    if not chat.known:
        met = (
            AddressMet(
                address_id=chat.address_id,
                channel=chat.channel,
                address=chat.address,
                at=world.now,
            ),
        )
        chat = replace(chat, known=True)
    if inbound.kind not in WITH_WORDS and inbound.data != ASK_TO_TALK:
        again = (message(chat, world, both("chat.tap_again")),) if inbound.tap_id else ()
        return Decision(chat, (*met, *_sign(inbound), *again))
    trouble = message(chat, world, both("chat.trouble"))
    verdict = unscreened(world.screener.version)
    listened, raised = raise_case(chat, world, verdict.level)
    heard = TextHeard(
        text_id=TextId(world.new_id()),
        address_id=chat.address_id,
        contact_id=chat.contact.id if chat.contact else None,
        case_id=listened.case.id if listened.case else None,
        body=inbound.text,
        language=chat.language,
        place="set_aside",
        verdict=verdict,
        written_at=inbound.at,
        at=world.now,
    )
    return Decision(listened, (*met, *raised, heard, *_sign(inbound), trouble))


def _sign(inbound: Inbound) -> tuple[Event, ...]:
    return (toast(inbound.tap_id),) if inbound.tap_id else ()
