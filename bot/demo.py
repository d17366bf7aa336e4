"""`gwrando demo`: the whole product on one machine, for a head teacher to try in five minutes.

A local Telegram runs as a process of its own; the program is the one that a school runs, with its
real settings pointing there. The sample school comes in through the same imports that a school
office uses. What is set up once is kept; a set-up that was interrupted is begun again.
"""

import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap import open_runtime
from bot.config import BadSetting, Config, read_config
from bot.serve import bind, serve
from domain.messages import Channel
from domain.people import FIRST_YEAR, Language, Role
from flows.calendar import school_day
from locales.reader import voice
from services import history, roster, schedules, settings, staff
from services.runtime import Runtime, draw, utc_now
from simulator.client import Telegram
from simulator.process import SimulatorProcess
from simulator.school import SampleSchool, generate

SEED = 2026
MARK = ".gwrando-demo"
READY = "ready"
"""What the mark says once everything is set up."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPhone:
    """One phone of the page: whose it is, their language if known, and the code it joins with."""

    key: str
    name: str
    language: Language | None
    code: str


async def run_demo(*, port: int, data: Path, reset: bool, say: Say) -> None:
    """Set up what is missing, run everything, and end it together."""
    if reset:
        _forget(data)
    _begin(data)
    with _listener() as pages:
        board = f"http://127.0.0.1:{pages.getsockname()[1]}/board"
        async with _telegram(data, port, board) as telegram:
            config = _config(data, telegram)
            if not _is_ready(data):
                say("Setting up the sample school: 240 invented learners, four weeks of answers.")
                await _set_up(config, data, telegram)
            await serve(
                config,
                listener=pages,
                ready=lambda _: say(_welcome(telegram.url)),
                is_demo=True,
            )
    say("The demo has ended. make demo goes on from here; make demo-reset starts over.")


def _welcome(url: str) -> str:
    return f"\n  The demo is at {url}\n  Ctrl-C ends it.\n"


@contextmanager
def _listener() -> Iterator[socket.socket]:
    found = bind("127.0.0.1", 0)
    try:
        yield found
    finally:
        found.close()


@asynccontextmanager
async def _telegram(data: Path, port: int, board: str) -> AsyncIterator[SimulatorProcess]:
    welsh, english = voice(Language.CY), voice(Language.EN)
    link = f"{welsh.say('demo.link.board')}|{english.say('demo.link.board')}|{board}"
    process = SimulatorProcess(
        _token(data),
        port=_free_or_taken(port),
        limits=True,
        state=data / "telegram.json",
        extra=("--link", link),
    )
    async with process:
        yield process


def _free_or_taken(port: int) -> int:
    """The port, if it is free; BadSetting with the way out if it is not."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            return port
    except OSError:
        raise BadSetting(
            f"Port {port} is in use: end the other demo, or choose another with --port."
        ) from None


def _config(data: Path, telegram: SimulatorProcess) -> Config:
    """The settings a school would give by environment, pointing at the local Telegram."""
    return read_config(
        telegram_token=telegram.token,
        telegram_api=telegram.url,
        data=data,
        database=f"sqlite:///{data / 'gwrando.db'}",
        keyfile=data / "gwrando.key",
    )


# --- the demo's own folder --------------------------------------------------------------------


def _forget(data: Path) -> None:
    """Delete a demo's folder, and nothing that is not one."""
    if not data.exists():
        return
    if not (data / MARK).exists():
        raise BadSetting(f"{data} was not made by gwrando demo, so it is left as it is.")
    shutil.rmtree(data)


def _begin(data: Path) -> None:
    """A folder that is ready, or an empty one to set up in."""
    if data.exists() and not (data / MARK).exists() and any(data.iterdir()):
        raise BadSetting(f"{data} holds something else; choose another folder with --data.")
    if data.exists() and not _is_ready(data):
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MARK).touch()


def _is_ready(data: Path) -> bool:
    mark = data / MARK
    return mark.exists() and mark.read_text(encoding="utf-8") == READY


def _token(data: Path) -> str:
    """A token that only this demo's local Telegram knows."""
    kept = data / "token"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"1000001:{draw(32)}", encoding="utf-8")
    return kept.read_text(encoding="utf-8")


# --- the sample school ------------------------------------------------------------------------


async def _set_up(config: Config, data: Path, telegram: SimulatorProcess) -> None:
    school = generate(SEED, school_day(utc_now()))
    async with open_runtime(config) as rt, telegram.telegram() as phones:
        await _school(rt, data, school)
        for phone in await _phones(rt, data, school):
            await _make_phone(phones, phone)
    (data / MARK).write_text(READY, encoding="utf-8")


async def _school(rt: Runtime, data: Path, school: SampleSchool) -> None:
    """The roll, the past answers, the settings and the schedule, each by its own use case."""
    reason = " / ".join(_in_both("demo.reason").values())
    school.write_roster(data / "roster.csv")
    school.write_answers(data / "answers.csv")
    await roster.import_roll(rt, data / "roster.csv")
    await history.import_past(rt, data / "answers.csv")
    await settings.open_channel(rt, Channel.TELEGRAM, FIRST_YEAR, reason)
    await settings.set_window(rt, "00:00", "23:59", True, reason)
    await settings.set_hours(rt, "00:00", "23:59", True, reason)
    await schedules.add(rt, "mood", "tuesday", "08:45", "7-13")


async def _phones(rt: Runtime, data: Path, school: SampleSchool) -> list[DemoPhone]:
    sheet = data / "codes.csv"
    await roster.write_codes(rt, sheet, None)
    codes = dict(line.split(",")[:2] for line in sheet.read_text(encoding="utf-8").splitlines())
    who = school.demo_phones

    def learner(key: str, learner_id: str) -> DemoPhone:
        found = school.learner(learner_id)
        name = f"{found.first_name} {found.last_name}"
        code = codes[learner_id]
        return DemoPhone(key=key, name=name, language=found.language, code=code)

    async def adult(key: str, role: Role, name: str, language: Language) -> DemoPhone:
        code = await staff.invite(rt, role, name, language)
        return DemoPhone(key=key, name=name, language=language, code=code)

    return [
        learner("sixth_former_cy", who.sixth_former_cy),
        learner("sixth_former_en", who.sixth_former_en),
        await adult("dsp", Role.DSP, who.dsp_name, Language.EN),
        await adult("council", Role.COUNCIL, who.council_name, Language.CY),
        learner("younger", who.younger),
    ]


async def _make_phone(telegram: Telegram, phone: DemoPhone) -> None:
    title = _in_both(f"demo.phone.{phone.key}", name=phone.name)
    await telegram.phone(
        phone.name,
        language_code="en",  # nearly every phone in Wales says so, whoever holds it
        lang=(phone.language or Language.CY).value,
        title=title,
        autostart=f"/start {phone.code}",
        note=_in_both(f"demo.note.{phone.key}"),
    )


def _in_both(key: str, **params: object) -> dict[str, str]:
    return {language.value: voice(language).say(key, **params) for language in Language}
