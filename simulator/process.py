"""The simulator as a process of its own, for tests that kill things and for the demonstration."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from types import TracebackType

from simulator.client import Telegram

READY_WITHIN = 20.0
STOPPED_WITHIN = 10.0
READY = "listening "


class DidNotStart(Exception):
    """The simulator ended before it could be called."""


class SimulatorProcess:
    """Start on a free port, hand out the address, stop by its own pid. An asynchronous context.

    Telegram's pace is off unless it is asked for.
    """

    def __init__(
        self,
        token: str = "1000001:simulator",  # noqa: S107 - nobody's token
        *,
        port: int = 0,
        seed: int = 1,
        limits: bool = False,
        state: Path | None = None,
        extra: tuple[str, ...] = (),
    ) -> None:
        self.token = token
        self.url = ""
        self._process: asyncio.subprocess.Process | None = None
        pace = "--limits" if limits else "--no-limits"
        kept = ("--state", str(state)) if state else ()
        wanted = ("--token", token, "--port", str(port), "--seed", str(seed))
        self._words = (
            sys.executable, "-m", "simulator", *wanted, pace, "--until-eof", *kept, *extra,
        )  # fmt: skip

    @property
    def pid(self) -> int:
        """The process id."""
        return self._running.pid

    @property
    def api_url(self) -> str:
        """What the bot appends its token to."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """What the bot appends its token to for downloads."""
        return f"{self.url}/file/bot"

    def telegram(self) -> Telegram:
        """A client of this simulator."""
        return Telegram(self.url)

    async def start(self) -> None:
        """Start, and wait until it can be called."""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=asyncio.subprocess.PIPE,  # never written to: it ends when this process does
            stdout=asyncio.subprocess.PIPE,
            env=environment,
        )
        async with asyncio.timeout(READY_WITHIN):
            while not self.url:
                self.url = _address_in(await self._line())

    async def _line(self) -> str:
        output = self._running.stdout
        line = (await output.readline()).decode() if output else ""
        if not line:
            raise DidNotStart(f"the simulator ended with {await self._running.wait()}")
        return line

    async def stop(self) -> None:
        """Ask it to end, and kill it if it does not."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), STOPPED_WITHIN)
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise DidNotStart("the simulator was not started")
        return self._process

    async def __aenter__(self) -> "SimulatorProcess":
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()


def _address_in(line: str) -> str:
    return line.removeprefix(READY).strip() if line.startswith(READY) else ""
