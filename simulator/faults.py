"""Bad days on demand: the next calls fail, dawdle, or are carried out and never answered."""

from dataclasses import dataclass
from enum import StrEnum

from simulator.errors import ApiError, forbidden, too_many


class FaultKind(StrEnum):
    """How a call goes wrong."""

    TOO_MANY = "429"
    BLOCKED = "403"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"  # a page of HTML, as a proxy in between answers
    SLOW = "slow"  # carried out and answered after `ms`
    DROP = "drop"  # carried out, then the line is cut
    HANG = "hang"  # carried out, never answered
    LOST = "lost"  # the line is cut and nothing was carried out


@dataclass(slots=True)
class Fault:
    """One bad turn for the next `times` calls, of one method or one chat if that is said.

    Without a method it leaves getUpdates alone: an idle poll would otherwise use it up.
    """

    kind: FaultKind
    times: int = 1
    method: str = ""
    chat_id: int | None = None
    ms: int = 0
    retry_after: int = 1

    def meets(self, method: str, chat_id: object) -> bool:
        """Whether this call is one of those that go wrong."""
        if self.method:
            if self.method.lower() != method.lower():
                return False
        elif method == "getUpdates":
            return False
        return self.chat_id is None or self.chat_id == chat_id

    @property
    def refusal(self) -> ApiError | None:
        """What is answered instead of carrying the call out, if it is not."""
        match self.kind:
            case FaultKind.TOO_MANY:
                return too_many(self.retry_after)
            case FaultKind.BLOCKED:
                return forbidden("bot was blocked by the user")
            case FaultKind.SERVER_ERROR:
                return ApiError(500, "Internal Server Error")
            case _:
                return None


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self.coming: list[Fault] = []

    def next_for(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this call meets, used up by it."""
        for fault in self.coming:
            if fault.meets(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.coming.remove(fault)
                return fault
        return None
