"""A case as it goes into the school's own records: who, when, what was said and done, verbatim.

The school's own system is the master record. What is exported bears the name of who exported it,
when and why, and the head of the audit, so that a copy can be known to be whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.audit import Look
from domain.cases import Happened
from domain.ids import CaseId
from domain.people import Contact, Language
from domain.verdicts import Level
from escalation.case import NotAllowed, remark
from locales.reader import Voice, voice
from services import desk, effects
from services.desk_views import CaseView
from services.runtime import Runtime
from storage import audit

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One line of the record: words of the sender, or what somebody did."""

    at: datetime
    kind: str
    what: str
    who: str
    words: str = ""
    level: Level | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case, whole, with the stamp of its export."""

    number: str
    pseudonym: str
    name: str
    year: int | None
    class_name: str
    level: Level
    status: str
    opened_at: datetime
    lines: tuple[RecordLine, ...]
    exported_by: str
    exported_at: datetime
    reason: str
    audit_head: str


async def export(
    rt: Runtime, reader: Contact, case_id: CaseId, reason: str, language: Language
) -> CaseRecord | None:
    """The record of a case for somebody who sees it; None for anybody else.

    The export is in the chronology and in the audit before it is handed out.
    """
    reason = reason.strip()
    if not reason:
        raise NotAllowed("no_reason")
    if len(reason) > LONGEST_REASON:
        raise NotAllowed("too_long")
    now = rt.now()
    async with rt.database.write() as uow:
        case = await desk.find(uow, reader, case_id)
        if case is None:
            return None
        await effects.apply(rt, uow, remark(case, Happened.EXPORTED, reader.id, now, reason)[1])
        look = Look(actor=reader.id, action="case:export", subject=case.id, reason=reason, at=now)
        await audit.append(uow, look)
        head = await audit.newest(uow, 1)
        room = await desk.open_room(uow)
        await uow.commit()
    view = await desk.case_page(rt, reader, case_id, language)
    if view is None:  # pragma: no cover - they saw it a moment ago
        return None
    stamp = f"{head[-1].number} {head[-1].digest}"
    return _record(view, voice(language), room.name(reader.id), now, reason, stamp)


def _record(
    view: CaseView, speak: Voice, who: str, now: datetime, reason: str, head: str
) -> CaseRecord:
    return CaseRecord(
        number=view.line.number,
        pseudonym=view.line.pseudonym,
        name=view.name,
        year=view.year,
        class_name=view.class_name or "",
        level=view.line.level,
        status=speak.say(f"cases.state.{view.line.status.value}"),
        opened_at=view.line.opened_at,
        lines=tuple(sorted(_lines(view, speak), key=lambda line: line.at)),
        exported_by=who,
        exported_at=now,
        reason=reason,
        audit_head=head,
    )


def _lines(view: CaseView, speak: Voice) -> Iterator[RecordLine]:
    learner = view.name or view.line.pseudonym or speak.say("casefile.unknown")
    for text in view.words:
        yield RecordLine(
            at=text.written_at,
            kind="words",
            what=text.place,
            who=learner,
            words=text.body,
            level=text.level,
            language=text.language,
        )
    for entry in view.entries:
        yield RecordLine(
            at=entry.at,
            kind="action",
            what=speak.say(f"desk.entry.{entry.what}")
            if speak.has(f"desk.entry.{entry.what}")
            else entry.what,
            who=entry.who,
            words=entry.words,
            level=entry.level,
        )
