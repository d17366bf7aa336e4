"""What a school does with a group: asked about before and after, and the change of the group.

Each intervention has waves of its own, so that rounds are told apart even where they ask the same
learners. Closing freezes what comes of it, shown or not, for good.
"""

from dataclasses import dataclass, replace

from domain.errors import BadInput
from domain.ids import InterventionId, WaveId
from domain.people import FIRST_YEAR, LAST_YEAR, Language
from flows.definition import Pack, newest
from flows.nodes import Scale
from flows.wording import wording
from locales.reader import voice
from reporting.change import Outcome, Turnout, Withheld
from reporting.change_control import ScaleAsked
from reporting.rules import MINIMUM
from reporting.tables import TOO_FEW
from services import pairing, waves
from services.runtime import Runtime
from services.waves import Opened
from storage import changes, schedules
from storage import interventions as store
from storage.database import UnitOfWork
from storage.interventions import Intervention, Moment

PACK = "before-and-after"
"""The pack that is made for it."""

INTERVENTION_ID_LENGTH = 5
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Listed:
    """An intervention and how many took part, without the numbers of small groups."""

    intervention: Intervention
    turnout: Turnout


@dataclass(frozen=True, slots=True)
class Result:
    """What was frozen of an intervention, and its questions in English, by their ids."""

    intervention: Intervention
    outcome: Outcome
    questions: dict[str, str]


async def add(rt: Runtime, name: str, group: str, pack_id: str = PACK) -> Intervention:
    """Add an intervention; BadInput where the group or the pack is unknown or does not fit."""
    pack = newest(rt.packs, pack_id)
    if pack is None:
        known = ", ".join(sorted({each for each, _ in rt.packs}))
        raise BadInput(f"there is no pack {pack_id!r}; there are: {known}.")
    if not scales(pack):
        raise BadInput(
            f"the pack {pack_id!r} does not fit: every question must be a scale that is counted "
            "for staff and for no other measure."
        )
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise BadInput(f"give it a name of at most {LONGEST_NAME} characters.")
    new = Intervention(
        id=InterventionId(rt.chance(INTERVENTION_ID_LENGTH)),
        name=name.strip(),
        group=group,
        pack=pack.id,
        version=pack.version,
        made_at=rt.now(),
    )
    async with rt.database.write() as uow:
        if not await schedules.group_exists(uow, group):
            raise BadInput(f"nobody on the roll is in a group called {group!r}.")
        if twin := await _twin(uow, new):
            raise BadInput(
                f"{twin.name!r} for the group {group!r} is open already, as {twin.id}: go on "
                "with that one, or give this one another name."
            )
        await store.add(uow, new)
        await uow.commit()
    return new


async def _twin(uow: UnitOfWork, new: Intervention) -> Intervention | None:
    """The open intervention that nobody could tell from this one by its name and group."""
    return next(
        (
            each
            for each in await store.everything(uow)
            if each.closed_at is None
            and each.group == new.group
            and each.name.casefold() == new.name.casefold()
        ),
        None,
    )


def scales(pack: Pack) -> tuple[ScaleAsked, ...]:
    """The questions of a pack that fits, in their order; none where it does not.

    A question that is counted for another measure does not fit: the change of a group could be
    held against the counts of the school.
    """
    fitting = [
        ScaleAsked(name, node.points)
        for name, node in pack.waits.items()
        if isinstance(node, Scale) and node.counted and node.measure is None
    ]
    fits = len(fitting) == len(pack.waits) and "staff" in pack.sees.counts
    return tuple(fitting) if fits else ()


async def listed(rt: Runtime) -> list[Listed]:
    """Every intervention with how many took part: as frozen where it is closed."""
    async with rt.database.read() as uow:
        found = await store.everything(uow)
        return [Listed(each, await _turnout(uow, each)) for each in found]


async def _turnout(uow: UnitOfWork, whose: Intervention) -> Turnout:
    found = await changes.frozen(uow, whose.id)
    if found is not None:
        return found[1]
    given = await store.answered(uow, whose.id)
    return pairing.taken_part(await store.asked(uow, whose.id), given)


