"""How a question is put: its words, its buttons, and what the buttons carry."""

from domain.ids import SessionId
from domain.messages import Button
from domain.session import WORDS, Session
from flows.definition import Pack
from flows.drafts import is_whole, picked, shares
from flows.nodes import (
    DRAFTED,
    Allocate,
    Choice,
    Date,
    Number,
    Rank,
    Scale,
    Several,
    ShortText,
    Wait,
)
from flows.sprint import BACK, CLEAR, DONE, KEEP, SKIP, Said, Talk
from flows.wording import Wording, wording

MARK = "f"
"""First part of what a flow's buttons carry: `f:<session>:<question>:<value>`."""

STATEMENT_COLUMNS = 2
"""Agree and disagree stand beside each other, and not sure below: three are too wide in Welsh."""

Row = tuple[Button, ...]
Rows = tuple[Row, ...]
WayRow = tuple[tuple[str, str], ...]
"""Buttons beside each other: the keys of their labels, and what they carry."""


def button_data(session_id: SessionId, node: str, value: str) -> str:
    """What a button carries so that a tap on it is understood at any later time."""
    return f"{MARK}:{session_id}:{node}:{value}"


def parse_button(data: str) -> tuple[SessionId, str, str] | None:
    """Session, question and value of a flow's button, or None if it is none."""
    parts = data.split(":")
    if len(parts) != 4 or parts[0] != MARK:
        return None
    return SessionId(parts[1]), parts[2], parts[3]


def question(
    pack: Pack, talk: Talk, session: Session, *, lead: str = "", in_place: bool = False
) -> Said:
    """The open question with its buttons, after a word of introduction if there is one."""
    node = pack.wait(session.node)
    words = wording(pack, talk.voice)
    asked = words.say(node.ask)
    if lead:
        asked = f"{lead}\n\n{asked}"
    below = _below(node, words, session)
    return Said(
        text=f"{asked}\n{below}" if below else asked,
        buttons=(*_option_rows(node, words, session), *_way_rows(node, words, session)),
        in_place=in_place,
    )


def _below(node: Wait, words: Wording, session: Session) -> str:
    """What stands under the question: the ends of a scale, what is tapped, what was chosen."""
    match node:
        case Choice():
            lines = []
        case Scale():
            lines = [
                words.voice.say("flow.scale_low", low=words.say(node.low)),
                words.voice.say("flow.scale_high", n=node.points, high=words.say(node.high)),
            ]
        case Several(most=most) if 1 < most < len(node.options):
            lines = [words.voice.say("flow.most", n=most)]
        case Rank() if session.draft:
            lines = ["", words.shown(session.node, session.draft)]
        case Allocate():
            left = node.tokens - sum(shares(session.draft).values())
            lines = [words.voice.say("flow.left", n=left)]
        case _:
            lines = []
    return "\n".join([*lines, *_chosen(words, session)])


def _chosen(words: Wording, session: Session) -> list[str]:
    value = session.answer(session.node)
    if value is None or value == WORDS:
        return []
    shown = words.shown(session.node, value)
    between = "\n" if "\n" in shown else ""
    return [words.voice.say("flow.chosen", choice=f"{between}{shown}")]


def _option_rows(node: Wait, words: Wording, session: Session) -> Rows:
    match node:
        case Choice(columns=columns):
            return _rows(_plain(words, session), columns)
        case ShortText() | Number() | Date():
            return ()
        case Scale(points=points):
            return _rows(_plain(words, session), points if points <= 5 else (points + 1) // 2)
        case Several(columns=columns):
            return _rows(_several(words, session), columns)
        case Rank():
            return _rows(_rank(words, session), 1)
        case Allocate():
            return _rows(_allocate(node, words, session), 1)
        case _:
            return _rows(_plain(words, session), STATEMENT_COLUMNS)


def _rows(buttons: list[Button], columns: int) -> Rows:
    return tuple(tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns))


def _plain(words: Wording, session: Session) -> list[Button]:
    start = f"{MARK}:{session.id}:{session.node}:"
    return [
        Button(label=label, data=f"{start}{option}")
        for option, label in words.labels[session.node].items()
    ]


def _several(words: Wording, session: Session) -> list[Button]:
    chosen = picked(session.draft)
    return [
        _option(session, f"✓ {label}", f"{option}-")
        if option in chosen
        else _option(session, label, f"{option}+")
        for option, label in words.labels[session.node].items()
    ]


def _rank(words: Wording, session: Session) -> list[Button]:
    placed = picked(session.draft)
    return [
        _option(session, label, f"{option}@{len(placed) + 1}")
        for option, label in words.labels[session.node].items()
        if option not in placed
    ]


def _allocate(node: Allocate, words: Wording, session: Session) -> list[Button]:
    given = shares(session.draft)
    if sum(given.values()) == node.tokens:
        return []
    return [
        _option(
            session, f"{label}: {given.get(option, 0)}", f"{option}={given.get(option, 0) + 1}"
        )
        for option, label in words.labels[session.node].items()
    ]


def _option(session: Session, label: str, value: str) -> Button:
    return Button(label=label, data=button_data(session.id, session.node, value))


def _way_rows(node: Wait, words: Wording, session: Session) -> Rows:
    """The buttons beside the answers: done and afresh, then the ways on."""
    rows = _ways_of(node, session)
    start = f"{MARK}:{session.id}:{session.node}:"
    return tuple(
        tuple([Button(label=words.say(key), data=start + way) for key, way in row])
        for row in rows
        if row
    )


def shown_ways(node: Wait, session: Session) -> WayRow:
    """The ways that the open question shows beside its answers: their labels' keys, and marks."""
    return tuple(way for row in _ways_of(node, session) for way in row)


def _ways_of(node: Wait, session: Session) -> tuple[WayRow, ...]:
    kept = session.answer(session.node) is not None
    return (_finish(node, session), *ways(node, back=bool(session.path), kept=kept))


def ways(node: Wait, *, back: bool, kept: bool) -> tuple[WayRow, ...]:
    """The ways on from a question, row by row: back, keep what was said, or skip.

    Three beside each other are too wide for a phone, so that keep then stands above the others.
    """
    before: WayRow = (("flow.back", BACK),) if back else ()
    keep: WayRow = (("flow.keep", KEEP),) if kept else ()
    after: WayRow = (("flow.skip", SKIP),) if node.optional else ()
    if before and keep and after:
        return keep, (*before, *after)
    return ((*before, *keep, *after),)


def _finish(node: Wait, session: Session) -> WayRow:
    """The ways to be done with a question that takes several taps."""
    if not isinstance(node, DRAFTED):
        return ()
    done: WayRow = (("flow.done", DONE),) if is_whole(node, session.draft) else ()
    afresh: WayRow = (("flow.clear", CLEAR),) if session.draft and clears(node) else ()
    return (*done, *afresh)


def clears(node: Wait) -> bool:
    """Whether one begins afresh with a button, as a single tap cannot be taken back."""
    return isinstance(node, Rank | Allocate)


def button(words: Wording, session: Session, label: str, value: str) -> Button:
    """A button beside the answers of the open question."""
    return _option(session, words.say(label), value)
