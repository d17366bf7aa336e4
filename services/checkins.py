"""Check-ins in a chat: begin, go on, and answer taps, by way of the flow engine."""

from dataclasses import replace
from datetime import timedelta

from domain.events import PromptsWithdrawn
from domain.ids import SessionId, TextId
from domain.messages import Inbound, Lane
from domain.people import Standing
from domain.session import Session, Status
from flows.definition import Pack, newest
from flows.engine import abandon, finish_quietly, park, resume, start
from flows.sprint import Returned, Sprint, Tapped, Typed
from services.chats import Chat
from services.saying import messages
from services.world import Decision, World, button, queued, reply, say, toast

BEGIN = "begin"
"""What the buttons carry that begin a pack: `c:begin:<pack>`."""

TWICE = timedelta(seconds=10)
"""How soon the same button again is a finger that slipped."""

DAILY = "mood"
"""The pack that `/checkin` begins."""


def takes_part(chat: Chat) -> bool:
    """Whether the questions are for whoever writes here."""
    return chat.contact is not None and chat.contact.takes_part


def check_in(chat: Chat, world: World) -> Decision:
    """Begin a check-in, or take up the one that is open where it was left."""
    if chat.stands(Standing.STOPPED):
        return say(chat, world, "stop.already")
    if not takes_part(chat):
        return say(chat, world, "checkin.none")
    open_pack = _pack(world, chat.session)
    if chat.session is None or open_pack is None:
        return _begin(chat, world, DAILY)
    asked = _ask_instead(chat)
    talk = world.talk(chat, open_pack, chat.session)
    returned = resume(open_pack, talk, chat.session, Returned())
    if open_pack.id != DAILY:
        returned = _or_check_in(chat, world, returned)
    return asked.then(_spoken(asked.chat, world, returned))


def _or_check_in(chat: Chat, world: World, returned: Sprint) -> Sprint:
    """The open question of something else, with a button to say how one feels instead."""
    daily = next((pack for pack in _offered(chat, world) if pack.id == DAILY), None)
    if daily is None or not returned.said:
        return returned
    *before, last = returned.said
    instead = (button(chat, daily.title, f"c:{BEGIN}:{DAILY}"),)
    return returned._replace(said=(*before, last._replace(buttons=(*last.buttons, instead))))


def _ask_instead(chat: Chat) -> Decision:
    """A prompt that still waits to leave is taken back: its question is asked or given up now."""
    if not chat.unasked:
        return Decision(chat)
    taken_back = PromptsWithdrawn(address_id=chat.address_id, scheduled_only=True)
    return Decision(replace(chat, unasked=False), (taken_back,))


def offer(chat: Chat, world: World) -> Decision:
    """What a learner may begin whenever they like, each behind a button."""
    if not takes_part(chat):
        return say(chat, world, "checkin.none")
    rows = tuple(
        (button(chat, pack.title, f"c:{BEGIN}:{pack.id}"),) for pack in _offered(chat, world)
    )
    return reply(chat, world, chat.voices.say("checkin.more"), rows)


def _offered(chat: Chat, world: World) -> list[Pack]:
    """The newest of each pack that a learner of this age may begin."""
    names = sorted({pack_id for pack_id, _ in world.packs})
    found = (newest(world.packs, name) for name in names)
    band = chat.voices[0].band
    return [pack for pack in found if pack and pack.by_learner and band in pack.bands]


def begin_chosen(chat: Chat, world: World, pack_id: str) -> Decision:
    """Begin what was chosen; an open question is left for it, with what was answered."""
    if not takes_part(chat) or pack_id not in [pack.id for pack in _offered(chat, world)]:
        return say(chat, world, "chat.old_button")
    session = chat.session
    if session is None or session.pack != pack_id or _pack(world, session) is None:
        return _begin(chat, world, pack_id)
    fresh = world.now - session.touched_at < TWICE and not (session.path or session.given)
    return Decision(chat) if fresh and not chat.unasked else check_in(chat, world)