async def ask(rt: Runtime, intervention_id: str, moment: Moment) -> Opened:
    """Ask the group now; again, it asks only those whom this moment has not reached yet."""
    async with rt.database.write() as uow:
        whose = await _found(uow, intervention_id)
        if whose.closed_at is not None:
            raise BadInput(f"the intervention {whose.id!r} is closed and asks no more.")
        asked = await store.moments_asked(uow, whose.id)
        if moment is Moment.AFTER and Moment.BEFORE not in asked:
            raise BadInput(f"ask the group of {whose.id!r} before, and then after.")
        if moment is Moment.BEFORE and Moment.AFTER in asked:
            raise BadInput(f"the group of {whose.id!r} was asked after; before is over.")
        await store.open_wave(uow, WaveId(rt.new_id()), whose, moment, rt.now())
        not_joined = await schedules.not_joined(uow, whose.group, FIRST_YEAR, LAST_YEAR)
        await uow.commit()
    return replace(await waves.fill(rt, 1), not_joined=not_joined)


async def close(rt: Runtime, intervention_id: str, *, for_good: bool = False) -> Result:
    """Freeze what comes of an intervention. Closing again gives what was frozen.

    What could not be shown is closed only `for_good`: a result that is frozen too early is lost.
    """
    async with rt.database.write() as uow:
        whose = await _found(uow, intervention_id)
        if whose.closed_at is None:
            await _freeze(rt, uow, whose, for_good=for_good)
            await uow.commit()
    return await result(rt, intervention_id)


async def result(rt: Runtime, intervention_id: str) -> Result:
    """What was frozen of an intervention; BadInput while it is not closed."""
    async with rt.database.read() as uow:
        whose = await _found(uow, intervention_id)
        found = await changes.frozen(uow, whose.id)
    if found is None:
        raise BadInput(f"the intervention {whose.id!r} has no result until it is closed.")
    return Result(whose, found[0], _questions(rt, whose))


async def _found(uow: UnitOfWork, intervention_id: str) -> Intervention:
    found = await store.find(uow, intervention_id)
    if found is None:
        raise BadInput(
            f"there is no intervention {intervention_id!r}; see gwrando intervention list."
        )
    return found


def _pack(rt: Runtime, whose: Intervention) -> Pack | None:
    """The version that is asked both times; None where this program cannot read it."""
    return rt.packs.get((whose.pack, whose.version))


def _questions(rt: Runtime, whose: Intervention) -> dict[str, str]:
    pack = _pack(rt, whose)
    if pack is None:
        return {}
    words = wording(pack, voice(Language.EN))
    return {name: words.say(node.ask) for name, node in pack.waits.items()}


async def _freeze(rt: Runtime, uow: UnitOfWork, whose: Intervention, *, for_good: bool) -> None:
    pack = _pack(rt, whose)
    if pack is None:
        raise BadInput(
            f"the version of the pack in which {whose.id!r} was asked cannot be read here."
        )
    given = await store.answered(uow, whose.id)
    earlier = await changes.counted_before(uow, whose.pack)
    outcome, counted = pairing.outcome(whose, scales(pack), given, earlier)
    why = _too_early(outcome, await store.moments_asked(uow, whose.id))
    if why and not for_good:
        raise BadInput(
            f"{why}, so nothing could be shown of {whose.id!r}; "
            "to close it all the same, once and never again, add --for-good."
        )
    took_part = pairing.taken_part(await store.asked(uow, whose.id), given)
    await changes.freeze(uow, outcome, took_part, counted)
    await store.close(uow, whose.id, rt.now())


def _too_early(outcome: Outcome, asked: set[Moment]) -> str | None:
    """Why nothing could be shown yet; None where closing is worth it."""
    if Moment.AFTER not in asked:
        return "the group has not been asked after"
    if isinstance(outcome, Withheld) and outcome.reason == TOO_FEW:
        return f"fewer than {MINIMUM} have answered both times"
    return None
