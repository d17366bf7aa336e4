"""Signing in: the link, the app for codes, the code, the rooms that are open, signing out."""

from collections.abc import Awaitable, Callable
from functools import wraps
from io import BytesIO
from urllib.parse import quote

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.people import Language
from locales.reader import voice
from services import signing_in
from services.signing_in import Refused, Signed, Step
from web.gate import (
    Visit,
    is_own,
    is_same_site,
    language_of,
    next_path,
    read_form,
    runtime,
    signed_in,
    visit,
    with_session,
)
from web.pages import page, sorry

GROUP = 4
"""Letters of a secret that are shown together."""


# --- the link -----------------------------------------------------------------------------------


async def sign_in(request: Request) -> Response:
    """How to get a link; whoever has a session goes on to what it wants next."""
    signed = await signed_in(request)
    onwards = next_path(request.query_params.get("next", ""))
    if request.method == "POST":
        return await _mail_link(request)
    if signed is None:
        return _page(request, "how", language_of(request))
    if signed.step is Step.IN:
        return RedirectResponse(onwards, 303)
    return RedirectResponse(f"/sign-in/{signed.step.value}?next={quote(onwards)}", 303)


async def _mail_link(request: Request) -> Response:
    """A link by e-mail; the answer is the same whoever the address belongs to."""
    language = language_of(request)
    if not is_same_site(request):
        return sorry("signin.fault.form", 403, language)
    source = request.client.host if request.client else ""
    address = (await read_form(request)).get("address", "")
    try:
        await signing_in.mail_link(runtime(request), address, source)
    except Refused as refused:
        return sorry(f"signin.fault.{refused.why}", 403, language)
    return _page(request, "mailed", language)


async def link(request: Request) -> Response:
    """A link is shown before it is spent, for whatever looks at links before people do."""
    token = request.path_params["token"]
    language = language_of(request)
    if request.method == "GET":
        return _page(request, "link", language)
    if not is_same_site(request):
        return sorry("signin.fault.form", 403, language)
    source = request.client.host if request.client else ""
    try:
        session = await signing_in.open_link(runtime(request), token, source)
    except Refused as refused:
        return sorry(f"signin.fault.{refused.why}", 403, language)
    return with_session(request, RedirectResponse("/sign-in", 303), session)


# --- the second factor --------------------------------------------------------------------------

Half = Callable[[Request, Visit], Awaitable[Response]]


def _half_signed(step: Step) -> Callable[[Half], Callable[[Request], Awaitable[Response]]]:
    """For whoever has opened a link and must take this step next."""

    def guard(endpoint: Half) -> Callable[[Request], Awaitable[Response]]:
        @wraps(endpoint)
        async def enter(request: Request) -> Response:
            signed = await signed_in(request)
            if signed is None or signed.step is not step:
                onwards = next_path(request.query_params.get("next", ""))
                return RedirectResponse(f"/sign-in?next={quote(onwards)}", 303)
            form = await read_form(request)
            if request.method == "POST" and not is_own(request, signed, form):
                return sorry("signin.fault.form", 403, language_of(request, signed.contact))
            return await endpoint(request, visit(request, signed, form))

        return enter

    return guard


@_half_signed(Step.CODE)
async def code(request: Request, who: Visit) -> Response:
    """A code of the app, or a recovery code."""
    if request.method == "GET":
        return _page(request, "code", who.language, csrf=who.csrf, demo=await _demo(request, who))
    try:
        token = await signing_in.verify(runtime(request), who.signed, who.form.get("code", ""))
    except Refused as refused:
        wrong = _why(refused, who.language)
        return _page(
            request, "code", who.language, status=403, csrf=who.csrf, wrong=wrong, demo=""
        )
    onwards = next_path(request.query_params.get("next", ""))
    return with_session(request, RedirectResponse(onwards, 303), token)


@_half_signed(Step.ENROL)
async def enrol(request: Request, who: Visit) -> Response:
    """Set the app up, prove that it works, and note the recovery codes."""
    secret, _ = await signing_in.enrolment(runtime(request), who.signed)
    grouped = " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))
    if request.method == "GET":
        demo = await _demo(request, who)
        return _page(request, "enrol", who.language, csrf=who.csrf, secret=grouped, demo=demo)
    try:
        given = who.form.get("code", "")
        token, recovery = await signing_in.confirm(runtime(request), who.signed, given)
    except Refused as refused:
        return _page(
            request,
            "enrol",
            who.language,
            status=403,
            csrf=who.csrf,
            secret=grouped,
            wrong=_why(refused, who.language),
        )
    onwards = next_path(request.query_params.get("next", ""))
    done = _page(request, "recovery", who.language, codes=recovery, onwards=onwards)
    return with_session(request, done, token)


async def _demo(request: Request, who: Visit) -> str:
    return await signing_in.demo_code(runtime(request), who.signed)


@_half_signed(Step.ENROL)
async def qr(request: Request, who: Visit) -> Response:
    """The picture that the app reads, for this session alone."""
    _, address = await signing_in.enrolment(runtime(request), who.signed)
    drawn = BytesIO()
    segno.make(address, micro=False).save(
        drawn, kind="svg", scale=6, border=4, dark="#000", light="#fff"
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml")


# --- inside -------------------------------------------------------------------------------------


async def start(request: Request) -> Response:
    """The rooms that are open to somebody."""
    signed = await signed_in(request)
    if signed is None or signed.step is not Step.IN:
        return RedirectResponse("/sign-in", 303)
    who = visit(request, signed)
    return _page(request, "start", who.language, csrf=who.csrf, rooms=who.rooms)


async def sign_out(request: Request) -> Response:
    """End this session, or all of them."""
    signed = await signed_in(request)
    if signed is None:
        return RedirectResponse("/sign-in", 303)
    form = await read_form(request)
    if not is_own(request, signed, form):
        return sorry("signin.fault.form", 403, language_of(request, signed.contact))
    await signing_in.sign_out(runtime(request), signed, everywhere=form.get("all", "") != "")
    return _gone(request, signed)


def _gone(request: Request, signed: Signed) -> Response:
    response = _page(request, "out", language_of(request, signed.contact))
    for name in ("__Host-gwrando", "gwrando"):
        response.delete_cookie(name, path="/", secure=name.startswith("__"), httponly=True)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _why(refused: Refused, language: Language) -> str:
    speak = voice(language)
    until = "" if refused.until is None else speak.moment(refused.until)
    return speak.say(f"signin.wrong.{refused.why}", until=until)


def _page(
    request: Request, name: str, language: Language, *, status: int = 200, **values: object
) -> HTMLResponse:
    here = {"path": request.url.path, "query": request.query_params.get("next", "")}
    return page(
        f"signin/{name}.html",
        language,
        status=status,
        **{"wrong": "", "demo": "", **values},
        here=here,
    )


ROUTES = (
    Route("/start", start),
    Route("/sign-in", sign_in, methods=["GET", "POST"]),
    Route("/sign-in/code", code, methods=["GET", "POST"]),
    Route("/sign-in/enrol", enrol, methods=["GET", "POST"]),
    Route("/sign-in/enrol.svg", qr),
    Route("/sign-in/{token}", link, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
)
"""Every address of signing in."""
