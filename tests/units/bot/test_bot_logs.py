"""Logs: one line of JSON for each event; what an exception met is never among it."""

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot import logs

SECRET = "Siân wrote this"
logger = logging.getLogger("services.somewhere")


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    yield
    root.handlers[:], level = before
    root.setLevel(level)
    for name, kept in levels.items():
        logging.getLogger(name).setLevel(kept)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    logs.configure()

    def read() -> list[dict[str, Any]]:
        captured = capsys.readouterr()
        assert captured.out == ""
        return [json.loads(line) for line in captured.err.splitlines()]

    return read


def test_an_event_is_one_line_with_its_counts(lines: Any) -> None:
    logger.info("batch_taken", extra={"taken": 3, "case_id": "c71"})
    (line,) = lines()
    assert (line["event"], line["level"], line["logger"]) == (
        "batch_taken",
        "info",
        "services.somewhere",
    )
    assert (line["taken"], line["case_id"]) == (3, "c71")
    assert line["timestamp"].endswith("Z")


def fail(depth: int = 2) -> None:
    if depth:
        return fail(depth - 1)
    raise ValueError(SECRET)


def test_an_exception_is_its_kind_and_its_place(lines: Any) -> None:
    try:
        fail()
    except ValueError:
        logger.exception("something_failed")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["at"].startswith("fail:")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_nor_is_the_cause_of_an_exception(lines: Any) -> None:
    try:
        try:
            fail()
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError:
        logger.exception("something_failed")
    assert SECRET not in json.dumps(lines(), ensure_ascii=False)


def test_an_exception_that_was_never_raised_has_no_place(lines: Any) -> None:
    logger.error("something_failed", exc_info=ValueError(SECRET))
    (line,) = lines()
    assert (line["error"], line["at"]) == ("ValueError", "")


async def test_asyncio_s_own_words_about_a_lost_task_are_not_repeated(lines: Any) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"Exception in callback f({SECRET!r})", "exception": ValueError(SECRET)}
    )
    (line,) = lines()
    assert (line["event"], line["error"]) == ("asyncio_error", "ValueError")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("name", ["telegram.ext", "httpx", "apscheduler.scheduler", "alembic"])
def test_libraries_keep_their_updates_and_addresses_to_themselves(lines: Any, name: str) -> None:
    logging.getLogger(name).info("POST https://api.telegram.org/bot123:ABC/getUpdates")
    logging.getLogger(name).debug(SECRET)
    assert lines() == []


def test_configuring_twice_logs_once(lines: Any) -> None:
    logs.configure()
    logger.info("once")
    assert len(lines()) == 1


def test_a_quieter_level_hides_what_is_not_a_warning(lines: Any) -> None:
    logs.configure(level=logging.WARNING)
    logger.info("hidden")
    logger.warning("shown")
    assert [line["event"] for line in lines()] == ["shown"]
