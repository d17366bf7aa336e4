"""The engine: pure `start` and `resume`, each returning a sprint.

A session goes from wait to wait. Its way (`path`) and what was chosen (`given`) are kept apart:
going back shortens the way and keeps the choice, so that a question asked again can be answered
anew or kept as it was. Buttons carry session, question and option; a tap on an older question
of the same session changes that answer where it stands. Nothing here knows the database, the
channel or the clock.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.events import AnswerRecorded, AnswerWithdrawn, Event
from domain.ids import ContactId, SessionId, TextId, WaveId
from flows.asking import button, option_called, question
from flows.calendar import week_of
from flows.definition import Choice, Pack, Say, ShortText, Wait
from flows.session import WORDS, Session, Status, saved
from flows.sprint import (
    BACK,
    CHANGE,
    KEEP,
    SKIP,
    WAYS,
    Input,
    Returned,
    Said,
    Sprint,
    Talk,
    Tapped,
    Typed,
)

Given = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said on the way to the next wait, and the wait, or None at the end."""

    said: tuple[str, ...]
    node: str | None


def start(
    pack: Pack,
    talk: Talk,
    *,
    session_id: SessionId,
    contact_id: ContactId,
    wave_id: WaveId | None = None,
) -> Sprint:
    """Begin a pack: everything up to its first question."""
    session = Session(
        id=session_id,
        contact_id=contact_id,
        pack=pack.id,
        version=pack.version,
        node=pack.start,
        status=Status.WAITING,
        started_at=talk.now,
        touched_at=talk.now,
        wave_id=wave_id,
    )
    return _go_on(pack, talk, session, pack.start)


def resume(pack: Pack, talk: Talk, session: Session, given: Input) -> Sprint:
    """Go on from where a session rests. Never raises on what a learner can do."""
    match given:
        case Returned():
            return _where_were_we(pack, talk, session)
        case Typed():
            return _typed(pack, talk, session, given)
        case Tapped(node=node, value=value):  # pragma: no branch - there is no fourth kind
            return _tapped(pack, talk, session, node, value)


def park(session: Session, now: datetime) -> Sprint:
    """Put a session aside without a word. Only the learner takes it up again."""
    parked = replace(session, status=Status.PARKED, touched_at=now)
    return Sprint(session=parked, events=(saved(parked),))


def abandon(session: Session, now: datetime) -> Sprint:
    """Give a session up. What was answered in it stays answered."""
    left = replace(session, status=Status.ABANDONED, touched_at=now, ended_at=now)
    return Sprint(session=left, events=(saved(left),))


def finish_quietly(pack: Pack, talk: Talk, session: Session, text_id: TextId) -> Sprint:
    """Keep worrying words as the answer they were given as, and say nothing cheerful.

    The last question of a pack ends the session; before any other the session is parked.
    """
    if session.status is not Status.WAITING:
        return Sprint(session=session)
    if not isinstance(pack.nodes.get(session.node), ShortText):
        return park(session, talk.now)
    stepped, events = _answered(talk, session, session.node, WORDS, text_id)
    following = _walk(pack, talk, pack.nodes[session.node].next).node
    ended = (
        replace(stepped, status=Status.COMPLETED, ended_at=talk.now)
        if following is None
        else replace(stepped, node=following, status=Status.PARKED)
    )
    return Sprint(session=ended, events=(*events, saved(ended)))


# --- what a learner can do ------------------------------------------------------------------


def _where_were_we(pack: Pack, talk: Talk, session: Session) -> Sprint:
    if not session.is_current:
        return Sprint(session=session)
    again = replace(session, status=Status.WAITING, touched_at=talk.now)
    said = (question(pack, talk, again, lead=talk.voice.say("flow.resumed")),)
    return Sprint(session=again, events=(saved(again),), said=said)


def _typed(pack: Pack, talk: Talk, session: Session, typed: Typed) -> Sprint:
    if not session.is_current:
        return Sprint(session=session)
    node = pack.wait(session.node)
    if isinstance(node, ShortText):
        return _answer(pack, talk, session, session.node, WORDS, typed.text_id)
    option = option_called(node, talk, typed.text)
    if option is not None:
        return _answer(pack, talk, session, session.node, option, None)
    lead = talk.voice.say("flow.choose")
    waiting = replace(session, status=Status.WAITING, touched_at=talk.now)
    said = (question(pack, talk, waiting, lead=lead),)
    return Sprint(session=waiting, events=(saved(waiting),), said=said)


def _tapped(pack: Pack, talk: Talk, session: Session, node: str, value: str) -> Sprint:
    if value == CHANGE:
        return _change_mind(pack, talk, session)
    asked = pack.nodes.get(node)
    if asked is None or isinstance(asked, Say):
        return _old_button(talk, session, value)
    if session.is_current and node == session.node:
        return _tapped_open(pack, talk, session, asked, value)
    return _tapped_earlier(talk, session, pack, asked, node, value)


def _tapped_open(pack: Pack, talk: Talk, session: Session, asked: Wait, value: str) -> Sprint:
    kept = session.answer(session.node)
    if value == BACK and session.path:
        return _step_back(pack, talk, session)
    if value == KEEP and kept is not None:
        return _pass_on(pack, talk, session, events=())
    if value == SKIP and asked.optional:
        return _skip(pack, talk, session)
    if isinstance(asked, Choice) and value in asked.options:
        return _answer(pack, talk, session, session.node, value, None)
    return _old_button(talk, session, value)


