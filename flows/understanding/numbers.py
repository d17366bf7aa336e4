"""Numbers in digits and in words, and places in a list, in Welsh and English."""

import re

from flows.understanding.words import FILLERS

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RHIFAU = "dim un dau tri pedwar pump chwech saith wyth naw"
# By itself "cant" is left out: it is a hundred, or English without its apostrophe.
_OLD = {
    "sero": 0, "none": 0, "un ar deg": 11, "deuddeg": 12, "tri ar deg": 13, "pedwar ar deg": 14,
    "pymtheg": 15, "un ar pymtheg": 16, "dau ar pymtheg": 17, "deunaw": 18,
    "pedwar ar pymtheg": 19, "ugain": 20, "deugain": 40, "hanner cant": 50, "trigain": 60,
    "pedwar ugain": 80, "un cant": 100, "hundred": 100, "a hundred": 100,
    "one hundred": 100,
}  # fmt: skip
_ON_TWENTY = """un dau tri pedwar pump chwech saith wyth naw deg un_ar_deg deuddeg tri_ar_deg
    pedwar_ar_deg pymtheg un_ar_pymtheg dau_ar_pymtheg deunaw pedwar_ar_pymtheg"""
_RADICAL = {
    "ddeg": "deg", "ddau": "dau", "dwy": "dau", "ddwy": "dau", "dri": "tri", "thri": "tri",
    "tair": "tri", "dair": "tri", "bedwar": "pedwar", "pedair": "pedwar", "bedair": "pedwar",
    "bump": "pump", "pum": "pump", "bum": "pump", "chwe": "chwech", "gant": "cant",
    "bymtheg": "pymtheg", "ddeuddeg": "deuddeg", "ddeunaw": "deunaw", "hugain": "ugain",
    "ddeugain": "deugain", "drigain": "trigain",
}  # fmt: skip


def _english() -> dict[str, int]:
    small = f"{_ONES} {_TEENS}".split()
    found = {word: number for number, word in enumerate(small)}
    for ten, word in enumerate(_TENS.split(), 2):
        found[word] = ten * 10
        found |= {f"{word} {small[one]}": ten * 10 + one for one in range(1, 10)}
    return found


def _welsh() -> dict[str, int]:
    small = _RHIFAU.split()
    found = {word: number for number, word in enumerate(small)} | {"deg": 10}
    for ten in range(1, 10):
        found[f"{small[ten]} deg"] = ten * 10
        found |= {f"{small[ten]} deg {small[one]}": ten * 10 + one for one in range(1, 10)}
    for more, word in enumerate(_ON_TWENTY.split(), 1):
        found[f"{word} ar ugain".replace("_", " ")] = 20 + more
    return found


NUMBERS = _english() | _welsh() | _OLD
"""Every number up to a hundred in words; Welsh ones without mutation and in the masculine."""

_DIGITS = re.compile(r"-?[0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3})+")
_PLACE = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|af|il|ydd|edd|ed|fed|eg|ain)")
_ORDINALS = {
    word: place
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "cyntaf ail trydydd pedwerydd pumed chweched seithfed wythfed nawfed degfed",
    )
    for place, word in enumerate(words.split(), 1)
} | {
    "gyntaf": 1, "trydedd": 3, "drydedd": 3, "drydydd": 3, "pedwaredd": 4, "bedwaredd": 4,
    "bedwerydd": 4, "bumed": 5, "ddegfed": 10,
}  # fmt: skip
_ORDINALS_FROM_11 = (
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    " twentieth twenty_first twenty_second twenty_third twenty_fourth twenty_fifth twenty_sixth"
    " twenty_seventh twenty_eighth twenty_ninth thirtieth thirty_first",
    "unfed_ar_deg deuddegfed trydydd_ar_deg pedwerydd_ar_deg pymthegfed unfed_ar_pymtheg"
    " ail_ar_pymtheg deunawfed pedwerydd_ar_pymtheg ugeinfed unfed_ar_ugain ail_ar_ugain"
    " trydydd_ar_ugain pedwerydd_ar_ugain pumed_ar_ugain chweched_ar_ugain seithfed_ar_ugain"
    " wythfed_ar_ugain nawfed_ar_ugain degfed_ar_ugain unfed_ar_deg_ar_ugain",
)
_DAYS = _ORDINALS | {
    words.replace("_", " "): day
    for line in _ORDINALS_FROM_11
    for day, words in enumerate(line.split(), 11)
}
_LAST = frozenset({"last", "final", "olaf", "ola"})
_FRAME = FILLERS | {"one", "un", "option", "answer", "button", "opsiwn", "ateb", "botwm", "dewis"}
_COUNTERS = frozenset({"number", "option", "rhif", "opsiwn", "#"})


def number(words: tuple[str, ...]) -> int | None:
    """The number that words say and nothing besides."""
    if len(words) == 1 and _DIGITS.fullmatch(words[0]):
        return int(words[0].replace(",", ""))
    return NUMBERS.get(" ".join(_RADICAL.get(word, word) for word in words))


def said_number(words: tuple[str, ...]) -> int | None:
    """The same where words such as I am may stand around it."""
    found = number(words)
    return found if found is not None else number(_without_fillers(words))


def _without_fillers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in FILLERS)


def counted(words: tuple[str, ...]) -> int | None:
    """The number in "number two" or "rhif dau"."""
    return number(words[1:]) if words and words[0] in _COUNTERS else None


def day_of_month(words: tuple[str, ...]) -> int | None:
    """The day that 18, 18th, the eighteenth or y deunawfed is; beyond 31 it is none."""
    kept = [_RADICAL.get(word, word) for word in words if word not in FILLERS]
    if len(kept) == 1 and (found := _PLACE.fullmatch(kept[0])):
        return int(found[1])
    day = _DAYS.get(" ".join(kept))
    return day if day is not None else number(tuple(kept))


def place(words: tuple[str, ...], length: int) -> int | None:
    """The place, from 1, that an ordinal such as "the second one" or "yr olaf" names."""
    kept = [word for word in words if word not in _FRAME]
    if len(kept) != 1:
        return None
    if kept[0] in _LAST:
        return length
    found = _PLACE.fullmatch(kept[0])
    return int(found[1]) if found else _ORDINALS.get(kept[0])
