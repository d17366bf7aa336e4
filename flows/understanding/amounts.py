"""How many: a number as people say it in a sentence, with its unit and with about before it.

A unit is heard where the question names none, or the same: at "how many hours" 5 hours is a 5, and
5 minutes is nothing.
"""

from flows.understanding.numbers import said_number
from flows.understanding.words import same, spoken, word_set

_ABOUT = word_set("about around roughly approximately approx tua rhyw oddeutu")
_TIMES = {
    "once": 1, "twice": 2, "thrice": 3,
    "unwaith": 1, "dwywaith": 2, "ddwywaith": 2, "teirgwaith": 3, "deirgwaith": 3,
}  # fmt: skip
_UNITS = {
    word: words.split()[0]
    for words in (
        "hour hours hr hrs awr awran oriau",
        "minute minutes min mins munud munudau",
        "day days dydd diwrnod diwrnodau dyddiau niwrnod",
        "night nights noson nos nosweithiau",
        "week weeks wythnos wythnosau",
        "month months mis misoedd",
        "year years yr yrs old oed blwydd mlwydd blwyddyn blynedd mlynedd",
        "time times gwaith gweithiau tro troeon",
    )
    for word in words.split()
}
_TIME = "time"


def amount(words: tuple[str, ...], asked: tuple[str, ...]) -> int | None:
    """The number that was said as an answer to a question, which is given in both languages."""
    if len(words) == 1 and words[0] in _TIMES:
        return _TIMES[words[0]] if _may_be({_TIME}, asked) else None
    bare = [word for word in words if word not in _ABOUT]
    units = set[str]()
    while len(bare) > 1 and (unit := _unit(bare[-1])):
        units.add(unit)
        bare.pop()
    found = said_number(tuple(bare))
    return found if _may_be(units, asked) else None


def _unit(said: str) -> str | None:
    return next((unit for word, unit in _UNITS.items() if same(said, word)), None)


def _may_be(units: set[str], asked: tuple[str, ...]) -> bool:
    """Whether a question asks for these units, or for no unit that is known here."""
    words = [word for text in asked for word in spoken(text).words]
    wanted = {unit for word in words if (unit := _unit(word))}
    return units <= wanted or not wanted
