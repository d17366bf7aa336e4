"""What is forgotten when its time is over."""

from services.runtime import Runtime
from storage import updates


async def tidy(rt: Runtime) -> int:
    """Forget updates that can never come again; how many."""
    async with rt.database.write() as uow:
        gone = await updates.forget_old(uow, rt.now())
        await uow.commit()
    return gone
