"""A desk full of made-up cases, for the tests of its pages and for looking at them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain.cases import Happened, Status
from domain.people import Language
from domain.verdicts import Level
from services.desk_views import (
    AuditPage,
    AuditRow,
    CaseView,
    DrillPage,
    DrillRun,
    DutyLine,
    Entry,
    MorningPage,
    Part,
    Person,
    Phone,
    QueueLine,
    QueuePage,
    ReadingPage,
    ReadingText,
    RevealView,
    RotaPage,
    StepView,
    Template,
    Words,
)
from web.desk_pages import ROOMS

NOW = datetime(2026, 12, 1, 10, 42, tzinfo=UTC)


@dataclass(frozen=True)
class SomeReader:
    """Somebody at the desk."""

    language: Language
    csrf: str = "token-of-this-visit"
    rooms: Collection[str] = tuple(ROOMS)


def ago(minutes: int) -> datetime:
    """A moment before now; a negative number is after now."""
    return NOW - timedelta(minutes=minutes)


LINE = QueueLine(
    case_id="c-0042",
    number="0042",
    level=Level.IMMEDIATE,
    status=Status.OPEN,
    opened_at=ago(12),
    waiting_since=ago(12),
    next_at=ago(-8),
    next_whom=("head", "on_call"),
    pseudonym="Derwen 17",
    silent=1,
)
"""A case that waits."""

LINES = (
    LINE,
    QueueLine(
        case_id="c-0040",
        number="0040",
        level=Level.IMMEDIATE,
        status=Status.IN_PROGRESS,
        opened_at=ago(190),
        holder="Ffion Haf Llwyd-Pritchard",
        mine=True,
        pseudonym="Onnen 4",
    ),
    QueueLine(
        case_id="c-0041",
        number="0041",
        level=Level.URGENT,
        status=Status.ACKNOWLEDGED,
        opened_at=ago(95),
        waiting_since=ago(3),
        next_at=ago(-57),
        next_whom=("holder",),
        holder="Geraint Morris",
        pseudonym="Celyn 9",
    ),
    QueueLine(
        case_id="c-0039",
        number="0039",
        level=Level.URGENT,
        status=Status.REFERRED,
        opened_at=ago(3 * 1440),
        holder="Geraint Morris",
        pseudonym="Helyg 2",
    ),
    QueueLine(
        case_id="c-0038",
        number="0038",
        level=Level.WATCH,
        status=Status.OPEN,
        opened_at=ago(1300),
        waiting_since=ago(1300),
        next_at=ago(-1320),
        next_whom=("dsp", "deputy"),
        unclear=True,
        pseudonym="Bedwen 30",
    ),
)

WORDS = (
    Words(
        text_id="t-1",
        body="dwi'm isio mynd adra heno. mae o'n brifo fi a dwi ofn",
        written_at=ago(12),
        heard_at=ago(12),
        language=Language.CY,
        place="mood",
        level=Level.IMMEDIATE,
        screened=True,
        parts=(
            Part(
                text="dwi'm isio mynd adra", why=("ddim eisiau mynd adref · esgeulustod · brys",)
            ),
            Part(text=" heno. "),
            Part(
                text="mae o'n brifo fi",
                why=(
                    "rhywun yn brifo'r dysgwr · cam-drin corfforol · ar unwaith",
                    "Wedi'i chodi: mae'n ymddangos ei fod yn digwydd nawr.",
                ),
            ),
            Part(text=" a dwi ofn"),
        ),
    ),
    Words(
        text_id="t-2",
        body="can i talk to someone\n\nplease not mr morris",
        written_at=ago(10),
        heard_at=ago(6),
        language=Language.EN,
        place="",
        level=Level.URGENT,
        screened=True,
        parts=(
            Part(text="can i talk to someone", why=("a wish to talk · urgent",)),
            Part(text="\n\nplease not mr morris"),
        ),
    ),
    Words(
        text_id="t-3",
        body="🎤",
        written_at=ago(5),
        heard_at=ago(5),
        language=None,
        place="",
        level=Level.WATCH,
        screened=False,
        parts=(),
    ),
)

ENTRIES = (
    Entry(at=ago(12), what="opened", level=Level.IMMEDIATE),
    Entry(at=ago(12), what="paged", who="Ffion Haf Llwyd-Pritchard", channel="telegram"),
    Entry(at=ago(12), what="paged", who="Geraint Morris", channel="email"),
    Entry(at=ago(10), what="words_added", level=Level.URGENT),
    Entry(at=ago(2), what="silence"),
    Entry(at=ago(1), what="noted", who="Geraint Morris", words="Rang the office.\nOn my way."),
)

STEPS = (
    StepView(at=ago(12), whom=("dsp", "deputy"), state="done"),
    StepView(at=ago(2), whom=("dsp", "deputy"), state="done"),
    StepView(at=ago(-8), whom=("head", "on_call"), state="next"),
    StepView(at=ago(-18), whom=("everyone", "last_resort"), state="later"),
)

REPLIES = (
    Template(
        id="read",
        cy="Mae oedolyn wedi darllen dy eiriau di. Diolch am ddweud.",
        en="An adult has read your words. Thank you for saying it.",
    ),
    Template(
        id="come",
        cy="Mae oedolyn yn yr ysgol eisiau siarad â ti heddiw. Cei di ddewis ble.",
        en="An adult at school would like to talk with you today. You can choose where.",
    ),
)

HOLDERS = frozenset(
    {
        *("begin", "hand_over", "note", "lower", "set_status", "close", "resume", "reply"),
        *("reveal", "export"),
    }
)
"""What whoever has a case can do."""

EVERYTHING = HOLDERS | {"take", "agree_reveal", "review_reveal", "reopen"}

CASE = CaseView(
    line=LINE,
    year=9,
    class_name="9B",
    name="",
    words=WORDS,
    entries=ENTRIES,
    steps=STEPS,
    actions=frozenset({"take", "note", "export"}),
    paused=True,
    holder="",
    others=(("k-2", "Geraint Morris"), ("k-3", "Siân Elin")),
    replies=REPLIES,
    told=REPLIES[:1],
    phones=(Phone(name="Tîm Diogelu'r Sir / County Safeguarding Team", number="01632 960 123"),),
)
"""A case that waits, as somebody sees it who may take it."""


def held(status: Status = Status.IN_PROGRESS, **changes: Any) -> CaseView:
    """A case in its reader's hands."""
    line = replace(
        LINE,
        status=status,
        waiting_since=None,
        next_at=None,
        next_whom=(),
        holder="Ffion Haf Llwyd-Pritchard",
        mine=True,
        silent=0,
    )
    steps = tuple(
        replace(step, state="spared" if step.state in {"next", "later"} else step.state)
        for step in STEPS
    )
    values: dict[str, Any] = {"line": line, "steps": steps, "actions": HOLDERS} | changes
    return replace(CASE, **values)


