"""The forms of a Welsh word in running speech: radical, soft, nasal, aspirate, with h."""

_SOFT = {
    "ll": "l",
    "rh": "r",
    "p": "b",
    "t": "d",
    "c": "g",
    "b": "f",
    "d": "dd",
    "g": "",
    "m": "f",
}
_NASAL = {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
_STEADY = ("ch", "dd", "ff", "ng", "ph", "th")
_SHORTEST = 3  # little words (a, i, o, yn) do not change, and changed they would meet anything


def forms(word: str) -> frozenset[str]:
    """Every form of a word given in its radical, small and folded."""
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset({word})
    found = {word}
    if word[0] in "aeiouwy":
        found.add("h" + word)
    if not word.startswith(_STEADY):
        found.update(_mutated(word, table) for table in (_SOFT, _NASAL, _ASPIRATE))
    return frozenset(found)


def _mutated(word: str, table: dict[str, str]) -> str:
    for length in (2, 1):
        if word[:length] in table:
            return table[word[:length]] + word[length:]
    return word
