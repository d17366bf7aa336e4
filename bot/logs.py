"""Logs: one line of JSON for each event, with ids and counts; never words, names or addresses."""

import logging
import sys

import structlog

QUIET = (
    "telegram",
    "httpx",
    "httpcore",
    "apscheduler",
    "uvicorn",
    "sqlalchemy",
    "aiosqlite",
    "alembic",
)
"""Libraries whose logs would print tokens, updates or statements below WARNING."""


def configure(*, level: int = logging.INFO) -> None:
    """Send every log line to standard error as JSON, libraries at WARNING and above."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_messages,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_messages(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """An exception is told by its kind and its place alone: its message may hold what it met."""
    if event.get("logger") == "asyncio":  # its sentences quote tasks with what they raised
        event["event"] = "asyncio_error"
    found = event.pop("exc_info", None)
    if isinstance(found, tuple) and found[1] is not None:
        event["error"] = type(found[1]).__name__
        event["at"] = _place(found[1])
    return event


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    code = trace.tb_frame.f_code
    return f"{code.co_qualname}:{trace.tb_lineno}"
