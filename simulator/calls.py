"""The call log: what the bot asked for, newest last, in a ring that forgets."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.uploads import Upload

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call and how it ended. `fault` names the bad turn it met, if any."""

    place: int
    at: float
    method: str
    params: dict[str, Any]
    code: int
    description: str
    warnings: tuple[str, ...]
    fault: str

    def seen(self) -> dict[str, Any]:
        """As the control API shows it; a file is shown by its size."""
        return {
            "place": self.place,
            "at": self.at,
            "method": self.method,
            "params": self.params,
            "ok": self.code == 200,
            "code": self.code,
            "description": self.description,
            "warnings": list(self.warnings),
            "fault": self.fault,
        }


class CallLog:
    """The last calls."""

    def __init__(self) -> None:
        self.last = 0
        self._calls: deque[Call] = deque(maxlen=KEPT)

    def add(
        self,
        *,
        at: float,
        method: str,
        params: dict[str, Any],
        code: int = 200,
        description: str = "",
        warnings: tuple[str, ...] = (),
        fault: str = "",
    ) -> None:
        """Write one call down."""
        self.last += 1
        light = {k: str(v) if isinstance(v, Upload) else v for k, v in params.items()}
        call = Call(self.last, at, method, light, code, description, warnings, fault)
        self._calls.append(call)

    def since(self, place: int, *, method: str = "", chat_id: int | None = None) -> list[Call]:
        """The calls after `place`, of one method or to one chat if that is said."""
        return [
            call
            for call in self._calls
            if call.place > place
            and (not method or call.method.lower() == method.lower())
            and (chat_id is None or call.params.get("chat_id") == chat_id)
        ]
