"""How a question is put: its words, its buttons, and what the buttons carry."""

from domain.ids import SessionId
from domain.messages import Button
from flows.definition import Choice, Pack, ShortText, Wait
from flows.session import Session
from flows.sprint import BACK, KEEP, SKIP, Said, Talk
from locales.reader import voice

MARK = "f"
"""First part of what a flow's buttons carry: `f:<session>:<question>:<value>`."""


def button_data(session_id: SessionId, node: str, value: str) -> str:
    """What a button carries so that a tap on it is understood at any later time."""
    return f"{MARK}:{session_id}:{node}:{value}"


def parse_button(data: str) -> tuple[SessionId, str, str] | None:
    """Session, question and value of a flow's button, or None if it is none."""
    parts = data.split(":")
    if len(parts) != 4 or parts[0] != MARK:
        return None
    return SessionId(parts[1]), parts[2], parts[3]


def question(pack: Pack, talk: Talk, session: Session, *, lead: str = "") -> Said:
    """The open question with its buttons, after a word of introduction if there is one."""
    node = pack.wait(session.node)
    text = "\n\n".join(part for part in (lead, talk.voice.say(node.ask)) if part)
    chosen = session.answer(session.node)
    if isinstance(node, Choice) and chosen in node.options:
        label = talk.voice.say(node.options[chosen])
        text = f"{text}\n{talk.voice.say('flow.chosen', choice=label)}"
    return Said(
        text=text, buttons=(*_option_rows(node, talk, session), *_way_rows(node, talk, session))
    )


def _option_rows(node: Wait, talk: Talk, session: Session) -> tuple[tuple[Button, ...], ...]:
    if isinstance(node, ShortText):
        return ()
    buttons = [
        button(talk, session, label, session.node, option)
        for option, label in node.options.items()
    ]
    return tuple(
        tuple(buttons[i : i + node.columns]) for i in range(0, len(buttons), node.columns)
    )


def _way_rows(node: Wait, talk: Talk, session: Session) -> tuple[tuple[Button, ...], ...]:
    """The buttons beside the answers: back, keep what was said, or skip."""
    row: list[Button] = []
    if session.path:
        row.append(button(talk, session, "flow.back", session.node, BACK))
    if session.answer(session.node) is not None:
        row.append(button(talk, session, "flow.keep", session.node, KEEP))
    if node.optional:
        row.append(button(talk, session, "flow.skip", session.node, SKIP))
    return (tuple(row),) if row else ()


def button(talk: Talk, session: Session, label: str, node: str, value: str) -> Button:
    return Button(label=talk.voice.say(label), data=button_data(session.id, node, value))


def option_called(node: Choice, talk: Talk, text: str) -> str | None:
    """The option whose label was typed out in either language, without its picture."""
    both = (talk.voice, voice(talk.voice.language.other, talk.voice.band))
    labels = {
        _plain(speak.say(label)): option
        for speak in reversed(both)
        for option, label in node.options.items()
    }
    return labels.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(
        "".join(c if c.isalnum() or c in " '" else " " for c in text.casefold()).split()
    )
