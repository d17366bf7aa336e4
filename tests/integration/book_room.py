"""A learner who keeps a book, and an adult who may read it."""

import re

from domain.people import Language, Role
from locales.reader import voice
from services.runtime import Runtime
from storage import people
from storage.books import ONE_ADULT, PACK, READER
from storage.people import Person
from storage.tables import audit
from tests.integration.door import Door, rows
from tests.integration.people import Member, join
from tests.integration.test_own_view import sent_to

CODE = re.compile(r"\b\w{3}-\w{3}-\w{3}\b")
WELL, HARD, MINE = "we won the match", "the maths test was long", "i sang on my own"
NAMES = {"cadi": "Cadi Ddychmygol", "dewi": "Dewi Invented", "head": "Hefin Pennaeth"}
ENGLISH = voice(Language.EN)


async def a_learner(rt: Runtime, who: str = "cadi", language: Language = Language.EN) -> Member:
    return await _named(rt, who, await join(rt, who, language=language))


async def an_adult(rt: Runtime, who: str = "head", role: Role = Role.HEAD) -> Member:
    return await _named(rt, who, await join(rt, who, roles=frozenset({role})))


async def _named(rt: Runtime, who: str, member: Member) -> Member:
    first, _, last = NAMES.get(who, f"{who.title()} Invented").partition(" ")
    person = Person(contact_id=member.contact.id, reference=None, first_name=first, last_name=last)
    async with rt.database.write() as uow:
        await people.put(uow, [person])
        await uow.commit()
    return member


async def write_page(
    door: Door, who: str, *, well: str = WELL, hard: str = HARD, reader: str = ONE_ADULT
) -> None:
    """A page of the book, from the first word to who may see it."""
    await door.take(door.tap(who, f"c:begin:{PACK}"))
    await door.say(who, well)
    await door.say(who, hard)
    await door.choose(who, f":{READER}:{reader}")


async def draw_code(door: Door, who: str) -> str:
    """A code, as the learner's phone shows it."""
    await door.take(door.tap(who, "c:book:code"))
    *_, told = await sent_to(door.rt, who)
    return CODE.findall(told.message.text)[0]


async def open_book(door: Door, who: str = "cadi", adult: str = "head") -> None:
    """Let an adult read, by a code; everything that was said on the way has left."""
    await door.say(adult, f"/book {await draw_code(door, who)}")
    await sent_to(door.rt, adult)


async def the_button(door: Door, adult: str = "head") -> str:
    """What the newest button on an adult's list of books carries."""
    await door.say(adult, "/book")
    *_, listed = await sent_to(door.rt, adult)
    return listed.message.buttons[0][0].data


async def read(door: Door, adult: str, data: str) -> str:
    """What an adult is sent who taps this."""
    await door.take(door.tap(adult, data))
    *_, told = await sent_to(door.rt, adult)
    return told.message.text


async def looks(rt: Runtime) -> list[tuple[str, str, str]]:
    """Every line of the audit: who, what, of whom."""
    return [(r["actor"], r["action"], r["subject"]) for r in await rows(rt.database, audit)]
