"""A browser at the pages as far as tests of addresses and forms need one: cookies and fields."""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import httpx
import pyotp

from domain.ids import ContactId
from reporting.summary import WeekTable
from services.runtime import Runtime
from services.signing_in import make_link
from tests.support.clock import Clock
from web.app import create_app


class NoResults:
    """A board with nothing on it."""

    async def weeks(self) -> tuple[date, ...]:
        return ()

    async def tables(self, week: date) -> tuple[WeekTable, ...]:
        raise AssertionError(week)

    async def hidden(self, week: date) -> tuple[str, ...]:
        raise AssertionError(week)


@dataclass
class Browser:
    """One browser, at one address of the network."""

    rt: Runtime
    clock: Clock
    source: str = "192.0.2.1"
    client: httpx.AsyncClient = field(init=False)
    secret: str = ""

    def __post_init__(self) -> None:
        app = create_app(NoResults(), self.rt)
        transport = httpx.ASGITransport(
            app=app, raise_app_exceptions=False, client=(self.source, 1)
        )
        self.client = httpx.AsyncClient(transport=transport, base_url="http://desk")

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at a page."""
        return await self.client.get(path, headers=headers)

    async def post(self, path: str, *, csrf: str | None = None, **fields: str) -> httpx.Response:
        """Send a form; its hidden field is read from the start unless one is given."""
        token = await self.csrf() if csrf is None else csrf
        return await self.client.post(path, data={"csrf": token, **fields})

    async def csrf(self) -> str:
        """The hidden field of this session's forms, from whatever page it is shown now."""
        page = await self.client.get("/start", follow_redirects=True)
        found = re.search(r'name="csrf" value="([^"]*)"', page.text)
        return found[1] if found else ""

    async def open_link(self, contact_id: ContactId) -> httpx.Response:
        """Ask for a link and open it, as far as the second factor."""
        token = await make_link(self.rt, contact_id)
        return await self.client.post(f"/sign-in/{token}")

    def code(self) -> str:
        """What the app shows now."""
        return pyotp.TOTP(self.secret).at(self.clock())

    async def enrol(self, contact_id: ContactId) -> httpx.Response:
        """Sign in for the first time; the page with the recovery codes."""
        await self.open_link(contact_id)
        page = await self.client.get("/sign-in/enrol")
        found = re.search(r'class="secret">([^<]*)<', page.text)
        assert found, page.text
        self.secret = found[1].replace(" ", "")
        return await self.post("/sign-in/enrol", code=self.code())

    async def sign_in(self, contact_id: ContactId) -> httpx.Response:
        """Sign in again with the app."""
        await self.open_link(contact_id)
        self.clock.move(seconds=31)
        return await self.post("/sign-in/code", code=self.code())


def goes_to(answer: httpx.Response) -> str:
    """Where an answer sends its reader."""
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["location"])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
