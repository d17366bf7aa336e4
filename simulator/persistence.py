"""Keeping the phones between two runs: one JSON file, and the pictures in a folder beside it.

Written at most once a second, to a new file that then takes the old one's place, so a run that is
cut short leaves a whole file behind.
"""

import asyncio
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from types import TracebackType

from simulator.phones import Entry, Json, Kind, Phone, Reach, Toast
from simulator.shelf import Stored
from simulator.updates import Update
from simulator.uploads import Upload
from simulator.world import BotFacts, Tap, Webhook, World

EVERY = 1.0
FORM = 1
"""The form of the file. A file of another form is refused, not guessed at."""


class UnknownState(Exception):
    """The state file is of another version of the simulator; move it away to start anew."""


class Keeper:
    """Writes a world down while it changes. An asynchronous context."""

    def __init__(self, world: World, path: Path) -> None:
        self.world = world
        self.path = path
        self.pictures = path.with_name(path.name + ".files")
        self._one_at_a_time = Lock()

    def load(self) -> None:
        """Fill the world from the file, if there is one."""
        if self.path.exists():
            state = json.loads(self.path.read_text(encoding="utf-8"))
            if state.get("form") != FORM:
                raise UnknownState(f"{self.path}: {UnknownState.__doc__}")
            fill(self.world, state, self.pictures)

    def save(self) -> None:
        """Write everything down now."""
        self._write(*self._copy())

    def _copy(self) -> tuple[str, list[Stored]]:
        self.world.dirty = False
        return json.dumps(state_of(self.world), ensure_ascii=False), list(
            self.world.shelf.files.values()
        )

    def _write(self, text: str, stored: list[Stored]) -> None:
        with self._one_at_a_time:  # the last save may begin before the one before it has ended
            self._put_down(text, stored)

    def _put_down(self, text: str, stored: list[Stored]) -> None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        for file in stored:
            target = self.pictures / file.unique
            if not target.exists():
                _replace(target, file.upload.content)
        _replace(self.path, text.encode())
        kept = {file.unique for file in stored}
        for old in self.pictures.iterdir():
            if old.name not in kept:
                old.unlink()

    async def _work(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if self.world.dirty:
                await asyncio.to_thread(self._write, *self._copy())

    async def __aenter__(self) -> "Keeper":
        self._task = asyncio.create_task(self._work())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await asyncio.to_thread(self.save)


def _replace(target: Path, content: bytes) -> None:
    new = target.with_name(target.name + ".new")
    new.write_bytes(content)
    new.replace(target)


def state_of(world: World) -> Json:
    """The world as JSON. The call log and the faults to come are not kept."""
    return {
        "form": FORM,
        "offset": world.clock.offset,
        "messages": world.message_count,
        "taps": world.tap_count,
        "files": world.shelf.count,
        "next_update": world.queue.next_id,
        "allowed": world.queue.allowed,
        "webhook": asdict(world.webhook),
        "bot": asdict(world.bot),
        "phones": [_phone_out(phone) for phone in world.phones.values()],
        "waiting": [asdict(update) for update in world.queue.waiting.values()],
        "open_taps": [asdict(tap) for tap in world.taps.values()],
        "shelf": [_file_out(file) for file in world.shelf.files.values()],
    }


def fill(world: World, state: Json, pictures: Path) -> None:
    """Make a new world what the file says."""
    world.clock.offset = state["offset"]
    world.message_count = state["messages"]
    world.tap_count = state["taps"]
    world.queue.next_id = state["next_update"]
    world.queue.allowed = tuple(state["allowed"])
    world.webhook = Webhook(**state["webhook"])
    world.bot = BotFacts(**state["bot"])
    for phone in map(_phone_in, state["phones"]):
        world.phones[phone.chat_id] = phone
    for tap in state["open_taps"]:
        world.taps[tap["id"]] = Tap(**tap)
    for update in state["waiting"]:
        world.queue.restore(Update(**update))
    for file in state["shelf"]:
        content = (pictures / file["unique"]).read_bytes()
        upload = Upload(file["name"], file["mime"], content)
        world.shelf.place(Stored(file["file_id"], file["unique"], file["path"], upload))
    world.shelf.count = state["files"]


def _phone_out(phone: Phone) -> Json:
    return {
        "chat_id": phone.chat_id,
        "first_name": phone.first_name,
        "language_code": phone.language_code,
        "lang": phone.lang,
        "title": phone.title,
        "note": phone.note,
        "autostart": phone.autostart,
        "reach": phone.reach.value,
        "keyboard": phone.keyboard,
        "rev": phone.rev,
        "entries": [asdict(entry) for entry in phone.entries.values()],
        "toasts": [asdict(toast) for toast in phone.toasts],
    }


def _phone_in(state: Json) -> Phone:
    entries = (Entry(**{**e, "kind": Kind(e["kind"])}) for e in state.pop("entries"))
    toasts = [Toast(**toast) for toast in state.pop("toasts")]
    phone = Phone(**{**state, "reach": Reach(state["reach"])}, toasts=toasts)
    phone.entries = {entry.id: entry for entry in entries}
    return phone


def _file_out(file: Stored) -> Json:
    named = {"name": file.upload.name, "mime": file.upload.mime}
    return {"file_id": file.file_id, "unique": file.unique, "path": file.path, **named}
