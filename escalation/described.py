"""Phrases that stand for a person: the further names that the office gave, and roles in words."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from domain.ids import ContactId
from domain.people import Role
from escalation.about_names import Cells, Description, about_names, all_cells
from escalation.heard import Heard, Token

_MOST_BETWEEN = 6


class Rule(NamedTuple):
    """What must and must not stand around a description."""

    before: tuple[Cells, ...]
    after: tuple[Cells, ...]
    between: frozenset[str]
    unless_before: tuple[Cells, ...]
    unless_after: tuple[Cells, ...]
    unless_asked: tuple[Cells, ...]


class Phrase(NamedTuple):
    """A further name, or what describes a role, and whom it concerns."""

    cells: Cells
    whom: frozenset[ContactId]
    rule: Rule | None = None


def described(roles_of: Mapping[ContactId, frozenset[Role]]) -> Iterator[Phrase]:
    """What describes the roles that somebody holds."""
    for description in about_names().roles:
        whom = frozenset(one for one, roles in roles_of.items() if roles & description.roles)
        rule = _rule(description)
        for cells in description.cells if whom else ():
            yield Phrase(cells, whom, rule)


def unless_a_number_follows() -> Rule:
    """That of a head of a year, named without it: *head of year 8* is another's."""
    return Rule((), (), frozenset(), (), ((about_names().numbers,),), ())


def _rule(description: Description) -> Rule:
    return Rule(
        before=all_cells(description.before),
        after=all_cells(description.after),
        between=description.between,
        unless_before=all_cells(description.unless_before),
        unless_after=all_cells(description.unless_after),
        unless_asked=() if description.after else all_cells(about_names().asking),
    )


def stands(heard: Heard, cells: Cells, token: Token) -> set[int]:
    """Where a phrase ends that begins with this token."""
    pasts, before = {token.past}, token.form
    for cell in cells[1:]:
        short = len(before) == 1 or before in about_names().title_forms
        near = heard.near_to_title if short else heard.near
        tokens = [one for past in pasts if near(past) for one in heard.at[past]]
        fitting = [one for one in tokens if one.form in cell and not one.doubtful]
        pasts, before = (
            {one.past for one in fitting},
            min((one.form for one in fitting), default=""),
        )
    return pasts


def holds(rule: Rule, heard: Heard, at: int, past: int) -> bool:
    """Whether what stands around a description lets it be one."""
    if heard.ends_closely_with(rule.unless_before, at):
        return False
    if heard.close(past) and any(heard.starts_with(cells, past) for cells in rule.unless_after):
        return False
    if heard.ends_closely_with(rule.unless_asked, at):
        return False
    if not rule.before and not rule.after:
        return True
    return heard.ends_with(rule.before, at) or _deed_follows(rule, heard, past)


def _deed_follows(rule: Rule, heard: Heard, past: int) -> bool:
    for at in range(past, past + _MOST_BETWEEN):
        if not heard.close(at):
            return False
        if any(heard.starts_with(cells, at) for cells in rule.after):
            return True
        if rule.between.isdisjoint(heard.plain(at)):
            return False
    return False
