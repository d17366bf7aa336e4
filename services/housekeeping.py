"""What is forgotten when its time is over."""

from datetime import timedelta

from flows.calendar import week_of
from services.own_view import WEEKS_OPEN
from services.runtime import Runtime
from storage import learner, schedules, signins, updates

WEB_KEPT = timedelta(days=1)
"""How long a session of the pages is kept at the most, whether it has ended or not."""


async def tidy(rt: Runtime) -> int:
    """Forget updates that can never come again, and what of erased answers served its time."""
    async with rt.database.write() as uow:
        gone = await updates.forget_old(uow, rt.now())
        gone += await learner.forget_counted(uow, week_of(rt.now()) - WEEKS_OPEN)
        gone += await schedules.forget_forgotten(uow, rt.now())
        await signins.tidy(uow, rt.now() - WEB_KEPT, rt.now())
        await uow.commit()
    return gone
