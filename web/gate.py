"""The gate before every room: who is there, and whether the form in their hand is our own.

Whoever has not signed in is sent to do so and comes back. Whoever may not enter is shown the very
page of an address that does not exist. A form that did not come from a page of ours changes
nothing.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import wraps
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.people import Contact, Language
from services.access import Room, may_enter, rooms_of
from services.runtime import Runtime
from services.signing_in import Signed, Step, look
from web.pages import sorry

MOST_FIELDS = 40
_LONGEST_PATH = 300

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody in a room: who they are, their language, and the token of their forms."""

    signed: Signed
    language: Language
    rooms: tuple[str, ...] = ()
    form: dict[str, str] = field(default_factory=dict)

    @property
    def contact(self) -> Contact:
        """Whoever it is."""
        return self.signed.contact

    @property
    def csrf(self) -> str:
        """What every form of theirs carries."""
        return self.signed.session.csrf


Guarded = Callable[[Request, Visit], Awaitable[Response]]


def guarded(room: Room, *, quiet: bool = False) -> Callable[[Guarded], Endpoint]:
    """Let those in who may enter; a `quiet` endpoint is asked by a page and not by a person.

    So is any that is asked with `X-Refresh`: an open list that keeps itself true.
    """

    def guard(endpoint: Guarded) -> Endpoint:
        @wraps(endpoint)
        async def enter(request: Request) -> Response:
            by_itself = quiet or request.headers.get("x-refresh") == "1"
            signed = await signed_in(request, quiet=by_itself)
            if signed is None or signed.step is not Step.IN:
                return _to_sign_in(request)
            if not may_enter(signed.contact, room):
                return nothing_here()
            form = await read_form(request)
            if request.method == "POST" and not is_own(request, signed, form):
                return sorry("signin.fault.form", 403, language_of(request, signed.contact))
            return await endpoint(request, visit(request, signed, form))

        return enter

    return guard


def nothing_here() -> Response:
    """The page of an address that does not exist; also of one that is not yours."""
    return sorry("board.fault.not_found", 404)


def visit(request: Request, signed: Signed, form: dict[str, str] | None = None) -> Visit:
    """A visit of somebody who has signed in."""
    return Visit(
        signed=signed,
        language=language_of(request, signed.contact),
        rooms=tuple(room.value for room in rooms_of(signed.contact)),
        form=form or {},
    )


async def signed_in(request: Request, *, quiet: bool = False) -> Signed | None:
    """Whose session the request carries, if any."""
    token = request.cookies.get(cookie_name(request))
    return await look(runtime(request), token, quiet=quiet) if token else None


def runtime(request: Request) -> Runtime:
    """What the use cases are handed."""
    rt: Runtime = request.app.state.rt
    return rt


def is_secure(request: Request) -> bool:
    """Whether people reach the pages by https."""
    return runtime(request).web_url.startswith("https://")


def cookie_name(request: Request) -> str:
    """The name of the cookie; with https, one that no other site of the host can set."""
    return "__Host-gwrando" if is_secure(request) else "gwrando"


def with_session(request: Request, response: Response, token: str) -> Response:
    """The answer with the session's token in its cookie, until the browser is closed."""
    response.set_cookie(
        cookie_name(request),
        token,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )
    return response


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; files and more fields than a form of ours has are left out."""
    if request.method != "POST":
        return {}
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as given:
        return {name: value for name, value in given.items() if isinstance(value, str)}


def is_own(request: Request, signed: Signed, form: dict[str, str]) -> bool:
    """Whether a form came from a page of ours that this session was shown."""
    given = form.get("csrf", "")
    matches = hmac.compare_digest(given.encode(), signed.session.csrf.encode())
    return matches and is_same_site(request)


def is_same_site(request: Request) -> bool:
    """Whether the browser says, if it says anything, that a form came from these pages."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if origin in (None, "null"):
        return site in {"same-origin", "none"}
    return site in {"same-origin", "none"} and origin in {
        _origin(runtime(request).web_url),
        f"{request.url.scheme}://{request.url.netloc}",
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def language_of(request: Request, contact: Contact | None = None) -> Language:
    """The language in the address, else the reader's own, else Welsh."""
    given = request.query_params.get("lang", "")
    if given in set(Language):
        return Language(given)
    return (contact.language if contact else None) or Language.CY


def _to_sign_in(request: Request) -> Response:
    """Sign in first; a page that was asked for is opened afterwards, a form is not sent again."""
    path = request.url.path if request.method == "GET" else "/start"
    return RedirectResponse(f"/sign-in?next={quote(path)}", 303)


def next_path(given: str) -> str:
    """A path of these pages to go on to; the start for anything else."""
    parts = urlsplit(given)
    own = given.startswith("/") and not given.startswith(("//", "/\\")) and not parts.netloc
    plain = own and len(given) <= _LONGEST_PATH and given.isascii() and given.isprintable()
    return parts.path if plain else "/start"
