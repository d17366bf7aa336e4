"""Joining and leaving: single-use codes, the honest notice, stop and return.

A wrong, a used and an expired code get the same kind answer, so that nothing leaks; a chat that
keeps guessing has to wait. A code is spent when it is first shown, and given back if the learner
reads the notice and leaves. Which years may join by which channel is the school's table.
"""

from dataclasses import replace

from domain.events import (
    CodeRedeemed,
    ContactReturned,
    ContactStopped,
    EnrolmentDeclined,
    Event,
    LanguageChosen,
    NoticeAgreed,
    NoticeShown,
    RolesGranted,
)
from domain.join_codes import read_code
from domain.messages import Button, Keyboard
from domain.people import STAFF_ROLES, Contact, Language, Role, Standing
from escalation.policy import PAGED
from flows.engine import abandon
from locales.reader import Voice
from services.books import tell_that_reader_left
from services.chats import Chat
from services.guessing import missed, must_wait, wait
from services.settings import CHANNELS, TELEGRAM_FIRST_YEAR
from services.world import NOTICE_VERSION, Decision, World, button, language_offers, reply, say
from storage.codes import JoinCode

AGREE = "agree"
"""What the button that joins carries: `c:agree`; `c:agree:cy` where it chooses a language too."""


def start(chat: Chat, world: World, payload: str) -> Decision:
    """`/start`, with a code or without."""
    if not payload:
        return _start_without_code(chat, world)
    if must_wait(chat, world):
        return wait(chat, world)
    code = world.codes.get(read_code(payload) or "")
    if code is not None and chat.contact is not None and code.contact.id == chat.contact.id:
        return _start_without_code(chat, world)  # their own code, or its link, once more
    if code is None or code.spent or code.expires_at <= world.now:
        return _miss(chat, world)
    return _redeem(chat, world, code)


def _start_without_code(chat: Chat, world: World) -> Decision:
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    if chat.stands(Standing.STOPPED):
        return _return(chat, world)
    if chat.stands(Standing.READING):
        return notice(chat, world)
    if not chat.contact.is_learner:
        return reply(chat, world, _welcome(chat, chat.contact.roles))
    return say(chat, world, "enrol.already")


def _return(chat: Chat, world: World) -> Decision:
    contact = _contact(chat)
    back = replace(chat, contact=replace(contact, standing=Standing.JOINED))
    returned = ContactReturned(contact_id=contact.id)
    if not contact.is_learner:
        return reply(back, world, _welcome(chat, contact.roles), (), returned)
    return reply(back, world, chat.voices.say("enrol.welcome_back"), (), returned)


# --- codes ------------------------------------------------------------------------------------


def _miss(chat: Chat, world: World) -> Decision:
    return missed(chat, world, "enrol.code_unknown")


def _redeem(chat: Chat, world: World, code: JoinCode) -> Decision:
    if code.roles == {Role.LEARNER}:
        return _redeem_as_learner(chat, world, code)
    return _redeem_as_staff(chat, world, code)


def _redeem_as_learner(chat: Chat, world: World, code: JoinCode) -> Decision:
    if chat.contact is not None:
        return say(chat, world, "enrol.already") if chat.contact.is_learner else _miss(chat, world)
    first_year = world.settings.channels.first_year(chat.channel)
    joining = replace(chat, contact=code.contact, case=None, misses=0, locked_until=None)
    if code.contact.year is None or code.contact.year < first_year:
        told = say(joining, world, "enrol.too_young")
        return Decision(chat, told.events)
    redeemed = _redeemed(chat, world, code)
    return Decision(joining, (redeemed,)).then(notice(joining, world))


def _redeem_as_staff(chat: Chat, world: World, code: JoinCode) -> Decision:
    """Staff join at once. Somebody who is known here already is given the role as well."""
    if chat.contact is not None:
        if chat.contact.is_learner and code.roles != {Role.COUNCIL}:
            return _miss(chat, world)  # an adult's code in a learner's hand opens nothing
        return _add_role(chat, world, code, chat.contact)
    contact = replace(code.contact, roles=code.roles, standing=Standing.JOINED)
    joined = replace(chat, contact=contact, case=None, misses=0, locked_until=None)
    events: tuple[Event, ...] = (
        _redeemed(chat, world, code),
        RolesGranted(contact_id=contact.id, roles=code.roles),
        NoticeAgreed(contact_id=contact.id, notice_version=NOTICE_VERSION, at=world.now),
    )
    return reply(joined, world, _welcome(joined, code.roles), (), *events)


def _add_role(chat: Chat, world: World, code: JoinCode, holder: Contact) -> Decision:
    """A further role. Who had stopped is back; who reads the notice has still to choose."""
    contact = replace(holder, roles=holder.roles | code.roles)
    known = replace(chat, contact=contact, misses=0, locked_until=None)
    events: tuple[Event, ...] = (
        replace(_redeemed(chat, world, code), contact_id=contact.id),
        RolesGranted(contact_id=contact.id, roles=contact.roles),
    )
    if known.stands(Standing.STOPPED):
        known = replace(known, contact=replace(contact, standing=Standing.JOINED))
        events = (*events, ContactReturned(contact_id=contact.id))
    told = reply(known, world, _welcome(known, contact.roles), (), *events)
    return told.then(notice(known, world)) if known.stands(Standing.READING) else told


def _redeemed(chat: Chat, world: World, code: JoinCode) -> CodeRedeemed:
    return CodeRedeemed(
        code_hash=code.hash,
        contact_id=code.contact.id,
        address_id=chat.address_id,
        at=world.now,
    )


