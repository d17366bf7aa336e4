"""Logs: one line of JSON for each event; what an exception met is never among it."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
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


Lines = Callable[[], list[dict[str, Any]]]


def configure_on(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch, level: int = logging.INFO
) -> None:
    """Configure the logs where standard error is this. Each phase of a test has its own."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", written)
        logs.configure(level=level)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Lines:
    """Everything on standard error so far, each line read as JSON."""
    written = io.StringIO()
    configure_on(written, monkeypatch)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_counts(lines: Lines) -> None:
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


def test_an_exception_is_its_kind_and_its_place(lines: Lines) -> None:
    try:
        fail()
    except ValueError:
        logger.exception("something_failed")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["at"].startswith("fail:")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_nor_is_the_cause_of_an_exception(lines: Lines) -> None:
    try:
        try:
            fail()
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError:
        logger.exception("something_failed")
    assert SECRET not in json.dumps(lines(), ensure_ascii=False)


def test_an_exception_that_was_never_raised_has_no_place(lines: Lines) -> None:
    logger.error("something_failed", exc_info=ValueError(SECRET))
    (line,) = lines()
    assert (line["error"], line["at"]) == ("ValueError", "")


async def test_asyncio_s_own_words_about_a_lost_task_are_not_repeated(lines: Lines) -> None:
    asyncio.get_running_loop().call_exception_handler(
        {"message": f"Exception in callback f({SECRET!r})", "exception": ValueError(SECRET)}
    )
    (line,) = lines()
    assert (line["event"], line["error"]) == ("asyncio_error", "ValueError")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("name", ["telegram.ext", "httpx", "apscheduler.scheduler", "alembic"])
def test_libraries_keep_their_updates_and_addresses_to_themselves(lines: Lines, name: str) -> None:
    logging.getLogger(name).info("POST https://api.telegram.org/bot123:ABC/getUpdates")
    logging.getLogger(name).debug(SECRET)
    assert lines() == []


def test_configuring_twice_logs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    configure_on(written, monkeypatch)
    configure_on(written, monkeypatch)
    logger.info("once")
    assert len(written.getvalue().splitlines()) == 1


def test_a_quieter_level_hides_what_is_not_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    configure_on(written, monkeypatch, logging.WARNING)
    logger.info("hidden")
    logger.warning("shown")
    assert [json.loads(line)["event"] for line in written.getvalue().splitlines()] == ["shown"]
