"""The audit in the database: whole after any history, and broken where somebody changed it."""

import asyncio
import random
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, event, insert, literal, select, text, update

from domain.audit import Fault, Look
from domain.errors import BadInput
from domain.ids import ContactId
from domain.people import Role
from services import audit as checking
from services.identity import reveal, reveal_all
from services.runtime import Runtime
from storage import audit
from storage.cipher import Cipher
from storage.database import Database, UnitOfWork
from storage.settings import remember
from storage.tables import addresses, contacts, meta, people
from storage.tables import audit as table
from tests.integration.cuts import Cut, cut_before, cut_before_commit
from tests.integration.door import how_many, rows
from tests.integration.people import join
from tests.support.clock import Clock
from tests.support.databases import KEY


def a_look(rt: Runtime, of: str = "c1", reason: str = "to help") -> Look:
    return Look(actor="s1", action="text:read", subject=of, reason=reason, at=rt.now())


async def written(rt: Runtime, number: int, *, at_once: bool = False) -> None:
    """So many looks, written one by one or at once."""
    looks = [a_look(rt, f"c{each}") for each in range(1, number + 1)]
    for some in [looks] if at_once else [[each] for each in looks]:
        async with rt.database.write() as uow:
            await audit.append(uow, *some)
            await uow.commit()


async def change(rt: Runtime, *statements: Any) -> None:
    """What somebody does who can write the database and has no key."""
    async with rt.database.write() as uow:
        for each in statements:
            await uow.connection.execute(text(each) if isinstance(each, str) else each)
        await uow.commit()


def copied(number: int, to: int) -> Any:
    """A line once more, in another place and in another's name."""
    told = [table.c[name] for name in ("action", "subject", "reason", "digest")]
    line = select(literal(to), table.c.at, literal("s2"), *told).where(table.c.audit_id == number)
    return insert(table).from_select(["audit_id", "at", "actor", *(c.name for c in told)], line)


def moved(number: int, to: int) -> Any:
    """A line in another place."""
    return update(table).where(table.c.audit_id == number).values(audit_id=to)


async def fault(rt: Runtime, expected: str = "") -> tuple[Fault | None, int]:
    walk = await checking.verify(rt.database, expected)
    return walk.fault, walk.broken_at


async def the_head(rt: Runtime) -> str:
    walk = await checking.verify(rt.database)
    assert walk.is_whole
    return walk.head.digest


# --- whole ------------------------------------------------------------------------------------


async def test_a_new_audit_is_whole(runtime: Runtime) -> None:
    walk = await checking.verify(runtime.database)
    assert (walk.is_whole, walk.head.number) == (True, 0)


@pytest.mark.parametrize("at_once", [True, False])
async def test_lines_are_whole_however_many_are_written_at_once(
    runtime: Runtime, at_once: bool
) -> None:
    await written(runtime, 7, at_once=at_once)
    walk = await checking.verify(runtime.database)
    assert (walk.is_whole, walk.head.number) == (True, 7)


async def test_several_in_one_unit_of_work_follow_each_other(runtime: Runtime) -> None:
    async with runtime.database.write() as uow:
        await audit.append(uow, a_look(runtime, "c1"), a_look(runtime, "c2"))
        await audit.append(uow)
        await audit.append(uow, a_look(runtime, "c3"))
        await uow.commit()
    assert (await checking.verify(runtime.database)).head.number == 3


async def test_what_was_rolled_back_leaves_no_gap(runtime: Runtime) -> None:
    await written(runtime, 2)
    async with runtime.database.write() as uow:
        await audit.append(uow, a_look(runtime))
    await written(runtime, 1)
    walk = await checking.verify(runtime.database)
    assert (walk.is_whole, walk.head.number) == (True, 3)


@pytest.mark.parametrize("number", [0, 1])
async def test_a_power_cut_at_any_statement_leaves_it_whole(runtime: Runtime, number: int) -> None:
    await written(runtime, 2)
    with cut_before(number), pytest.raises(Cut):
        await written(runtime, 2, at_once=True)
    assert (await checking.verify(runtime.database)).head.number == 2
    with cut_before_commit(), pytest.raises(Cut):
        await written(runtime, 2, at_once=True)
    await written(runtime, 1)
    walk = await checking.verify(runtime.database)
    assert (walk.is_whole, walk.head.number) == (True, 3)


