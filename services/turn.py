"""The turn: a batch is the unit of work.

Everything that arrives goes through `take`: load what is known of the senders with a handful of
queries, decide for each in order, commit once. The channel's cursor moves in the same commit as
the effects, so that an update is taken exactly once and nothing acknowledged is ever lost. An
update that makes the core raise is set aside alone: its raw words go to a case marked unscreened,
and the rest go on.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from domain.cases import Case
from domain.events import Event, TapAnswered
from domain.ids import CaseId, ContactId
from domain.join_codes import read_code
from domain.messages import Channel, Inbound, InboundKind
from escalation.lexicon.changes import ListChange
from services import chats, duty, effects, note_room, reading_room, settings, sign_room
from services.chats import Chat, looks_like_id
from services.commands import parse_command
from services.conversation import decide
from services.identity import named_staff
from services.kind_notes import NOTES_BUTTON, parse_note
from services.note_room import NoteRoom
from services.paging import CASES_BUTTON, TAKE
from services.quarantine import WITH_WORDS, set_aside
from services.reading import READ_BUTTON, parse_reading
from services.reading_room import ReadingRoom
from services.results import newest_week
from services.runtime import Runtime
from services.settings import SchoolSettings
from services.sign_room import SignRoom
from services.signs import SIGNS_BUTTON, parse_sign
from services.word_votes import parse_vote
from services.world import Decision, World
from storage import books, cases, codes, updates, wordlist
from storage.database import UnitOfWork, refuses_values

logger = logging.getLogger(__name__)


class NotTaken(Exception):
    """The database could not take the batch; it is to come again, until all of it is taken."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a batch came to: how many updates were new, and the taps that want a sign of life."""

    taken: int
    taps: tuple[TapAnswered, ...] = field(default=())


async def take(
    rt: Runtime, batch: Sequence[Inbound], *, channel: Channel, cursor: int | None
) -> Turn:
    """Take one batch of a channel, in order, and move its cursor in the same commit.

    Where the database refuses what came of the batch, each update is taken alone, and one that is
    refused again is set aside. NotTaken where the database itself cannot write.
    """
    try:
        turn = await _take_whole(rt, batch, channel=channel, cursor=cursor)
    except DBAPIError as error:
        raise NotTaken from error
    rt.bell.ring()
    return turn


async def _take_whole(
    rt: Runtime, batch: Sequence[Inbound], *, channel: Channel, cursor: int | None
) -> Turn:
    try:
        return await _take(rt, batch, channel=channel, cursor=cursor)
    except DBAPIError as error:
        if not refuses_values(error):
            raise
        kind = type(error).__name__
        logger.warning("batch_refused", extra={"error": kind, "size": len(batch)})
    return await _take_one_by_one(rt, batch, channel=channel, cursor=cursor)


async def _take_one_by_one(
    rt: Runtime, batch: Sequence[Inbound], *, channel: Channel, cursor: int | None
) -> Turn:
    turns = []
    for inbound in batch:
        try:
            turns.append(await _take(rt, [inbound], channel=channel, cursor=None))
        except DBAPIError as error:
            if not refuses_values(error):
                raise
            logger.error("update_set_aside", extra={"error": type(error).__name__})  # noqa: TRY400
            turns.append(await _take(rt, [inbound], channel=channel, cursor=None, aside=True))
    await _take(rt, [], channel=channel, cursor=cursor)
    taps = tuple(tap for turn in turns for tap in turn.taps)
    return Turn(sum(turn.taken for turn in turns), taps)


async def _take(
    rt: Runtime,
    batch: Sequence[Inbound],
    *,
    channel: Channel,
    cursor: int | None,
    aside: bool = False,
) -> Turn:
    async with rt.database.write() as uow:
        new = await _not_taken(uow, channel, batch)
        events = await _decide(rt, uow, new, aside=aside) if new else ()
        await effects.apply(rt, uow, events)
        await updates.take(uow, channel, [inbound.update_id for inbound in new], rt.now())
        if cursor is not None:
            await updates.move_cursor(uow, channel, cursor, rt.now())
        await uow.commit()
    return Turn(len(new), tuple(event for event in events if isinstance(event, TapAnswered)))


async def _not_taken(uow: UnitOfWork, channel: Channel, batch: Sequence[Inbound]) -> list[Inbound]:
    if not batch:
        return []
    before = await updates.taken(uow, channel, [inbound.update_id for inbound in batch])
    fresh = {inbound.update_id: inbound for inbound in batch if inbound.update_id not in before}
    return list(fresh.values())


async def _decide(
    rt: Runtime, uow: UnitOfWork, batch: Sequence[Inbound], *, aside: bool
) -> tuple[Event, ...]:
    known = await chats.load(rt, uow, batch)
    world = await _world(rt, uow, batch, known.values())
    events: list[Event] = []
    for inbound in batch:
        chat = _as_others_left_it(known[inbound.address], world)
        decision = set_aside(chat, world, inbound) if aside else _one(chat, world, inbound)
        known[inbound.address] = decision.chat
        world = world.after(decision.events)
        events += decision.events
    return tuple(events)


