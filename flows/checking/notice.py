"""Whether a question that takes free words says in the same breath who may read them.

And whether anything that is said promises that nobody does, which is never so.
"""

import re
from collections.abc import Iterator

from domain.people import Language
from flows.checking.finding import Finding
from flows.checking.words import Words, prompts, questions
from flows.definition import Pack
from flows.nodes import ShortText
from locales.readers import sentences

READS = {
    Language.EN: re.compile(
        r"\b(?:may|can|might|could|will)\s+(?:\w+\s+){0,2}?(?:read|see)\b", re.I
    ),
    Language.CY: re.compile(r"\bdd?arllen", re.I),
}
ADULT = {
    Language.EN: re.compile(r"\b(?:adults?|grown-ups?|teachers?|staff)\b", re.I),
    Language.CY: re.compile(r"\b(?:oedol(?:yn|ion)|athro|athrawon|athrawes|staff)\b", re.I),
}


_NO = (
    r"(?:no|not|never|none|nobody|nothing|cannot|neither|nor|without|only you|\w+n't"
    r"|rarely|hardly|seldom|scarcely)"
)
DENIES = {
    Language.EN: re.compile(rf"\b{_NO}\b", re.I),
    Language.CY: re.compile(
        r"\b(?:dd?im|n[ai]d?|neb|byth|chaiff|heb i|mond|yr un|go brin|prin|anaml)\b", re.I
    ),
}
"""What turns a sentence round, so that it may say the opposite of the notice."""

_ADULT_EN = r"(?:adults?|grown-ups?|teachers?|staff)"
_NOBODY_EN = rf"(?:nobody|no[- ]one|no (?:{_ADULT_EN}|person))\b(?! else)"
_NOT_EN = r"(?:cannot|(?:will )?never|(?:will|can|may|do|does) not|(?:ca|wo|do|does)n't)"
_ADULT_CY = r"(?:oedol(?:yn|ion)|athro|athrawon|athrawes|staff)"


def _promise_en(read: str, was_read: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_NOBODY_EN}|only you\b).*\b{read}s?\b|\b{_ADULT_EN} {_NOT_EN} (?:\w+ )*{read}\b"
        rf"|\b{_NOT_EN} be {was_read}\b|\b{was_read} by {_NOBODY_EN}",
        re.I,
    )


def _promise_cy(read: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:neb\b(?! arall)|d?dim ond ti\b|d?dim (?:un )?{_ADULT_CY}\b).*\b{read}"
        rf"|\b{read}.*\bgan neb\b(?! arall)|\b{_ADULT_CY} ddim (?:yn |yn cael )?{read}"
        rf"|\bn[ia]d? \w+ (?:un )?{_ADULT_CY}\b.*\b{read}",
        re.I,
    )


READ_BY_NOBODY = {
    Language.EN: _promise_en("read", "read"),
    Language.CY: _promise_cy("dd?arllen"),
}
"""That nobody reads, or no adult: more than anybody can promise, wherever it is said."""

SEEN_BY_NOBODY = {
    Language.EN: _promise_en("(?:read|see)", "(?:read|seen)"),
    Language.CY: _promise_cy("(?:dd?arllen|g?weld)"),
}
"""That nobody sees, which may be so of a tapped answer and is not of words."""


def notice_findings(pack: Pack, words: Words) -> Iterator[Finding]:
    """Questions that take free words and do not say who reads them, and promises of nobody."""
    for told in prompts(pack, words):
        if isinstance(told.node, ShortText) and not has_notice(told.text, told.language):
            what = f"{told.reader}: asks for words without saying that an adult may read them"
            yield Finding(pack=pack.id, node=told.name, rule="notice", what=what)
        refused = SEEN_BY_NOBODY if isinstance(told.node, ShortText) else READ_BY_NOBODY
        for sentence in sentences(told.text):
            if not refused[told.language].search(sentence):
                continue
            what = f"{told.reader}: promises that nobody reads, which is not so: {sentence}"
            yield Finding(pack=pack.id, node=told.name, rule="notice", what=what)


def has_notice(text: str, language: Language) -> bool:
    """Whether one sentence says that adults may read, and neither asks it nor denies it."""
    asked = [each.removesuffix("?") for each in questions(text)]
    return any(
        READS[language].search(sentence)
        and ADULT[language].search(sentence)
        and not DENIES[language].search(sentence)
        and sentence not in asked
        for sentence in sentences(text)
    )


def without_notice(text: str, language: Language) -> str:
    """A text without the paragraph that says who may read."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(each for each in paragraphs if not has_notice(each, language))