async def test_more_lines_than_are_read_at_once(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "_AT_ONCE", 4)
    for number in (4, 5):
        await written(runtime, number, at_once=True)
    assert (await checking.verify(runtime.database)).head.number == 9


async def test_every_moment_is_sealed_as_it_is_read(runtime: Runtime, clock: Clock) -> None:
    moments = [
        clock().replace(microsecond=0),
        clock().replace(microsecond=1),
        clock().replace(microsecond=999_999),
        clock().astimezone(ZoneInfo("America/St_Johns")),
        clock() + timedelta(days=365 * 40),
    ]
    async with runtime.database.write() as uow:
        for at in moments:
            look = Look(actor="s1", action="a", subject="c1", reason="r", at=at)
            await audit.append(uow, look)
        await uow.commit()
    assert (await checking.verify(runtime.database)).is_whole
    found = await checking.listed(runtime.database, last=9)
    assert [line.moment for line in found.lines] == moments


@pytest.mark.parametrize(
    "reason", ["Ŵyn bach 🙂", "a\tb\n'\"\\", "a\0b", "half \ud83d", "", "e\u0301"]
)
async def test_any_reason_is_sealed_as_it_is_kept(runtime: Runtime, reason: str) -> None:
    async with runtime.database.write() as uow:
        await audit.append(uow, a_look(runtime, reason=reason))
        await uow.commit()
    assert (await checking.verify(runtime.database)).is_whole


async def test_every_look_of_the_program_is_in_the_chain(runtime: Runtime) -> None:
    cadi = await join(runtime, "cadi")
    head = await join(runtime, "head", roles=frozenset({Role.HEAD}))
    await reveal(runtime, actor=head.contact.id, contact_id=cadi.contact.id, reason="to help")
    await reveal_all(
        runtime,
        actor=head.contact.id,
        contact_ids=[cadi.contact.id, head.contact.id, ContactId("nobody")],
        reason="to help",
    )
    assert (await checking.verify(runtime.database)).head.number == 4


async def test_it_costs_one_look_and_two_writes_however_many(runtime: Runtime) -> None:
    """The newest line is read once; all lines go in one statement, the mark in another."""
    counted: list[str] = []
    async with runtime.database.write() as uow:
        await audit.append(uow, a_look(runtime))
        count_statements(uow, counted)
        await audit.append(uow, *(a_look(runtime, f"c{each}") for each in range(50)))
    assert [each.split()[0] for each in counted] == ["SELECT", "INSERT", "INSERT"]


