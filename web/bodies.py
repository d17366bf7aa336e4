"""Forms of ours are small: whoever sends more is not heard to the end."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.pages import sorry

LONGEST = 64 * 1024
"""Bytes of a form: the longest note, in letters of four bytes, and the other fields."""


class SmallBodies:
    """Refuses a body that is too long, by what it says of itself or as it comes."""

    def __init__(self, app: ASGIApp, *, longest: int = LONGEST) -> None:
        self.app = app
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if not said.isdecimal() or int(said[:12]) > self._longest:
            await sorry("board.fault.too_long", 413)(scope, receive, send)
            return
        heard = 0

        async def receive_little() -> Message:
            nonlocal heard
            message = await receive()
            heard += len(message.get("body", b""))
            if heard > self._longest:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_little, send)
