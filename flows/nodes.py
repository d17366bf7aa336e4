"""The kinds of node a conversation is made of.

Some speak and some turn (`say`, `branch`, `sub_flow`, `park`, `end`); the others ask and wait.
Words are keys into the catalogues, so that no sentence stands outside Welsh and English.
"""

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from flows.expression import Condition, NotACondition, read_condition
from flows.tags import Tags

MOST_OPTIONS = 20
"""Options of one question; more cannot be read on a phone."""

MOST_TOKENS = 20
"""Tokens that one question may give out."""

NODE_ID = r"^[a-z][a-z0-9_]{0,15}$"
OPTION_ID = r"^[a-z0-9][a-z0-9_]{0,15}$"
TEXT_KEY = r"^[a-z]+(\.[a-z0-9_]+)+$"

NodeId = Annotated[str, Field(pattern=NODE_ID)]
OptionId = Annotated[str, Field(pattern=OPTION_ID)]
TextKey = Annotated[str, Field(pattern=TEXT_KEY)]
Options = Annotated[dict[OptionId, TextKey], Field(min_length=2, max_length=MOST_OPTIONS)]


def _condition(source: object) -> object:
    if not isinstance(source, str):
        return source
    try:
        return read_condition(source)
    except NotACondition as error:
        raise ValueError(str(error)) from error


def _source(condition: Condition) -> str:
    return condition.source


