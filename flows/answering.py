"""An answer, given and taken back."""

from domain.events import AnswerRecorded, AnswerWithdrawn, Event
from domain.ids import TextId
from domain.session import Session
from flows.calendar import week_of
from flows.definition import Pack
from flows.drafts import may_be
from flows.nodes import DRAFTED, Choice, Wait, options_of
from flows.sprint import Talk


def may_be_answer(node: Wait, value: str) -> bool:
    """Whether a button of this question can carry this value as the whole answer."""
    if isinstance(node, DRAFTED):
        return may_be(node, value)
    return value in options_of(node)


def answered(
    pack: Pack, talk: Talk, session: Session, node: str, value: str, text_id: TextId | None
) -> tuple[Session, tuple[Event, ...]]:
    """The session with this answer in the place of any other to the same question."""
    given = {**dict(session.given), node: value}
    changed = session._replace(
        given=tuple(given.items()),
        path=session.path if node in session.path else (*session.path, node),
        touched_at=talk.now,
    )
    recorded = AnswerRecorded(
        session_id=session.id,
        contact_id=session.contact_id,
        pack=pack.id,
        question=node,
        value=value,
        text_id=text_id,
        notice_version=talk.notice_version,
        week=week_of(talk.now),
        at=talk.now,
    )
    return changed, (recorded,)


def at_lowest(pack: Pack, session: Session) -> bool:
    """Whether the lowest face is among the answers of this session."""
    for name, value in session.given:
        node = pack.nodes.get(name)
        if isinstance(node, Choice) and node.kind == "faces":
            lowest = min(int(option) for option in node.options)
            if value == str(lowest):
                return True
    return False


def withdrawn(session: Session) -> tuple[Session, tuple[Event, ...]]:
    """The session without an answer to its open question; one given earlier is taken back."""
    if session.answer(session.node) is None:
        return session, ()
    given = tuple((node, value) for node, value in session.given if node != session.node)
    gone = AnswerWithdrawn(session_id=session.id, question=session.node)
    return session._replace(given=given), (gone,)
