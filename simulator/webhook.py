"""Telling the bot instead of being asked: updates posted to its address, again until it says 200.

One post at a time per chat, so that a conversation arrives in order; taps stand in a row of their
own, by who tapped. So a tap and the words typed after it may arrive together, or swapped, exactly
as they do in real life.
"""

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

import httpx

from simulator.api import carry_out
from simulator.errors import ApiError
from simulator.facts import load
from simulator.methods import METHODS
from simulator.updates import Update
from simulator.world import Webhook, World

PATIENCE = 60.0
FIRST_PAUSE = 2.0
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
GONE = 410
GONE_FOR_GOOD = 23 * 3600

Line = tuple[str, int]


@dataclass(slots=True)
class Round:
    """The work for one webhook: the lines of updates, and who walks them."""

    hook: Webhook
    last_seen: int = 0
    lines: dict[Line, deque[Update]] = field(default_factory=dict)
    walking: dict[Line, asyncio.Task[None]] = field(default_factory=dict)

    def sort(self, update: Update) -> None:
        """Put an update at the end of its line."""
        self.lines.setdefault(update.line, deque()).append(update)

    def idle(self) -> list[Line]:
        """Lines in which something waits and nobody walks, as many as may walk at once."""
        free = self.hook.most - len(self.walking)
        return [line for line in self.lines if line not in self.walking][: max(free, 0)]


class Postman:
    """Takes updates to the webhook while there is one. An asynchronous context."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __aenter__(self) -> "Postman":
        self._client = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)
        self._task = asyncio.create_task(self._work())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self._client.aclose()

    async def _work(self) -> None:
        rounds = Round(self.world.webhook)
        try:
            while True:
                arrived = self.world.queue.arrived
                if rounds.hook is not self.world.webhook:
                    _stop(rounds)
                    rounds = Round(self.world.webhook)
                if rounds.hook.url:
                    self._start(rounds)
                await arrived.wait()
        finally:
            _stop(rounds)

    def _start(self, rounds: Round) -> None:
        queue = self.world.queue
        for update in queue.alive():
            if update.id > rounds.last_seen:
                rounds.sort(update)
                rounds.last_seen = update.id
        for update in queue.again:
            rounds.sort(update)
        queue.again = []
        for line in rounds.idle():
            rounds.walking[line] = asyncio.create_task(self._walk(rounds, line))

    async def _walk(self, rounds: Round, line: Line) -> None:
        """Deliver one line to its end, each update until it is taken or too old."""
        waiting = rounds.lines[line]
        while waiting:
            await self._deliver(rounds.hook, waiting[0])
            self.world.queue.take(waiting.popleft().id)
            self.world.dirty = True
        del rounds.lines[line], rounds.walking[line]
        self.world.queue.nudge()

    async def _deliver(self, hook: Webhook, update: Update) -> None:
        pause = 0.0
        while self.world.clock.now() < update.expires:
            answer = await self._post(hook, update)
            if answer is not None and answer.is_success:
                hook.gone_since = None
                await self._carry_out(answer)
                return
            self._note(hook, answer)
            await self.world.clock.sleep(_asked_to_wait(answer) or pause)
            pause = min(max(pause * 2, FIRST_PAUSE), LONGEST_PAUSE)

    async def _post(self, hook: Webhook, update: Update) -> httpx.Response | None:
        secret = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        headers = {"Content-Type": "application/json", **secret}
        body = json.dumps(update.body)
        try:
            return await self._client.post(hook.url, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None

    def _note(self, hook: Webhook, answer: httpx.Response | None) -> None:
        """Keep what went wrong for getWebhookInfo; an address gone for a day is given up."""
        now = self.world.clock.now()
        hook.last_error_at = int(now)
        hook.last_error = (
            f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
            if answer is not None
            else "Connection failed"
        )
        if answer is None or answer.status_code != GONE:
            hook.gone_since = None
        elif hook.gone_since is None:
            hook.gone_since = now
        elif now - hook.gone_since >= GONE_FOR_GOOD and hook is self.world.webhook:
            self.world.webhook = Webhook()
            self.world.queue.nudge()

    async def _carry_out(self, answer: httpx.Response) -> None:
        """Do the one call that may stand in the answer; its result goes nowhere."""
        wanted = _call_in(answer)
        if wanted is None:
            return
        method, given = wanted
        code, description = 200, ""
        try:
            params, _ = load().check(method, given)
            await carry_out(self.world, method, params)
        except ApiError as error:
            code, description = error.code, error.description
        self.world.calls.add(
            at=self.world.clock.now(),
            method=method,
            params=given,
            code=code,
            description=description,
        )


def _call_in(answer: httpx.Response) -> tuple[str, dict[str, object]] | None:
    try:
        body = answer.json() if answer.content else {}
    except ValueError:
        return None
    name = body.pop("method", "") if isinstance(body, dict) else ""
    method = load().known.get(str(name).lower(), "")
    return (method, body) if method in METHODS else None


def _asked_to_wait(answer: httpx.Response | None) -> float:
    text = answer.headers.get("Retry-After", "") if answer is not None else ""
    return min(float(text), LONGEST_RETRY_AFTER) if text.isdecimal() else 0.0


def _stop(rounds: Round) -> None:
    for task in rounds.walking.values():
        task.cancel()
