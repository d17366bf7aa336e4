"""The engine: pure `start` and `resume`, each returning a sprint.

A session goes from wait to wait. Its way (`path`) and what was chosen (`given`) are kept apart:
going back shortens the way and keeps the choice, so that a question asked again can be answered
anew or kept as it was. Buttons carry session, question and value; a tap on an older question of
the same session changes that answer where it stands, and where that leads another way the session
follows. An answer that no way leads to any more is withdrawn. Nothing here knows the database, the
channel or the clock.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.events import AnswerWithdrawn, Event, SessionSaved
from domain.ids import ContactId, SessionId, TextId, WaveId
from domain.session import WORDS, Session, Status
from flows.answering import answered, may_be_answer, withdrawn
from flows.asking import button, question, shown_ways
from flows.calendar import school_day
from flows.definition import Pack
from flows.drafts import after_tap, is_whole, picked
from flows.nodes import DRAFTED, Date, Drafted, Number, Several, ShortText, Wait
from flows.sprint import (
    BACK,
    CHANGE,
    CLEAR,
    DONE,
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
from flows.understanding import understood
from flows.understanding.ways import way_said
from flows.walking import route, walk
from flows.wording import in_both, labels_in_both, wording

MOST_TRIES = 3
"""Typed answers to one question that are not understood before it is let go."""


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
    parked = session._replace(status=Status.PARKED, touched_at=now)
    return Sprint(session=parked, events=(SessionSaved(parked),))


def abandon(session: Session, now: datetime) -> Sprint:
    """Give a session up. What was answered in it stays answered."""
    left = session._replace(status=Status.ABANDONED, touched_at=now, ended_at=now)
    return Sprint(session=left, events=(SessionSaved(left),))


def finish_quietly(pack: Pack, talk: Talk, session: Session, text_id: TextId) -> Sprint:
    """Keep worrying words as the answer they were given as, and say nothing cheerful.

    The last question of a pack ends the session; before any other the session is parked.
    """
    if session.status is not Status.WAITING:
        return Sprint(session=session)
    if not isinstance(pack.nodes.get(session.node), ShortText):
        return park(session, talk.now)
    stepped, events = answered(pack, talk, session, session.node, WORDS, text_id)
    following = walk(pack, talk, stepped.given, _onward(pack, session.node)).node
    if following is not None:
        ended = _resting(stepped, following, talk.now)._replace(status=Status.PARKED)
        return Sprint(session=ended, events=(*events, SessionSaved(ended)))
    swept, gone = _swept(stepped)
    ended = swept._replace(status=Status.COMPLETED, draft="", tries=0, ended_at=talk.now)
    return Sprint(session=ended, events=(*events, *gone, SessionSaved(ended)))


# --- what a learner can do ------------------------------------------------------------------


def _where_were_we(pack: Pack, talk: Talk, session: Session) -> Sprint:
    if not session.is_current:
        return Sprint(session=session)
    again = session._replace(status=Status.WAITING, touched_at=talk.now)
    said = _asked(pack, talk, again, (Said(text=talk.voice.say("flow.resumed")),))
    return Sprint(session=again, events=(SessionSaved(again),), said=said)


def _typed(pack: Pack, talk: Talk, session: Session, typed: Typed) -> Sprint:
    if not session.is_current:
        return Sprint(session=session)
    node = pack.wait(session.node)
    labels = labels_in_both(pack, talk.voice, session.node)
    shown = {way: in_both(pack, talk.voice, key) for key, way in shown_ways(node, session)}
    if way := way_said(typed.text, shown, labels):
        return _tapped_open(pack, talk, session, node, way)
    if isinstance(node, ShortText):
        return _answer(pack, talk, session, WORDS, typed.text_id)
    asked = tuple(in_both(pack, talk.voice, node.ask).values())
    value = understood(node, typed.text, labels, school_day(talk.now), asked)
    if isinstance(node, Several) and value:
        value = _with_tapped(node, session, value)
    if value is None or (labels and not may_be_answer(node, value)):
        return _not_understood(pack, talk, session)
    return _answer(pack, talk, session, value)


def _with_tapped(node: Several, session: Session, value: str) -> str:
    """What was typed, together with what was tapped before it, where both may be."""
    if session.draft == session.answer(session.node):
        return value
    chosen = {*picked(session.draft), *picked(value)}
    both = ",".join(option for option in node.options if option in chosen)
    return both if may_be_answer(node, both) else value


def _not_understood(pack: Pack, talk: Talk, session: Session) -> Sprint:
    """Ask again, kindly; after some tries let the question go, so that nobody is held by it."""
    tries = session.tries + 1
    if tries >= MOST_TRIES:
        return _let_go(pack, talk, session)
    waiting = session._replace(status=Status.WAITING, touched_at=talk.now, tries=tries)
    said = _asked(pack, talk, waiting, (Said(text=_again(pack.wait(session.node), talk)),))
    return Sprint(session=waiting, events=(SessionSaved(waiting),), said=said)


def _again(node: Wait, talk: Talk) -> str:
    """How a question is asked again: by its buttons, or with an example of what to type."""
    match node:
        case Number(least=least, most=most):
            example = talk.voice.number((least + most) // 2)
        case Date():
            example = talk.voice.date(school_day(talk.now))
        case _:
            return talk.voice.say("flow.choose")
    return talk.voice.say("flow.type_again", example=example)


def _let_go(pack: Pack, talk: Talk, session: Session) -> Sprint:
    """Leave a question that is not understood; what was answered or tapped before it stays."""
    node = pack.wait(session.node)
    changed, events = session, tuple[Event, ...]()
    if isinstance(node, DRAFTED) and session.draft and is_whole(node, session.draft):
        changed, events = answered(pack, talk, session, session.node, session.draft, None)
    if _goes_round(pack, talk, session, changed):
        last = Said(text=talk.voice.say("flow.let_go_last"))
        return _end(pack, talk, _passed(changed), (last,), events)
    return _pass_on(pack, talk, changed, events, lead=talk.voice.say("flow.let_go"))


def _goes_round(pack: Pack, talk: Talk, asked: Session, let_go: Session) -> bool:
    """Whether the way on from a question let go comes back to one that is still unanswered.

    From a question that itself came up again, no way back is taken: so letting go has an end.
    """
    following = walk(pack, talk, let_go.given, _onward(pack, asked.node)).node
    if following is None or following not in (*asked.path, asked.node):
        return False
    return asked.node in asked.path or let_go.answer(following) is None


def _tapped(pack: Pack, talk: Talk, session: Session, node: str, value: str) -> Sprint:
    if value == CHANGE:
        return _change_mind(pack, talk, session)
    asked = pack.waits.get(node)
    if asked is None:
        return _old_button(talk, session, value)
    if session.is_current and node == session.node:
        return _tapped_open(pack, talk, session, asked, value)
    return _tapped_earlier(pack, talk, session, asked, node, value)


def _tapped_open(pack: Pack, talk: Talk, session: Session, asked: Wait, value: str) -> Sprint:
    kept = session.answer(session.node)
    if value == BACK and session.path:
        return _step_back(pack, talk, session)
    if value == KEEP and kept is not None:
        return _pass_on(pack, talk, session, ())
    if value == SKIP and asked.optional:
        skipped, gone = withdrawn(session)
        return _pass_on(pack, talk, *_on_the_way(pack, talk, skipped, gone))
    if isinstance(asked, DRAFTED):
        return _drafted(pack, talk, session, asked, value)
    if may_be_answer(asked, value):
        return _answer(pack, talk, session, value)
    return _old_button(talk, session, value)


def _drafted(pack: Pack, talk: Talk, session: Session, asked: Drafted, value: str) -> Sprint:
    """One more tap on a question that takes several."""
    if value == DONE and is_whole(asked, session.draft):
        return _answer(pack, talk, session, session.draft)
    draft = "" if value == CLEAR else after_tap(asked, session.draft, value)
    if draft is None:
        full = isinstance(asked, Several) and value.endswith("+")
        key = "flow.enough" if full else "chat.old_button"
        return Sprint(session=session, toast=talk.voice.say(key))
    if draft == session.draft and session.status is Status.WAITING:
        return Sprint(session=session)
    drawn = session._replace(draft=draft, status=Status.WAITING, touched_at=talk.now, tries=0)
    said = (question(pack, talk, drawn, in_place=True),)
    return Sprint(session=drawn, events=(SessionSaved(drawn),), said=said)


def _tapped_earlier(
    pack: Pack, talk: Talk, session: Session, asked: Wait, node: str, value: str
) -> Sprint:
    """An option of a question that is already behind: the same again, or a change of mind."""
    drafted = isinstance(asked, DRAFTED)
    if drafted or node not in session.path or not may_be_answer(asked, value):
        return _old_button(talk, session, value)
    if session.answer(node) == value:
        return Sprint(session=session, toast=talk.voice.say("chat.same_answer"))
    if not session.is_current and not _may_change(pack, session, talk.now):
        return _too_late(talk, session)
    changed, events = answered(pack, talk, session, node, value, None)
    shown = wording(pack, talk.voice).shown(node, value)
    text = talk.voice.say("flow.changed_to", choice=shown)
    return _rerouted(pack, talk, changed, events, text)


def _rerouted(
    pack: Pack, talk: Talk, session: Session, events: tuple[Event, ...], text: str
) -> Sprint:
    """After an earlier answer is another: the way it leads now, which is mostly the same."""
    found = route(pack, talk, session.given, frozenset(session.path))
    here = session.node if session.is_current else None
    if found.path == session.path and found.node == here:
        said = (Said(text=text),)
        return Sprint(session=session, events=(*events, SessionSaved(session)), said=said)
    off = frozenset(session.path) - frozenset(found.path)
    turned, gone = _without(session._replace(path=found.path), off)
    if found.node == here:  # what is open stays open, with what is tapped in it
        said = (Said(text=text),)
        return Sprint(session=turned, events=(*events, *gone, SessionSaved(turned)), said=said)
    open_again = turned._replace(status=Status.WAITING, ended_at=None)
    return _go_on(pack, talk, open_again, found.node, lead=text, events=(*events, *gone))


def _change_mind(pack: Pack, talk: Talk, session: Session) -> Sprint:
    if session.is_current:
        return _where_were_we(pack, talk, session)
    if not _may_change(pack, session, talk.now):
        return _too_late(talk, session)
    again = session._replace(
        status=Status.WAITING, node=pack.start, path=(), touched_at=talk.now, ended_at=None
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
    pack: Pack, talk: Talk, session: Session, value: str, text_id: TextId | None = None
) -> Sprint:
    before = session.answer(session.node)
    changed, events = answered(pack, talk, session, session.node, value, text_id)
    if before not in (None, value):
        changed, events = _on_the_way(pack, talk, changed, events)
    return _pass_on(pack, talk, changed, events)


def _on_the_way(
    pack: Pack, talk: Talk, session: Session, events: tuple[Event, ...]
) -> tuple[Session, tuple[Event, ...]]:
    """The session without answers that no way by its other answers leads to any more."""
    if not events:
        return session, events
    led = route(pack, talk, session.given, frozenset(pack.waits)).path
    off = frozenset(question for question, _ in session.given) - frozenset(led)
    turned, gone = _without(session, off)
    return turned, (*events, *gone)


def _onward(pack: Pack, name: str) -> str | None:
    return pack.onward(name, pack.wait(name).next)


def _pass_on(
    pack: Pack, talk: Talk, session: Session, events: tuple[Event, ...], lead: str = ""
) -> Sprint:
    onward = _onward(pack, session.node)
    return _go_on(pack, talk, _passed(session), onward, lead=lead, events=events)


def _passed(session: Session) -> Session:
    """The session with its open question behind it."""
    here = session.node
    return session if here in session.path else session._replace(path=(*session.path, here))


def _step_back(pack: Pack, talk: Talk, session: Session) -> Sprint:
    *before, last = session.path
    return _go_on(pack, talk, session._replace(path=tuple(before)), last)


def _go_on(
    pack: Pack,
    talk: Talk,
    session: Session,
    node: str | None,
    *,
    lead: str = "",
    events: tuple[Event, ...] = (),
) -> Sprint:
    """Walk to the next wait, saying what lies on the way, and rest there; or end."""
    told = walk(pack, talk, session.given, node)
    said = _joined((Said(text=lead), *told.said) if lead else told.said)
    if told.node is None:
        return _end(pack, talk, session, said, events)
    resting = _resting(session, told.node, talk.now)
    if told.parked:
        aside = resting._replace(status=Status.PARKED)
        return Sprint(session=aside, events=(*events, SessionSaved(aside)), said=said)
    asked = _asked(pack, talk, resting, said)
    return Sprint(session=resting, events=(*events, SessionSaved(resting)), said=asked)


def _joined(said: Iterable[Said]) -> tuple[Said, ...]:
    """Texts that follow each other as one message; one with a picture is a message of its own."""
    joined: list[Said] = []
    for each in said:
        if joined and not (each.picture or joined[-1].picture):
            joined[-1] = Said(text=f"{joined[-1].text}\n\n{each.text}")
        else:
            joined.append(each)
    return tuple(joined)


def _asked(pack: Pack, talk: Talk, session: Session, said: tuple[Said, ...]) -> tuple[Said, ...]:
    """The open question and what is said before it: one message, unless it is drawn anew later.

    A picture is a message of its own before it.
    """
    if not said or said[-1].picture or isinstance(pack.wait(session.node), DRAFTED):
        return (*said, question(pack, talk, session))
    *before, last = said
    return (*before, question(pack, talk, session, lead=last.text))


def _resting(session: Session, node: str, now: datetime) -> Session:
    """The session at a question; what was answered there before is its first draft."""
    kept = session.answer(node) or ""
    return session._replace(
        node=node,
        draft="" if kept == WORDS else kept,
        tries=0,
        status=Status.WAITING,
        touched_at=now,
    )


def _end(
    pack: Pack, talk: Talk, session: Session, said: tuple[Said, ...], events: tuple[Event, ...]
) -> Sprint:
    swept, gone = _swept(session)
    ended = swept._replace(
        status=Status.COMPLETED, draft="", tries=0, touched_at=talk.now, ended_at=talk.now
    )
    change = button(wording(pack, talk.voice), ended, "flow.change", CHANGE)
    buttons = ((change,),) if pack.change_minutes else ()
    told = (*said[:-1], said[-1]._replace(buttons=buttons)) if said else ()
    return Sprint(session=ended, events=(*events, *gone, SessionSaved(ended)), said=told)


def _swept(session: Session) -> tuple[Session, tuple[Event, ...]]:
    """The session without answers to questions that its way did not come by."""
    off = frozenset(question for question, _ in session.given) - frozenset(session.path)
    return _without(session, off)


def _without(session: Session, off: frozenset[str]) -> tuple[Session, tuple[Event, ...]]:
    if not off:
        return session, ()
    gone = tuple(
        AnswerWithdrawn(session_id=session.id, question=name)
        for name, _ in session.given
        if name in off
    )
    given = tuple((name, value) for name, value in session.given if name not in off)
    return session._replace(given=given), gone
