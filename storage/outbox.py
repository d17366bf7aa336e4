"""Committed messages awaiting delivery, sealed, in lanes."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from domain.events import MessageQueued
from domain.ids import ID_LENGTH, AddressId, CaseId, Chance, ContactId
from domain.messages import Button, Channel, Lane, Outbound, OutboundKind
from storage.addresses import unseal
from storage.cipher import Cipher
from storage.database import UnitOfWork
from storage.tables import addresses, notes, outbox
from storage.types import AnyRow
from storage.upsert import insert

_PLACE = "outbox.payload_sealed:{}"
_IS_PROMPT = outbox.c.lane == int(Lane.BULK)

_TELLS_WRITER = exists().where(
    notes.c.note_id == outbox.c.note_id,
    addresses.c.contact_id == notes.c.contact_id,
    addresses.c.address_id == outbox.c.address_id,
)
"""That a message tells a writer what became of their note: it is put off and never lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that waits, and where it goes."""

    id: int
    address: str
    message: Outbound
    queued_at: datetime
    attempts: int
    case_ids: tuple[CaseId, ...] = ()


async def add(uow: UnitOfWork, queued: Iterable[MessageQueued], chance: Chance) -> None:
    """Put messages in the outbox."""
    rows = []
    for event in queued:
        seal = chance(ID_LENGTH)
        payload = json.dumps(asdict(event.message), ensure_ascii=False)
        rows.append(
            {
                "address_id": event.message.to,
                "lane": int(event.message.lane),
                "payload_sealed": uow.cipher.seal("outbox", _PLACE.format(seal), payload),
                "seal": seal,
                "wave_id": event.wave_id,
                "note_id": event.note_id,
                "case_ids": list(event.case_ids),
                "queued_at": event.at,
                "not_before": event.not_before,
                "attempts": 0,
            }
        )
    await insert(uow, outbox, rows)


async def due(
    uow: UnitOfWork,
    lane: Lane,
    now: datetime,
    *,
    channel: Channel = Channel.TELEGRAM,
    busy: Collection[AddressId],
    limit: int,
) -> list[Waiting]:
    """The messages of a lane and a channel that may go now, the oldest of each chat, in order.

    `busy` chats are left out: one of their messages is on its way, and a chat's messages go one
    after another.
    """
    first = (
        select(func.min(outbox.c.outbox_id))
        .where(outbox.c.lane == int(lane))
        .group_by(outbox.c.address_id)
        .scalar_subquery()
    )
    query = (
        select(outbox, addresses.c.address_sealed)
        .join(addresses, addresses.c.address_id == outbox.c.address_id)
        .where(
            outbox.c.outbox_id.in_(first),
            addresses.c.channel == channel.value,
            or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now),
        )
        .order_by(outbox.c.outbox_id)
        .limit(limit)
    )
    if busy:
        query = query.where(outbox.c.address_id.not_in(list(busy)))
    rows = await uow.connection.execute(query)
    return [_waiting(uow.cipher, row) for row in rows]


def _waiting(cipher: Cipher, row: AnyRow) -> Waiting:
    payload = json.loads(cipher.open("outbox", _PLACE.format(row.seal), row.payload_sealed))
    message = Outbound(
        to=AddressId(payload["to"]),
        lane=Lane(payload["lane"]),
        text=payload["text"],
        buttons=tuple(tuple(_button(kept) for kept in line) for line in payload["buttons"]),
        kind=OutboundKind(payload["kind"]),
        tables=tuple(payload["tables"]),
        language=payload["language"],
        edits=payload.get("edits", ""),  # what an earlier version queued has none of these
        about=payload.get("about", ""),
        session=payload.get("session", ""),
        questions=tuple(payload.get("questions", ())),
        filename=payload.get("filename", ""),
        which=payload.get("which", ""),
        part=payload.get("part", 0),
    )
    return Waiting(
        id=row.outbox_id,
        address=unseal(cipher, AddressId(row.address_id), row.address_sealed),
        message=message,
        queued_at=row.queued_at,
        attempts=row.attempts,
        case_ids=tuple(CaseId(each) for each in row.case_ids),
    )


def _button(kept: list[str] | dict[str, str]) -> Button:
    """A button as it was kept; an earlier version named its parts."""
    return Button(**kept) if isinstance(kept, dict) else Button(*kept)


async def with_prompts(uow: UnitOfWork, wanted: Iterable[AddressId]) -> frozenset[AddressId]:
    """Those of the chats for which a question still waits to leave: a note of thanks asks none."""
    rows = await uow.connection.scalars(
        select(outbox.c.address_id)
        .where(
            outbox.c.address_id.in_(list(wanted)),
            outbox.c.lane == int(Lane.BULK),
            outbox.c.note_id.is_(None),
        )
        .distinct()
    )
    return frozenset(AddressId(address) for address in rows)


async def drop(uow: UnitOfWork, ids: Iterable[int]) -> None:
    """Take messages out that have gone, or never can."""
    gone = list(ids)
    if gone:
        await uow.connection.execute(delete(outbox).where(outbox.c.outbox_id.in_(gone)))


async def drop_for(uow: UnitOfWork, address_id: AddressId) -> None:
    """Take out everything that waits for a chat which cannot be reached."""
    await uow.connection.execute(delete(outbox).where(outbox.c.address_id == address_id))


async def drop_prompts(uow: UnitOfWork, address_id: AddressId) -> None:
    """Take out the questions that wait for this chat; what is about a note of thanks is none."""
    await uow.connection.execute(
        delete(outbox).where(
            _IS_PROMPT, outbox.c.note_id.is_(None), outbox.c.address_id == address_id
        )
    )


async def drop_prompts_of(uow: UnitOfWork, contact_id: ContactId) -> None:
    """Take out the scheduled prompts that wait for a contact, wherever they write from."""
    own = select(addresses.c.address_id).where(addresses.c.contact_id == contact_id)
    await uow.connection.execute(delete(outbox).where(_IS_PROMPT, outbox.c.address_id.in_(own)))


async def quieten(uow: UnitOfWork, address_id: AddressId, until: datetime) -> None:
    """Take out all that would leave unasked for this chat; news of their notes waits until then.

    A note that was on its way here is sent again once nothing stands against it.
    """
    await _take_back(uow, (_IS_PROMPT, outbox.c.address_id == address_id), until)


async def drop_unsaid(uow: UnitOfWork, address_ids: Iterable[AddressId], until: datetime) -> None:
    """Take out all that waits for these chats, except what is said for safety.

    News of their own notes waits until then.
    """
    unsaid = outbox.c.lane != int(Lane.SAFEGUARDING)
    await _take_back(uow, (unsaid, outbox.c.address_id.in_(list(address_ids))), until)


async def _take_back(
    uow: UnitOfWork, which: tuple[ColumnElement[bool], ...], until: datetime
) -> None:
    await uow.connection.execute(delete(outbox).where(*which, ~_TELLS_WRITER))
    await uow.connection.execute(
        update(outbox).where(*which, _TELLS_WRITER).values(not_before=until, queued_at=until)
    )


async def put_off(uow: UnitOfWork, outbox_id: int, until: datetime) -> None:
    """Let a message wait and be tried again."""
    await uow.connection.execute(
        update(outbox)
        .where(outbox.c.outbox_id == outbox_id)
        .values(not_before=until, attempts=outbox.c.attempts + 1)
    )


async def set_back(uow: UnitOfWork, outbox_id: int) -> None:
    """Let a message stand behind all that is in the outbox, if it is still there."""
    found = await uow.connection.execute(select(outbox).where(outbox.c.outbox_id == outbox_id))
    row = found.one_or_none()
    if row is None:  # its chat was found to be gone meanwhile
        return
    await uow.connection.execute(delete(outbox).where(outbox.c.outbox_id == outbox_id))
    again = {name: value for name, value in row._asdict().items() if name != "outbox_id"}
    await insert(uow, outbox, [again])


async def stuck(uow: UnitOfWork, before: datetime) -> dict[Channel, datetime]:
    """The channels on which something for safety waits since before then, and since when."""
    rows = await uow.connection.execute(
        select(addresses.c.channel, func.min(outbox.c.queued_at))
        .join(addresses, addresses.c.address_id == outbox.c.address_id)
        .where(
            outbox.c.lane == int(Lane.SAFEGUARDING),
            outbox.c.queued_at < before,
        )
        .group_by(addresses.c.channel)
    )
    return {Channel(channel): since for channel, since in rows}


async def waiting_by_lane(
    uow: UnitOfWork, now: datetime
) -> dict[Lane, tuple[int, timedelta | None]]:
    """How many messages wait in each lane, and for how long the oldest has."""
    rows = await uow.connection.execute(
        select(outbox.c.lane, func.count(), func.min(outbox.c.queued_at)).group_by(outbox.c.lane)
    )
    found = {Lane(lane): (number, now - oldest) for lane, number, oldest in rows}
    return {lane: found.get(lane, (0, None)) for lane in Lane}
