"""How a command meets the program: a runtime for one use case, faults as clear sentences."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import NoReturn, TypeVar

import typer

from bot.bootstrap import open_kept, open_runtime
from bot.config import BadSetting, NotNow, read_config
from domain.errors import BadInput
from services.runtime import Runtime
from storage.database import Database

Result = TypeVar("Result")

BAD_SETTING = 2
"""The exit status of a missing or wrong setting, and of input that cannot be used."""

TRY_LATER = 75
"""The exit status where Telegram or the database cannot be reached now (EX_TEMPFAIL)."""


def fail(*lines: str, status: int = BAD_SETTING) -> NoReturn:
    """Say what is wrong on standard error, and end."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(status)


def run(use: Callable[[Runtime], Awaitable[Result]]) -> Result:
    """Run one use case on the database that the environment names."""

    async def opened() -> Result:
        async with open_runtime(read_config()) as rt:
            return await use(rt)

    return run_async(opened())


def run_looking(use: Callable[[Database], Awaitable[Result]]) -> Result:
    """Run one use case that only looks, on the database as it lies."""

    async def opened() -> Result:
        async with open_kept(read_config()) as database:
            return await use(database)

    return run_async(opened())


def run_async(work: Awaitable[Result]) -> Result:
    """Run to the end; a bad setting or bad input is told in a sentence, without a traceback."""

    async def awaited() -> Result:
        return await work

    try:
        return asyncio.run(awaited())
    except BadSetting as error:
        fail(str(error))
    except BadInput as error:
        fail(*error.faults)
    except NotNow as error:
        fail(str(error), status=TRY_LATER)
    except KeyboardInterrupt:
        sys.exit(130)