ASKED = held(
    actions=frozenset({"note", "agree_reveal"}),
    reveal=RevealView(
        asked_by="Geraint Morris",
        reason="Needs to be seen before the bus leaves",
        state="asked",
        may_agree=True,
    ),
)
FULL = held(
    actions=EVERYTHING,
    name="Mari Non Elis",
    reveal=RevealView(asked_by="Siân Elin", reason="Danger", state="to_review"),
    entries=tuple(Entry(at=ago(1), what=what.value, who="Siân Elin") for what in Happened),
)

CLOSED = replace(LINES[3], case_id="c-0031", number="0031", status=Status.CLOSED)
QUEUE = QueuePage(lines=LINES, closed=(CLOSED,))
MORNING = MorningPage(cases=LINES[4:])
READING = ReadingPage(
    texts=(
        ReadingText(
            text_id="t-10",
            body="dwi'n licio'r cinio newydd ond mae'r ciw yn rhy hir",
            written_at=ago(2900),
            due_at=ago(60),
            overdue=True,
            language=Language.CY,
        ),
        ReadingText(
            text_id="t-11",
            body="maths was good today\nmore football pls",
            written_at=ago(50),
            due_at=ago(-1300),
            overdue=False,
            language=Language.EN,
        ),
    ),
    waiting=14,
    overdue=1,
)
ROTA = RotaPage(
    people=(
        Person(
            contact_id="k-1",
            name="Ffion Haf Llwyd-Pritchard",
            roles=("dsp",),
            channels=("telegram", "email"),
        ),
        Person(
            contact_id="k-2",
            name="Geraint Morris",
            roles=("deputy", "pastoral"),
            channels=("email",),
            away_until=ago(-3000),
        ),
        Person(contact_id="k-3", name="Siân Elin", roles=("head",), channels=(), on_call=True),
    ),
    duties=(
        DutyLine(
            id="d-1",
            name="Geraint Morris",
            kind="away",
            begins_at=ago(600),
            ends_at=ago(-3000),
            reason="HMS / INSET",
        ),
        DutyLine(
            id="d-2",
            name="Siân Elin",
            kind="on_call",
            begins_at=ago(0),
            ends_at=ago(-20000),
        ),
    ),
    closed=(
        (date(2026, 12, 21), date(2027, 1, 4), "Gwyliau'r Nadolig / Christmas holidays"),
        (date(2027, 3, 1), date(2027, 3, 1), "Dydd Gŵyl Dewi"),
    ),
    hours=(time(8, 30), time(16, 0)),
)
DRILLS = DrillPage(
    runs=(
        DrillRun(at=ago(4), acknowledged_at=None, minutes=None, failed=False),
        DrillRun(
            at=ago(10080), acknowledged_at=ago(10076), minutes=4, failed=False, by="Siân Elin"
        ),
        DrillRun(
            at=ago(20160), acknowledged_at=ago(20100), minutes=60, failed=True, by="Geraint Morris"
        ),
        DrillRun(at=ago(30240), acknowledged_at=None, minutes=None, failed=True),
    ),
    next_at=ago(-9000),
    paused=False,
)
AUDIT = AuditPage(
    rows=tuple(
        AuditRow(
            n=n,
            at=ago(400 - n),
            actor="Ffion Haf Llwyd-Pritchard",
            action="case:read" if n % 3 else "identity:reveal",
            subject=f"c-00{n % 50:02}",
            reason="" if n % 3 else "Needs to be seen before the bus leaves",
        )
        for n in range(312, 300, -1)
    ),
    whole=True,
    broken_at=None,
    head="9f2c41d07be85a3366b1c0d4e7a98f125d3300be71aa942c8e60d7f53b1129ce",
    older=301,
)