If = Annotated[Condition, BeforeValidator(_condition), PlainSerializer(_source)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


# --- nodes that speak or turn -------------------------------------------------------------------


class Say(_Part):
    """Tell the learner something and go on, or end the flow where there is no next.

    The text may show an answer as `{question}`, in the words of its button. `picture` names scales
    whose answers go with the text as a picture, in this order, beside those of the last time.
    """

    kind: Literal["say"]
    say: TextKey
    picture: tuple[NodeId, ...] = Field(default=(), max_length=MOST_OPTIONS)
    next: NodeId | None = None


class Case(_Part):
    """One way of a branch, taken where its condition holds."""

    when: If
    next: NodeId


class Branch(_Part):
    """Go the first way whose condition holds, or else the other."""

    kind: Literal["branch"]
    cases: tuple[Case, ...] = Field(min_length=1)
    otherwise: NodeId


class SubFlow(_Part):
    """Go through another flow of this pack, and then on. A flow is entered from one place."""

    kind: Literal["sub_flow"]
    flow: NodeId
    next: NodeId | None = None


class Park(_Part):
    """Put the session aside. Only the learner takes it up again, at the next question."""

    kind: Literal["park"]
    say: TextKey
    next: NodeId


class End(_Part):
    """End the flow, with a last word if there is one."""

    kind: Literal["end"]
    say: TextKey | None = None


# --- nodes that ask ------------------------------------------------------------------------------


class _Question(_Part):
    ask: TextKey
    optional: bool = True
    measure: str | None = None
    counted: bool = True
    tags: Tags = Field(default_factory=Tags)
    next: NodeId | None = None


class Choice(_Question):
    """Ask for one of a few options, by button: `faces` for a mood, `choose_one` for the rest.

    `faces` options go from the lowest to the highest or back, and are whole numbers.
    """

    kind: Literal["faces", "choose_one"]
    options: Options
    columns: int = Field(default=1, ge=1, le=5)


class Statement(_Question):
    """Ask whether one agrees, disagrees or passes. The value is `agree`, `disagree` or `pass`."""

    kind: Literal["statement"]


class Scale(_Question):
    """Ask for a point from 1 up to `points`; `low` and `high` say what the ends mean.

    `name` is what a picture calls it, in a word or two.
    """

    kind: Literal["scale"]
    points: int = Field(default=5, ge=3, le=11)
    low: TextKey
    high: TextKey
    name: TextKey | None = None


class Several(_Question):
    """Ask for some of the options. The value is their ids with commas, in the order asked.

    `alone` names an option that goes with no other: none of these.
    """

    kind: Literal["choose_several"]
    options: Options
    columns: int = Field(default=1, ge=1, le=3)
    least: int = Field(default=1, ge=0)
    most: int = Field(default=MOST_OPTIONS, ge=1)
    alone: OptionId | None = None

    @model_validator(mode="after")
    def _can_be_done(self) -> "Several":
        if self.least > min(self.most, len(self.options)):
            raise ValueError("least must not be more than most, or than there are options")
        if self.alone is not None and self.alone not in self.options:
            raise ValueError(f"alone names {self.alone!r}, which is none of the options")
        return self


class Rank(_Question):
    """Ask to put all the options in order. The value is their ids with commas, the first first."""

    kind: Literal["rank"]
    options: Annotated[Options, Field(max_length=7)]


class Allocate(_Question):
    """Ask to share `tokens` out among the options. The value is `art=3,sport=2`."""

    kind: Literal["allocate"]
    options: Annotated[Options, Field(max_length=8)]
    tokens: int = Field(ge=2, le=MOST_TOKENS)


class ShortText(_Question):
    """Ask for some words. Whoever asks this says in the same breath who reads them."""

    kind: Literal["short_text"]


class Number(_Question):
    """Ask for a whole number from `least` to `most`, typed."""

    kind: Literal["number"]
    least: int = Field(default=0, ge=-1_000_000)
    most: int = Field(default=100, le=1_000_000)

    @model_validator(mode="after")
    def _has_numbers(self) -> "Number":
        if self.least > self.most:
            raise ValueError(f"least is {self.least} and most {self.most}: no number is between")
        return self


class Date(_Question):
    """Ask for a date, typed. The value is in ISO form: `2026-12-18`.

    `past` says that it asks when something was: then no later day than today is an answer, and
    "Friday" is the last one.
    """

    kind: Literal["date"]
    past: bool = False


One = Choice | Statement | Scale
"""Questions that one tap answers."""

Drafted = Several | Rank | Allocate
DRAFTED = (Several, Rank, Allocate)
"""Questions that take several taps; what is tapped so far is the draft."""

Wait = One | Drafted | ShortText | Number | Date
WAITS = (Choice, Statement, Scale, Several, Rank, Allocate, ShortText, Number, Date)

Node = Annotated[
    Say
    | Branch
    | SubFlow
    | Park
    | End
    | Choice
    | Statement
    | Scale
    | Several
    | Rank
    | Allocate
    | ShortText
    | Number
    | Date,
    Field(discriminator="kind"),
]

AGREE = {"agree": "flow.agree", "disagree": "flow.disagree", "pass": "flow.pass"}
"""The options of every statement."""


def options_of(node: Wait) -> dict[str, str]:
    """The options of a question and the keys of their labels; none where one types.

    The points of a scale are their own labels and have no key.
    """
    match node:
        case Choice() | Several() | Rank() | Allocate():
            return node.options
        case Statement():
            return AGREE
        case Scale():
            return {str(point): "" for point in range(1, node.points + 1)}
        case _:
            return {}


def following(node: Node) -> tuple[str | None, ...]:
    """Every node id this one may lead to by itself; None is the end of the flow."""
    match node:
        case Branch():
            return (*(case.next for case in node.cases), node.otherwise)
        case End():
            return (None,)
        case _:
            return (node.next,)


def picture_of(node: Node) -> tuple[str, ...]:
    """The scales whose answers a node shows as a picture."""
    return node.picture if isinstance(node, Say) else ()


def keys_of(node: Node) -> tuple[str, ...]:
    """The keys of every text that a node shows."""
    match node:
        case Say():
            return (node.say,)
        case Park():
            return (node.say,)
        case End():
            return (node.say,) if node.say else ()
        case Branch() | SubFlow():
            return ()
        case Scale():
            return (node.ask, node.low, node.high, *((node.name,) if node.name else ()))
        case _:
            return (node.ask, *options_of(node).values())