def count_statements(uow: UnitOfWork, counted: list[str]) -> None:
    @event.listens_for(uow.connection.sync_connection, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        counted.append(statement)


# --- any history ------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
async def test_any_history_of_two_programs_is_whole(
    runtime: Runtime, database_url: str, seed: int
) -> None:
    """Units of work of any size, some rolled back, from two programs at the same time."""
    kept = 0

    async def work(through: Database, chance: random.Random) -> None:
        nonlocal kept
        for _ in range(12):
            sizes = [chance.randrange(4) for _ in range(chance.randrange(1, 4))]
            lasts = chance.random() < 0.7
            async with through.write() as uow:
                for size in sizes:
                    await audit.append(uow, *(a_look(runtime, f"c{n}") for n in range(size)))
                    await asyncio.sleep(0)
                if lasts:
                    await uow.commit()
                    kept += sum(sizes)

    async with Database(database_url, Cipher(KEY)) as other:
        await asyncio.gather(
            work(runtime.database, random.Random(seed)),  # noqa: S311 - no secret
            work(other, random.Random(seed + 100)),  # noqa: S311
        )
    walk = await checking.verify(runtime.database)
    assert (walk.is_whole, walk.head.number) == (True, kept)


# --- broken -----------------------------------------------------------------------------------

TAMPERED = [
    ("UPDATE audit SET reason = 'other' WHERE audit_id = 3", Fault.ALTERED, 3),
    ("UPDATE audit SET actor = 's2' WHERE audit_id = 1", Fault.ALTERED, 1),
    ("UPDATE audit SET subject = 'c9' WHERE audit_id = 6", Fault.ALTERED, 6),
    ("UPDATE audit SET action = 'note:read' WHERE audit_id = 3", Fault.ALTERED, 3),
    ("UPDATE audit SET at = '2026-09-15 09:00:00.000001' WHERE audit_id = 3", Fault.ALTERED, 3),
    ("UPDATE audit SET digest = '' WHERE audit_id = 3", Fault.ALTERED, 3),
    ("UPDATE audit SET audit_id = 9 WHERE audit_id = 6", Fault.MISSING, 6),
    ("DELETE FROM audit WHERE audit_id = 3", Fault.MISSING, 3),
    ("DELETE FROM audit WHERE audit_id = 1", Fault.MISSING, 1),
    ("DELETE FROM audit WHERE audit_id > 4", Fault.CUT, 5),
    ("DELETE FROM audit", Fault.CUT, 1),
    (copied(6, 7), Fault.ALTERED, 7),
    (copied(1, 0), Fault.MISPLACED, 0),
    ("DELETE FROM meta WHERE name = 'audit_mark'", Fault.UNMARKED, 6),
    ("UPDATE meta SET value = 'x' WHERE name = 'audit_mark'", Fault.UNMARKED, 6),
]


@pytest.mark.parametrize(("statement", "told", "number"), TAMPERED, ids=str)
async def test_what_was_changed_is_found(
    runtime: Runtime, statement: Any, told: Fault, number: int
) -> None:
    await written(runtime, 6)
    await change(runtime, statement)
    assert await fault(runtime) == (told, number)


async def test_a_line_taken_out_is_found_though_the_numbers_are_closed_up(
    runtime: Runtime,
) -> None:
    await written(runtime, 6)
    await change(
        runtime,
        "DELETE FROM audit WHERE audit_id = 3",
        *(moved(each, each - 1) for each in (4, 5, 6)),
    )
    assert await fault(runtime) == (Fault.ALTERED, 3)


async def test_a_line_put_in_is_found_though_room_was_made_for_it(runtime: Runtime) -> None:
    await written(runtime, 6)
    await change(
        runtime,
        *(moved(each, each + 1) for each in (6, 5, 4)),
        copied(3, 4),
    )
    assert await fault(runtime) == (Fault.ALTERED, 4)


async def test_two_lines_in_each_others_place_are_found(runtime: Runtime) -> None:
    await written(runtime, 6)
    moves = ((2, 100), (5, 2), (100, 5))
    await change(
        runtime,
        *(moved(of, to) for of, to in moves),
    )
    assert await fault(runtime) == (Fault.ALTERED, 2)


async def test_lines_made_anew_with_another_key_are_found(
    runtime: Runtime, database_url: str
) -> None:
    await written(runtime, 3)
    await change(runtime, delete(table), delete(meta).where(meta.c.name == audit.MARK))
    async with Database(database_url, Cipher(bytes(range(1, 33)))) as other, other.write() as uow:
        await audit.append(uow, a_look(runtime))
        await uow.commit()
    assert await fault(runtime) == (Fault.ALTERED, 1)


async def test_lines_cut_off_at_the_end_are_missed_for_ever(runtime: Runtime) -> None:
    """The chain goes on after what was there, so that no later line fills the gap."""
    await written(runtime, 6)
    await change(runtime, "DELETE FROM audit WHERE audit_id > 4")
    await written(runtime, 3)
    assert await fault(runtime) == (Fault.MISSING, 5)
    assert [row["audit_id"] for row in await rows(runtime.database, table)] == [
        1,
        2,
        3,
        4,
        7,
        8,
        9,
    ]


async def test_a_mark_that_is_gone_stays_gone_and_work_goes_on(runtime: Runtime) -> None:
    await written(runtime, 3)
    await change(runtime, delete(meta).where(meta.c.name == audit.MARK))
    await written(runtime, 2)
    assert await fault(runtime) == (Fault.UNMARKED, 5)


async def test_a_line_beyond_the_mark_stops_no_work_and_stays_found(runtime: Runtime) -> None:
    await written(runtime, 3)
    await change(
        runtime,
        copied(3, 4),
    )
    await written(runtime, 2)
    assert await fault(runtime) == (Fault.ALTERED, 4)
    assert await how_many(runtime.database, table) == 6


async def test_all_of_it_put_back_to_an_earlier_day_is_found_by_the_head_that_was_noted(
    runtime: Runtime,
) -> None:
    await written(runtime, 4)
    async with runtime.database.read() as uow:
        earlier = await audit.kept_mark(uow)
    await written(runtime, 3)
    noted = await the_head(runtime)
    async with runtime.database.write() as uow:
        await uow.connection.execute(delete(table).where(table.c.audit_id > 4))
        await remember(uow, audit.MARK, earlier or "")
        await uow.commit()
    assert await fault(runtime) == (None, 0)
    assert await fault(runtime, noted[:16]) == (Fault.UNKNOWN_HEAD, 4)


async def test_a_head_that_was_noted_is_found_again(runtime: Runtime) -> None:
    await written(runtime, 4)
    noted = await the_head(runtime)
    await written(runtime, 3)
    walk = await checking.verify(runtime.database, noted)
    assert (walk.is_whole, walk.noted) == (True, 4)


UNREADABLE = [
    "UPDATE audit SET at = 'yesterday' WHERE audit_id = 2",
    "UPDATE audit SET at = x'ff00' WHERE audit_id = 2",
    "UPDATE audit SET actor = x'fffe' WHERE audit_id = 2",
    "UPDATE audit SET reason = CAST(x'fffe' AS TEXT) WHERE audit_id = 2",
    "UPDATE audit SET digest = 7 WHERE audit_id = 2",
    "UPDATE audit SET at = '9999-99-99 99:99:99.000000' WHERE audit_id = 2",
]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", UNREADABLE)
async def test_what_sqlite_lets_anybody_put_there_is_found(
    runtime: Runtime, statement: str
) -> None:
    await written(runtime, 3)
    await change(runtime, statement)
    assert await fault(runtime) == (Fault.ALTERED, 2)
    assert len((await checking.listed(runtime.database, last=9)).lines) == 3
    await written(runtime, 1)


# --- what may be deleted ----------------------------------------------------------------------


async def test_it_survives_the_deletion_of_everybody(runtime: Runtime) -> None:
    cadi = await join(runtime, "cadi")
    dsp = await join(runtime, "dsp", roles=frozenset({Role.DSP}))
    await reveal(runtime, actor=dsp.contact.id, contact_id=cadi.contact.id, reason="to help")
    noted = await the_head(runtime)
    await change(runtime, delete(addresses), delete(people), delete(contacts))
    walk = await checking.verify(runtime.database, noted)
    assert (walk.is_whole, walk.head.number) == (True, 1)
    (line,) = (await checking.listed(runtime.database, last=9, about=dsp.contact.id)).lines
    assert (line.actor, line.subject) == (dsp.contact.id, cadi.contact.id)
    assert not table.foreign_keys


# --- listing ----------------------------------------------------------------------------------


async def test_the_newest_are_listed_in_their_order(runtime: Runtime) -> None:
    await written(runtime, 5)
    found = await checking.listed(runtime.database, last=2)
    assert ([line.number for line in found.lines], found.of) == ([4, 5], 5)


@pytest.mark.parametrize(
    ("about", "number"), [("c2", 1), ("s1", 5), ("nobody", 0), ("", 0), ("\udcff", 0)]
)
async def test_what_was_done_to_an_id_or_by_it_is_listed(
    runtime: Runtime, about: str, number: int
) -> None:
    await written(runtime, 5)
    found = await checking.listed(runtime.database, last=9, about=about)
    assert (len(found.lines), found.of) == (number, number)


async def test_a_database_from_before_says_so(runtime: Runtime) -> None:
    await change(runtime, "ALTER TABLE audit DROP COLUMN digest")
    for look in (checking.verify(runtime.database), checking.listed(runtime.database, last=1)):
        with pytest.raises(BadInput, match="from before the audit was a chain"):
            await look
