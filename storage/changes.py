"""Changes as they were frozen, and the ledger of who is counted in which of them.

The ledger is pseudonymous, holds no answer and stays here: it exists so that disclosure control
can see what could be worked out from several changes together. A change knows no contact.
"""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import select

from domain.ids import ContactId, InterventionId
from reporting.change import Outcome, Turnout, restore, to_row
from storage.database import UnitOfWork
from storage.tables import changes, interventions, paired
from storage.upsert import insert


async def freeze(
    uow: UnitOfWork, outcome: Outcome, turnout: Turnout, counted: Iterable[ContactId]
) -> None:
    """Keep an outcome for good. One that is there already fails the transaction."""
    row = to_row(outcome) | {"turnout": asdict(turnout)}
    intervention_id = row["intervention_id"] = row.pop("id")
    await insert(uow, changes, [row])
    whose = [{"intervention_id": intervention_id, "contact_id": each} for each in sorted(counted)]
    await insert(uow, paired, whose)


async def frozen(
    uow: UnitOfWork, intervention_id: InterventionId
) -> tuple[Outcome, Turnout] | None:
    """The outcome of an intervention as it was frozen; None while there is none."""
    rows = await uow.connection.execute(
        select(changes).where(changes.c.intervention_id == intervention_id)
    )
    row = rows.first()
    if row is None:
        return None
    return restore({**row._mapping, "id": row.intervention_id}), Turnout(**row.turnout)


async def counted_before(uow: UnitOfWork, pack: str) -> list[set[ContactId]]:
    """Who is counted in each change that was released of a pack."""
    rows = await uow.connection.execute(
        select(paired)
        .join(interventions, interventions.c.intervention_id == paired.c.intervention_id)
        .where(interventions.c.pack == pack)
        .order_by(paired.c.intervention_id)
    )
    found: dict[str, set[ContactId]] = {}
    for row in rows:
        found.setdefault(row.intervention_id, set()).add(ContactId(row.contact_id))
    return list(found.values())
