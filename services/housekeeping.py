"""What is forgotten when its time is over."""

from flows.calendar import week_of
from services.own_view import WEEKS_OPEN
from services.runtime import Runtime
from storage import learner, schedules, updates


async def tidy(rt: Runtime) -> int:
    """Forget updates that can never come again, and what of erased answers served its time."""
    async with rt.database.write() as uow:
        gone = await updates.forget_old(uow, rt.now())
        gone += await learner.forget_counted(uow, week_of(rt.now()) - WEEKS_OPEN)
        gone += await schedules.forget_forgotten(uow, rt.now())
        await uow.commit()
    return gone
