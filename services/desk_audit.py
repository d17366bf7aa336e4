"""The audit at the desk: who has looked at what, and whether the chain is whole."""

from datetime import UTC, datetime

from domain.audit import Line
from domain.ids import ContactId
from services import audit as chain
from services import desk
from services.desk_views import AuditPage, AuditRow
from services.runtime import Runtime
from storage import audit

AT_ONCE = 50
"""Lines on one page."""

NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""What is shown where a line was changed so that its moment is none."""


async def page(rt: Runtime, before: int | None) -> AuditPage:
    """Some lines, the newest first; the whole chain is followed to see whether it holds."""
    walk = await chain.verify(rt.database)
    async with rt.database.read() as uow:
        lines = await audit.newest(uow, AT_ONCE + 1, before=before)
        room = await desk.open_room(uow)
    shown = lines[-AT_ONCE:]
    return AuditPage(
        rows=tuple(_row(line, room) for line in reversed(shown)),
        whole=walk.is_whole,
        broken_at=None if walk.is_whole else walk.broken_at,
        head=f"{walk.head.number} {walk.head.digest[: chain.SHORTEST]}",
        older=shown[0].number if len(lines) > AT_ONCE else None,
    )


def _row(line: Line, room: desk.Room) -> AuditRow:
    return AuditRow(
        n=line.number,
        at=line.moment or NO_MOMENT,
        actor=room.names.get(ContactId(line.actor), line.actor),
        action=line.action,
        subject=line.subject,
        reason=line.reason,
    )
