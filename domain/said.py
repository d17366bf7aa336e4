"""What somebody wrote a while ago, as it is looked at again when they write more."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An earlier text, or the end of a long one, and when it was written."""

    body: str
    written_at: datetime
