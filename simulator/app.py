"""The simulator as one web application: the bot's door, the control door and the phones page."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from simulator.api import BotApi, send_file
from simulator.control import Control, explain
from simulator.errors import NotPossible
from simulator.page import Page
from simulator.persistence import Keeper
from simulator.settings import Settings
from simulator.uploads import Receive, Scope, Send
from simulator.webhook import Postman
from simulator.world import World

STATIC = str(files("simulator") / "static")


class Door:
    """The bot's paths go straight in; all others must have asked for this machine by name.

    A page elsewhere that has its name resolved to this machine, or that posts here from where it
    is, could otherwise work the phones.
    """

    def __init__(self, app: Any, world: World) -> None:
        self.app = app
        self.hosts = world.settings.hosts
        self.bot = BotApi(world)
        self.file = partial(send_file, world)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path.startswith("/bot"):
            await self.bot(scope, receive, send)
        elif path.startswith("/file/bot"):
            await self.file(scope, receive, send)
        elif scope["type"] == "http" and not self._welcome(scope):
            refusal = JSONResponse(
                {"error": "asked for by a strange name, or from elsewhere"}, 403
            )
            await refusal(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _welcome(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        at_home = origin is None or urlsplit(origin).netloc == host
        return at_home and (not self.hosts or name in self.hosts)


def create_app(settings: Settings) -> Starlette:
    """One simulator. Its world is at `app.state.world`."""
    world = World(settings)
    keeper = Keeper(world, settings.state) if settings.state else None
    if keeper is not None:
        keeper.load()

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(Postman(world))
            if keeper is not None:
                await stack.enter_async_context(keeper)
            yield
            world.close()

    page = Page(world)
    app = Starlette(
        routes=[
            Route("/", page.show),
            *Control(world).routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        exception_handlers={NotPossible: explain},
        lifespan=life,
    )
    app.add_middleware(Door, world=world)
    app.state.world = world
    return app
