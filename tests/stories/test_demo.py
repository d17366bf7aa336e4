"""`gwrando demo`: one command, one address, five phones that speak; kept, ended, begun anew."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import httpx

from simulator.client import Phone, Telegram
from tests.support.chat import check_in, choose, words

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()", "demo", "--port", "0")


class Demo:
    """The demo as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self.printed = ""

    async def start(self, *more: str) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._process = await asyncio.create_subprocess_exec(
            *COMMAND,
            "--data",
            str(self.folder),
            *more,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            while "The demo is at" not in self.printed:
                line = (await self._process.stdout.readline()).decode()
                assert line, "the demo ended"
                self.printed += line
        self.url = self.printed.split("The demo is at ")[1].split()[0]

    async def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        await self._process.wait()
        self.printed = ""

    async def end(self) -> int:
        self._process.send_signal(signal.SIGINT)
        self.printed = ""
        async with asyncio.timeout(30):
            await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode


async def _phones(telegram: Telegram) -> dict[str, Phone]:
    names = ("cymraeg", "english", "dsp", "council", "younger")
    return dict(zip(names, await telegram.known_phones(), strict=True))


async def test_the_demo_from_first_start_to_reset(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "demo")
    await demo.start()
    assert "240 invented learners" in demo.printed

    async with Telegram(demo.url) as telegram:
        phones = await _phones(telegram)
        for name in ("cymraeg", "english"):
            await choose(phones[name], "c:agree")
        note = await phones["younger"].wait_for(words("en", "demo.reason"))
        assert "16" not in note.text.split("\n\n")[0]

        await phones["cymraeg"].wait_for("/checkin")
        await check_in(phones["cymraeg"])
        await phones["english"].wait_for("/checkin")
        await phones["english"].send("i want to die")
        await phones["dsp"].wait_for("immediate")
        await phones["council"].send("/results")
        await phones["council"].wait_for(lambda m: m.photo is not None, timeout=20)

    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as http:
        page = (await http.get(demo.url, params={"lang": "en"})).text
        board = next(part for part in page.split('"') if part.endswith("/board"))
        assert "<svg" in (await http.get(board)).text
    assert await demo.end() == 0

    await demo.start()
    assert "invented learners" not in demo.printed
    async with Telegram(demo.url) as telegram:
        phones = await _phones(telegram)
        await phones["cymraeg"].wait_for(words("cy", "mood.thanks"))
        await phones["dsp"].send("/cases")
        await phones["dsp"].wait_for(words("en", "cases.title"))
    assert await demo.end() == 0

    await demo.start("--reset")
    assert "240 invented learners" in demo.printed
    async with Telegram(demo.url) as telegram:
        seen = await (await _phones(telegram))["cymraeg"].transcript()
        assert all(words("cy", "mood.thanks") not in m.text for m in seen.from_bot)
    assert await demo.end() == 0


async def test_a_demo_that_is_killed_leaves_nothing_running(tmp_path: Path) -> None:
    demo = Demo(tmp_path / "demo")
    await demo.start()
    address = httpx.URL(demo.url)
    await demo.kill()
    async with asyncio.timeout(10):
        while await _answers(str(address)):  # noqa: ASYNC110 - another process ends when it ends
            await asyncio.sleep(0.05)
    await demo.start()
    assert "invented learners" not in demo.printed, "what was set up is kept"
    assert await demo.end() == 0


async def _answers(url: str) -> bool:
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            return (await http.get(url)).is_success
    except httpx.TransportError:
        return False


async def test_a_folder_that_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "homework.txt").write_text("mine", encoding="utf-8")
    for more in ((), ("--reset",)):
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "--data", str(tmp_path), *more, stderr=asyncio.subprocess.PIPE
        )
        _, said = await process.communicate()
        assert process.returncode == 2
        assert str(tmp_path) in said.decode()
    assert (tmp_path / "homework.txt").read_text(encoding="utf-8") == "mine"
