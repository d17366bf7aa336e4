"""Cases between the turns: their clocks go on until somebody has taken them.

A tick pages what is due, in order. It pages on at once where nobody who was paged can be reached
any more, starts the clock of a case that has none, and takes a case out of the hands of somebody
who can no longer be reached. What it does is one commit.
"""

import logging

from domain.cases import Case
from domain.events import Event
from domain.ids import ContactId
from escalation.case import let_go, talk_overdue
from services import duty, effects, settings
from services.paging import morning_lists, new_clock, page_due
from services.runtime import Runtime
from services.world import World
from storage import cases
from storage.database import UnitOfWork

logger = logging.getLogger(__name__)


async def chase(rt: Runtime) -> int:
    """Page whatever is due; of how many cases somebody was told, or could not be."""
    rt.pulse.beat(rt.now())
    async with rt.database.read() as uow:
        if not await cases.waiting(uow) and not await cases.holders(uow):
            return 0
    async with rt.database.write() as uow:
        world = await _world(rt, uow)
        found = [*await _dropped(uow, world), *await cases.waiting(uow)]
        told = [some for case in found if (some := _tried(case, world))]
        events = [event for some in told for event in some]
        if not events:
            return 0
        await effects.apply(rt, uow, [*events, *morning_lists(events, world)])
        await uow.commit()
    logger.info("cases_paged", extra={"cases": len(told)})
    rt.bell.ring()
    return len(told)


async def _world(rt: Runtime, uow: UnitOfWork) -> World:
    now = rt.now()
    return World(
        now=now,
        chance=rt.chance,
        screener=rt.screener,
        packs=rt.packs,
        settings=await settings.load(uow),
        pagers=await duty.pagers(uow, now, rt.channels),
    )


async def _dropped(uow: UnitOfWork, world: World) -> list[Case]:
    """The cases of those who can no longer be reached, or no longer have a part in them."""
    there = {pager.contact.id for pager in world.pagers}
    gone: frozenset[ContactId] = await cases.holders(uow) - there
    return await cases.held_by(uow, gone) if gone else []


def _tried(case: Case, world: World) -> tuple[Event, ...]:
    """What is due of a case; nothing where that fails, so that the others go on."""
    try:
        return go_on(case, world)
    except Exception as error:
        extra = {"case": case.id, "error": type(error).__name__}
        logger.error("case_not_paged", extra=extra)  # noqa: TRY400 - its message may hold words
        return ()


def go_on(case: Case, world: World) -> tuple[Event, ...]:
    """What is due of one case now."""
    dropped: tuple[Event, ...] = ()
    if case.holder is not None and _is_gone(case, world):
        case, dropped = let_go(case, new_clock(world, case.level), world.now)
    if case.clock is None:
        case, dropped = let_go(case, new_clock(world, case.level), world.now)
    key = "page.new"
    if case.talk_by is not None and case.talk_by <= world.now:
        held = case.holder is not None
        case, late = talk_overdue(case, new_clock(world, case.level, held=held), world.now)
        dropped, key = (*dropped, *late), "page.talk_overdue"
    _, paged = page_due(case, world, key)
    return (*dropped, *paged)


def _is_gone(case: Case, world: World) -> bool:
    return all(pager.contact.id != case.holder for pager in world.pagers)
