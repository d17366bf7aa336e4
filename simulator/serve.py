"""Running the simulator: one process, one loop, until it is told to stop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import uvicorn

from simulator.app import create_app
from simulator.settings import Settings
from simulator.wire import Server, Wire
from simulator.world import World

PATIENCE = 5
"""Seconds that open connections have to end when the simulator stops."""


@dataclass(frozen=True, slots=True)
class Running:
    """A simulator that can be called."""

    url: str
    world: World

    @property
    def api_url(self) -> str:
        """What the bot appends its token to."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """What the bot appends its token to for downloads."""
        return f"{self.url}/file/bot"


def run(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGINT or SIGTERM. `ready` is told the address once it can be called."""
    with suppress(KeyboardInterrupt):  # uvicorn has stopped cleanly and passes the signal on
        asyncio.run(serve(settings, host=host, port=port, ready=ready))


async def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """The same, inside a loop that runs already."""
    with _bound(host, port) as listening:
        server = _server(settings, lambda: ready(_address(host, listening)))
        await server.serve(sockets=[listening])


@asynccontextmanager
async def running(
    settings: Settings, *, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[Running]:
    """A simulator in this loop, for as long as the block lasts."""
    started = asyncio.Event()
    with _bound(host, port) as listening:
        server = _server(settings, started.set)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        waiting = asyncio.create_task(started.wait())
        await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        try:
            yield Running(_address(host, listening), server.world)
        finally:
            server.should_exit = True
            await serving


def _server(settings: Settings, ready: Callable[[], None]) -> Server:
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        http=Wire,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    return Server(config, app.state.world, ready)


def _address(host: str, listening: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off (40 ms an answer) only where the protocol is named.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening
