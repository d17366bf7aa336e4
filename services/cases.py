"""Cases between the turns: nobody's page waits because nobody could be reached when it opened."""

import logging

from domain.events import Event
from escalation.case import Case
from services import effects, settings
from services.listening import page
from services.runtime import Runtime
from services.turn import pagers
from services.world import World
from storage import cases

logger = logging.getLogger(__name__)


async def chase(rt: Runtime) -> int:
    """Page every open case of which nobody could be told before; how many there were."""
    async with rt.database.write() as uow:
        waiting = await cases.unpaged(uow)
        staff = await pagers(uow) if waiting else ()
        if not staff:
            return 0
        world = World(
            now=rt.now(),
            chance=rt.chance,
            screener=rt.screener,
            packs=rt.packs,
            settings=await settings.load(uow),
            pagers=staff,
        )
        paged = [events for case in waiting if (events := _page(case, world))]
        await effects.apply(rt, uow, [event for events in paged for event in events])
        await uow.commit()
    logger.info("cases_paged_late", extra={"cases": len(paged)})
    rt.bell.ring()
    return len(paged)


def _page(case: Case, world: World) -> tuple[Event, ...]:
    """The pages of a case; none where that fails, so that the other cases are paged."""
    try:
        return tuple(page(case, world, "page.new"))
    except Exception as error:
        extra = {"case": case.id, "error": type(error).__name__}
        logger.error("case_not_paged", extra=extra)  # noqa: TRY400 - its message may hold words
        return ()