def _as_others_left_it(chat: Chat, world: World) -> Chat:
    """The chat, with its case as somebody else has left it earlier in the batch."""
    found = world.cases.get(chat.case.id) if chat.case else None
    return chat if found is None else replace(chat, case=found)


def _one(chat: Chat, world: World, inbound: Inbound) -> Decision:
    try:
        return decide(chat, world, inbound)
    except Exception as error:
        logger.error("update_set_aside", extra={"error": type(error).__name__})  # noqa: TRY400
        return set_aside(chat, world, inbound)


# --- what a batch needs to know ---------------------------------------------------------------


async def _world(
    rt: Runtime, uow: UnitOfWork, batch: Sequence[Inbound], known: Iterable[Chat]
) -> World:
    school = await settings.load(uow)
    given, own = _codes(batch), [chat.contact.id for chat in known if chat.contact]
    return World(
        now=rt.now(),
        chance=rt.chance,
        screener=rt.screener,
        packs=rt.packs,
        settings=school,
        pagers=await duty.pagers(uow, rt.now(), rt.channels),
        named=await named_staff(uow) if _holds_words(batch) else (),
        codes=await codes.find(uow, given),
        cases={case.id: case for case in await _cases(uow, batch)},
        books=await books.load(uow, own, given),
        newest_week=await newest_week(uow) if _asks_results(batch) else None,
        notes=await _notes(uow, batch),
        readings=await _readings(uow, batch, rt.now()),
        signs=await _signs(uow, batch, school),
        list_changes=await _list_changes(uow, batch),
        web_url=rt.web_url,
    )


def _holds_words(batch: Sequence[Inbound]) -> bool:
    return any(inbound.kind in WITH_WORDS for inbound in batch)


def _codes(batch: Sequence[Inbound]) -> set[str]:
    """Whatever in a batch could be a code, behind a command or alone."""
    texts = (inbound.text.strip() for inbound in batch if inbound.kind is InboundKind.TEXT)
    tries = (words for text in texts for words in (text, *text.split(maxsplit=1)[1:]))
    return {code for words in tries if (code := read_code(words))}


def _commands(batch: Sequence[Inbound]) -> set[str]:
    texts = (each.text for each in batch if each.kind is InboundKind.TEXT)
    return {command[0] for text in texts if (command := parse_command(text))}


async def _cases(uow: UnitOfWork, batch: Sequence[Inbound]) -> list[Case]:
    """The cases that staff ask for: all that are open for `/cases`, else those of buttons."""
    tapped = [each.data for each in batch if each.kind is InboundKind.TAP]
    if CASES_BUTTON in tapped or "cases" in _commands(batch):
        return await cases.not_closed(uow)
    buttons = [data.split(":") for data in tapped]
    taken = (parts[1] for parts in buttons if parts[0] == TAKE and len(parts) > 1)
    wanted = {CaseId(case_id) for case_id in taken if looks_like_id(case_id)}
    return list((await cases.by_id(uow, wanted)).values()) if wanted else []


async def _notes(uow: UnitOfWork, batch: Sequence[Inbound]) -> NoteRoom:
    """Thank-you notes, if anybody in a batch asks for them or taps a button of one."""
    buttons = [each.data for each in batch if each.kind is InboundKind.TAP]
    tapped = [note for data in buttons if (note := parse_note(data))]
    if not tapped and NOTES_BUTTON not in buttons and "notes" not in _commands(batch):
        return NoteRoom()
    readers = [ContactId(which) for _, _, which in tapped if looks_like_id(which)]
    return await note_room.load(uow, {note_id for note_id, _, _ in tapped}, readers)


async def _readings(uow: UnitOfWork, batch: Sequence[Inbound], now: datetime) -> ReadingRoom:
    """The reading list, if anybody in a batch asks for it or taps a button of it."""
    buttons = [each.data for each in batch if each.kind is InboundKind.TAP]
    tapped = [reading for data in buttons if (reading := parse_reading(data))]
    if not tapped and READ_BUTTON not in buttons and "read" not in _commands(batch):
        return ReadingRoom()
    return await reading_room.load(uow, {each for _, ids in tapped for each in ids}, now)


async def _signs(uow: UnitOfWork, batch: Sequence[Inbound], school: SchoolSettings) -> SignRoom:
    """Signs over time, if anybody in a batch asks for them or taps a button of one."""
    buttons = [each.data for each in batch if each.kind is InboundKind.TAP]
    tapped = [sign for data in buttons if (sign := parse_sign(data))]
    if not tapped and SIGNS_BUTTON not in buttons and "signs" not in _commands(batch):
        return SignRoom()
    asked = {each for _, ids in tapped for each in ids}
    return await sign_room.load(uow, asked, school.over_time.since)


async def _list_changes(uow: UnitOfWork, batch: Sequence[Inbound]) -> dict[int, ListChange]:
    """The changes of the lexicon that buttons of a batch agree to or not."""
    buttons = [each.data for each in batch if each.kind is InboundKind.TAP]
    wanted = {vote[1] for data in buttons if (vote := parse_vote(data))}
    found = await wordlist.load(uow, wanted) if wanted else []
    return {change.id: change for change in found}


def _asks_results(batch: Sequence[Inbound]) -> bool:
    return "results" in _commands(batch)
