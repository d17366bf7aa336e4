"""Holding the phones from a program: what tests and the demonstration speak to.

async with Telegram("http://127.0.0.1:8081") as telegram:
    phone = await telegram.phone("Cadi", language_code="cy")
    await phone.send("/start")
    await phone.wait_for("Croeso")
    await phone.tap("Hapus")
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from simulator.seen import Button, Message, Transcript, read_transcript

__all__ = [
    "Button",
    "Message",
    "NothingCame",
    "Phone",
    "Refused",
    "Telegram",
    "Transcript",
]

Json = dict[str, Any]

PATIENCE = 5.0
LONGEST_ASK = 10.0
SHOWN_ON_FAILURE = 6


class Refused(Exception):
    """The simulator could not do what was asked; it says why."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class NothingCame(AssertionError):
    """What was waited for did not come; the last messages are shown."""


Wanted = str | Callable[[Message], bool]


class Telegram:
    """One simulator. An asynchronous context, or close it with `aclose`."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._http = httpx.AsyncClient(base_url=self.base_url, timeout=60.0, trust_env=False)

    async def __aenter__(self) -> "Telegram":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let the connections go."""
        await self._http.aclose()

    async def ask(self, path: str, body: Json | None = None, **query: Any) -> Json:
        """One question to the control API; with a body, one command."""
        given = {name: value for name, value in query.items() if value is not None}
        address = f"/sim/{path}"
        answer = (
            await self._http.get(address, params=given)
            if body is None
            else await self._http.post(address, json=body, params=given)
        )
        found: Json = answer.json()
        if not answer.is_success:
            raise Refused(answer.status_code, found.get("error", answer.text))
        return found

    async def health(self) -> Json:
        """Whether it runs, and how much waits."""
        return await self.ask("health")

    async def phone(self, name: str, *, language_code: str | None = None, **more: Any) -> "Phone":
        """A new phone. `more`: lang, title, note, autostart, first_name, group."""
        made = await self.ask("phones", {"name": name, "language_code": language_code, **more})
        return Phone(self, made["chat_id"], name)

    async def phones(self, name: str, count: int, **more: Any) -> list["Phone"]:
        """Many phones at once, for a load."""
        made = await self.ask("phones", {"name": name, "count": count, **more})
        return [Phone(self, chat_id, name) for chat_id in made["chat_ids"]]

    async def known_phones(self) -> list["Phone"]:
        """The phones that are there already."""
        found = await self.ask("phones")
        return [Phone(self, phone["chat_id"], phone["name"]) for phone in found["phones"]]

    async def acts(self, acts: list[tuple["Phone", str, Json]]) -> list[Json]:
        """Many people do something at the same moment: (phone, act, particulars) each."""
        wanted = [{"chat_id": p.chat_id, "do": do, "particulars": more} for p, do, more in acts]
        done: list[Json] = (await self.ask("acts", {"acts": wanted}))["done"]
        return done

    async def faults(
        self,
        kind: str,
        *,
        times: int = 1,
        method: str = "",
        chat_id: int | None = None,
        ms: int = 0,
        retry_after: int = 1,
    ) -> None:
        """Let the next calls go wrong: 429 403 500 502 slow drop hang lost."""
        fault = {"kind": kind, "times": times, "method": method, "chat_id": chat_id}
        await self.ask("faults", {**fault, "ms": ms, "retry_after": retry_after})

    async def no_faults(self) -> None:
        """Take back the faults that are still to come."""
        await self._http.delete("/sim/faults")

    async def calls(
        self, method: str | None = None, *, chat_id: int | None = None, since: int = 0
    ) -> list[Json]:
        """What the bot has called: place, at, method, params, ok, code, description, warnings."""
        found = await self.ask("calls", method=method, chat_id=chat_id, since=since)
        calls: list[Json] = found["calls"]
        return calls

    async def advance(self, seconds: float) -> float:
        """Let time pass on the simulator's clock."""
        return float((await self.ask("clock", {"advance_s": seconds}))["now"])

    async def redeliver(self, update_id: int) -> None:
        """Give the bot an update that it has had."""
        await self.ask("redeliver", {"update_id": update_id})

    async def limits(self, on: bool) -> None:
        """Telegram's pace, on or off."""
        await self.ask("limits", {"on": on})

    async def reset(self) -> None:
        """A new world."""
        await self.ask("reset", {})