def _welcome(chat: Chat, roles: frozenset[Role]) -> str:
    return chat.voices.tell(lambda speak: _staff_words(speak, roles))


def _staff_words(speak: Voice, roles: frozenset[Role]) -> str:
    lines = [speak.say(f"enrol.role.{role.value}") for role in STAFF_ROLES if role in roles]
    return "\n\n".join([speak.say("enrol.staff_welcome"), *lines])


# --- the honest notice ------------------------------------------------------------------------


def notice(chat: Chat, world: World) -> Decision:
    """Show the notice and wait for a yes or a no."""
    contact = _contact(chat)
    reading = replace(chat, contact=replace(contact, standing=Standing.READING))
    shown = NoticeShown(contact_id=contact.id)
    text = chat.voices.tell(lambda speak: _notice_text(speak, contact, world))
    return reply(reading, world, text, _choice(chat), shown)


def _notice_text(speak: Voice, contact: Contact, world: World) -> str:
    school = world.settings.hours
    hours = {"open": speak.time(school.opens), "close": speak.time(school.closes)}
    parts = [speak.say("enrol.greeting"), speak.say("enrol.notice", **hours)]
    if world.settings.over_time.since is not None:
        parts.append(speak.say("overtime.how"))
    reason = world.settings.reasons.get(CHANNELS)
    year = contact.year
    if reason and year is not None and year < TELEGRAM_FIRST_YEAR:
        parts.insert(1, speak.say("enrol.channel_note", reason=reason))
    return "\n\n".join(parts)


def _choice(chat: Chat) -> Keyboard:
    """Yes and no, and the other language below; where none is known, a row in each of the two."""
    if chat.language is None:
        return tuple(_answers(speak, f"{AGREE}:{speak.language.value}") for speak in chat.voices)
    return (*(_answers(speak, AGREE) for speak in chat.voices), language_offers(chat))


def _answers(speak: Voice, agree_data: str) -> tuple[Button, ...]:
    yes = Button(label=speak.say("enrol.agree"), data=f"c:{agree_data}")
    return (yes, Button(label=speak.say("enrol.leave"), data="c:leave"))


def choose_first(chat: Chat, world: World) -> Decision:
    """Something else was written while the notice waits for a yes or a no."""
    return reply(chat, world, chat.voices.say("enrol.please_choose"), _choice(chat))


def agree(chat: Chat, world: World) -> Decision:
    """The learner has read the notice and joins, if it is known in which language."""
    if not chat.stands(Standing.READING):
        return _chosen_before(chat, world)
    if chat.language is None:
        return notice(chat, world)
    contact = _contact(chat)
    joined = replace(
        chat,
        contact=replace(contact, standing=Standing.JOINED, notice_version=NOTICE_VERSION),
    )
    agreed = NoticeAgreed(contact_id=contact.id, notice_version=NOTICE_VERSION, at=world.now)
    talk = button(joined, "talk.button", "c:talk")
    return reply(joined, world, joined.voices.say("enrol.agreed"), ((talk,),), agreed)


def agree_in(chat: Chat, world: World, language: Language) -> Decision:
    """The learner agrees by the button of one language, and so chooses it."""
    if not chat.stands(Standing.READING):
        return _chosen_before(chat, world)
    contact = _contact(chat)
    chosen = LanguageChosen(contact_id=contact.id, language=language)
    speaking = replace(chat, contact=replace(contact, language=language))
    return Decision(speaking, (chosen,)).then(agree(speaking, world))


def leave(chat: Chat, world: World) -> Decision:
    """The learner has read the notice and does not join; the code works again."""
    if not chat.stands(Standing.READING):
        return _chosen_before(chat, world)
    declined = EnrolmentDeclined(contact_id=_contact(chat).id, address_id=chat.address_id)
    left = reply(chat, world, chat.voices.say("enrol.left"))
    # The farewell is for a chat that is nobody's any more.
    nobody = replace(chat, contact=None, session=None, case=None)
    return Decision(nobody, (declined, *left.events))


def _chosen_before(chat: Chat, world: World) -> Decision:
    """A button of a notice that is not open any more."""
    if chat.contact is None:
        return say(chat, world, "chat.not_yours")
    stopped = chat.stands(Standing.STOPPED)
    return say(chat, world, "stop.already" if stopped else "enrol.already")


# --- leaving ----------------------------------------------------------------------------------


def stop(chat: Chat, world: World) -> Decision:
    """Nothing more is sent, until `/start` is sent from this chat."""
    if chat.contact is None:
        return say(chat, world, "enrol.need_code")
    if chat.stands(Standing.STOPPED):
        return say(chat, world, "stop.already")
    if chat.stands(Standing.READING):
        return leave(chat, world)
    events: list[Event] = [ContactStopped(contact_id=chat.contact.id, at=world.now)]
    if chat.session is not None:
        events += abandon(chat.session, world.now).events
    contact = replace(chat.contact, standing=Standing.STOPPED)
    stopped = replace(chat, contact=contact, session=None)
    safeguards = bool(contact.roles & set(PAGED))
    text = chat.voices.say("staff.stopped" if safeguards else "stop.done")
    events += tell_that_reader_left(chat, world)
    return reply(stopped, world, text, (), *events)


def _contact(chat: Chat) -> Contact:
    if chat.contact is None:
        raise LookupError("this chat belongs to nobody")
    return chat.contact
