"""The way from a chat to the desk: a one-time link, for those who may sign in."""

from domain.events import DeskLinkMade
from domain.people import Standing
from services.access import may_sign_in
from services.chats import Chat
from services.signing_in import LINK_LASTS, link_message
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
    said = link_message(chat.address_id, chat.voices, world.web_url, made.token)
    return Decision(chat, (made, queued(chat, world, said)))