def _begin(chat: Chat, world: World, pack_id: str) -> Decision:
    pack = newest(world.packs, pack_id)
    if pack is None or chat.contact is None or chat.contact.band not in pack.bands:
        return say(chat, world, "checkin.none")
    given_up = _give_up(chat, world)
    begun = start(
        pack,
        world.talk(chat, pack),
        session_id=SessionId(world.new_id()),
        contact_id=chat.contact.id,
    )
    return given_up.then(_spoken(given_up.chat, world, begun))


def _give_up(chat: Chat, world: World) -> Decision:
    """Let go of a session for another, or because its pack is no longer here."""
    if chat.session is None:
        return Decision(chat)
    left = abandon(chat.session, world.now)
    asked = _ask_instead(chat)
    return Decision(replace(asked.chat, session=None), (*asked.events, *left.events))


def is_waiting(chat: Chat, world: World) -> bool:
    """Whether a question is open that typed words may answer; not one that was put aside."""
    waiting = chat.session is not None and chat.session.status is Status.WAITING
    if chat.unasked:  # nobody can answer what they have not seen
        return False
    return waiting and takes_part(chat) and _pack(world, chat.session) is not None


def place(chat: Chat) -> str:
    """Where words that are typed now are written."""
    return f"{chat.session.pack}/{chat.session.node}" if chat.session else "chat"


def typed(chat: Chat, world: World, text: str, text_id: TextId) -> Decision:
    """Words that answer the open question, or do not."""
    pack = _pack(world, chat.session)
    if chat.session is None or pack is None:
        return Decision(chat)
    words = Typed(text=text, text_id=text_id)
    return _spoken(
        chat, world, resume(pack, world.talk(chat, pack, chat.session), chat.session, words)
    )


def put_aside(chat: Chat, world: World, answer: TextId | None) -> Decision:
    """Worrying words were written: ask nothing more. Keep them as the answer, if they were one."""
    pack = _pack(world, chat.session)
    waits = chat.session is not None and chat.session.status is Status.WAITING
    if chat.session is None or pack is None or not waits or not takes_part(chat):
        return Decision(chat)
    if answer is None or chat.unasked:  # what nobody has seen they cannot have answered
        return _spoken(chat, world, park(chat.session, world.now))
    return _spoken(
        chat,
        world,
        finish_quietly(pack, world.talk(chat, pack, chat.session), chat.session, answer),
    )


def tapped(
    chat: Chat, world: World, session_id: SessionId, node: str, value: str, inbound: Inbound
) -> Decision:
    """A button of a question, old or new, once or again."""
    session = chat.session_named(session_id)
    pack = _pack(world, session)
    if session is None or pack is None or not takes_part(chat):
        return Decision(chat, (toast(inbound.tap_id, chat.voices.say("chat.old_button")),))
    sprint = resume(pack, world.talk(chat, pack, session), session, Tapped(node=node, value=value))
    if sprint.session.is_current and chat.session is not None and chat.session.id != session.id:
        # Another question is open meanwhile, and only one can be.
        sprint = Sprint(session=session, toast=chat.voices.say("flow.too_late"))
    answered = toast(inbound.tap_id, sprint.toast)
    spoken = _spoken(chat, world, sprint, tapped_on=inbound.message_ref)
    return Decision(chat, (answered,)).then(spoken)


def _pack(world: World, session: Session | None) -> Pack | None:
    return None if session is None else world.packs.get((session.pack, session.version))


def _spoken(chat: Chat, world: World, sprint: Sprint, *, tapped_on: str = "") -> Decision:
    """The chat and the events after a sprint, with what it says on its way to the learner.

    `tapped_on` names the message whose button was tapped, which may be put in other words.
    """
    session = sprint.session
    named = {**chat.named, session.id: session}
    if session.is_current:
        current: Session | None = session
    else:
        current = None if chat.session and chat.session.id == session.id else chat.session
    after = replace(chat, session=current, named=named)
    said = messages(
        sprint.said, session, chat.voices[0], to=chat.address_id, lane=Lane.REPLY, edits=tapped_on
    )
    return Decision(after, (*sprint.events, *(queued(chat, world, each) for each in said)))
