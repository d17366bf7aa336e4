"""Cases between the turns: nobody's page waits because nobody could be reached when it opened."""

import logging

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
        events = [event for case in waiting for event in page(case, world, "page.new")]
        await effects.apply(rt, uow, events)
        await uow.commit()
    logger.info("cases_paged_late", extra={"cases": len(waiting)})
    rt.bell.ring()
    return len(waiting)
