"""Words are heard before anything else happens to them.

Every text, from whomever and wherever, is screened first; what worries opens or joins a case, the
staff who safeguard are paged, and the sender is answered, all in the events of one decision. A
failure to screen is itself a reason for a person to read.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.cases import Case, Status
from domain.events import CaseNoted, Event, TextHeard
from domain.ids import CaseId, ContactId, TextId
from domain.messages import Keyboard, Lane
from domain.people import Role
from domain.said import Said
from domain.verdicts import Level, Verdict, unscreened
from escalation.beside import Beside
from escalation.case import Changed, add_words, open_case, wish_to_talk
from escalation.conflict import concerned
from escalation.policy import MAY_READ, pages_more_words
from flows.answering import at_lowest
from locales.reader import Voice
from services.chats import Chat
from services.paging import new_clock, page_due, page_more
from services.support import closed
from services.world import Decision, World, button, message

logger = logging.getLogger(__name__)

CASE_ID_LENGTH = 6
IN_ONE_GO = timedelta(minutes=10)
"""How far apart the messages may be in which one sentence is sent."""

AGE_AT_YEAR_0 = 4
"""A learner of year 7 is 11 or 12: the younger of the two is meant wherever age counts."""

TALK_CATEGORY = "talk_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was written, where, and whether it is all a person could read of it."""

    body: str
    place: str
    readable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Words with their verdict. `events` hold them, their case and its pages."""

    chat: Chat
    text_id: TextId
    verdict: Verdict
    events: tuple[Event, ...]

    @property
    def worrying(self) -> bool:
        """Whether these words opened or joined a case for what they say."""
        return self.verdict.worrying


def hear(chat: Chat, world: World, words: Words) -> Heard:
    """Screen words, keep them with their verdict, and raise what must be raised."""
    verdict = _screen(chat, world, words)
    text_id = TextId(world.new_id())
    chat = _having_said(chat, world, words)
    about = _about(chat, world)
    level = verdict.level
    if level is Level.NONE and is_kept(chat) and _leaves_no_reader(about, world):
        level = Level.WATCH
    if level is Level.NONE and chat.case is None:
        kept = (_heard(chat, world, words, text_id, verdict, about),) if is_kept(chat) else ()
        return Heard(chat=chat, text_id=text_id, verdict=verdict, events=kept)
    listened, raised = raise_case(chat, world, level, about)
    heard = _heard(listened, world, words, text_id, verdict, about)
    return Heard(chat=listened, text_id=text_id, verdict=verdict, events=(*raised, heard))


def _about(chat: Chat, world: World) -> frozenset[ContactId]:
    """Whom of those who are paged these words are about, with what was written just before them.

    A failure is a fault of ours and keeps no words from being heard.
    """
    now = world.written_at or world.now
    pieces = (said.body for said in chat.said if now - said.written_at <= IN_ONE_GO)
    try:
        return frozenset().union(*(concerned(each, world.named) for each in pieces))
    except Exception as error:
        logger.error("conflict_not_seen", extra={"error": type(error).__name__})  # noqa: TRY400
        return frozenset()


def _leaves_no_reader(about: Collection[ContactId], world: World) -> bool:
    """Whether everybody who could read these words is whom they are about: a case finds others."""
    readers = [each.contact.id for each in world.pagers if each.contact.serves_as(MAY_READ)]
    return bool(about) and all(reader in about for reader in readers)


def _screen(chat: Chat, world: World, words: Words) -> Verdict:
    language = chat.language.value if chat.language else None
    try:
        beside = _beside(chat, world)
        verdict = world.screener.screen(words.body, language, _age(chat), beside)
    except Exception as error:
        logger.error("screening_failed", extra={"error": type(error).__name__})  # noqa: TRY400
        return unscreened(world.screener.version)
    if words.readable:
        return verdict
    return replace(
        verdict,
        level=max(verdict.level, Level.WATCH),
        categories=(*verdict.categories, "unscreened"),
        screened=False,
    )


def _beside(chat: Chat, world: World) -> Beside:
    """What a text hangs on that is written in this chat now."""
    now = world.written_at or world.now
    pack = world.packs.get((chat.session.pack, chat.session.version)) if chat.session else None
    return Beside(
        before=tuple(said.body for said in chat.said),
        pieces=tuple(said.body for said in chat.said if now - said.written_at <= IN_ONE_GO),
        lowest=pack is not None and chat.session is not None and at_lowest(pack, chat.session),
    )


def _having_said(chat: Chat, world: World, words: Words) -> Chat:
    """The chat once these words were written in it."""
    said = Said(body=words.body, written_at=world.written_at or world.now)
    return replace(chat, said=(*chat.said, said))


def _age(chat: Chat) -> int | None:
    year = chat.contact.year if chat.contact else None
    return None if year is None else year + AGE_AT_YEAR_0


def is_kept(chat: Chat) -> bool:
    """Whether harmless words are kept to be read: a learner's and a council member's are."""
    if chat.contact is None:
        return False
    return bool(chat.contact.roles & {Role.LEARNER, Role.COUNCIL})


def _heard(
    chat: Chat,
    world: World,
    words: Words,
    text_id: TextId,
    verdict: Verdict,
    about: frozenset[ContactId],
) -> TextHeard:
    return TextHeard(
        text_id=text_id,
        address_id=chat.address_id,
        contact_id=chat.contact.id if chat.contact else None,
        case_id=chat.case.id if chat.case else None,
        body=words.body,
        language=chat.language,
        place=words.place,
        verdict=verdict,
        written_at=world.written_at or world.now,
        at=world.now,
        due_at=None if chat.case else _read_by(world),
        concerned=about,
    )


def _read_by(world: World) -> datetime:
    return world.settings.hours.days_after(world.now, world.settings.reading.days)


def ask_to_talk(chat: Chat, world: World) -> Decision:
    """A wish to talk is a case of its own, at urgent, with no words needed."""
    asked, raised = raise_case(chat, world, Level.URGENT)
    noted = _note(asked, world, TALK_CATEGORY)
    mistake = button(chat, "talk.mistake", "c:mistake")
    text = chat.voices.tell(lambda speak: _sent(speak, world))
    buttons = (*_when(chat), (mistake,))
    said = message(asked, world, text, buttons, lane=Lane.SAFEGUARDING)
    return Decision(asked, (*raised, *noted, said))


def _sent(speak: Voice, world: World) -> str:
    return "\n\n".join([speak.say("talk.sent"), *closed(speak, world)])


WHEN = {"today": 0, "next": 1, "week": 4}
"""How soon somebody may wish to talk, in school days after adults next read."""

WHOM = ("dsp", "other", "any")
"""Whom they may wish to talk with; who it is they may write, and it joins the case."""


def _when(chat: Chat) -> Keyboard:
    return tuple((button(chat, f"talk.when.{each}", f"c:talkwhen:{each}"),) for each in WHEN)


def choose_when(chat: Chat, world: World, when: str) -> Decision:
    """How soon: a time is stated and kept with the case; then with whom."""
    if chat.case is None:
        return ask_to_talk(chat, world)
    hours = world.settings.hours
    begins = world.now if hours.is_read_now(world.now) else hours.next_reading(world.now)
    by = hours.days_after(begins, WHEN[when])
    case, events = wish_to_talk(chat.case, by, world.now)
    text = chat.voices.tell(lambda speak: speak.say("talk.by", by=speak.moment(by)))
    whom = tuple((button(chat, f"talk.whom.{each}", f"c:talkwhom:{each}"),) for each in WHOM)
    said = message(chat, world, text, whom, lane=Lane.SAFEGUARDING)
    return Decision(replace(chat, case=case), (*events, said))


def choose_whom(chat: Chat, world: World, whom: str) -> Decision:
    """With whom: noted for the adult who has the case."""
    if chat.case is None:
        return ask_to_talk(chat, world)
    text = chat.voices.say(f"talk.whom.{whom}.noted")
    said = message(chat, world, text, lane=Lane.SAFEGUARDING)
    return Decision(chat, (*_note(chat, world, f"talk_whom_{whom}"), said))


def take_back_talk(chat: Chat, world: World) -> Decision:
    """A wish to talk was sent by mistake: noted for the adult, and nothing is withdrawn."""
    said = message(chat, world, chat.voices.say("talk.mistake_noted"))
    return Decision(chat, (*_note(chat, world, "said_mistake"), said))


def _note(chat: Chat, world: World, note: str) -> tuple[Event, ...]:
    if chat.case is None:
        return ()
    return (CaseNoted(case_id=chat.case.id, note=note, at=world.now),)


# --- the case ---------------------------------------------------------------------------------


def raise_case(
    chat: Chat, world: World, level: Level, about: Collection[ContactId] = ()
) -> tuple[Chat, tuple[Event, ...]]:
    """Open a case for this chat or add to the one that is open, and page who must know now."""
    add = _open if chat.case is None else _join
    case, events = add(chat, world, level, about)
    return replace(chat, case=case), events


def _open(chat: Chat, world: World, level: Level, about: Collection[ContactId]) -> Changed:
    case, opened = open_case(
        case_id=CaseId(world.chance(CASE_ID_LENGTH)),
        address_id=chat.address_id,
        contact_id=chat.contact.id if chat.contact else None,
        level=level,
        clock=new_clock(world, level),
        now=world.now,
        concerned=about,
    )
    case, paged = page_due(case, world)
    return case, (*opened, *paged)


def _join(chat: Chat, world: World, level: Level, about: Collection[ContactId]) -> Changed:
    """More words: a clock that they start pages; else whoever has the case is told, in time."""
    before = _case(chat)
    held = before.holder is not None and level <= before.level
    clock = new_clock(world, max(level, before.level), held=held)
    case, joined = add_words(before, level, clock, world.now, about)
    if case.clock is clock:
        key = "page.raised" if case.level > before.level else "page.more"
        case, paged = page_due(case, world, key)
    elif pages_more_words(before, level, world.now):
        case, paged = page_more(case, world)
    else:
        paged = ()
    return case, (*joined, *paged)


def _case(chat: Chat) -> Case:
    if chat.case is None:  # pragma: no cover - only words in a case join one
        raise ValueError(chat.address_id)
    return chat.case


def raise_for(
    writer: Chat, world: World, level: Level, about: Collection[ContactId] = ()
) -> tuple[Chat, tuple[Event, ...]]:
    """Raise a case in somebody else's chat, whose case may have been opened a moment ago."""
    lately = (
        case
        for case in world.cases.values()
        if case.address_id == writer.address_id and case.status is not Status.CLOSED
    )
    return raise_case(replace(writer, case=next(lately, writer.case)), world, level, about)
