"""The sample desk as pages that can be looked at: `python -m tests.support.desk_door 8765`.

There is no gate before it and nothing behind it: forms lead back to the page they were on.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.people import Language
from services.desk_views import Refused
from tests.support import desk_samples as samples
from web import desk_pages as pages
from web.app import STATIC

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a browser may do on the pages of the desk."""

Show = Callable[[samples.SomeReader, datetime], HTMLResponse]

SHOWN: dict[str, Show] = {
    "/desk": lambda reader, now: pages.queue(reader, samples.QUEUE, now),
    "/desk/reading": lambda reader, now: pages.reading(reader, samples.READING, now),
    "/desk/morning": lambda reader, now: pages.morning(reader, samples.MORNING, now),
    "/desk/rota": lambda reader, now: pages.rota(reader, samples.ROTA, now),
    "/desk/drill": lambda reader, now: pages.drill(reader, samples.DRILLS, now),
    "/desk/audit": lambda reader, now: pages.audit(reader, samples.AUDIT, now),
    "/desk/case/c-0042": lambda reader, now: pages.case(reader, samples.CASE, now),
    "/desk/case/held": lambda reader, now: pages.case(reader, samples.held(), now),
    "/desk/case/asked": lambda reader, now: pages.case(reader, samples.ASKED, now),
    "/desk/case/full": lambda reader, now: pages.case(
        reader,
        samples.FULL,
        now,
        refused=Refused(action="close", why="no_note", wrote="  "),
    ),
}
"""Every page of the sample desk, by its path."""


class Guarded:
    """Puts the policy of the desk on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"content-security-policy", POLICY.encode()))
            await send(message)

        await self.app(scope, receive, send_guarded)


class Door:
    """The sample desk. `tell` makes the open pages hear that something has changed."""

    def __init__(self, now: Callable[[], datetime] = lambda: samples.NOW) -> None:
        self.now = now
        self.shown = dict(SHOWN)
        self.takes_calls = True
        self.loop: asyncio.AbstractEventLoop
        self.listeners: set[asyncio.Queue[str | None]] = set()
        self.app = Starlette(
            routes=[
                Route("/desk/events", self._events),
                Mount("/static", StaticFiles(directory=STATIC)),
                Route("/{path:path}", self._show, methods=["GET", "POST"]),
            ],
            middleware=[Middleware(Guarded)],
        )

    def tell(self, about: str = "") -> None:
        """Something has changed."""
        for each in self.listeners:
            each.put_nowait(f"data: {about}\n\n")

    def hang_up(self) -> None:
        """Whoever listens hears nothing more."""
        for each in self.listeners:
            each.put_nowait(None)

    async def _show(self, request: Request) -> Response:
        path = request.url.path
        if request.method == "POST":
            return RedirectResponse(request.headers.get("referer", "/desk"), 303)
        if path not in self.shown:
            return Response(status_code=404)
        language = Language(request.query_params.get("lang", Language.CY))
        return self.shown[path](samples.SomeReader(language), self.now())

    async def _events(self, _: Request) -> Response:
        if not self.takes_calls:
            return Response(status_code=503)
        return StreamingResponse(self._beats(), media_type="text/event-stream")

    async def _beats(self) -> AsyncIterator[str]:
        mine: asyncio.Queue[str | None] = asyncio.Queue()
        self.loop = asyncio.get_running_loop()
        self.listeners.add(mine)
        try:
            yield "event: beat\ndata:\n\n"
            while (event := await mine.get()) is not None:
                yield event
        finally:
            self.listeners.discard(mine)


if __name__ == "__main__":
    uvicorn.run(Door(lambda: datetime.now(UTC)).app, port=int(sys.argv[1]))
