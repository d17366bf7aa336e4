"""The clock of a case as a row keeps it: plain JSON, moments as ISO 8601 in UTC."""

from datetime import datetime, timedelta
from typing import Any

from domain.cases import Clock, Step, Whom


def as_json(clock: Clock | None) -> dict[str, Any] | None:
    """A clock as it is kept; what is due next has a column of its own."""
    if clock is None:
        return None
    return {
        "rule": clock.rule,
        "started_at": clock.started_at.isoformat(),
        "again": None if clock.again is None else int(clock.again.total_seconds()),
        "fired": clock.fired,
        "steps": [
            {
                "at": step.at.isoformat(),
                "whom": [whom.value for whom in step.whom],
                "optional": step.optional,
            }
            for step in clock.steps
        ],
    }


def from_json(kept: dict[str, Any] | None, next_at: datetime | None) -> Clock | None:
    """A clock as it was kept."""
    if kept is None:
        return None
    return Clock(
        rule=kept["rule"],
        started_at=datetime.fromisoformat(kept["started_at"]),
        again=None if kept["again"] is None else timedelta(seconds=kept["again"]),
        fired=kept["fired"],
        steps=tuple(
            Step(
                at=datetime.fromisoformat(step["at"]),
                whom=tuple(Whom(whom) for whom in step["whom"]),
                optional=step["optional"],
            )
            for step in kept["steps"]
        ),
        next_at=next_at,
    )
