"""What anybody would start with: a hundred obvious words and phrases, in both languages.

The other layers are measured beside it. Three ways to look for the same list: one big compiled
regular expression, flashtext, and an Aho-Corasick automaton with word edges.
"""

import re
from collections.abc import Callable

_LISTED = """
kill myself, killing myself, suicide, suicidal, want to die, wanna die, end my life,
kms, overdose, hang myself, better off dead, unalive, self harm, self-harm,
cutting myself, cut myself, hurt myself, hit me, hits me, beat me, beats me, punched me,
kicked me, slapped me, abuse, abused, raped, rape, touched me, molested, sexually,
nudes, naked, blackmail, groomed, grooming, knife, stab, gun, weapon, run away,
running away, ran away, drugs, weed, cocaine, drunk, alcohol, bullied, bullying, bully,
no food, hungry, starving, neglect, scared of my dad, scared of my mum,
afraid to go home, forced marriage, fgm, county lines, gang, anorexia, bulimia,
throw up, depressed, depression, lonely, lladd fy hun, hunanladdiad, eisiau marw,
isio marw, moyn marw, gorddos, hunan-niweidio, torri fy hun, brifo fy hun,
niweidio fy hun, taro fi, bwrw fi, curo fi, cam-drin, treisio, cyffwrdd fi,
lluniau noeth, noeth, blacmel, cyllell, gwn, arf, trywanu, rhedeg i ffwrdd, rhedeg bant,
cyffuriau, meddw, alcohol, bwlio, bwlian, dim bwyd, llwgu, ofn dad, ofn mynd adra,
ofn mynd adre, priodas dan orfod, anorecsia, iselder, unig, trist
"""
KEYWORDS = tuple(word.strip() for word in _LISTED.replace("\n", " ").split(","))


def by_expression() -> Callable[[str], bool]:
    """One big compiled regular expression."""
    found = re.compile(r"\b(?:" + "|".join(map(re.escape, KEYWORDS)) + r")\b", re.IGNORECASE)
    return lambda text: found.search(text) is not None


def by_flashtext() -> Callable[[str], bool]:
    """flashtext, which reads a text once."""
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor()
    keywords.add_keywords_from_list(list(KEYWORDS))
    return lambda text: bool(keywords.extract_keywords(text))


def by_automaton() -> Callable[[str], bool]:
    """An Aho-Corasick automaton over letters; edges are spaces put around everything."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for keyword in KEYWORDS:
        automaton.add_word(f" {keyword} ", keyword)
    automaton.make_automaton()
    apart = re.compile(r"[^\w'-]+")

    def heard(text: str) -> bool:
        return next(automaton.iter(f" {apart.sub(' ', text.lower())} "), None) is not None

    return heard
