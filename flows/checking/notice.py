"""Whether a question that takes free words says in the same breath who may read them."""

import re
from collections.abc import Iterator

from domain.people import Language
from flows.checking.finding import Finding
from flows.checking.words import Words, prompts
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


def notice_findings(pack: Pack, words: Words) -> Iterator[Finding]:
    """Questions that take free words and do not say who reads them."""
    for told in prompts(pack, words):
        if isinstance(told.node, ShortText) and not has_notice(told.text, told.language):
            what = f"{told.reader}: asks for words without saying that an adult may read them"
            yield Finding(pack=pack.id, node=told.name, rule="notice", what=what)


def has_notice(text: str, language: Language) -> bool:
    """Whether one sentence says that adults may read."""
    return any(
        READS[language].search(sentence) and ADULT[language].search(sentence)
        for sentence in sentences(text)
    )


def without_notice(text: str, language: Language) -> str:
    """A text without the paragraph that says who may read."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(each for each in paragraphs if not has_notice(each, language))
