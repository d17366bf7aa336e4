"""The whole of one simulated Telegram: a bot, the phones, and what passes between them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from simulator.calls import CallLog
from simulator.clock import Clock
from simulator.draws import Draws
from simulator.errors import NotPossible, bad_request, forbidden
from simulator.events import LOOK_AGAIN, Events
from simulator.faults import Faults
from simulator.limits import Limits
from simulator.phones import Entry, Json, Kind, Phone, Reach, Toast
from simulator.settings import Settings
from simulator.shelf import Shelf
from simulator.transcript import seen_entry, seen_phone, seen_toast
from simulator.updates import Queue

MOST_TAPS = 10_000
TAP_CAN_BE_ANSWERED = 60
"""Seconds within which a tap can be answered. Telegram does not publish its own number."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap that the bot has not answered yet."""

    id: str
    chat_id: int
    message_id: int
    at: float


@dataclass(slots=True)
class Poll:
    """A getUpdates call that waits; `ended` says why it must not wait any longer."""

    ended: str = ""


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, if anywhere, and how that has gone."""

    url: str = ""
    secret: str = ""
    most: int = 40
    last_error_at: int = 0
    last_error: str = ""
    gone_since: float | None = None


@dataclass(slots=True)
class BotFacts:
    """What the bot has told Telegram about itself."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)


class World:
    """Everything there is. `reset` makes it new; `closing` says that the server is going down."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.events = Events()
        self.closing = asyncio.Event()
        self.poll: Poll | None = None
        self.make_new()

    def make_new(self) -> None:
        """Begin again, with nobody there and the clock as it was at the start."""
        settings = self.settings
        self.dirty = True
        self.draws = Draws(settings.seed)
        self.clock = Clock(settings.start)
        self.queue = Queue(self.clock, self.draws.first_update())
        self.webhook = Webhook()
        self.bot = BotFacts()
        self.limits = Limits(settings.limits)
        self.faults = Faults()
        self.calls = CallLog()
        self.shelf = Shelf(self.draws)
        self.phones: dict[int, Phone] = {}
        self.taps: dict[str, Tap] = {}
        self.tap_count = 0
        self.message_count = 0
        self.me: Json = {
            "id": settings.bot_id,
            "is_bot": True,
            "first_name": settings.name,
            "username": settings.username,
        }

    # Phones

    def add_phone(self, *, is_group: bool = False, **facts: Any) -> Phone:
        """A new phone, with the next id."""
        number = self.draws.person(len(self.phones) + 1)
        phone = Phone(chat_id=-number if is_group else number, **facts)
        phone.reach = Reach.OPEN if is_group else Reach.NEW
        self.phones[phone.chat_id] = phone
        self.tell(None, "phone_added", lambda: {"phone": seen_phone(self, phone)})
        return phone

    def phone_for_control(self, chat_id: int) -> Phone:
        """The phone of that id, for somebody who controls the simulator."""
        if chat_id not in self.phones:
            raise NotPossible(f"there is no phone {chat_id}", status=404)
        return self.phones[chat_id]

    def phone_for_bot(self, chat_id: int | str) -> Phone:
        """The phone of that id, for a bot that wants to send there."""
        phone = self.phones.get(chat_id) if isinstance(chat_id, int) else None
        if phone is None:
            raise bad_request("chat not found")
        match phone.reach:
            case Reach.NEW:
                raise forbidden("bot can't initiate conversation with a user")
            case Reach.BLOCKED:
                raise forbidden("bot was blocked by the user")
            case Reach.GONE:
                raise forbidden("user is deactivated")
            case Reach.OPEN:
                return phone

    # Messages

    def next_message(self, phone: Phone, sender: Json) -> Json:
        """The beginning of a new message; ids grow over all chats together."""
        self.message_count += 1
        date = self.clock.date()
        message_id = self.message_count
        return {"message_id": message_id, "from": sender, "chat": phone.chat, "date": date}

    def post(self, phone: Phone, message: Json, kind: Kind, *, file_id: str = "") -> Entry:
        """Put a message on the screen."""
        entry = Entry(message, kind, from_bot=message["from"]["is_bot"], file_id=file_id)
        phone.entries[entry.id] = entry
        self.show(phone, entry)
        return entry

    def show(self, phone: Phone, entry: Entry) -> None:
        """Tell everybody what a message looks like now."""
        self.changed(phone, "message", lambda: {"message": seen_entry(entry)})

    def toast(self, phone: Phone, toast: Toast) -> None:
        """Show a short notice."""
        phone.toasts.append(toast)
        self.changed(phone, "toast", lambda: {"toast": seen_toast(toast)})

    def show_phone(self, phone: Phone) -> None:
        """Tell everybody what a phone looks like now, without its messages."""
        self.changed(phone, "phone", lambda: {"phone": seen_phone(self, phone)})

    def changed(self, phone: Phone, kind: str, news: Any) -> None:
        """Something on a phone is new."""
        phone.wake()
        self.tell(phone.chat_id, kind, news)

    def tell(self, chat_id: int | None, kind: str, news: Any) -> None:
        """Something is new: keep it, and tell the pages."""
        self.dirty = True
        self.events.tell(chat_id, lambda: {"kind": kind, "chat_id": chat_id, **news()})

    # Taps

    def add_tap(self, phone: Phone, entry: Entry, data: str) -> Tap:
        """A finger on a button: a spinner until the bot answers."""
        self.tap_count += 1
        tap_id = self.draws.tap(self.tap_count)
        tap = Tap(tap_id, phone.chat_id, entry.id, self.clock.now())
        self.taps[tap_id] = tap
        if len(self.taps) > MOST_TAPS:
            del self.taps[next(iter(self.taps))]
        entry.waiting[tap_id] = data
        self.show(phone, entry)
        return tap

    def answer_tap(self, tap_id: str, text: str, alert: bool) -> None:
        """Take the spinner away and show what the bot said."""
        tap = self.taps.pop(tap_id, None)
        if tap is None or self.clock.now() - tap.at > TAP_CAN_BE_ANSWERED:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        phone = self.phones[tap.chat_id]
        entry = phone.entries.get(tap.message_id)
        if entry is not None and entry.waiting.pop(tap_id, None) is not None:
            self.show(phone, entry)
        if text:
            place = len(phone.toasts) + 1
            self.toast(phone, Toast(place, tap.message_id, text, alert, self.clock.now()))

    # Fetching

    def end_poll(self, reason: str) -> None:
        """End the poll that waits, if one does, and let whoever delivers look again."""
        if self.poll is not None:
            self.poll.ended = reason
            self.poll = None
        self.queue.nudge()

    def reset(self) -> None:
        """Begin again; the pages are told to look again."""
        self.queue.nudge()
        self.make_new()
        self.events.tell(None, lambda: LOOK_AGAIN)

    def close(self) -> None:
        """The server is going down: end what waits."""
        self.closing.set()
        self.queue.nudge()
        self.events.tell(None, lambda: {"kind": "closing"})
