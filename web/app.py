"""The web pages as one application."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.runtime import Runtime
from web import desk, signin
from web.board import board
from web.bodies import SmallBodies
from web.data import BoardData
from web.headers import HEADERS, SafeHeaders
from web.pages import sorry

STATIC = Path(__file__).parent / "static"


def create_app(data: BoardData, rt: Runtime | None = None) -> Starlette:
    """The pages over this data; with a runtime also those for whoever signs in."""
    inside = () if rt is None else (*signin.ROUTES, *desk.ROUTES)
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/board", board, name="board"),
            Route("/healthz", _health),
            *inside,
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        middleware=[Middleware(SafeHeaders, secure=_is_secure(rt)), Middleware(SmallBodies)],
        exception_handlers={
            400: _unreadable,
            404: _not_found,
            405: _read_only,
            413: _too_long,
            500: _trouble,
        },
    )
    app.state.data, app.state.rt = data, rt
    return app


def _is_secure(rt: Runtime | None) -> bool:
    return rt is not None and rt.web_url.startswith("https://")


async def _home(_: Request) -> Response:
    return RedirectResponse("/board")


async def _health(request: Request) -> Response:
    """Whether the pages run, and the clock that pages the staff."""
    rt: Runtime | None = request.app.state.rt
    if rt is not None and rt.pulse.is_late(rt.now()):
        return PlainTextResponse("the clock has stopped", 503)
    return PlainTextResponse("ok")


async def _not_found(_: Request, __: Exception) -> Response:
    return sorry("board.fault.not_found", 404)


async def _read_only(_: Request, __: Exception) -> Response:
    return sorry("board.fault.method", 405)


async def _unreadable(_: Request, __: Exception) -> Response:
    return sorry("board.fault.unreadable", 400)


async def _too_long(_: Request, __: Exception) -> Response:
    return sorry("board.fault.too_long", 413)


async def _trouble(_: Request, __: Exception) -> Response:
    """The last resort stands outside all middleware, so it brings its own headers."""
    page = sorry("board.fault.trouble", 500)
    page.headers.update(HEADERS)
    return page
