"""Cutting a transaction short before any of its statements, as a power cut would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

WRITES = ("INSERT", "UPDATE", "DELETE")


class Cut(Exception):
    """The power went."""


class Statements:
    """Counts the statements that write, on every connection, and cuts before one of them."""

    def __init__(self, cut_before: int | None) -> None:
        self.seen = 0
        self._cut_before = cut_before

    def __call__(self, _conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Take note of one statement."""
        if not statement.startswith(WRITES):
            return
        if self.seen == self._cut_before:
            raise Cut
        self.seen += 1


@contextmanager
def cut_before(number: int | None) -> Iterator[Statements]:
    """Cut before the writing statement with this number, from 0; count them all if None."""
    statements = Statements(number)
    event.listen(Engine, "before_cursor_execute", statements)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", statements)


@contextmanager
def cut_before_commit() -> Iterator[None]:
    """Cut when everything is written and nothing is committed."""

    def cut(_conn: Any) -> None:
        raise Cut

    event.listen(Engine, "commit", cut)
    try:
        yield
    finally:
        event.remove(Engine, "commit", cut)
