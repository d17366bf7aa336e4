"""Who is on the other end: learners by age band, staff by role, and what they have agreed to."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.ids import ContactId

FIRST_YEAR = 3
LAST_YEAR = 13


class Language(StrEnum):
    """The two languages of the product, as equals. The values are ISO 639-1 codes."""

    CY = "cy"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The language one tap away."""
        return Language.EN if self is Language.CY else Language.CY


class Band(StrEnum):
    """An age band: the ages for which one wording is written."""

    AGES_7_9 = "7-9"
    AGES_10_11 = "10-11"
    AGES_12_14 = "12-14"
    AGES_15_18 = "15-18"


_LAST_YEAR_OF_BAND = ((4, Band.AGES_7_9), (6, Band.AGES_10_11), (9, Band.AGES_12_14))


def band_of(year: int) -> Band:
    """The band that a school year group falls in: years 3-4, 5-6, 7-9 and 10-13."""
    return next((band for last, band in _LAST_YEAR_OF_BAND if year <= last), Band.AGES_15_18)


class Role(StrEnum):
    """What a contact is in the school. One person may hold several."""

    LEARNER = "learner"
    COUNCIL = "council"
    DSP = "dsp"
    DEPUTY = "deputy"
    HEAD = "head"
    OFFICE = "office"
    PASTORAL = "pastoral"
    AUTHORITY = "authority"  # the local authority's contact


STAFF_ROLES = (
    Role.DSP,
    Role.DEPUTY,
    Role.HEAD,
    Role.PASTORAL,
    Role.COUNCIL,
    Role.OFFICE,
    Role.AUTHORITY,
)
"""Roles that `gwrando staff invite` gives."""


ADULTS = frozenset({Role.DSP, Role.DEPUTY, Role.HEAD, Role.PASTORAL, Role.OFFICE, Role.AUTHORITY})
"""Roles that only adults hold; whoever is on the council may be a learner."""


class Standing(StrEnum):
    """How far a contact has come."""

    INVITED = "invited"  # on the roll, has not used the join code
    READING = "reading"  # has used the code and is reading the honest notice
    JOINED = "joined"  # has agreed
    STOPPED = "stopped"  # has said stop; nothing is sent until they come back themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody on a channel, under a pseudonym: no name, no address.

    Without a language they are spoken to in both, until they choose one.
    """

    id: ContactId
    roles: frozenset[Role]
    language: Language | None
    standing: Standing
    year: int | None = None
    class_name: str | None = None
    groups: tuple[str, ...] = field(default=())
    notice_version: str | None = None
    joined_at: datetime | None = None

    @property
    def is_learner(self) -> bool:
        """Whether check-ins are for this contact."""
        return Role.LEARNER in self.roles

    @property
    def is_adult(self) -> bool:
        """Whether this is certainly an adult of the school."""
        return bool(self.roles & ADULTS) and not self.is_learner

    def serves_as(self, roles: Collection[Role]) -> bool:
        """Whether they hold one of the roles, and have not stopped or yet to join."""
        return self.standing is Standing.JOINED and bool(self.roles & frozenset(roles))

    @property
    def takes_part(self) -> bool:
        """Whether questions may be put to this contact now: in the language they agreed in."""
        return self.is_learner and self.standing is Standing.JOINED and self.language is not None

    @property
    def band(self) -> Band:
        """The band whose wording this contact reads; staff read the oldest."""
        return Band.AGES_15_18 if self.year is None else band_of(self.year)
