"""The audit at the desk: who has looked at what, and whether the chain is whole.

Nobody reads in it of a case or a text that they may not see. So lines are counted anew on each
page: a gap in their numbers would tell that there is something.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from domain.audit import Line
from domain.ids import CaseId, ContactId, TextId
from domain.people import Contact
from escalation.policy import sees
from services import audit as chain
from services import desk
from services.chats import looks_like_id
from services.desk_views import AuditPage, AuditRow
from services.runtime import Runtime
from storage import audit, cases, readings
from storage.database import UnitOfWork

AT_ONCE = 50
"""Lines on one page, or fewer."""

NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""What is shown where a line was changed so that its moment is none."""

_OF_A_CASE = "case "
"""How the reason of a look at a name begins that was seen with a case."""


async def page(rt: Runtime, reader: Contact, before: int | None) -> AuditPage:
    """Some lines, the newest first; the whole chain is followed to see whether it holds."""
    walk = await chain.verify(rt.database)
    async with rt.database.read() as uow:
        lines = await audit.newest(uow, AT_ONCE + 1, before=before)
        shown = lines[-AT_ONCE:]
        hidden = await _hidden(uow, reader, shown)
        room = await desk.open_room(uow)
    visible = [line for line in reversed(shown) if line.number not in hidden]
    return AuditPage(
        rows=tuple(_row(number, line, room) for number, line in enumerate(visible, start=1)),
        whole=walk.is_whole,
        broken_at=None if walk.is_whole else walk.broken_at,
        head=f"{walk.head.number} {walk.head.digest[: chain.SHORTEST]}",
        older=shown[0].number if len(lines) > AT_ONCE else None,
    )


async def _hidden(uow: UnitOfWork, reader: Contact, lines: Iterable[Line]) -> frozenset[int]:
    """The numbers of the lines on cases and texts that somebody may not see."""
    some = list(lines)
    of_cases = {line.number: case_id for line in some if (case_id := _case_of(line))}
    of_texts = {line.number: TextId(line.subject) for line in some if _is_of_text(line)}
    known = await cases.by_id(uow, set(of_cases.values()))
    about = await readings.about(uow, set(of_texts.values()))
    return frozenset(
        [
            *(n for n, of in of_cases.items() if of in known and not sees(reader, known[of])),
            *(n for n, of in of_texts.items() if reader.id in about.get(of, ())),
        ]
    )


def _case_of(line: Line) -> CaseId | None:
    """The case that a line is about, if it is about one."""
    if line.action.startswith("case:"):
        return CaseId(line.subject)
    given = line.reason.removeprefix(_OF_A_CASE)
    of_name = line.action == "identity:reveal" and line.reason.startswith(_OF_A_CASE)
    return CaseId(given) if of_name and looks_like_id(given) else None


def _is_of_text(line: Line) -> bool:
    return line.action.startswith("text:") and looks_like_id(line.subject)


def _row(number: int, line: Line, room: desk.Room) -> AuditRow:
    return AuditRow(
        n=number,
        at=line.moment or NO_MOMENT,
        actor=room.names.get(ContactId(line.actor), line.actor),
        action=line.action,
        subject=line.subject,
        reason=line.reason,
    )
