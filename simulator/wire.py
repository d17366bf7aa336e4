"""The simulator's HTTP server: uvicorn's, with two manners of its own."""

from asyncio import BaseTransport, Transport
from collections.abc import Callable
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.uploads import Receive, Scope, Send
from simulator.world import World


class Wire(H11Protocol):
    """One connection, on which a fault can hang up: `scope["hang_up"]` cuts the line."""

    def connection_made(self, transport: BaseTransport) -> None:
        line = cast(Transport, transport)
        super().connection_made(line)
        app: Any = self.app

        async def with_line(scope: Scope, receive: Receive, send: Send) -> None:
            scope["hang_up"] = line.abort
            await app(scope, receive, send)

        self.app = cast(Any, with_line)


class Server(uvicorn.Server):
    """A server that says when it can be called, and that ends what waits before it stops."""

    def __init__(self, config: uvicorn.Config, world: World, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.world = world
        self.ready = ready

    async def startup(self, sockets: Any = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self.ready()

    async def shutdown(self, sockets: Any = None) -> None:
        """Close the world first; else long polls and news streams would hold the door."""
        self.world.close()
        await super().shutdown(sockets)
