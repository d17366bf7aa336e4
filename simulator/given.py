"""What the control API is given, in its shapes: nothing unknown gets past them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.faults import FaultKind


class Given(BaseModel):
    """What comes from outside: nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class Say(Given):
    """Words."""

    text: str


class Finger(Given):
    """Which button: by its data, by what it says, or by its place; on which message.

    Without a message it is the newest that has such a button. `inaccessible` lets Telegram send
    the tap without the message, as it does for old ones. `forced` taps what the message carried
    once, even if an edit has taken it away: a phone that was off line may do that.
    """

    message_id: int | None = None
    data: str | None = None
    label: str | None = None
    row: int | None = None
    col: int = 0
    inaccessible: bool = False
    forced: bool = False


class Reword(Given):
    """An earlier message in other words."""

    message_id: int
    text: str


class Recording(Given):
    """A voice note."""

    duration: int = 3


class Picture(Given):
    """A picture; a plain one if nobody chose any. `content` is base64."""

    caption: str = ""
    content: str = ""


class Emoji(Given):
    """A sticker."""

    emoji: str = "🙂"


class NewPhone(Given):
    """A person and their phone, or `count` of them; `autostart` is sent at once."""

    name: str = Field(min_length=1, max_length=64)
    language_code: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")
    first_name: str | None = None
    lang: Literal["cy", "en"] = "cy"
    title: dict[Literal["cy", "en"], str] = Field(default_factory=dict)
    note: dict[Literal["cy", "en"], str] = Field(default_factory=dict)
    autostart: str = ""
    group: bool = False
    count: int = Field(default=1, ge=1, le=100_000)


class NewFault(Given):
    """A bad turn for the next `times` calls."""

    kind: FaultKind
    times: int = Field(default=1, ge=1)
    method: str = ""
    chat_id: int | None = None
    ms: int = Field(default=0, ge=0, le=600_000)
    retry_after: int = Field(default=1, ge=1)


class OneAct(Given):
    """One thing that one person does."""

    chat_id: int
    do: str
    particulars: dict[str, Any] = Field(default_factory=dict)


class ManyActs(Given):
    """Many people at once."""

    acts: list[OneAct]


class NewTime(Given):
    """So many seconds on, or to a moment."""

    advance_s: float = Field(default=0, ge=0)
    to: datetime | None = None


class Again(Given):
    """An update to be delivered once more."""

    update_id: int


class Switch(Given):
    """On or off."""

    on: bool
