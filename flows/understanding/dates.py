"""A date as people write it in Welsh and English: the day stands before the month."""

import re
from datetime import date, timedelta

from flows.understanding.words import forms, word_set

_MONTHS_EN = (
    "january february march april may june july august september october november december"
)
_MONTHS_CY = (
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
)
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_DAYS_EN = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS_CY = "llun mawrth mercher iau gwener sadwrn sul"

_MONTHS = (
    {word: month for month, word in enumerate(_MONTHS_EN.split(), 1)}
    | {word: month for month, word in enumerate(_SHORT.split(), 1)}
    | {form: month for month, word in enumerate(_MONTHS_CY.split(), 1) for form in forms(word)}
    | {"sept": 9}
)
_WEEKDAYS = {word: day for day, word in enumerate(_DAYS_EN.split())} | {
    f"dydd {word}": day for day, word in enumerate(_DAYS_CY.split())
}
_NEAR = {
    "today": 0,
    "heddiw": 0,
    "yesterday": -1,
    "ddoe": -1,
    "tomorrow": 1,
    "yfory": 1,
    "fory": 1,
}
_BETWEEN = word_set("the of on it is its y yr o ar")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_SHORT_DATE = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|af|il|ydd|ed|fed|eg)?")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1900, 2200)
_HALF_A_YEAR = 183


def date_said(words: tuple[str, ...], today: date) -> date | None:
    """The date that words name. Without a year it is the nearest, at most half a year ago."""
    weekday, rest = _without_weekday([word for word in words if word not in _BETWEEN])
    if len(rest) == 1 and rest[0] in _NEAR:
        found: date | None = today + timedelta(days=_NEAR[rest[0]])
    else:
        found = _in_figures(rest[0], today) if len(rest) == 1 else _with_month(rest, today)
    if found is None or weekday not in (None, found.weekday()):
        return None
    return found


def _without_weekday(words: list[str]) -> tuple[int | None, list[str]]:
    for length in (2, 1):
        if (name := " ".join(words[:length])) in _WEEKDAYS:
            return _WEEKDAYS[name], words[length:]
    return None, words


def _in_figures(word: str, today: date) -> date | None:
    if found := _ISO.fullmatch(word):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _SHORT_DATE.fullmatch(word):
        return _of_year(found[4], int(found[3]), int(found[1]), today)
    return None


def _with_month(words: list[str], today: date) -> date | None:
    if len(words) not in (2, 3):
        return None
    day, month = words[:2] if words[1] in _MONTHS else (words[1], words[0])
    year = words[2] if len(words) == 3 else None
    found = _DAY.fullmatch(day)
    if found is None or month not in _MONTHS or (year and not _YEAR.fullmatch(year)):
        return None
    return _of_year(year, _MONTHS[month], int(found[1]), today)


def _of_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    years = range(today.year - 1, today.year + 9)  # 29 February may be eight years away
    near = [found for each in years if (found := _day(each, month, day))]
    near = [found for found in near if (today - found).days <= _HALF_A_YEAR]
    return min(near, key=lambda found: abs((found - today).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
