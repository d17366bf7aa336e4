"""The forms of a verb in running speech, English, Welsh, and English lent to Welsh.

Formed by rule and generously: a form that nobody says costs nothing, one that is missing costs a
child. What goes against the rules (*hit*, *bought*, *aeth*) is listed in the lexicon by itself.
"""

_VOWELS = "aeiou"
# The past and the future of spoken Welsh, all persons, north and south; *torra hi* tells, too.
_ENDINGS = ("odd", "es", "ais", "est", "on", "wyd", "ith", "iff", "a", "ir")


_WELSH_IN_W = frozenset({"galw", "bwrw", "cadw", "marw", "llanw", "berw", "crynw", "meddw"})


def looks_welsh(verb: str) -> bool:
    """Whether a verb ends as verb-nouns do and English verbs do not: *taro*, *taflu*, *torri*."""
    in_welsh = len(verb) > len("deud") - 1 and verb.endswith(("o", "u", "i", "dd"))
    return in_welsh or verb in _WELSH_IN_W


def english(verb: str) -> frozenset[str]:
    """*grab*: grab, grabs, grabbed, grabbing, grabbin."""
    stems = {verb, verb.removesuffix("e")}
    if len(verb) > 2 and verb[-1] not in f"{_VOWELS}wxy" and verb[-2] in _VOWELS:
        stems.add(verb + verb[-1])
    if verb.endswith("y"):
        stems.add(verb[:-1] + "i")
    plain = {verb, verb + "s", verb + "es", verb + "d"}
    endings = ("ing", "in", "ed", "es", "t")
    return frozenset(plain | {stem + ending for stem in stems for ending in endings})


def lent(verb: str) -> frozenset[str]:
    """An English verb in Welsh: *text* is texto, textio, textiodd, texta."""
    stems = {verb, verb.removesuffix("e")}
    if verb[-1] not in _VOWELS:
        stems.add(verb + verb[-1])
    return frozenset(form for stem in stems for form in (stem + "o", stem + "io", stem + "iodd"))


def welsh(verb_noun: str) -> frozenset[str]:
    """*taro*: taro, tarodd, tares, tarith, tariff; in the radical, as mutation wants it."""
    stem = verb_noun
    for ending in ("eud", "u", "o", "i", "a", "w"):
        if verb_noun.endswith(ending) and len(verb_noun) > len(ending) + 1:
            stem = verb_noun.removesuffix(ending)
            break
    return frozenset({verb_noun, *(stem + ending for ending in _ENDINGS)})
