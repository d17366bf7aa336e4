"""The desk behind its gate: each address, who may enter, what is shown and what a form does."""

import asyncio
from collections.abc import AsyncIterator, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from domain.errors import BadInput
from domain.ids import CaseId, DutyId, TextId
from domain.people import Contact
from escalation.case import AlreadyClosed, NotAllowed
from locales.reader import Voice, voice
from services import case_record, desk, desk_acts, desk_audit, desk_reading, rota, settings
from services.access import Room
from services.case_csv import as_csv
from services.case_pdf import as_pdf
from services.case_record import CaseRecord
from services.chats import looks_like_id
from services.desk_views import DutyLine, Person, Refused, RotaPage
from services.runtime import Runtime
from services.signing_in import Step, look
from storage.duties import Kind
from web import desk_pages as pages
from web.gate import Visit, cookie_name, guarded, nothing_here, runtime

FILES: dict[str, tuple[str, Callable[[CaseRecord, Voice], bytes]]] = {
    "pdf": ("application/pdf", as_pdf),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
"""In which forms a case may be exported, and how each is written."""

LOOK_EVERY = 1.0
"""Seconds between looks for something that has changed."""

LONGEST_NUMBER = 15
"""Digits of the number of a line of the audit."""

BEAT_EVERY = 15
"""Looks after which an open page is told that it is still heard, if its session is."""


# --- cases --------------------------------------------------------------------------------------


@guarded(Room.DESK)
async def queue(request: Request, who: Visit) -> Response:
    """The open cases."""
    rt = runtime(request)
    return pages.queue(who, await desk.queue(rt, who.contact), rt.now())


@guarded(Room.DESK)
async def case(request: Request, who: Visit) -> Response:
    """One case."""
    return await _case(request, who)


async def _case(request: Request, who: Visit, refused: Refused | None = None) -> Response:
    rt, case_id = runtime(request), request.path_params["case_id"]
    if not looks_like_id(case_id):
        return nothing_here()
    view = await desk.case_page(rt, who.contact, CaseId(case_id), who.language)
    return nothing_here() if view is None else pages.case(who, view, rt.now(), refused=refused)


@guarded(Room.DESK)
async def act(request: Request, who: Visit) -> Response:
    """A form of a case: done and shown anew, or refused with what had been written."""
    case_id, name = request.path_params["case_id"], request.path_params["act"]
    if not looks_like_id(case_id):
        return nothing_here()
    try:
        done = await desk_acts.act(runtime(request), who.contact, CaseId(case_id), name, who.form)
    except NotAllowed as no:
        wrote = who.form.get("note") or who.form.get("reason") or ""
        why = "closed" if isinstance(no, AlreadyClosed) else str(no)
        return await _case(request, who, Refused(action=name, why=why, wrote=wrote))
    return _back(who, f"/desk/case/{case_id}") if done else nothing_here()


@guarded(Room.DESK)
async def export(request: Request, who: Visit) -> Response:
    """The record of a case as a file; no page of it stays in the browser."""
    rt, case_id = runtime(request), request.path_params["case_id"]
    kind = who.form.get("form", "")
    if not looks_like_id(case_id):
        return nothing_here()
    if kind not in FILES:
        return await _case(request, who, Refused(action="export", why="no_choice"))
    reason, write = who.form.get("reason", ""), FILES[kind][1]
    try:
        record = await case_record.export(rt, who.contact, CaseId(case_id), reason, who.language)
    except NotAllowed as no:
        return await _case(request, who, Refused(action="export", why=str(no), wrote=reason))
    if record is None:
        return nothing_here()
    made = await run_in_threadpool(write, record, voice(who.language))
    named = f'attachment; filename="{record.number}.{kind}"'
    return Response(made, media_type=FILES[kind][0], headers={"Content-Disposition": named})


@guarded(Room.MORNING)
async def morning(request: Request, who: Visit) -> Response:
    """The list of the morning."""
    rt = runtime(request)
    return pages.morning(who, await desk.morning(rt, who.contact), rt.now())


# --- the reading list ---------------------------------------------------------------------------


@guarded(Room.READING)
async def reading(request: Request, who: Visit) -> Response:
    """The texts that nobody has read."""
    rt = runtime(request)
    return pages.reading(who, await desk_reading.page(rt, who.contact), rt.now())


@guarded(Room.READING)
async def read(request: Request, who: Visit) -> Response:
    """A text is ticked as read or raised; one that somebody has ticked meanwhile stays so."""
    text_id, name = request.path_params["text_id"], request.path_params["act"]
    if not looks_like_id(text_id) or name not in {"read", "raise"}:
        return nothing_here()
    await desk_reading.act(runtime(request), who.contact, TextId(text_id), name)
    return _back(who, "/desk/reading")


# --- the rota -----------------------------------------------------------------------------------


@guarded(Room.ROTA)
async def show_rota(request: Request, who: Visit) -> Response:
    """Who can be reached, and when not."""
    return await _rota(request, who)


async def _rota(request: Request, who: Visit, refused: Refused | None = None) -> Response:
    rt = runtime(request)
    school = (await settings.current(rt)).hours
    found = await rota.look(rt)
    view = RotaPage(
        people=tuple(_person(each) for each in found.people),
        duties=tuple(
            DutyLine(
                id=each.id,
                name=found.name(each.contact_id),
                kind="away" if each.kind is Kind.AWAY else "on_call",
                begins_at=each.begins_at,
                ends_at=each.ends_at,
                reason=each.reason,
            )
            for each in found.duties
        ),
        closed=tuple((each.first, each.last, each.name) for each in school.closed),
        hours=(school.opens, school.closes),
    )
    return pages.rota(who, view, rt.now(), refused=refused)


def _person(colleague: rota.Colleague) -> Person:
    contact: Contact = colleague.contact
    return Person(
        contact_id=contact.id,
        name=colleague.name or contact.id,
        roles=tuple(sorted(contact.roles)),
        channels=colleague.channels,
        away_until=colleague.away_until,
        on_call=colleague.on_call,
    )


@guarded(Room.ROTA)
async def put_duty(request: Request, who: Visit) -> Response:
    """Somebody is away or on call."""
    name = request.path_params["act"]
    kinds = {"away": Kind.AWAY, "on-call": Kind.ON_CALL}
    if name not in kinds:
        return nothing_here()
    form = who.form
    try:
        await rota.put(
            runtime(request),
            form.get("contact", ""),
            kinds[name],
            form.get("begins", ""),
            form.get("ends", ""),
            form.get("reason", ""),
        )
    except BadInput:
        return await _rota(request, who, Refused(action=name, why="times"))
    return _back(who, "/desk/rota")


@guarded(Room.ROTA)
async def remove_duty(request: Request, who: Visit) -> Response:
    """A line of the rota is taken back; one that is gone already is gone."""
    duty_id = request.path_params["duty_id"]
    if not looks_like_id(duty_id):
        return nothing_here()
    try:
        await rota.take_back(runtime(request), DutyId(duty_id))
    except BadInput:
        return _back(who, "/desk/rota")
    return _back(who, "/desk/rota")


@guarded(Room.AUDIT)
async def audit(request: Request, who: Visit) -> Response:
    """Who has looked at what."""
    rt, given = runtime(request), request.query_params.get("before", "")
    before = int(given) if given.isdecimal() and len(given) <= LONGEST_NUMBER else None
    view = await desk_audit.page(rt, who.contact, before)
    return pages.audit(who, view, rt.now(), before=before)


# --- events -------------------------------------------------------------------------------------


@guarded(Room.DESK, quiet=True)
async def events(request: Request, who: Visit) -> Response:
    """A word to an open page whenever a case has changed, and a beat while none has.

    The page says which line it knows of, so that nothing falls between it and its first look.
    """
    given = request.query_params.get("seen", "")
    seen = int(given) if given.isdecimal() and len(given) <= LONGEST_NUMBER else 0
    token = request.cookies.get(cookie_name(request), "")
    told = _told(runtime(request), token, who.contact, seen)
    return StreamingResponse(told, media_type="text/event-stream")


async def _told(rt: Runtime, token: str, reader: Contact, seen: int) -> AsyncIterator[str]:
    """Ends with the session, which an open page keeps no longer than its reader does."""
    yield "event: beat\ndata:\n\n"
    number = 0
    while True:
        seen, changed = await desk.news(rt, reader, seen)
        for case_id in changed:
            yield f"data: {case_id}\n\n"
        if number % BEAT_EVERY == 0:
            signed = await look(rt, token, quiet=True)
            if signed is None or signed.step is not Step.IN:
                return
            yield "event: beat\ndata:\n\n"
        number += 1
        await asyncio.sleep(LOOK_EVERY)


def _back(who: Visit, path: str) -> Response:
    return RedirectResponse(pages.at(who, path), 303)


ROUTES = (
    Route("/desk", queue),
    Route("/desk/events", events),
    Route("/desk/reading", reading),
    Route("/desk/reading/{text_id}/{act}", read, methods=["POST"]),
    Route("/desk/morning", morning),
    Route("/desk/rota", show_rota),
    Route("/desk/rota/{duty_id}/remove", remove_duty, methods=["POST"]),
    Route("/desk/rota/{act}", put_duty, methods=["POST"]),
    Route("/desk/audit", audit),
    Route("/desk/case/{case_id}", case),
    Route("/desk/case/{case_id}/export", export, methods=["POST"]),
    Route("/desk/case/{case_id}/{act}", act, methods=["POST"]),
)
"""Every address of the desk."""
