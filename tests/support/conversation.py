"""Pure conversations: people, a clock that is set by hand, and what the bot decides.

A `Scene` is one school at one moment, with the real screener and packs. Each `Conversation` in it
is one chat. Nothing is kept but values: every message goes through `decide` and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import TypeVar

from domain.cases import Case
from domain.events import (
    CaseNoted,
    CaseOpened,
    Event,
    MessageQueued,
    TapAnswered,
    TextHeard,
)
from domain.ids import ALPHABET, AddressId, Chance, ContactId
from domain.messages import Button, Channel, Inbound, InboundKind, Lane, Outbound
from domain.people import Contact, Language, Role, Standing
from escalation.policy import LADDER_ROLES
from escalation.screening import load_screener
from flows.definition import Packs
from flows.loading import read_packs
from locales.reader import Voice
from services.cases import go_on
from services.chats import LATELY, Chat
from services.conversation import decide
from services.paging import morning_lists
from services.settings import ChannelTable, SchoolSettings
from services.world import Pager, World
from storage.codes import JoinCode

SCHOOL_HOURS = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning at school."""

FRIDAY_NIGHT = datetime(2026, 9, 18, 20, 30, tzinfo=UTC)
"""Nobody reads before Monday, 09:00."""

CODE = "7kq2mx9tb"
"""The code of whoever is invited first."""

LONGEST_TEXT, LONGEST_CALLBACK, LONGEST_TOAST = 4096, 64, 200
"""What Telegram takes."""

Wanted = TypeVar("Wanted", bound=Event)


@cache
def packs() -> Packs:
    """The packaged packs, read once."""
    return read_packs()


def counted() -> Chance:
    """A chance without any: the numbers one after another, as text of the wanted length."""
    numbers = count(1)

    def draw(length: int) -> str:
        number, digits = next(numbers), ""
        for _ in range(length):
            number, digit = divmod(number, len(ALPHABET))
            digits = ALPHABET[digit] + digits
        return digits

    return draw


class Scene:
    """One school at one moment, and everybody who talks with the bot in it."""

    def __init__(self, now: datetime = SCHOOL_HOURS) -> None:
        self.world = World(
            now=now,
            chance=counted(),
            screener=load_screener(),
            packs=packs(),
            settings=SchoolSettings(),
        )
        self.mail: dict[AddressId, list[Outbound]] = {}
        self.updates = count(1)
        self._people = count(1)

    # --- the school ---------------------------------------------------------------------------

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.world = replace(self.world, now=self.world.now + timedelta(**time))

    def open_telegram(self, first_year: int, reason: str) -> None:
        """Open Telegram from a year upwards, as the school office would."""
        settings = SchoolSettings(
            channels=ChannelTable(telegram=first_year), reasons={"channels": reason}
        )
        self.world = replace(self.world, settings=settings)

    def invite(
        self,
        *roles: Role,
        code: str = CODE,
        days: int = 90,
        language: Language | None = Language.EN,
        year: int | None = 12,
    ) -> Contact:
        """Somebody on the roll, with a code that works for so many days."""
        who = roles or (Role.LEARNER,)
        invited = _contact(self._name(), who, Standing.INVITED, language=language, year=year)
        given = JoinCode(
            hash=f"hash of {code}",
            contact=invited,
            roles=invited.roles,
            expires_at=self.world.now + timedelta(days=days),
            spent=False,
        )
        self.world = replace(self.world, codes={**self.world.codes, code: given})
        return invited

    @property
    def case(self) -> Case:
        """The one case there is."""
        (case,) = self.world.cases.values()
        return case

    def page(self, speak: Voice, key: str) -> str:
        """What the page of the one case says."""
        assert self.case.clock is not None
        return speak.say(
            key,
            level=speak.say(f"level.{self.case.level.word}"),
            case=self.case.id.upper(),
            time=speak.moment(self.case.clock.started_at),
        )

    # --- people -------------------------------------------------------------------------------

    def stranger(self) -> "Conversation":
        """A chat that has never written."""
        return Conversation(self, self._chat(None, known=False))

    def learner(
        self,
        language: Language | None = Language.EN,
        *,
        year: int = 12,
        standing: Standing = Standing.JOINED,
        roles: tuple[Role, ...] = (Role.LEARNER,),
    ) -> "Conversation":
        """A learner, who has agreed unless another standing is given."""
        contact = _contact(self._name(), roles, standing, language=language, year=year)
        return Conversation(self, self._chat(contact))

    def staff(self, *roles: Role, language: Language | None = Language.EN) -> "Conversation":
        """A member of staff or of the council. Those of the ladder are paged from now on."""
        contact = _contact(self._name(), roles, Standing.JOINED, language=language, year=None)
        chat = self._chat(contact)
        if contact.roles & frozenset(LADDER_ROLES):
            pager = Pager(contact=contact, addresses=(chat.address_id,))
            self.world = replace(self.world, pagers=(*self.world.pagers, pager))
        return Conversation(self, chat)

    def tick(self) -> tuple[Event, ...]:
        """Let the clocks of all cases go on, as the program does every few seconds."""
        events = [each for case in self.world.cases.values() for each in go_on(case, self.world)]
        events += morning_lists(events, self.world)
        self.world = self.world.after(events)
        self.deliver(events)
        return tuple(events)

    def deliver(self, events: Iterable[Event]) -> None:
        """Put what is queued into the chats it goes to."""
        for event in events:
            if isinstance(event, MessageQueued):
                assert_sendable(event.message)
                self.mail.setdefault(event.message.to, []).append(event.message)

    def _name(self) -> ContactId:
        return ContactId(f"contact{next(self._people)}")

    def _chat(self, contact: Contact | None, *, known: bool = True) -> Chat:
        number = next(self._people)
        return Chat(
            address_id=AddressId(f"address{number}"),
            channel=Channel.TELEGRAM,
            address=str(1000 + number),
            known=known,
            contact=contact,
        )


