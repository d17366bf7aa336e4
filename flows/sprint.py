"""What comes out of the engine, and what goes into it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.events import Event
from domain.ids import TextId
from domain.messages import Keyboard
from domain.session import Session
from locales.reader import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What the engine must know to speak: in which voice, when, and under which notice.

    `before` is what the learner answered when they last finished the same pack, by question.
    """

    voice: Voice
    now: datetime
    notice_version: str
    before: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """A button of this session was tapped: an option of a question, or one of the marks below."""

    node: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Words were written; `text_id` is the name under which they are kept."""

    text: str
    text_id: TextId


@dataclass(frozen=True, slots=True)
class Returned:
    """The learner is back after an interruption and asks where they were."""


Input = Tapped | Typed | Returned

SKIP = "_skip"
BACK = "_back"
KEEP = "_keep"
CHANGE = "_change"
DONE = "_done"
CLEAR = "_clear"
"""What the buttons beside the options carry."""

WAYS = frozenset({SKIP, BACK, KEEP, DONE, CLEAR})
"""Those that show the way and answer nothing."""


class Said(NamedTuple):
    """One message to the learner, whole, in their language.

    With `in_place` it takes the place of the message whose button was tapped, where it can.
    `picture` names the questions whose answers go with the text as a picture. A tuple with names,
    like the sprint, as both are made anew each time.
    """

    text: str
    buttons: Keyboard = ()
    in_place: bool = False
    picture: tuple[str, ...] = ()


class Sprint(NamedTuple):
    """The events from one start or resume until the next wait, and what is said meanwhile.

    `toast` is a short word for the tap itself, where nothing needs to be said in the chat.
    """

    session: Session
    events: tuple[Event, ...] = ()
    said: tuple[Said, ...] = ()
    toast: str = ""
