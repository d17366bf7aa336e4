"""The rota: who of the staff is away, and who is on call outside school hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.errors import BadInput
from domain.ids import ContactId, DutyId
from domain.people import Contact, Role
from escalation.policy import LADDER_ROLES
from flows.calendar import at_wall_clock
from services.identity import staff_names
from services.runtime import Runtime
from storage import addresses, contacts, duties
from storage.database import UnitOfWork
from storage.duties import Duty, Kind

LONGEST = timedelta(days=366)
"""How long somebody may be away or on call in one line of the rota."""

LONGEST_REASON = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of the ladder, with the name that the office gave them."""

    contact: Contact
    name: str
    channels: tuple[str, ...]
    away_until: datetime | None
    on_call: bool

    @property
    def away(self) -> bool:
        """Whether they are away now."""
        return self.away_until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Who is of the ladder, and what of the rota is not over yet."""

    people: tuple[Colleague, ...]
    duties: tuple[Duty, ...]

    def name(self, contact_id: ContactId) -> str:
        """The name of somebody on the rota, or their id where nobody wrote one down."""
        named = (each.name for each in self.people if each.contact.id == contact_id)
        return next(named, "") or contact_id


async def look(rt: Runtime) -> Rota:
    """The rota as it stands."""
    now = rt.now()
    async with rt.database.read() as uow:
        staff = await contacts.of_roles(uow, LADDER_ROLES)
        on = await duties.at(uow, now)
        lines = await duties.not_over(uow, now)
        names = await staff_names(uow, staff)
        channels = await addresses.channels_of(uow, [each.id for each in staff])
    return Rota(
        people=tuple(
            Colleague(
                contact=each,
                name=names.get(each.id, ""),
                channels=channels.get(each.id, ()),
                away_until=_until(lines, each.id, now),
                on_call=each.id in on[Kind.ON_CALL],
            )
            for each in staff
        ),
        duties=tuple(lines),
    )


def _until(lines: Iterable[Duty], contact_id: ContactId, now: datetime) -> datetime | None:
    """Until when somebody is away, if they are."""
    ends = [
        each.ends_at
        for each in lines
        if each.contact_id == contact_id and each.kind is Kind.AWAY and each.begins_at <= now
    ]
    return max(ends, default=None)


async def put(
    rt: Runtime, contact_id: str, kind: Kind, begins: str, ends: str, reason: str
) -> Duty:
    """Write that somebody is away or on call, in times of the classroom clock."""
    begins_at, ends_at = _moment(begins), _moment(ends, end=True)
    if ends_at <= begins_at:
        raise BadInput("It must begin before it ends.")
    if ends_at <= rt.now():
        raise BadInput("It is over already.")
    if ends_at - begins_at > LONGEST:
        raise BadInput("One line of the rota lasts a year at the most.")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"The reason may have {LONGEST_REASON} letters at most.")
    duty = Duty(
        id=DutyId(rt.new_id()),
        contact_id=ContactId(contact_id),
        kind=kind,
        begins_at=begins_at,
        ends_at=ends_at,
        reason=reason.strip(),
    )
    async with rt.database.write() as uow:
        await _must_be_staff(uow, duty.contact_id)
        await duties.add(uow, duty, rt.now())
        await uow.commit()
    return duty


async def take_back(rt: Runtime, duty_id: str) -> None:
    """Take a line of the rota back."""
    async with rt.database.write() as uow:
        if not await duties.remove(uow, DutyId(duty_id), rt.now()):
            raise BadInput("The rota has no such line.")
        await uow.commit()


async def _must_be_staff(uow: UnitOfWork, contact_id: ContactId) -> None:
    found = (await contacts.load(uow, [contact_id])).get(contact_id)
    if found is None or not found.roles & frozenset[Role](LADDER_ROLES):
        raise BadInput("Nobody who is paged has this id; gwrando staff list shows them.")


def _moment(text: str, *, end: bool = False) -> datetime:
    """A day or a time of the classroom clock; a day as an end counts to its own end."""
    try:
        return at_wall_clock(*_day_and_clock(text.strip(), end=end))
    except ValueError:
        raise BadInput(
            f"{text} is no day or time; write 2026-12-01 or 2026-12-01T16:00."
        ) from None


def _day_and_clock(text: str, *, end: bool) -> tuple[date, time]:
    if len(text) == len("2026-12-01"):
        return date.fromisoformat(text) + timedelta(days=end), time()
    given = datetime.fromisoformat(text)
    if given.tzinfo is not None:
        raise ValueError(text)
    return given.date(), given.time()
