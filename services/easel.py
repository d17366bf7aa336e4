"""Drawing beside the event loop, one picture at a time.

The renderer holds the interpreter while it draws. Several at once, as when a class finishes
together, would hold up everything else for seconds, pages among it.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


class Easel:
    """Where every picture of one program is drawn."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def draw(self, picture: Callable[P, bytes], *what: P.args, **more: P.kwargs) -> bytes:
        """A picture, drawn when those before it are done."""
        async with self._one:
            return await asyncio.to_thread(picture, *what, **more)
