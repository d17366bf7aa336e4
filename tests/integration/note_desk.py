"""A school in which thank-you notes are written, and the desk at which staff read them."""

from dataclasses import dataclass

from domain.people import Language, Role
from locales.reader import voice
from services import passing_on
from services.kind_notes import WITH_NAME
from services.runtime import Runtime
from tests.integration.door import Door
from tests.integration.people import Member, join, named
from tests.integration.senders import Recorder, Sent, dispatching, until_empty
from tests.support.clock import Clock

WORDS = "To Gwen: thank you for lending me your coat"

OFFICE = frozenset({Role.OFFICE})


@dataclass(frozen=True)
class Here:
    """The office, and two learners of two classes."""

    office: Member
    cadi: Member
    gwen: Member


async def a_note_school(rt: Runtime) -> Here:
    """All three, joined and named."""
    office = await join(rt, "office", roles=OFFICE)
    cadi = await join(rt, "cadi", class_name="12A")
    gwen = await join(rt, "gwen", class_name="12B", language=Language.CY)
    await named(rt, office, "Office", "Person")
    await named(rt, cadi, "Cadi", "Sample")
    await named(rt, gwen, "Gwen", "Example")
    return Here(office, cadi, gwen)


async def write(
    door: Door, clock: Clock, who: str, words: str = WORDS, shown: str = WITH_NAME
) -> None:
    """A whole note by taps and words, and the time in which it may be changed."""
    await door.say(who, "/more")
    await door.choose(who, "c:begin:kind-notes")
    await door.choose(who, ":who:friend")
    await door.say(who, words)
    await door.choose(who, f":shown:{shown}")
    clock.move(minutes=30)


async def all_sent(rt: Runtime) -> list[Sent]:
    """What leaves now, with the clock of notes ticking before and after."""
    sender = Recorder(rt.now)
    async with dispatching(rt, sender):
        for _ in range(3):
            await passing_on.carry(rt)
            await until_empty(rt, within=20)
    return sender.sent


def to(sent: list[Sent], who: str) -> list[str]:
    return [each.message.text for each in sent if each.address == who]


def buttons(sent: list[Sent], who: str) -> dict[str, str]:
    """What the newest message to somebody offers, by what it says."""
    last = [each for each in sent if each.address == who][-1]
    return {b.label: b.data for row in last.message.buttons for b in row}


class Desk:
    """A member of staff who taps buttons by what they say."""

    def __init__(self, door: Door, who: str, language: Language = Language.EN) -> None:
        self.door, self.who, self.language = door, who, language
        self.seen = list[Sent]()

    async def ask(self) -> list[Sent]:
        await all_sent(self.door.rt)  # the clock ticks first
        await self.door.say(self.who, "/notes")
        return await self._look()

    async def tap(self, label: str) -> list[Sent]:
        data = buttons(self.seen, self.who)[label]
        await self.door.take(self.door.tap(self.who, data))
        return await self._look()

    async def _look(self) -> list[Sent]:
        new = await all_sent(self.door.rt)
        self.seen += new
        return new

    async def give(self, name: str, class_name: str = "12B") -> list[Sent]:
        """Read the oldest note and pass it on to somebody."""
        say = voice(self.language).say
        await self.ask()
        await self.tap(say("notes.pass_on"))
        await self.tap(class_name)
        await self.tap(name)
        return await self.tap(say("notes.yes"))
