"""The pages of the safeguarding desk: a view and a reader in, a page out.

Nothing here loads, decides or writes. A page says when it was made, and whoever has no script is
given a page that loads itself anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Protocol
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse

from domain.cases import Outcome, Status
from domain.people import Language
from domain.verdicts import Level
from locales.reader import SCHOOL_TIME, Voice, voice
from services.desk_views import (
    AuditPage,
    CaseView,
    DrillPage,
    MorningPage,
    Part,
    QueueLine,
    QueuePage,
    ReadingPage,
    Refused,
    RotaPage,
    Words,
)
from web.pages import page

ROOMS = {
    "desk": "/desk",
    "reading": "/desk/reading",
    "morning": "/desk/morning",
    "rota": "/desk/rota",
    "drill": "/desk/drill",
    "audit": "/desk/audit",
    "office": "/office",
    "board": "/board",
}
"""The doors in the header, in their order, to those who may go through them."""

NAMES = {
    "whom": "desk.whom.",
    "entry": "desk.entry.",
    "channel": "desk.channel.",
    "refused": "desk.refused.",
    "audited": "desk.audited.",
}
"""Where the names are of what comes as data and may be a word that is not known here."""

AT_ONCE = frozenset({"take", "begin", "talked"})
"""What stands beside the clock, and not among the other things that can be done."""

WITH_REASON = frozenset({"lower", "reopen", "reveal", "export"})
WITH_NOTE = frozenset({"note", "hand_over", "set_status", "close"})
"""Forms of a case in which something is written, and under which name."""

NEARLY = timedelta(seconds=59)
"""So that a minute that has begun counts among those that are left."""

COLUMNS = ("n", "at", "actor", "action", "subject", "reason")
"""What each line of the audit says, in order."""

HANDLED = (Status.REFERRED, Status.PASTORAL, Status.NO_ACTION)
"""What a holder may decide of a case."""


class Reader(Protocol):
    """Whoever has the page before them: their language, their token, the rooms they may enter."""

    @property
    def language(self) -> Language: ...

    @property
    def csrf(self) -> str: ...

    @property
    def rooms(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a text with the number of its reason; 0 where nothing was heard in it."""

    text: str
    number: int


def at(reader: Reader, path: str, **query: object) -> str:
    """An address of the desk in the reader's language, to link to or to be sent on to."""
    return f"{path}?{urlencode({'lang': reader.language.value, **query})}"


def queue(reader: Reader, view: QueuePage, now: datetime) -> HTMLResponse:
    """The open cases, the most urgent first."""
    waiting = sum(line.waiting_since is not None for line in view.lines)
    return _show(
        "queue",
        reader,
        now,
        room="desk",
        refresh="list",
        seen=view.seen,
        groups=by_level(view.lines),
        waiting=waiting,
        closed=view.closed,
    )


def case(
    reader: Reader, view: CaseView, now: datetime, *, refused: Refused | None = None
) -> HTMLResponse:
    """One case: its words, what is to be done now, what can be done, what has happened."""
    path = f"/desk/case/{_quoted(view.line.case_id)}"
    return _show(
        "case",
        reader,
        now,
        room="desk",
        path=path,
        refresh="tell",
        about=view.line.case_id,
        seen=view.seen,
        status=200 if refused is None else 409,
        view=view,
        line=view.line,
        marked=marked,
        refused=refused,
        field=_field(refused.action, view) if refused else "",
        stage=stage(view.line),
        may=view.actions,
        more=bool(view.actions - AT_ONCE) or view.reveal.state != "none",
        statuses=HANDLED,
        outcomes=tuple(Outcome),
        lower=[level for level in reversed(Level) if Level.NONE < level < view.line.level],
    )


def reading(reader: Reader, view: ReadingPage, now: datetime) -> HTMLResponse:
    """Every text that no adult has read, the one that is due first before the others."""
    return _show("reading", reader, now, refresh="tell", about="reading", view=view)


def morning(reader: Reader, view: MorningPage, now: datetime) -> HTMLResponse:
    """What waits at the lowest level."""
    return _show("morning", reader, now, refresh="list", seen=view.seen, lines=view.cases)


def rota(
    reader: Reader, view: RotaPage, now: datetime, *, refused: Refused | None = None
) -> HTMLResponse:
    """Who can be reached, who is away, and when the school is closed."""
    status = 200 if refused is None else 409
    forms = {"away": "away-contact", "on-call": "on-call-contact"}
    field = forms.get(refused.action, "duties") if refused else ""
    return _show("rota", reader, now, status=status, view=view, refused=refused, field=field)


