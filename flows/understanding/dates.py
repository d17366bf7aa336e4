"""A date as people write it in Welsh and English: the day stands before the month.

What leaves a choice open is not guessed. Without its year a date is the nearest one. A weekday by
itself is a date only where the question asks about the past, and then it is the last one; on a
Friday, Friday might be today or a week ago, and is asked again.
"""

import re
from datetime import date, timedelta

from flows.understanding.numbers import day_of_month
from flows.understanding.words import forms, word_set

_MONTHS_EN = (
    "january february march april may june july august september october november december"
)
_MONTHS_CY = (
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
)
_SHORT_EN = "jan feb mar apr may jun jul aug sep oct nov dec"
_SHORT_CY = "ion chwef maw ebr mai meh gorff awst medi hyd tach rhag"
_DAYS_EN = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS_CY = "llun mawrth mercher iau gwener sadwrn sul"
_SHORT_DAYS_EN = "mon tue wed thu fri sat sun"

_MONTHS = (
    {word: month for line in (_MONTHS_EN, _SHORT_EN) for month, word in enumerate(line.split(), 1)}
    | {
        form: month
        for line in (_MONTHS_CY, _SHORT_CY)
        for month, word in enumerate(line.split(), 1)
        for form in forms(word)
    }
    | {"sept": 9, "gorf": 7, "chwe": 2}
)
# Of the Welsh days Mawrth is also a month, and so has to be called a day.
_WEEKDAYS = (
    {word: day for line in (_DAYS_EN, _SHORT_DAYS_EN) for day, word in enumerate(line.split())}
    | {
        f"{before}{word}": day
        for before in ("dydd ", "ddydd ", "")
        for day, word in enumerate(_DAYS_CY.split())
        if before or word != "mawrth"
    }
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "mer": 2, "gwe": 4, "gwen": 4}
)
_NEAR = {
    "today": 0,
    "heddiw": 0,
    "yesterday": -1,
    "ddoe": -1,
    "last night": -1,
    "neithiwr": -1,
    "day before yesterday": -2,
    "echdoe": -2,
    "week ago": -7,
    "wythnos yn ol": -7,
    "tomorrow": 1,
    "yfory": 1,
    "fory": 1,
    "day after tomorrow": 2,
    "trennydd": 2,
    "drennydd": 2,
}
_LAST = word_set("last diwethaf dwetha dwethaf ddiwethaf ddwetha")
_BETWEEN = word_set("the of on it is its a y yr o")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_SHORT_DATE = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1900, 2200)
_HALF_A_YEAR = 183


def date_said(words: tuple[str, ...], today: date, *, past: bool = False) -> date | None:
    """The date that words name, at the latest today where the question is about the past.

    Without a year it is the nearest, at most half a year ago.
    """
    kept = [word for word in words[words[:1] == ("ar",) :] if word not in _BETWEEN]
    found = _near(kept, today) or _weekday(kept, today, past=past) or _dated(kept, today, past)
    return None if found is None or (past and found > today) else found


def _near(words: list[str], today: date) -> date | None:
    days = _NEAR.get(" ".join(words))
    return None if days is None else today + timedelta(days=days)


def _weekday(words: list[str], today: date, *, past: bool) -> date | None:
    """The newest day of a name before today; without last, where only that can be meant."""
    kept = [word for word in words if word not in _LAST]
    weekday, rest = _without_weekday(kept)
    called_last = len(kept) < len(words)
    if weekday is None or rest or not (called_last or (past and weekday != today.weekday())):
        return None
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _dated(words: list[str], today: date, past: bool) -> date | None:
    weekday, rest = _without_weekday(words)
    found = _near(rest, today)
    if len(rest) == 1:
        found = found or _in_figures(rest[0], today, past)
    elif rest:
        found = found or _with_month(rest, today, past)
    if found is None or weekday not in (None, found.weekday()):
        return None
    return found


def _without_weekday(words: list[str]) -> tuple[int | None, list[str]]:
    for length in (2, 1):
        if (name := " ".join(words[:length])) in _WEEKDAYS:
            return _WEEKDAYS[name], words[length:]
    return None, words


def _in_figures(word: str, today: date, past: bool) -> date | None:
    if found := _ISO.fullmatch(word):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _SHORT_DATE.fullmatch(word):
        return _of_year(found[4], int(found[3]), int(found[1]), today, past)
    return None


def _with_month(words: list[str], today: date, past: bool) -> date | None:
    year = words[-1] if len(words) > 2 and _YEAR.fullmatch(words[-1]) else None
    rest = words[:-1] if year else words
    for month, day in ((rest[-1], rest[:-1]), (rest[0], rest[1:])):
        if month in _MONTHS and (found := day_of_month(tuple(day))):
            return _of_year(year, _MONTHS[month], found, today, past)
    return None


def _of_year(year: str | None, month: int, day: int, today: date, past: bool) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    furthest = (today.year - 9, today.year + 1) if past else (today.year - 1, today.year + 9)
    years = range(*furthest)  # 29 February may be eight years away
    near = [found for each in years if (found := _day(each, month, day))]
    near = [found for found in near if _may_be_meant(found, today, past)]
    return min(near, key=lambda found: abs((found - today).days), default=None)


def _may_be_meant(found: date, today: date, past: bool) -> bool:
    return found <= today if past else (today - found).days <= _HALF_A_YEAR


def _day(year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
