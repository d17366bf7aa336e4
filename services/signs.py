"""Signs over time in the pastoral lead's chat: see whom they speak of, see to them, pass one on.

What is decided here carries no name: a page names its signs, and the names are read as it leaves
(`services/sign_pages.py`).
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.events import Event, SignSeen
from domain.ids import SignId
from domain.messages import Lane, Outbound, OutboundKind
from domain.people import Contact
from domain.verdicts import Level
from escalation.policy import SEES_SIGNS
from services.chats import Chat, looks_like_id
from services.listening import raise_for
from services.sign_room import AT_ONCE
from services.world import Decision, World, button, queued, say, toast
from storage.over_time import Sign

SIGNS = "s"
"""First part of what the buttons carry: `s:seen:<sign>,<sign>` or `s:pass:<sign>`."""

SIGNS_BUTTON = "c:signs"
"""What the button carries that asks for the next signs."""


def parse_sign(data: str) -> tuple[str, tuple[SignId, ...]] | None:
    """What to do and with which signs, of a button of the list; None if it is none."""
    kind, _, rest = data.partition(":")
    act, _, names = rest.partition(":")
    ids = names.split(",")
    if kind != SIGNS or act not in {"seen", "pass"} or not all(map(looks_like_id, ids)):
        return None
    return act, tuple(map(SignId, ids))


def list_signs(chat: Chat, world: World) -> Decision:
    """The signs that wait, the oldest first."""
    if chat.contact is None or not chat.contact.roles & SEES_SIGNS:
        return say(chat, world, "signs.not_allowed")
    if not chat.contact.serves_as(SEES_SIGNS):
        return say(chat, world, "stop.already")
    return _page(chat, world, world.signs.first[:AT_ONCE], world.signs.waiting)


def _page(chat: Chat, world: World, signs: Sequence[Sign], waiting: int) -> Decision:
    if not signs:
        return say(chat, world, "signs.none")
    names = ",".join(each.id for each in signs)
    passing = tuple(
        button(chat, "signs.pass", f"{SIGNS}:pass:{each.id}", n=number)
        for number, each in enumerate(signs, start=1)
    )
    outbound = Outbound(
        to=chat.address_id,
        lane=Lane.REPLY,
        text=chat.voices.tell(lambda speak: speak.say("signs.heading", n=speak.number(waiting))),
        buttons=((button(chat, "signs.seen", f"{SIGNS}:seen:{names}"),), passing),
        kind=OutboundKind.SIGNS,
        which=names,
    )
    return Decision(chat, (queued(chat, world, outbound),))


def sign_tapped(
    chat: Chat, world: World, act: str, ids: tuple[SignId, ...], tap_id: str
) -> Decision:
    """A button of the list. A sign that somebody has seen to meanwhile stays as it is."""
    contact = chat.contact
    if contact is None or not contact.serves_as(SEES_SIGNS):
        return Decision(chat, (toast(tap_id, chat.voices.say("chat.not_yours")),))
    signed = Decision(chat, (toast(tap_id),))
    signs = [world.signs.named[each] for each in ids if each in world.signs.named]
    if not signs:
        return signed.then(say(chat, world, "signs.dealt_with"))
    if act == "pass":
        return signed.then(_pass_on(chat, world, contact, signs[0]))
    done = tuple(_seen(contact, each, world) for each in signs)
    left = [each for each in world.signs.first if each.id not in ids]
    waiting = world.signs.waiting - len(signs)
    return signed.then(Decision(chat, done)).then(_page(chat, world, left[:AT_ONCE], waiting))


def _seen(lead: Contact, sign: Sign, world: World) -> SignSeen:
    return SignSeen(sign_id=sign.id, staff_id=lead.id, case_id=None, at=world.now)


def _pass_on(chat: Chat, world: World, lead: Contact, sign: Sign) -> Decision:
    """It is more than a friendly word can mend: a case, as if screening had found it."""
    learner, raised = raise_for(world.signs.learners[sign.id], world, Level.URGENT)
    case_id = learner.case.id if learner.case else None
    events: tuple[Event, ...] = (*raised, replace(_seen(lead, sign, world), case_id=case_id))
    return Decision(chat, events).then(say(chat, world, "read.raised"))