def _contact(
    name: ContactId,
    roles: tuple[Role, ...],
    standing: Standing,
    *,
    language: Language | None = Language.EN,
    year: int | None = 12,
) -> Contact:
    return Contact(
        id=name,
        roles=frozenset(roles),
        language=language,
        standing=standing,
        year=year,
        notice_version="1" if standing in {Standing.JOINED, Standing.STOPPED} else None,
    )


@dataclass
class Conversation:
    """One chat: what is said in it, what is tapped, and what came of the last thing."""

    scene: Scene
    chat: Chat
    events: tuple[Event, ...] = ()
    _seen: int = field(default=0)

    # --- what somebody does -------------------------------------------------------------------

    def say(self, text: str) -> "Conversation":
        """Write a message."""
        return self._take(InboundKind.TEXT, text=text)

    def edit(self, text: str) -> "Conversation":
        """Put other words in the place of an earlier message."""
        return self._take(InboundKind.EDIT, text=text)

    def send(self, what: str, caption: str = "") -> "Conversation":
        """Send something that is not words; a sticker's caption is its emoji."""
        return self._take(InboundKind.MEDIA, text=caption, data=what)

    def tap(self, wanted: str) -> "Conversation":
        """Tap a button by what it says or carries, the newest first; or one made up."""
        found = (b.data for b in self._all_buttons() if wanted in (b.label, b.data))
        data = next(found, wanted)
        return self._take(InboundKind.TAP, data=data, tap_id=f"tap{next(self.scene.updates)}")

    def receive(self, kind: InboundKind, text: str = "") -> "Conversation":
        """Whatever else may arrive from a chat."""
        return self._take(kind, text=text)

    def _take(
        self, kind: InboundKind, *, text: str = "", data: str = "", tap_id: str = ""
    ) -> "Conversation":
        inbound = Inbound(
            channel=Channel.TELEGRAM,
            update_id=next(self.scene.updates),
            address=self.chat.address,
            kind=kind,
            at=self.scene.world.now,
            text=text,
            data=data,
            tap_id=tap_id,
        )
        self._seen = len(self.inbox)
        decision = decide(self._loaded(), self.scene.world, inbound)
        self.chat, self.events = decision.chat, decision.events
        self.scene.world = self.scene.world.after(decision.events)
        self.scene.deliver(decision.events)
        taps = [tap.tap_id for tap in self.of(TapAnswered)]
        assert taps == ([tap_id] if tap_id else []), "every tap gets one sign of life"
        assert all(len(tap.text) <= LONGEST_TOAST for tap in self.of(TapAnswered))
        return self

    def _loaded(self) -> Chat:
        """The chat as the next batch finds it: its case as others have left it."""
        since = self.scene.world.now - LATELY
        said = tuple(said for said in self.chat.said if said.written_at >= since)
        chat, case = replace(self.chat, said=said), self.chat.case
        if case is None:
            return chat
        return replace(chat, case=self.scene.world.cases[case.id])

    # --- what came of it ----------------------------------------------------------------------

    def of(self, kind: type[Wanted]) -> list[Wanted]:
        """The events of one kind that came of the last thing."""
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def inbox(self) -> list[Outbound]:
        """Every message that this chat was ever sent."""
        return self.scene.mail.get(self.chat.address_id, [])

    @property
    def answers(self) -> list[Outbound]:
        """What this chat was sent for the last thing it did."""
        return self.inbox[self._seen :]

    @property
    def last(self) -> Outbound:
        """The newest message in this chat."""
        return self.inbox[-1]

    @property
    def text(self) -> str:
        """What the newest message says."""
        return self.last.text

    @property
    def buttons(self) -> list[Button]:
        """The buttons of the newest message, in reading order."""
        return [button for row in self.last.buttons for button in row]

    @property
    def labels(self) -> list[str]:
        """What they say."""
        return [button.label for button in self.buttons]

    @property
    def toast(self) -> str:
        """The short word over the chat for the last tap."""
        (tap,) = self.of(TapAnswered)
        return tap.text

    @property
    def heard(self) -> TextHeard:
        """The one text that was heard in the last thing."""
        (heard,) = self.of(TextHeard)
        return heard

    @property
    def opened(self) -> Case:
        """The one case that the last thing opened."""
        (opened,) = self.of(CaseOpened)
        return opened.case

    @property
    def notes(self) -> list[str]:
        """What was noted in the case."""
        return [event.note for event in self.of(CaseNoted)]

    @property
    def contact(self) -> Contact:
        """Whoever writes here."""
        assert self.chat.contact is not None
        return self.chat.contact

    @property
    def voice(self) -> Voice:
        """How the bot should speak here; in Welsh first, where it speaks in both languages."""
        return self.chat.voices[0]

    def _all_buttons(self) -> Iterator[Button]:
        for message in reversed(self.inbox):
            for row in message.buttons:
                yield from row


def assert_sendable(message: Outbound) -> None:
    """A message is one that Telegram takes."""
    assert len(message.text) <= LONGEST_TEXT
    assert message.text.strip() or message.tables or message.about
    assert isinstance(message.lane, Lane)
    for row in message.buttons:
        assert row, "a row of buttons is never empty"
        for button in row:
            assert button.label
            assert 1 <= len(button.data.encode()) <= LONGEST_CALLBACK
            assert button.data.isascii()