@dataclass(frozen=True, slots=True)
class Phone:
    """One person's phone. The acts return what was made: message_id, update_id, tap_id."""

    telegram: Telegram
    chat_id: int
    name: str

    async def act(self, name: str, **particulars: Any) -> Json:
        """One act, by its name in the control API."""
        given = {key: value for key, value in particulars.items() if value is not None}
        return await self.telegram.ask(f"phones/{self.chat_id}/{name}", given)

    async def send(self, text: str) -> Json:
        """Type something and send it."""
        return await self.act("text", text=text)

    async def tap(self, button: str, *, message: int | None = None) -> Json:
        """Tap the newest button that carries this data, or says this."""
        return await self.act("tap", **await self._finger(button, message))

    async def tap_old(self, message: int, button: str, *, inaccessible: bool = False) -> Json:
        """Tap a button of an old message, perhaps one so old that Telegram leaves it out.

        What the button carried long ago may be given too, though an edit has taken it away.
        """
        finger = await self._finger(button, message, forced=True)
        return await self.act("tap", **finger, inaccessible=inaccessible)

    async def double_tap(self, button: str, *, message: int | None = None) -> Json:
        """Tap twice before the bot can answer."""
        return await self.act("double-tap", **await self._finger(button, message))

    async def edit(self, message: int, text: str) -> Json:
        """Change an own message."""
        return await self.act("edit", message_id=message, text=text)

    async def voice(self, *, duration: int = 3) -> Json:
        """Send a voice note."""
        return await self.act("voice", duration=duration)

    async def photo(self, caption: str = "") -> Json:
        """Send a picture."""
        return await self.act("photo", caption=caption)

    async def sticker(self, emoji: str = "🙂") -> Json:
        """Send a sticker."""
        return await self.act("sticker", emoji=emoji)

    async def block(self) -> Json:
        """Block the bot."""
        return await self.act("block")

    async def unblock(self) -> Json:
        """Let the bot in again."""
        return await self.act("unblock")

    async def delete(self) -> Json:
        """Delete the chat."""
        return await self.act("delete")

    async def deactivate(self) -> Json:
        """Close the account."""
        return await self.act("deactivate")

    async def transcript(self, *, rev: int | None = None, wait: float | None = None) -> Transcript:
        """All that is on the phone; with `rev` and `wait`, as soon as it is newer than that."""
        path = f"phones/{self.chat_id}/transcript"
        return read_transcript(await self.telegram.ask(path, rev=rev, wait=wait))

    async def last(self) -> Message:
        """The newest message of the bot."""
        seen = await self.transcript()
        if not seen.from_bot:
            raise NothingCame(f"the bot has said nothing to {self.name}")
        return seen.from_bot[-1]

    async def wait_for(
        self,
        wanted: Wanted,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the failure names the last messages
        since: int | None = None,
    ) -> Message:
        """The newest message of the bot that holds these words or fits, waiting until it comes.

        `since` is a message id: only newer messages count. Edited messages count as they read now.
        """
        until = time.monotonic() + timeout
        seen = await self.transcript()
        while True:
            for message in reversed(seen.from_bot):
                if message.id > (since or 0) and _fits(message, wanted):
                    return message
            left = until - time.monotonic()
            if left <= 0:
                raise NothingCame(_failure(self.name, wanted, seen))
            seen = await self.transcript(rev=seen.rev, wait=min(left, LONGEST_ASK))

    async def wait_for_toast(
        self,
        words: str,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the failure names the last toasts
    ) -> str:
        """The newest answer to a tap that holds these words."""
        until = time.monotonic() + timeout
        seen = await self.transcript()
        while True:
            for toast in reversed(seen.toasts):
                if words in toast:
                    return toast
            left = until - time.monotonic()
            if left <= 0:
                raise NothingCame(f"{self.name}: no toast {words!r} in {list(seen.toasts)}")
            seen = await self.transcript(rev=seen.rev, wait=min(left, LONGEST_ASK))

    async def _finger(self, button: str, message: int | None, *, forced: bool = False) -> Json:
        """Exact data wins over words on the label: the newest message that has either."""
        seen = await self.transcript()
        on = [m for m in seen.messages if m.id == message] if message else list(seen.from_bot)
        for fits in (_carries, _says):
            for candidate in reversed(on):
                for data in (b.data for row in candidate.buttons for b in row if fits(b, button)):
                    return {"message_id": candidate.id, "data": data}
        if forced and message:
            return {"message_id": message, "data": button, "forced": True}
        labels = [label for m in seen.from_bot for label in m.labels]
        raise NothingCame(f"{self.name} sees no button {button!r}; the buttons are {labels}")


def _carries(button: Button, words: str) -> bool:
    return button.data == words


def _says(button: Button, words: str) -> bool:
    return button.data is not None and words.casefold() in button.text.casefold()


def _fits(message: Message, wanted: Wanted) -> bool:
    return wanted in message.text if isinstance(wanted, str) else wanted(message)


def _failure(name: str, wanted: Wanted, seen: Transcript) -> str:
    what = repr(wanted) if isinstance(wanted, str) else "what was waited for"
    last = "\n".join(f"  {message}" for message in seen.visible[-SHOWN_ON_FAILURE:])
    return f"{name} did not get {what}; the last messages are\n{last or '  none'}"
