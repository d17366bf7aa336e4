"""A walk through one pack, step by step, with nothing but the engine."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from domain.events import Event
from domain.ids import ContactId, SessionId, TextId
from domain.messages import Button
from domain.people import Band, Language
from domain.session import Session, Status
from flows.asking import parse_button
from flows.definition import Pack, newest
from flows.engine import resume, start
from flows.loading import read_packs
from flows.sprint import Input, Returned, Sprint, Talk, Tapped, Typed
from locales.reader import Voice, voice

NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)
SESSION = SessionId("0123456789ab")
LEARNER = ContactId("cccccccccccc")


def read_again(session: Session) -> Session:
    """A session as it comes back from rows, with what is kept as JSON."""
    path, given = json.loads(json.dumps([session.path, session.given]))
    return session._replace(
        path=tuple(path),
        given=tuple((question, value) for question, value in given),
        status=Status(session.status.value),
    )


@cache
def mood() -> Pack:
    """The pack that every learner knows best."""
    found = newest(read_packs(), "mood")
    assert found is not None
    return found


def a_pack(nodes: dict[str, Any], *, start: str = "", **changes: Any) -> Pack:
    """A pack of these nodes, beginning with the first."""
    plain = {
        "id": "test",
        "version": 1,
        "title": "mood.title",
        "purpose": "To be tested.",
        "evidence": "None is needed.",
        "bands": ["15-18"],
        "expected_minutes": 1,
        "change_minutes": 60,
        "flows": {"main": {"start": start or next(iter(nodes)), "nodes": nodes}},
    }
    return Pack.model_validate(plain | changes)


def words_question(following: str, **changes: Any) -> dict[str, Any]:
    """A node that asks for some words."""
    return {"kind": "short_text", "ask": "mood.comment.ask", "next": following} | changes


def two_options(following: str, **changes: Any) -> dict[str, Any]:
    """A node that asks for one of two faces."""
    options = {"up": "mood.face.5", "down": "mood.face.1"}
    plain = {"kind": "faces", "ask": "mood.face.ask", "options": options, "next": following}
    return plain | changes


def thanks() -> dict[str, Any]:
    """A node that ends a pack."""
    return {"kind": "say", "say": "mood.thanks"}


@dataclass
class Walk:
    """One learner's session, and the last sprint."""

    pack: Pack = field(default_factory=mood)
    language: Language = Language.EN
    band: Band = Band.AGES_15_18
    now: datetime = NOON
    before: tuple[tuple[str, str], ...] = ()
    sprint: Sprint = field(init=False)

    def __post_init__(self) -> None:
        self.sprint = start(self.pack, self.talk, session_id=SESSION, contact_id=LEARNER)

    @property
    def voice(self) -> Voice:
        return voice(self.language, self.band)

    @property
    def talk(self) -> Talk:
        return Talk(voice=self.voice, now=self.now, notice_version="1", before=self.before)

    @property
    def session(self) -> Session:
        return self.sprint.session

    @property
    def events(self) -> tuple[Event, ...]:
        return self.sprint.events

    @property
    def text(self) -> str:
        """Everything said in the last sprint."""
        return "\n\n".join(said.text for said in self.sprint.said)

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the last sprint, in reading order."""
        return [button for said in self.sprint.said for row in said.buttons for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def wait(self, **time: float) -> "Walk":
        self.now += timedelta(**time)
        return self

    def give(self, given: Input, *, session: Session | None = None) -> "Walk":
        self.sprint = resume(self.pack, self.talk, session or self.session, given)
        return self

    def tap(self, node: str, value: str) -> "Walk":
        return self.give(Tapped(node=node, value=value))

    def tap_label(self, label: str) -> "Walk":
        """Tap a button of the last message by what it says."""
        data = next(button.data for button in self.buttons if button.label == label)
        parsed = parse_button(data)
        assert parsed is not None
        return self.tap(parsed[1], parsed[2])

    def type(self, text: str, text_id: str = "t1") -> "Walk":
        return self.give(Typed(text=text, text_id=TextId(text_id)))

    def come_back(self) -> "Walk":
        return self.give(Returned())

    def aside(self, sprint: Sprint) -> "Walk":
        """Go on from a sprint that something else has made."""
        self.sprint = sprint
        return self

    def speaking(self, language: Language) -> "Walk":
        self.language = language
        return self

    def finished(self) -> "Walk":
        """Answer the whole mood check-in by taps."""
        return self.tap("face", "4").tap("reason", "friends").tap("comment", "_skip")


def settled(session: Session) -> Session:
    """A session without its times, to compare where it stands."""
    return session._replace(touched_at=NOON, ended_at=None)
