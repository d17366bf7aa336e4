"""Headers that every answer carries: nothing is framed, sent on or kept, or run but our own."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NOTHING = "default-src 'none'; style-src 'self'; img-src 'self'; "
_NOWHERE = "base-uri 'none'; frame-ancestors 'none'"

HEADERS = {
    "Content-Security-Policy": f"{_NOTHING}{_NOWHERE}; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}

INSIDE = {
    "Content-Security-Policy": (
        f"{_NOTHING}script-src 'self'; connect-src 'self'; {_NOWHERE}; form-action 'self'"
    ),
    "Referrer-Policy": "same-origin",
}
"""For pages with forms: their own script, their own events, and forms that lead to us alone."""

SECURE = {"Strict-Transport-Security": "max-age=31536000"}
"""Where people reach the pages by https: they do so for a year."""

INSIDE_PATHS = ("/desk", "/sign-in", "/sign-out", "/start")


class SafeHeaders:
    """Puts the headers on whatever the pages answer."""

    def __init__(self, app: ASGIApp, *, secure: bool = False) -> None:
        self.app = app
        self._always = HEADERS | (SECURE if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inside = scope.get("path", "").startswith(INSIDE_PATHS)
        headers = self._always | (INSIDE if inside else {})

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_safely)
