"""The school's changes of the lexicon: words are added at once, two agree to hear less."""

import asyncio
import re

from domain.errors import BadInput
from domain.events import MessageQueued
from domain.ids import AddressId
from domain.messages import Button, Lane, Outbound
from domain.people import Contact
from domain.verdicts import Level
from escalation.lexicon import Lexicon, load_lexicon
from escalation.lexicon.changes import TWO_PEOPLE, Kind, ListChange, changed, find_entry
from escalation.screening import Screener, screener_of
from locales.reader import Voice, voices
from services import effects
from services.runtime import Runtime
from services.settings import LONGEST_REASON
from services.word_votes import MAY_DECIDE, VOTE
from storage import contacts, wordlist

LONGEST_WORDS = 60
_WORDS = re.compile(r"[^\W\d_]{2,}(?:['’ -][^\W\d_]+)*")


async def current(rt: Runtime) -> Lexicon:
    """The lexicon as this school hears with it."""
    async with rt.database.read() as uow:
        return changed(load_lexicon(), await wordlist.load(uow))


async def listed(rt: Runtime) -> list[ListChange]:
    """Every change, the oldest first."""
    async with rt.database.read() as uow:
        return await wordlist.load(uow)


async def refresh(rt: Runtime) -> bool:
    """Listen with the lexicon as it stands now; whether that was new."""
    lexicon = await current(rt)
    if rt.screener.version.partition("+")[0] == lexicon.version:
        return False
    rt.screener.become(await asyncio.to_thread(screener_of, lexicon))
    return True


async def add(rt: Runtime, words: str, category: str, level: Level, reason: str) -> ListChange:
    """Hear words from now on. BadInput where they are none, or would be heard everywhere."""
    words, reason = " ".join(words.split()), _reason(reason)
    lexicon = await current(rt)
    if len(words) > LONGEST_WORDS or not _WORDS.fullmatch(words):
        raise BadInput(f"Give plain words, {LONGEST_WORDS} letters at most, without other signs.")
    if category not in lexicon.index.categories:
        raise BadInput(f"There is no category {category}: {', '.join(lexicon.index.categories)}.")
    if set(words.casefold().split()) <= set(lexicon.index.commonest):
        raise BadInput("These words are in everybody's ordinary talk; add one that is not.")
    change = ListChange(
        id=1, kind=Kind.ADD, category=category, target=words, level=level, reason=reason
    )
    tried = await asyncio.to_thread(Screener, changed(load_lexicon(), [change]))
    if tried.screen(words, None, None).level < level:
        raise BadInput("These words are part of a harmless saying that the lexicon spares.")
    async with rt.database.write() as uow:
        change = await wordlist.add(uow, change, rt.now())
        await uow.commit()
    return change


async def propose(rt: Runtime, entry: str, level: Level | None, reason: str) -> ListChange:
    """Ask two people to let an entry be heard at a lower level, or not at all (no level)."""
    reason = _reason(reason)
    lexicon = await current(rt)
    found = find_entry(lexicon, entry)
    if found is None:
        raise BadInput(f"The lexicon has no entry {entry}; gwrando lexicon entries lists them.")
    if level is not None and level >= found.level:
        raise BadInput(f"{entry} is heard at {found.level.word}; give a level below that.")
    kind = Kind.REMOVE if level is None else Kind.LOWER
    change = ListChange(
        id=0,
        kind=kind,
        category=entry.partition(".")[0],
        target=entry,
        level=level,
        reason=reason,
    )
    async with rt.database.write() as uow:
        deciders = await contacts.reachable_staff(uow, MAY_DECIDE)
        if len({contact.id for contact, _ in deciders}) < TWO_PEOPLE:
            raise BadInput(
                "Two people who keep learners safe, or one and the head, must have joined first."
            )
        change = await wordlist.add(uow, change, rt.now())
        asked = [_asked(rt, contact, to, change, lexicon) for contact, to in deciders]
        await effects.apply(rt, uow, asked)
        await uow.commit()
    rt.bell.ring()
    return change


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise BadInput("Give the reason for the change with --reason.")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"The reason may have {LONGEST_REASON} letters at most.")
    return reason


def _asked(
    rt: Runtime, contact: Contact, to: AddressId, change: ListChange, lexicon: Lexicon
) -> MessageQueued:
    speaks = voices(contact.language, contact.band)
    buttons = (
        Button(label=speaks.label("words.agree"), data=f"{VOTE}:yes:{change.id}"),
        Button(label=speaks.label("words.refuse"), data=f"{VOTE}:no:{change.id}"),
    )
    text = speaks.tell(lambda speak: _proposal(speak, change, lexicon))
    outbound = Outbound(to=to, lane=Lane.REPLY, text=text, buttons=(buttons,))
    return MessageQueued(message=outbound, contact_id=contact.id, at=rt.now())


def _proposal(speak: Voice, change: ListChange, lexicon: Lexicon) -> str:
    entry = find_entry(lexicon, change.target)
    what = getattr(entry.says, speak.language.value) if entry else change.target
    if change.level is None:
        said = speak.say("words.remove", what=what, entry=change.target)
    else:
        level = speak.say(f"level.{change.level.word}")
        said = speak.say("words.lower", what=what, entry=change.target, level=level)
    heading = speak.say("words.proposed", n=speak.number(change.id))
    reason = speak.say("words.reason", reason=change.reason)
    return "\n\n".join((heading, said, reason))
