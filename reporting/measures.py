"""What is counted: a measure and the answers it can have."""

from dataclasses import dataclass

from domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class Measure:
    """One question as it is counted, with its answers in their order."""

    id: str
    options: tuple[str, ...]


MOOD = Measure("mood", options=("1", "2", "3", "4", "5"))
"""How the week feels: five faces, from 1 (very low) to 5 (very good)."""

_MEASURES = {MOOD.id: MOOD}


def measure(measure_id: str) -> Measure:
    """The measure of that name."""
    if measure_id not in _MEASURES:
        raise BadInput(f"measure: {measure_id!r} is not counted; known: {', '.join(_MEASURES)}")
    return _MEASURES[measure_id]
