"""What is forgotten when its time is over."""

from flows.calendar import week_of
from services.own_view import WEEKS_OPEN
from services.runtime import Runtime
from storage import learner, updates


async def tidy(rt: Runtime) -> int:
    """Forget updates that can never come again, and erased answers' places in past weeks."""
    async with rt.database.write() as uow:
        gone = await updates.forget_old(uow, rt.now())
        gone += await learner.forget_counted(uow, week_of(rt.now()) - WEEKS_OPEN)
        await uow.commit()
    return gone
