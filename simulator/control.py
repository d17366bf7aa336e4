"""The simulator's own door: phones, faults, time and what has happened, as JSON under /sim/."""

import json
from collections.abc import AsyncIterator
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator.acts import perform, say
from simulator.clock import wait_for
from simulator.errors import NotPossible
from simulator.events import Listener
from simulator.faults import Fault
from simulator.given import (
    Again,
    Given,
    ManyActs,
    NewFault,
    NewPhone,
    NewTime,
    OneAct,
    Say,
    Switch,
)
from simulator.phones import Json, Phone
from simulator.transcript import seen_phone, seen_transcript
from simulator.world import World

HEARTBEAT = 15.0
LONGEST_WAIT = 30.0
SHOWN = {"image/png", "image/jpeg", "image/gif"}

T = TypeVar("T", bound=Given)


class Control:
    """The routes under /sim/ of one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/sim/health", self.health),
            Route("/sim/phones", self.phones, methods=["GET", "POST"]),
            Route("/sim/phones/{chat_id}/transcript", self.transcript),
            Route("/sim/phones/{chat_id}/{act}", self.act, methods=["POST"]),
            Route("/sim/acts", self.acts, methods=["POST"]),
            Route("/sim/calls", self.calls),
            Route("/sim/faults", self.faults, methods=["POST", "DELETE"]),
            Route("/sim/redeliver", self.redeliver, methods=["POST"]),
            Route("/sim/clock", self.clock, methods=["GET", "POST"]),
            Route("/sim/limits", self.limits, methods=["POST"]),
            Route("/sim/reset", self.reset, methods=["POST"]),
            Route("/sim/files/{file_id}", self.file),
            Route("/sim/events", self.events),
        ]

    async def health(self, _: Request) -> Response:
        """Whether it runs, and what waits."""
        world = self.world
        return JSONResponse(
            {
                "ok": True,
                "phones": len(world.phones),
                "waiting": len(world.queue.waiting),
                "calls": world.calls.last,
                "limits": world.limits.on,
                "webhook": bool(world.webhook.url),
                "polling": world.poll is not None,
                "now": world.clock.now(),
            }
        )

    async def phones(self, request: Request) -> Response:
        """Who there is; or somebody new."""
        if request.method == "POST":
            wanted = await _read(request, NewPhone)
            made = [self._make(wanted) for _ in range(wanted.count)]
            ids = [phone.chat_id for phone in made]
            return JSONResponse({"chat_id": ids[0], "chat_ids": ids}, status_code=201)
        most = int(_number(request, "limit", 1000))
        first = list(self.world.phones.values())[:most]
        phones = [seen_phone(self.world, phone) for phone in first]
        return JSONResponse({"phones": phones, "count": len(self.world.phones)})

    def _make(self, wanted: NewPhone) -> Phone:
        phone = self.world.add_phone(
            is_group=wanted.group,
            first_name=wanted.first_name or wanted.name,
            language_code=wanted.language_code,
            lang=wanted.lang,
            title=dict(wanted.title) or {"cy": wanted.name, "en": wanted.name},
            note=dict(wanted.note),
            autostart=wanted.autostart,
        )
        if wanted.autostart:
            say(self.world, phone, Say(text=wanted.autostart))
        return phone

    async def transcript(self, request: Request) -> Response:
        """What is on a phone. With `wait` and `rev`, as soon as it is newer than `rev`."""
        phone = self.world.phone_for_control(_chat_id(request))
        wait = min(_number(request, "wait", 0), LONGEST_WAIT)
        if wait and phone.rev <= _number(request, "rev", -1):
            await wait_for(phone.change(), wait)
        return JSONResponse(seen_transcript(self.world, phone))

    async def act(self, request: Request) -> Response:
        """One act of one person."""
        particulars = await _json(request)
        done = perform(self.world, _chat_id(request), request.path_params["act"], particulars)
        return JSONResponse(done)

    async def acts(self, request: Request) -> Response:
        """Many acts at once; what could not be done says so in its place."""
        wanted = await _read(request, ManyActs)
        return JSONResponse({"done": [self._try(act) for act in wanted.acts]})

    def _try(self, act: OneAct) -> Json:
        try:
            return perform(self.world, act.chat_id, act.do, act.particulars)
        except NotPossible as error:
            return {"error": str(error)}

    async def calls(self, request: Request) -> Response:
        """What the bot has called, after place `since`, of one `method`, to one `chat_id`."""
        found = self.world.calls.since(
            int(_number(request, "since", 0)),
            method=request.query_params.get("method", ""),
            chat_id=int(_number(request, "chat_id", 0)) or None,
        )
        return JSONResponse({"calls": [c.seen() for c in found], "last": self.world.calls.last})

    async def faults(self, request: Request) -> Response:
        """A bad turn to come; or none any more."""
        if request.method == "DELETE":
            self.world.faults.coming.clear()
        else:
            wanted = await _read(request, NewFault)
            self.world.faults.coming.append(Fault(**wanted.model_dump()))
        return JSONResponse({"coming": len(self.world.faults.coming)})

    async def redeliver(self, request: Request) -> Response:
        """The same update once more, as Telegram may do."""
        wanted = await _read(request, Again)
        if self.world.queue.put_again(wanted.update_id) is None:
            raise NotPossible(f"update {wanted.update_id} is not remembered", status=404)
        return JSONResponse({"update_id": wanted.update_id})

    async def clock(self, request: Request) -> Response:
        """The time; or another."""
        if request.method == "POST":
            wanted = await _read(request, NewTime)
            if wanted.to is not None:
                self.world.clock.set(wanted.to)
            self.world.clock.advance(wanted.advance_s)
            self.world.dirty = True
        return JSONResponse({"now": self.world.clock.now()})

    async def limits(self, request: Request) -> Response:
        """Telegram's pace, on or off."""
        wanted = await _read(request, Switch)
        self.world.limits.forget()
        self.world.limits.on = wanted.on
        return JSONResponse({"on": wanted.on})

    async def reset(self, _: Request) -> Response:
        """A new world with the same seed."""
        self.world.reset()
        return JSONResponse({"ok": True})

    async def file(self, request: Request) -> Response:
        """A picture, for the page. It is named by its id: the token stays where it is."""
        stored = self.world.shelf.files.get(request.path_params["file_id"])
        if stored is None:
            raise NotPossible("there is no such file", status=404)
        kind = stored.upload.mime if stored.upload.mime in SHOWN else "application/octet-stream"
        kept = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
        return Response(stored.upload.content, media_type=kind, headers=kept)

    async def events(self, request: Request) -> Response:
        """News as it happens, as server-sent events."""
        listener = self.world.events.listen(int(_number(request, "chat_id", 0)) or None)
        quiet = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._stream(listener), media_type="text/event-stream", headers=quiet
        )

    async def _stream(self, listener: Listener) -> AsyncIterator[str]:
        try:
            yield 'data: {"kind":"hello"}\n\n'
            while not self.world.closing.is_set():
                news = await listener.next(HEARTBEAT)
                yield f"data: {json.dumps(news)}\n\n" if news else ": still here\n\n"
        finally:
            self.world.events.leave(listener)


def _chat_id(request: Request) -> int:
    text = str(request.path_params["chat_id"])
    if not text.removeprefix("-").isdecimal():
        raise NotPossible(f"there is no phone {text}", status=404)
    return int(text)


def _number(request: Request, name: str, usual: float) -> float:
    text = request.query_params.get(name)
    try:
        return usual if text is None else float(text)
    except ValueError as error:
        raise NotPossible(f"{name} is a number, not {text}") from error


async def _json(request: Request) -> Any:
    body = await request.body()
    try:
        return json.loads(body) if body else {}
    except ValueError as error:
        raise NotPossible("the body is not JSON") from error


async def _read(request: Request, model: type[T]) -> T:
    try:
        return model.model_validate(await _json(request))
    except ValidationError as error:
        raise NotPossible(str(error)) from error


async def explain(_: Request, error: Exception) -> Response:
    """Say in JSON what was not possible."""
    status = error.status if isinstance(error, NotPossible) else 500
    return JSONResponse({"error": str(error)}, status_code=status)
