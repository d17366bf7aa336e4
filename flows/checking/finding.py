"""What the linter of conversations says about a pack."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fault", "advice"]

BREAKING = frozenset(
    {
        *("missing", "fuzzy", "placeholder", "picture", "too_long", "button_data"),
        *("endless", "loop", "notice", "measure"),
    }
)
"""The rules without which a conversation breaks off, or is not honest with its learners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to put right (a fault) or to think about (advice), and where.

    `node` is empty where the whole pack is meant.
    """

    pack: str
    node: str = ""
    rule: str
    what: str
    level: Level = "fault"

    @property
    def breaks(self) -> bool:
        """Whether learners must not meet a pack of which this is true."""
        return self.level == "fault" and self.rule in BREAKING

    def __str__(self) -> str:
        place = f"{self.pack} {self.node}".strip()
        return f"{place}: {self.level}: {self.what} [{self.rule}]"
