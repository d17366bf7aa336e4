"""What the linter of conversations says about a pack."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fault", "advice"]


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

    def __str__(self) -> str:
        place = f"{self.pack} {self.node}".strip()
        return f"{place}: {self.level}: {self.what} [{self.rule}]"