def _tapped_earlier(
    talk: Talk, session: Session, pack: Pack, asked: Wait, node: str, value: str
) -> Sprint:
    """An option of a question that is already behind: the same again, or a change of mind."""
    if not isinstance(asked, Choice) or value not in asked.options or node not in session.path:
        return _old_button(talk, session, value)
    label = talk.voice.say(asked.options[value])
    if session.answer(node) == value:
        return Sprint(session=session, toast=talk.voice.say("chat.same_answer"))
    if not session.is_current and not _may_change(pack, session, talk.now):
        return _too_late(talk, session)
    changed, events = _answered(talk, session, node, value, None)
    text = talk.voice.say("flow.changed_to", choice=label)
    return Sprint(session=changed, events=(*events, saved(changed)), said=(Said(text=text),))


def _change_mind(pack: Pack, talk: Talk, session: Session) -> Sprint:
    if session.is_current:
        return _where_were_we(pack, talk, session)
    if not _may_change(pack, session, talk.now):
        return _too_late(talk, session)
    again = replace(
        session,
        status=Status.WAITING,
        node=pack.start,
        path=(),
        touched_at=talk.now,
        ended_at=None,
    )
    return _go_on(pack, talk, again, pack.start, lead=talk.voice.say("flow.changed"))


def _may_change(pack: Pack, session: Session, now: datetime) -> bool:
    if session.status is not Status.COMPLETED or session.ended_at is None:
        return False
    return now - session.ended_at <= timedelta(minutes=pack.change_minutes)


def _old_button(talk: Talk, session: Session, value: str) -> Sprint:
    """A button that is behind. One that only showed the way deserves no message of its own."""
    if value in WAYS:
        return Sprint(session=session, toast=talk.voice.say("chat.old_button"))
    return Sprint(session=session, said=(Said(text=talk.voice.say("chat.old_button")),))


def _too_late(talk: Talk, session: Session) -> Sprint:
    return Sprint(session=session, said=(Said(text=talk.voice.say("flow.too_late")),))


# --- moving -----------------------------------------------------------------------------------


def _answer(
    pack: Pack, talk: Talk, session: Session, node: str, value: str, text_id: TextId | None
) -> Sprint:
    answered, events = _answered(talk, session, node, value, text_id)
    return _pass_on(pack, talk, answered, events=events)


def _answered(
    talk: Talk, session: Session, node: str, value: str, text_id: TextId | None
) -> tuple[Session, tuple[Event, ...]]:
    """The session with this answer in the place of any other to the same question."""
    given: Given = {**dict(session.given), node: value}
    answered = replace(
        session,
        given=tuple(given.items()),
        path=session.path if node in session.path else (*session.path, node),
        touched_at=talk.now,
    )
    recorded = AnswerRecorded(
        session_id=session.id,
        contact_id=session.contact_id,
        pack=session.pack,
        question=node,
        value=value,
        text_id=text_id,
        notice_version=talk.notice_version,
        week=week_of(talk.now),
        at=talk.now,
    )
    return answered, (recorded,)


def _skip(pack: Pack, talk: Talk, session: Session) -> Sprint:
    """Pass without an answer; one given earlier is taken back."""
    if session.answer(session.node) is None:
        return _pass_on(pack, talk, session, events=())
    given = tuple((node, value) for node, value in session.given if node != session.node)
    withdrawn = AnswerWithdrawn(session_id=session.id, question=session.node)
    return _pass_on(pack, talk, replace(session, given=given), events=(withdrawn,))


def _pass_on(pack: Pack, talk: Talk, session: Session, *, events: tuple[Event, ...]) -> Sprint:
    here = session.node
    path = session.path if here in session.path else (*session.path, here)
    sprint = _go_on(pack, talk, replace(session, path=path), pack.nodes[here].next)
    return replace(sprint, events=(*events, *sprint.events))


def _step_back(pack: Pack, talk: Talk, session: Session) -> Sprint:
    *before, last = session.path
    return _go_on(pack, talk, replace(session, path=tuple(before)), last)


def _walk(pack: Pack, talk: Talk, node: str | None) -> _Told:
    said: list[str] = []
    while node is not None and isinstance(here := pack.nodes[node], Say):
        said.append(talk.voice.say(here.say))
        node = here.next
    return _Told(tuple(said), node)


def _go_on(pack: Pack, talk: Talk, session: Session, node: str | None, lead: str = "") -> Sprint:
    """Walk to the next wait, saying what lies on the way, and rest there; or end."""
    told = _walk(pack, talk, node)
    if told.node is None:
        return _end(pack, talk, session, told.said)
    resting = replace(session, node=told.node, status=Status.WAITING, touched_at=talk.now)
    text = "\n\n".join(part for part in (lead, *told.said) if part)
    asked = question(pack, talk, resting, lead=text)
    return Sprint(session=resting, events=(saved(resting),), said=(asked,))


def _end(pack: Pack, talk: Talk, session: Session, said: tuple[str, ...]) -> Sprint:
    ended = replace(session, status=Status.COMPLETED, touched_at=talk.now, ended_at=talk.now)
    change = button(talk, ended, "flow.change", ended.node, CHANGE)
    buttons = ((change,),) if pack.change_minutes else ()
    text = "\n\n".join(said)
    return Sprint(
        session=ended,
        events=(saved(ended),),
        said=(Said(text=text, buttons=buttons),) if text else (),
    )
