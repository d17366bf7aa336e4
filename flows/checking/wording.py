"""Questions that lead, or ask two things at once, as far as a program can see it.

All of it is advice: a program sees words and not what is meant.
"""

import re
from collections.abc import Iterator

from domain.people import Language
from flows.checking.finding import Finding
from flows.checking.words import Told, Words, prompts, questions
from flows.definition import Pack
from flows.nodes import WAITS, Statement
from locales.readers import sentences

_NOT = r"(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would|should)n't"
_PRAISED = (
    "great|wonderful|amazing|excellent|fantastic|brilliant|lovely|terrible|awful|horrible|dreadful"
)
_CLOD = (
    "wych|gwych|ardderchog|hyfryd|fendigedig|bendigedig|anhygoel|ofnadwy|warthus|gwarthus|erchyll"
)
LEADS = {
    Language.EN: re.compile(
        rf"^{_NOT}\b|[,;]\s*{_NOT}\s+\w+\s*\?|\b(?:wouldn't|don't) you (?:agree|think|say)\b"
        r"|\bdo you agree that\b|,\s*(?:right|yes|ok|okay)\s*\?"
        r"|\b(?:surely|obviously|of course|clearly)\b"
        r"|^how (?:great|good|amazing|wonderful|brilliant|bad|awful|terrible)\b"
        r"|\b(?:why|how come)\b.*\b(?:so|such|too)\s+\w"
        rf"|\b(?:our|your|the|this|these)\s+(?:\w+ly\s+)?(?:{_PRAISED})\b|\bour\s+(?:good|bad)\b",
        re.IGNORECASE,
    ),
    Language.CY: re.compile(
        r"\bon'?d\b|\bonid\b|\boni\b|\bcytuno (?:bod|fod|mai)\b"
        r"|\b(?:dwyt|dydy|dydi|dyw|doedd|doeddet|fyddet|wyt)\s+(?:\w+\s+)?ddim\b.*\?"
        r"|\b(?:wrth gwrs|yn amlwg|siŵr iawn|does bosib|siawns)\b"
        r"|,\s*(?:yntê|yndê|yndyfe|ife|iawn)\s*\?"
        r"|^pa mor (?:wych|dda|ddrwg|ofnadwy|anhygoel)\b"
        r"|\bpam\b.*\b(?:mor|rhy)\s+\w"
        rf"|\bein\s+\w+\s+(?:{_CLOD}|dda|da|ddrwg|drwg)\b|\b(?:{_CLOD})\s+(?:hon|hwn|hyn|yma)\b",
        re.IGNORECASE,
    ),
}
JOINS = {
    Language.EN: re.compile(r"\w\s+(?:and|or|as well as)\s+\w|[^\W\d]/[^\W\d]", re.IGNORECASE),
    Language.CY: re.compile(
        r"\w\s+(?:(?:ac|neu(?:'[nr])?|yn ogystal (?:â|ag))\s+\w|a'[rithu]\w*\s+\w|a\s+(\w+))"
        r"|[^\W\d]/[^\W\d]",
        re.IGNORECASE,
    ),
}
ONE_THING = {
    Language.EN: re.compile(
        r"\bbetween\b|\bnow and (?:then|again)\b|\bups and downs\b|\bor (?:not|more|less|so|two)\b"
        r"|\b(?:s?he|him|his)/hers?\b|\bs?/?he/she\b",
        re.I,
    ),
    Language.CY: re.compile(
        r"\brhwng\b|\bac ati\b|\bac eithrio\b|\bneu (?:beidio|fwy|lai|ddau|ddwy)\b"
        r"|\b(?:ef|fo|fe)/hi\b|\bathro/athrawes\b",
        re.I,
    ),
}
"""Where the joined words are one thing."""

VERB = re.compile(
    r"\w+(?:odd|aist|ais|wyd|iff|ith|est|aeth)|oedd\w*|fydd\w*|fyddai|fuodd|fu|allai|all|sy|sydd|ydy|yw"
    r"|wyt|wnei|gei|gest|hoffet|ddylai|ddylet",
    re.IGNORECASE,
)
"""What follows the Welsh `a` that means who or which, and not and."""


def wording_findings(pack: Pack, words: Words) -> Iterator[Finding]:
    """Questions that seem to lead or to ask two things."""
    for told in prompts(pack, words):
        asked = _questions(told)
        for question in asked:
            yield from _told(pack, told, question)
        if len(asked) > 1 and not isinstance(told.node, Statement):
            what = f"{told.reader}: asks {len(asked)} questions at once: {' '.join(asked)}"
            yield Finding(pack=pack.id, node=told.name, rule="double", what=what, level="advice")


def _questions(told: Told) -> list[str]:
    """The sentences that ask; a statement to agree with asks without a question mark."""
    if isinstance(told.node, Statement):
        return sentences(told.text)
    if not isinstance(told.node, WAITS):
        return []
    return questions(told.text)


def _told(pack: Pack, told: Told, question: str) -> Iterator[Finding]:
    if leads(question, told.language):
        what = f"{told.reader}: may lead to an answer: {question}"
        yield Finding(pack=pack.id, node=told.name, rule="leading", what=what, level="advice")
    if asks_two(question, told.language):
        what = f"{told.reader}: may ask two things at once: {question}"
        yield Finding(pack=pack.id, node=told.name, rule="double", what=what, level="advice")


def leads(question: str, language: Language) -> bool:
    """Whether a question suggests its answer."""
    return LEADS[language].search(question) is not None


def asks_two(question: str, language: Language) -> bool:
    """Whether a question joins two things that may be answered differently."""
    if ONE_THING[language].search(question):
        return False
    found = JOINS[language].finditer(question)
    if language is Language.CY:
        return any(each[1] is None or not VERB.fullmatch(each[1]) for each in found)
    return any(found)
