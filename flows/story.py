"""Golden stories: a conversation written down, step by step, so that it can be held to.

A story names the pack, the voice and the time; each step is what the learner did, and everything
that was said and recorded for it. Played again it must come to the same.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.events import AnswerRecorded, AnswerWithdrawn
from domain.ids import ContactId, SessionId, TextId
from domain.people import Band, Language
from domain.session import Session
from flows.definition import Pack
from flows.engine import resume, start
from flows.sprint import Input, Returned, Said, Sprint, Talk, Tapped, Typed
from locales.reader import CATALOGUES, voice

SESSION = SessionId("0123456789ab")
LEARNER = ContactId("cccccccccccc")
Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who talks, in which language, and when."""

    language: Language
    band: Band
    now: datetime
    before: tuple[tuple[str, str], ...] = field(default=())
    catalogues: Path = CATALOGUES

    @property
    def talk(self) -> Talk:
        """What the engine must know to speak here."""
        speak = voice(self.language, self.band, self.catalogues)
        return Talk(voice=speak, now=self.now, notice_version="1", before=self.before)

    def after(self, done: Data) -> "Scene":
        """The scene once this was done: it changes with the language and with time."""
        match done:
            case {"language": str() as language}:
                return replace(self, language=Language(language))
            case {"wait_hours": int() as hours}:
                return replace(self, now=self.now + timedelta(hours=hours))
            case _:
                return self


def begin(
    pack: Pack, scene: Scene, session_id: SessionId = SESSION, contact_id: ContactId = LEARNER
) -> Sprint:
    """The first sprint of a story."""
    return start(pack, scene.talk, session_id=session_id, contact_id=contact_id)


def go_on(pack: Pack, scene: Scene, session: Session, done: Data) -> Sprint:
    """The sprint after something was done in a scene that already is as that left it."""
    return resume(pack, scene.talk, session, given(done))


def given(done: Data) -> Input:
    """What the engine is given for a step; one that only changes the scene asks where we were."""
    match done:
        case {"tap": [str() as node, str() as value]}:
            return Tapped(node=node, value=value)
        case {"type": str() as text}:
            return Typed(text=text, text_id=TextId("t1"))
        case _:
            return Returned()


def told(sprint: Sprint) -> Data:
    """What a sprint says and records, as a story writes it down."""
    return {
        "said": [_said(each) for each in sprint.said],
        "toast": sprint.toast,
        "answers": [_answer(event) for event in sprint.events if _is_answer(event)],
        "status": sprint.session.status.value,
        "node": sprint.session.node,
    }


def _said(said: Said) -> Data:
    picture = {"picture": list(said.picture)} if said.picture else {}
    buttons = [[button.label for button in row] for row in said.buttons]
    return {"text": said.text, **picture, "buttons": buttons}


def _is_answer(event: object) -> bool:
    return isinstance(event, AnswerRecorded | AnswerWithdrawn)


def _answer(event: object) -> Data:
    match event:
        case AnswerRecorded():
            return {"question": event.question, "value": event.value}
        case AnswerWithdrawn():
            return {"question": event.question, "withdrawn": True}
        case _:
            raise TypeError(type(event).__name__)


@dataclass
class Story:
    """A story as it is being told."""

    pack: Pack
    scene: Scene
    session: Session
    opening: Data
    first: Scene
    steps: list[Data] = field(default_factory=list)

    @classmethod
    def begun(cls, pack: Pack, scene: Scene) -> tuple["Story", Sprint]:
        """A new story, and its first sprint."""
        sprint = begin(pack, scene)
        return cls(pack, scene, sprint.session, told(sprint), scene), sprint

    def do(self, done: Data) -> Sprint:
        """One more step."""
        self.scene = self.scene.after(done)
        sprint = go_on(self.pack, self.scene, self.session, done)
        self.session = sprint.session
        self.steps.append({"done": done} | told(sprint))
        return sprint

    def written(self) -> Data:
        """The story as data, to be kept as JSON."""
        scene = asdict(self.first)
        return {
            "pack": self.pack.id,
            "version": self.pack.version,
            "language": scene["language"].value,
            "band": scene["band"].value,
            "now": scene["now"].isoformat(),
            "before": [list(pair) for pair in self.first.before],
            "opening": self.opening,
            "steps": self.steps,
        }


def scene_of(story: Data) -> Scene:
    """The scene in which a written story begins."""
    return Scene(
        language=Language(story["language"]),
        band=Band(story["band"]),
        now=datetime.fromisoformat(story["now"]),
        before=tuple((question, value) for question, value in story["before"]),
    )
