"""The fixed breakdowns: the whole school, and each school year. Nobody can ask for another."""

from domain.errors import BadInput
from domain.people import FIRST_YEAR, LAST_YEAR

SCHOOL = "school"
_YEAR = "year:"
_YEARS = {f"{_YEAR}{year}": year for year in range(FIRST_YEAR, LAST_YEAR + 1)}


def year_slice(year: int) -> str:
    """The slice of one school year."""
    return f"{_YEAR}{year}"


def year_of(slice_id: str) -> int | None:
    """The year a slice stands for; None for the whole school."""
    if slice_id == SCHOOL:
        return None
    if slice_id not in _YEARS:
        raise BadInput(f"slice: {slice_id!r} is not a breakdown; use 'school' or 'year:7'")
    return _YEARS[slice_id]


def reading_order(slice_id: str) -> int:
    """Where a slice stands on a page: the school, then the years from the youngest."""
    return year_of(slice_id) or 0
