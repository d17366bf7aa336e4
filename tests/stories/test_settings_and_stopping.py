"""A missing or wrong setting is one plain sentence and exit status 2; a stop is clean."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.support.chat import words
from tests.support.school import Pupil, School

ERIN = Pupil("L2", 13, "en")


async def _gwrando(*command: str, **settings: str) -> tuple[int, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GWRANDO_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        *command,
        env={**kept, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "GWRANDO_TELEGRAM_TOKEN"),
        ({"GWRANDO_TELEGRAM_TOKEN": "not-a-token"}, "GWRANDO_TELEGRAM_TOKEN"),
        ({"GWRANDO_TELEGRAM_API": "telegram"}, "GWRANDO_TELEGRAM_API"),
        ({"GWRANDO_DATABASE": "mysql://somewhere/school"}, "GWRANDO_DATABASE"),
        ({"GWRANDO_DATABASE": "what"}, "GWRANDO_DATABASE"),
        ({"GWRANDO_DATA": "/dev/null/school"}, "GWRANDO_DATA"),
        ({"GWRANDO_KEYFILE": "/dev/null"}, "key"),
        ({"GWRANDO_WEB_PORT": "80000"}, "GWRANDO_WEB_PORT"),
    ],
)
async def test_a_wrong_setting(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    usual = {
        "GWRANDO_TELEGRAM_TOKEN": "1000001:simulator",
        "GWRANDO_DATA": str(tmp_path / "school"),
        "GWRANDO_WEB_PORT": "0",
    }
    given = {**usual, **settings} if settings else {}
    status, said = await _gwrando("serve", **given)
    assert status == 2, said
    assert named in said
    assert len(said.strip().splitlines()) == 1, said


async def test_what_cannot_be_reached_now_is_no_wrong_setting(tmp_path: Path) -> None:
    """Whatever starts the program is told to try again: a machine may wake before its network."""
    status, said = await _gwrando(
        "status",
        GWRANDO_DATABASE="postgresql://127.0.0.1:9/school",
        GWRANDO_DATA=str(tmp_path / "school"),
    )
    assert status == 75
    assert said.startswith("The database that GWRANDO_DATABASE names cannot be used")


async def test_a_start_waits_for_telegram(school: School) -> None:
    await school.program.stop()
    await school.telegram.faults("502", times=2, method="getMe")
    await school.program.start()
    assert await school.program.stop() == 0


async def test_a_token_that_telegram_does_not_know(school: School, tmp_path: Path) -> None:
    status, said = await _gwrando(
        "serve",
        GWRANDO_TELEGRAM_TOKEN="2:wrong",
        GWRANDO_TELEGRAM_API=school.telegram.base_url,
        GWRANDO_DATA=str(tmp_path / "other"),
        GWRANDO_WEB_PORT="0",
    )
    assert (status, said.count("\n")) == (2, 1)
    assert "GWRANDO_TELEGRAM_TOKEN" in said


async def test_the_key_is_not_made_anew_for_a_database_that_had_one(school: School) -> None:
    await school.program.stop()
    key = school.program.data / "gwrando.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.rename(key.with_suffix(".away"))
    said = await school.program.cli("status", status=2)
    assert "missing" in said
    key.write_bytes(b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
    key.chmod(0o600)
    assert "is not the one" in await school.program.cli("status", status=2)


async def test_a_stop_is_clean_and_what_was_taken_is_answered(school: School) -> None:
    await school.enrol_roll([ERIN])
    phone = await school.learner(ERIN)
    await phone.send("/help")
    assert await school.program.stop() == 0
    await school.program.start()
    await phone.wait_for(words("en", "help.learner"))
    status = await school.program.status()
    assert status["outbox"]["reply"] == {"waiting": 0, "oldest_seconds": None}
    assert '"level": "error"' not in school.program.log
