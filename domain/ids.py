"""Names for the things that have an identity.

Ids are random text. They say nothing about a person, a time or an order, so that a row read alone
points at nobody. Chance comes from outside: the core is handed a `Chance` and never draws itself.
"""

from collections.abc import Callable
from typing import NewType

AddressId = NewType("AddressId", str)
"""One chat on one channel, known or not; the address itself stays in the vault."""

ContactId = NewType("ContactId", str)
"""The pseudonym: the random id under which answers, sessions and cases are kept."""

SessionId = NewType("SessionId", str)
TextId = NewType("TextId", str)
CaseId = NewType("CaseId", str)
ScheduleId = NewType("ScheduleId", str)
InterventionId = NewType("InterventionId", str)
WaveId = NewType("WaveId", str)
SignId = NewType("SignId", str)
BookId = NewType("BookId", str)
DutyId = NewType("DutyId", str)
NoteId = NewType("NoteId", str)
"""A thank-you note, by the id of the session in which it was written."""

Chance = Callable[[int], str]
"""Draw that many characters from `ALPHABET`, each equally likely."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: five bits a character, none that is read as another."""

ID_LENGTH = 12
"""Characters in an id: 60 random bits."""
