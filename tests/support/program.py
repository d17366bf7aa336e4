"""The program as a process of its own: started, asked, stopped or killed, by its own pid."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import app

READY_WITHIN = 30.0
STOPPED_WITHIN = 20.0


class Program:
    """`gwrando` against one simulator and one data folder."""

    def __init__(self, data: Path, *, token: str, telegram: str, database: str = "") -> None:
        self.data = data
        self.board = ""
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("GWRANDO_")},
            "GWRANDO_DATA": str(data),
            "GWRANDO_TELEGRAM_TOKEN": token,
            "GWRANDO_TELEGRAM_API": telegram,
            "GWRANDO_WEB_PORT": "0",
            "PYTHONUNBUFFERED": "1",
        }
        if database:
            self._environment["GWRANDO_DATABASE"] = database
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        """Everything that the program has logged so far, over all its starts."""
        path = self.data.with_suffix(".log")
        return path.read_text(encoding="utf-8") if path.exists() else ""

    async def start(self) -> None:
        """Start serving, and wait until it says where the board is."""
        with self.data.with_suffix(".log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_command("serve"),
                env=self._environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(READY_WITHIN):
            line = (await self._process.stdout.readline()).decode()
        assert line, f"the program ended: {self.log[-2000:]}"
        self.board = line.split()[-1]

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end; its exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, sign: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:
            process.send_signal(sign)
        async with asyncio.timeout(STOPPED_WITHIN):
            return await process.wait()

    async def cli(self, *words: str, status: int = 0) -> str:
        """What a command prints, run in a thread beside the test; its exit status is checked."""
        done = await asyncio.to_thread(CliRunner().invoke, app, words, env=self._environment)
        assert done.exit_code == status, f"{words}: {done.exit_code} {done.output}"
        return done.stdout if status == 0 else done.stderr

    async def status(self) -> dict[str, Any]:
        """What `gwrando status --json` tells."""
        found: dict[str, Any] = json.loads(await self.cli("status", "--json"))
        return found


def _command(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-c", "from bot.cli import main; main()", *words)