def drill(reader: Reader, view: DrillPage, now: datetime) -> HTMLResponse:
    """How long a page takes to be answered, tried with nobody's words."""
    return _show("drill", reader, now, refresh="list", view=view)


def audit(
    reader: Reader, view: AuditPage, now: datetime, *, before: int | None = None
) -> HTMLResponse:
    """Who has looked and who has acted, and whether that record is whole.

    `before` is the line before which its reader asked for some, so that they keep their place.
    """
    place = {} if before is None else {"before": before}
    return _show("audit", reader, now, place=place, view=view, columns=COLUMNS)


def by_level(lines: Iterable[QueueLine]) -> list[tuple[Level, list[QueueLine]]]:
    """The lines in groups, the highest level first, in their order within each."""
    ordered = sorted(lines, key=lambda line: -line.level)
    return [(level, list(group)) for level, group in groupby(ordered, lambda line: line.level)]


def marked(words: Words) -> tuple[list[Marked], list[Part]]:
    """The text in pieces with their numbers, and the pieces that have reasons in that order."""
    pieces: list[Marked] = []
    reasons: list[Part] = []
    for part in words.parts or (Part(text=words.body),):
        if part.why:
            reasons.append(part)
        pieces.append(Marked(part.text, len(reasons) if part.why else 0))
    return pieces, reasons


def lasting(span: timedelta, speaking: Voice) -> str:
    """How long something has lasted or will, as precisely as helps."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return speaking.say("desk.lasting.minutes", minutes=minutes)
    if minutes < 24 * 60:
        return speaking.say("desk.lasting.hours", n=minutes // 60, minutes=minutes % 60)
    return speaking.count("desk.lasting.days", minutes // (24 * 60))


def stage(line: QueueLine) -> str:
    """What must be done with a case next, seen by its reader."""
    if line.status is Status.CLOSED:
        return "closed"
    if line.status is Status.OPEN:
        return "open"
    if line.waiting_since is not None:
        return "unseen" if line.mine else "unseen_other"
    if not line.mine:
        return "other"
    return "decided" if line.status in HANDLED else line.status.value


def _field(action: str, view: CaseView) -> str:
    """Where its reader is led to mend what was refused: the field, where it is still there."""
    offered = action in view.actions and (action != "hand_over" or bool(view.others))
    if offered and action in WITH_NOTE:
        return f"{action}-note"
    return f"{action}-reason" if offered and action in WITH_REASON else "now"


def _show(
    name: str,
    reader: Reader,
    now: datetime,
    *,
    room: str = "",
    path: str = "",
    place: Mapping[str, object] | None = None,
    refresh: str = "",
    about: str = "",
    seen: int = 0,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    speaking = voice(reader.language)
    here = path or ROOMS[room or name]
    return page(
        f"desk/{name}.html",
        reader.language,
        status=status,
        count=speaking.count,
        time=speaking.time,
        moment=lambda moment: _moment(moment, now, speaking),
        dated=speaking.dated,
        lasting=lambda span: lasting(span, speaking),
        remaining=lambda span: lasting(span + NEARLY, speaking),
        named=lambda kind, word: _named(kind, word, speaking),
        at=lambda to, **query: at(reader, to, **query),
        quoted=_quoted,
        other=f"{here}?{urlencode({'lang': reader.language.other.value, **(place or {})})}",
        room=room or name,
        rooms=[(each, ROOMS[each]) for each in ROOMS if each in reader.rooms],
        here=here,
        refresh=refresh,
        about=about,
        seen=seen,
        csrf=reader.csrf,
        now=now,
        **values,
    )


def _quoted(name: str) -> str:
    return quote(name, safe="")


def _moment(moment: datetime, now: datetime, speaking: Voice) -> str:
    """A moment today by its time, another by its day too, one of another year by its year."""
    there, here = moment.astimezone(SCHOOL_TIME), now.astimezone(SCHOOL_TIME)
    if there.date() == here.date():
        return speaking.time(moment)
    return speaking.moment(moment) if there.year == here.year else speaking.dated(moment)


def _named(kind: str, word: str, speaking: Voice) -> str:
    """What a word from the data is called; the word itself where nothing calls it otherwise."""
    key = f"{NAMES[kind]}{word}"
    return speaking.say(key) if speaking.has(key) else word
