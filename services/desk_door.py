"""The way from a chat to the desk: a one-time link, for those who may sign in."""

from domain.events import DeskLinkMade
from domain.messages import Lane, Outbound
from domain.people import Standing
from services.access import may_sign_in
from services.chats import Chat
from services.signing_in import LINK_LASTS
from services.world import Decision, World, queued, say

TOKEN_LENGTH = 32
"""Letters of a token that is drawn in a chat: 160 random bits."""


def send_link(chat: Chat, world: World) -> Decision:
    """Say a link that opens the desk once."""
    contact = chat.contact
    if contact is None or not may_sign_in(contact):
        stopped = chat.stands(Standing.STOPPED)
        return say(chat, world, "stop.already" if stopped else "signin.not_allowed")
    made = DeskLinkMade(
        contact_id=contact.id,
        token=world.chance(TOKEN_LENGTH),
        until=world.now + LINK_LASTS,
        at=world.now,
    )
    link = f"{world.web_url}/sign-in/{made.token}"
    minutes = int(LINK_LASTS.total_seconds() // 60)
    text = chat.voices.tell(lambda speak: speak.say("signin.link", n=speak.number(minutes)))
    outbound = Outbound(to=chat.address_id, lane=Lane.REPLY, text=f"{text}\n\n{link}")
    return Decision(chat, (made, queued(chat, world, outbound)))
