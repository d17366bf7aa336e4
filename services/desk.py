"""What the safeguarding desk shows to somebody: the queue, a case, the list of the morning.

Whoever may not see a case is told that there is none (`escalation.policy.sees`). Each look at a
case is in the audit before its words are handed out. A learner's name is there only once it has
been revealed (`services/reveals.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from domain.audit import Look
from domain.cases import Case, Clock, Happened, Outcome, Status
from domain.ids import CaseId, ContactId
from domain.people import Contact, Language
from domain.verdicts import Hit, Level
from escalation.explaining import glosses, reasons
from escalation.lexicon import load_lexicon
from escalation.lexicon.model import Gloss
from escalation.policy import LADDER_ROLES, is_open, sees
from locales.reader import Voice, voice
from services import reveals, settings
from services.desk_replies import CLOSING, REPLIES, templates
from services.desk_views import (
    CaseView,
    Entry,
    MorningPage,
    Part,
    Phone,
    QueueLine,
    QueuePage,
    RevealView,
    StepView,
    Words,
)
from services.identity import staff_names
from services.runtime import Runtime
from services.settings import SchoolSettings
from storage import audit, case_file, cases, contacts
from storage.case_file import CaseLine, CaseText
from storage.database import UnitOfWork

CLOSED = 50
"""Closed cases that the desk lists."""

SHORT_PSEUDONYM = 6
"""Letters of a pseudonym that the desk shows: enough to tell two learners apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Those of the staff whom cases go to, by id, and what they are called."""

    staff: Mapping[ContactId, Contact]
    names: Mapping[ContactId, str]

    def name(self, contact_id: ContactId | None) -> str:
        """What somebody is called; their id where no name was written down."""
        return "" if contact_id is None else self.names.get(contact_id, contact_id)


async def open_room(uow: UnitOfWork) -> Room:
    """The staff whom cases go to."""
    staff = await contacts.of_roles(uow, LADDER_ROLES)
    return Room(staff={each.id: each for each in staff}, names=await staff_names(uow, staff))


# --- the queue ----------------------------------------------------------------------------------


async def queue(rt: Runtime, reader: Contact) -> QueuePage:
    """Every open case that somebody may see: the gravest first, then the oldest."""
    async with rt.database.read() as uow:
        found = [case for case in await cases.not_closed(uow) if sees(reader, case)]
        over = [case for case in await cases.closed_lately(uow, CLOSED) if sees(reader, case)]
        return QueuePage(
            lines=await _lines(uow, reader, found),
            closed=await _lines(uow, reader, over),
            seen=await case_file.newest_line(uow),
        )


async def morning(rt: Runtime, reader: Contact) -> MorningPage:
    """The open cases at watch that somebody may see, the oldest first."""
    async with rt.database.read() as uow:
        found = [
            case
            for case in await cases.not_closed(uow)
            if case.level is Level.WATCH and sees(reader, case)
        ]
        return MorningPage(
            cases=await _lines(uow, reader, found), seen=await case_file.newest_line(uow)
        )


async def news(rt: Runtime, reader: Contact, seen: int) -> tuple[int, tuple[CaseId, ...]]:
    """The newest line, and which cases that somebody sees have changed since they saw one."""
    async with rt.database.read() as uow:
        newest = await case_file.newest_line(uow)
        if newest == seen:
            return newest, ()
        changed = await cases.by_id(uow, await case_file.changed_since(uow, seen))
    return newest, tuple(sorted(each.id for each in changed.values() if sees(reader, each)))


async def _lines(uow: UnitOfWork, reader: Contact, found: Iterable[Case]) -> tuple[QueueLine, ...]:
    some = list(found)
    ids = [case.id for case in some]
    room = await open_room(uow)
    silent = await case_file.count_lines(uow, ids, Happened.SILENCE)
    worded = await case_file.with_words(uow, ids)
    certain = await case_file.heard_for_certain(uow, ids)
    return tuple(
        _line(
            case,
            reader,
            room,
            silent=silent.get(case.id, 0),
            unclear=case.id in worded and case.id not in certain,
        )
        for case in some
    )


def _line(case: Case, reader: Contact, room: Room, *, silent: int, unclear: bool) -> QueueLine:
    clock = case.clock if case.waits else None
    return QueueLine(
        case_id=case.id,
        number=case.id.upper(),
        level=case.level,
        status=case.status,
        opened_at=case.opened_at,
        waiting_since=clock.started_at if clock else None,
        next_at=clock.next_at if clock else None,
        next_whom=tuple(each.value for each in clock.next_step.whom) if clock else (),
        holder=room.name(case.holder),
        mine=case.holder == reader.id,
        unclear=unclear,
        pseudonym=pseudonym(case),
        silent=silent if clock else 0,
    )


def pseudonym(case: Case) -> str:
    """What a learner is called at the desk; nothing where nobody knows whose chat it is."""
    return case.contact_id[:SHORT_PSEUDONYM].upper() if case.contact_id else ""


# --- one case -----------------------------------------------------------------------------------


async def case_page(
    rt: Runtime, reader: Contact, case_id: CaseId, language: Language
) -> CaseView | None:
    """A case, whole; None where there is none that they may see. The look is in the audit."""
    async with rt.database.write() as uow:
        case = await find(uow, reader, case_id)
        if case is None:
            return None
        look = Look(actor=reader.id, action="case:view", subject=case.id, reason="", at=rt.now())
        await audit.append(uow, look)
        view = await _view(rt, uow, reader, case, language)
        await uow.commit()
    return view


async def find(uow: UnitOfWork, reader: Contact, case_id: CaseId) -> Case | None:
    """The case, if there is one and they may see it."""
    case = (await cases.by_id(uow, [case_id])).get(case_id)
    return case if case is not None and sees(reader, case) else None


async def _view(
    rt: Runtime, uow: UnitOfWork, reader: Contact, case: Case, language: Language
) -> CaseView:
    speak = voice(language)
    room = await open_room(uow)
    texts = await case_file.texts_of(uow, case.id)
    lines = await case_file.lines_of(uow, case.id)
    learner = (await contacts.load(uow, [case.contact_id] if case.contact_id else [])).get(
        case.contact_id or ContactId("")
    )
    reveal = await reveals.view(uow, case, reader, room.name)
    line = _line(
        case,
        reader,
        room,
        silent=sum(each.what == Happened.SILENCE for each in lines),
        unclear=_is_unclear(texts),
    )
    others = await case_file.others_open(uow, case.address_id, case.id)
    return CaseView(
        line=line,
        year=learner.year if learner else None,
        class_name=learner.class_name if learner else None,
        name=await reveals.name(rt, uow, case, reveal, reader),
        words=tuple(_words(each, speak) for each in texts),
        entries=tuple(_entry(each, room) for each in lines),
        steps=steps(case.clock) if case.clock else (),
        actions=actions(case, reader, reveal, others=others),
        paused=case.paused and case.contact_id is not None,
        holder=room.name(case.holder),
        others=tuple(
            (each.id, room.name(each.id))
            for each in room.staff.values()
            if each.id not in (case.holder, *case.concerned) and each.serves_as(LADDER_ROLES)
        ),
        reveal=reveal,
        replies=templates(REPLIES, learner.band if learner else None),
        told=templates(CLOSING, learner.band if learner else None),
        phones=_phones(await settings.load(uow), speak),
        talk_by=case.talk_by,
        seen=await case_file.newest_line(uow),
    )


def _is_unclear(texts: Iterable[CaseText]) -> bool:
    worrying = [each.verdict for each in texts if each.verdict.worrying]
    return bool(worrying) and all(
        each.screened and set(each.categories) == {"unclear"} for each in worrying
    )


def _phones(school: SchoolSettings, speak: Voice) -> tuple[Phone, ...]:
    authority = school.authority
    some = (
        Phone(name=speak.say("phone.day", name=authority.name), number=authority.day_number),
        Phone(name=speak.say("phone.night", name=authority.name), number=authority.night_number),
    )
    return tuple(each for each in some if each.number)


# --- words --------------------------------------------------------------------------------------


@cache
def _meanings() -> Mapping[str, Gloss]:
    return glosses(load_lexicon())


def _words(text: CaseText, speak: Voice) -> Words:
    return Words(
        text_id=text.id,
        body=text.body,
        written_at=text.written_at,
        heard_at=text.heard_at,
        language=text.language,
        place=_place(text.place, speak),
        level=text.verdict.level,
        screened=text.verdict.screened,
        parts=tuple(parts(text.body, text.verdict.hits, speak)),
    )


def _place(place: str, speak: Voice) -> str:
    """Where something was written, in words."""
    kind = "answer" if "/" in place else place if place in _PLACES else "chat"
    return speak.say(f"desk.place.{kind}")


_PLACES = frozenset({"chat", "edit", "photo", "voice", "sticker", "set_aside"})


def parts(body: str, hits: Iterable[Hit], speak: Voice) -> list[Part]:
    """A text cut where something was heard; what overlaps is one piece with all its reasons."""
    found: list[Part] = []
    done = 0
    for start, end, some in _spans(body, hits):
        found.append(Part(text=body[done:start]))
        why = dict.fromkeys(each for hit in some for each in reasons(hit, _meanings(), speak))
        found.append(Part(text=body[start:end], why=tuple(why)))
        done = end
    found.append(Part(text=body[done:]))
    return [part for part in found if part.text]


def _spans(body: str, hits: Iterable[Hit]) -> list[tuple[int, int, list[Hit]]]:
    joined: list[tuple[int, int, list[Hit]]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        start, end = max(0, hit.start), min(len(body), hit.end)
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            first, last, some = joined[-1]
            joined[-1] = (first, max(last, end), [*some, hit])
        else:
            joined.append((start, end, [hit]))
    return joined


# --- chronology and clock -----------------------------------------------------------------------


def _entry(line: CaseLine, room: Room) -> Entry:
    other = f" → {room.name(line.other_id)}" if line.other_id else ""
    return Entry(
        at=line.at,
        what=line.what,
        who=room.name(line.staff_id) + other,
        channel=line.channel,
        words=line.note,
        level=line.level,
    )


def steps(clock: Clock) -> tuple[StepView, ...]:
    """The ladder of a clock: what was paged, what comes next, and what need not come."""
    return tuple(
        StepView(
            at=step.at,
            whom=tuple(each.value for each in step.whom),
            state=_stands(clock, number),
        )
        for number, step in enumerate(clock.steps)
    )


def _stands(clock: Clock, number: int) -> Literal["done", "next", "later", "spared"]:
    if number < clock.fired:
        return "done"
    if not clock.runs:
        return "spared"
    return "next" if number == clock.fired else "later"


# --- what may be done ---------------------------------------------------------------------------


def actions(
    case: Case, reader: Contact, reveal: RevealView, *, others: bool = False
) -> frozenset[str]:
    """What somebody who sees a case may do with it now."""
    mine, open_now = case.holder == reader.id, is_open(case)
    allowed = {
        "note": True,
        "export": True,
        "take": open_now and (case.waits or case.status is Status.OPEN),
        "begin": mine and case.status in {Status.ACKNOWLEDGED, *_HANDLED},
        "hand_over": open_now and case.status is not Status.OPEN,
        "set_status": mine and open_now,
        "talked": open_now and case.talk_by is not None,
        "lower": mine and open_now and case.level > Level.WATCH,
        "close": mine and open_now and not case.waits,
        "reopen": not open_now and not others,
        "resume": case.paused and case.contact_id is not None and (mine or not open_now),
        "reply": mine and open_now,
        "reveal": case.contact_id is not None and reveal.state == "none",
        "agree_reveal": reveal.state == "asked" and reveal.may_agree,
        "review_reveal": reveal.state == "to_review" and reveal.may_agree,
    }
    return frozenset(name for name, may in allowed.items() if may)


_HANDLED = frozenset(Status(each.value) for each in Outcome if each is not Outcome.FALSE_ALARM)
