"""What several signs say together that none of them says alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.verdicts import Hit
from escalation.lexicon.model import Together

TOGETHER = "together"
"""The first part of a reason that is such a rule."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What was heard now, and in each of the texts before, oldest first."""

    now: Sequence[Hit]
    before: Sequence[Sequence[Hit]]
    lowest: bool


def raised(rules: Iterable[Together], signs: Signs) -> list[Hit]:
    """The hits of now that weigh more because of what else was heard, with the reason."""
    found: list[Hit] = []
    for rule in rules:
        hit = _raised(rule, signs)
        if hit is not None and hit.level < rule.level:
            found.append(replace(hit, level=rule.level, because=f"{TOGETHER}.{rule.id}"))
    return found


def _raised(rule: Together, signs: Signs) -> Hit | None:
    """The gravest hit of now that a rule speaks of, if the rule holds."""
    mine = [hit for hit in signs.now if _is_of(hit, rule)]
    if not mine or (rule.lowest and not signs.lowest):
        return None
    heard = [mine, *([hit for hit in hits if _is_of(hit, rule)] for hits in signs.before)]
    if sum(map(bool, heard)) < rule.times:
        return None
    kinds = [hit for hits in heard for hit in hits]
    if not all(any(_is_one_of(hit, group) for hit in kinds) for group in rule.all):
        return None
    return max(mine, key=lambda hit: hit.level)


def _is_of(hit: Hit, rule: Together) -> bool:
    return hit.level >= rule.least and any(_is_one_of(hit, group) for group in rule.all)


def _is_one_of(hit: Hit, names: Iterable[str]) -> bool:
    return any(name in (hit.category, hit.entry) for name in names)
