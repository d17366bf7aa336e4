"""The door for the bot: one call in, one envelope out."""

import asyncio
import hmac
import inspect
import json
from typing import Any

from simulator import facts
from simulator.errors import ApiError
from simulator.faults import Fault, FaultKind
from simulator.methods import METHODS
from simulator.uploads import Receive, Scope, Send, read_params
from simulator.world import World

Params = dict[str, Any]

PREFIX = "/bot"
FILES = "/file/bot"
JSON = (b"content-type", b"application/json")
HTML = (b"content-type", b"text/html")
BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head></html>"

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class BotApi:
    """The Bot API over HTTP, as an ASGI application: no framework between a call and its answer.

    A load test measures the bot only if the simulator is quicker than the bot.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.facts = facts.load()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, name = scope["path"].removeprefix(PREFIX).partition("/")
        params: Params = {}
        fault: Fault | None = None
        method = self.facts.known.get(name.lower(), name)
        try:
            self._let_in(token)
            params = await read_params(scope, receive)
            params, warnings = self._check(method, params)
            fault = self.world.faults.next_for(method, params.get("chat_id"))
            if await self._met(fault, method, params, scope, receive, send):
                return
            result = await carry_out(self.world, method, params)
        except ApiError as error:
            self._log(method, params, error=error, fault=fault)
            await _refuse(send, error)
            return
        self._log(method, params, warnings=warnings, fault=fault)
        await self._answer(result, fault, scope, receive, send)

    def _let_in(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self.world.settings.token.encode()):
            raise ApiError(401, "Unauthorized")

    def _check(self, method: str, params: Params) -> tuple[Params, tuple[str, ...]]:
        if method not in METHODS:
            if method.lower() in self.facts.known:
                raise ApiError(501, f"Not Implemented: {method} is unknown to the simulator")
            raise ApiError(404, "Not Found: method not found")
        return self.facts.check(method, params)

    async def _met(
        self,
        fault: Fault | None,
        method: str,
        params: Params,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> bool:
        """Whether a fault has kept the call from being carried out."""
        if fault is None:
            return False
        if (refusal := fault.refusal) is not None:
            raise refusal
        match fault.kind:
            case FaultKind.SLOW:
                await asyncio.sleep(fault.ms / 1000)
            case FaultKind.BAD_GATEWAY:
                self._log(method, params, error=ApiError(502, "Bad Gateway"), fault=fault)
                await _respond(send, 502, BAD_GATEWAY, HTML)
                return True
            case FaultKind.LOST:
                self._log(method, params, error=ApiError(0, "line cut"), fault=fault)
                await hang_up(scope, receive)
                return True
        return False

    async def _answer(
        self, result: Any, fault: Fault | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        match fault.kind if fault else None:
            case FaultKind.DROP:
                await hang_up(scope, receive)
            case FaultKind.HANG:
                await _gone(receive)
            case _:
                await _respond(send, 200, encode({"ok": True, "result": result}).encode(), JSON)

    def _log(
        self,
        method: str,
        params: Params,
        *,
        error: ApiError | None = None,
        warnings: tuple[str, ...] = (),
        fault: Fault | None = None,
    ) -> None:
        self.world.calls.add(
            at=self.world.clock.now(),
            method=method,
            params=params,
            code=error.code if error else 200,
            description=error.description if error else "",
            warnings=warnings,
            fault=fault.kind.value if fault else "",
        )


async def carry_out(world: World, method: str, params: Params) -> Any:
    """Do what a method does. Most are done at once; only fetching waits."""
    result = METHODS[method](world, params)
    return await result if inspect.isawaitable(result) else result


async def send_file(world: World, scope: Scope, _: Receive, send: Send) -> None:
    """A file, to the bot that asked `getFile` for its path."""
    token, _, path = scope["path"].removeprefix(FILES).partition("/")
    if not hmac.compare_digest(token.encode(), world.settings.token.encode()):
        await _refuse(send, ApiError(401, "Unauthorized"))
        return
    stored = world.shelf.at_path(path)
    if stored is None:
        await _refuse(send, ApiError(404, "Not Found"))
        return
    await _respond(
        send, 200, stored.upload.content, (b"content-type", stored.upload.mime.encode())
    )


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Cut the line without an answer."""
    scope["hang_up"]()
    await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Wait until the caller has gone away."""
    while (await receive())["type"] != "http.disconnect":
        continue


async def _refuse(send: Send, error: ApiError) -> None:
    extra = (
        () if error.retry_after is None else ((b"retry-after", str(error.retry_after).encode()),)
    )
    await _respond(send, error.code, encode(error.envelope).encode(), JSON, *extra)


async def _respond(send: Send, status: int, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [length, *headers]})
    await send({"type": "http.response.body", "body": body})
