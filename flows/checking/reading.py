"""Whether a text can be read by the ages it is for: each sentence, and a band's prompts together.

Flesch and Kincaid's grade is for English alone, and says nothing of a few words. For Welsh no such
measure is established, so its sentences, the letters of its words and its long words are counted.
In a single sentence, and in a label, long words are counted in both languages: in English by their
syllables, in Welsh by their letters. Names are not, as nobody can choose them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from domain.people import Band, Language
from flows.checking.finding import Finding
from flows.checking.notice import without_notice
from flows.checking.words import PLACEHOLDER, Told, Words, labels, prompts
from flows.definition import Pack
from flows.nodes import WAITS, ShortText
from locales.readers import MOST_WORDS, sentences, words

MOST_SENTENCES = 2
"""Sentences of a question for the youngest, beside the notice of who reads."""

HIGHEST_GRADE = {
    Band.AGES_7_9: 2,
    Band.AGES_10_11: 4,
    Band.AGES_12_14: 6,
    Band.AGES_15_18: 8,
}
"""English: the school grade by Flesch and Kincaid."""

MOST_LETTERS = {
    Band.AGES_7_9: 4.3,
    Band.AGES_10_11: 4.5,
    Band.AGES_12_14: 4.7,
    Band.AGES_15_18: 5.0,
}
"""Welsh: letters a word, on average."""

MOST_LONG = {
    Band.AGES_7_9: 3,
    Band.AGES_10_11: 6,
    Band.AGES_12_14: 10,
    Band.AGES_15_18: 15,
}
"""Welsh: long words in a hundred."""

FEWEST_WORDS = 30
"""Words of a band's prompts together that say something about their level; fewer say nothing."""

LONG = 8
"""Letters of a long word."""

HARD = {Language.EN: (3, 4), Language.CY: (8, 11)}
"""A long word, and a very long one: syllables in English, letters in Welsh."""

MOST_HARD = {
    Band.AGES_7_9: (1, 0),
    Band.AGES_10_11: (2, 1),
    Band.AGES_12_14: (2, 1),
    Band.AGES_15_18: (3, 2),
}
"""Long words of one sentence or label, and how many of them may be very long."""

DIGRAPH = re.compile("ch|dd|ff|ng|ll|ph|rh|th")


def reading_findings(pack: Pack, found: Words) -> Iterator[Finding]:
    """Texts that are too hard for those who read them."""
    together: dict[tuple[Language, Band], list[str]] = defaultdict(list)
    for told in prompts(pack, found):
        yield from _long_sentences(pack, told)
        yield from _many_sentences(pack, told)
        for band in told.bands:
            together[told.language, band].append(PLACEHOLDER.sub("", told.text))
    for told in (*prompts(pack, found), *labels(pack, found)):
        yield from _hard_words(pack, told)
    for (language, band), texts in together.items():
        if sum(len(words(text)) for text in texts) < FEWEST_WORDS:
            continue
        hard = _hard_welsh(texts, band) if language is Language.CY else _hard_english(texts, band)
        for what in hard:
            what = f"{language.value} {band.value}: {what}"
            yield Finding(pack=pack.id, rule="reading_level", what=what)


def _long_sentences(pack: Pack, told: Told) -> Iterator[Finding]:
    for sentence in sentences(told.text):
        length = len(words(sentence))
        limits = {band: MOST_WORDS[told.language][band] for band in told.bands}
        short = {band.value: most for band, most in limits.items() if length > most}
        if short:
            what = (
                f"{told.language.value} {', '.join(short)}: a sentence has {length} words, "
                f"the most is {min(short.values())}: {sentence}"
            )
            yield Finding(pack=pack.id, node=told.name, rule="long_sentence", what=what)


def _hard_words(pack: Pack, told: Told) -> Iterator[Finding]:
    for sentence in sentences(PLACEHOLDER.sub("", told.text)):
        hard = hard_words(sentence, told.language)
        bands = [band.value for band in told.bands if _too_hard(hard, told.language, band)]
        if bands:
            what = (
                f"{told.language.value} {', '.join(bands)}: too many long words at once, "
                f"or too long a one: {', '.join(hard)}"
            )
            yield Finding(pack=pack.id, node=told.name, rule="reading_level", what=what)


def _too_hard(hard: dict[str, int], language: Language, band: Band) -> bool:
    _, very_long = HARD[language]
    most, most_very_long = MOST_HARD[band]
    return len(hard) > most or sum(size >= very_long for size in hard.values()) > most_very_long


def hard_words(sentence: str, language: Language) -> dict[str, int]:
    """The long words of a sentence and how long they are; names are left out."""
    size = syllables if language is Language.EN else letters
    plain = [
        each for place, each in enumerate(words(sentence)) if place == 0 or not each[0].isupper()
    ]
    long, _ = HARD[language]
    return {each: size(each) for each in plain if size(each) >= long}


def _many_sentences(pack: Pack, told: Told) -> Iterator[Finding]:
    if Band.AGES_7_9 not in told.bands or not isinstance(told.node, WAITS):
        return
    text = told.text
    if isinstance(told.node, ShortText):
        text = without_notice(text, told.language)
    number = len(sentences(text))
    if number > MOST_SENTENCES:
        what = (
            f"{told.language.value} 7-9: a question has {number} sentences, "
            f"the most is {MOST_SENTENCES}"
        )
        yield Finding(pack=pack.id, node=told.name, rule="many_sentences", what=what)


def _hard_english(texts: list[str], band: Band) -> Iterator[str]:
    # Imported here because it takes long and is wanted by nothing but this file.
    from textstat.textstat import textstat  # type: ignore[import-untyped]

    grade = textstat.flesch_kincaid_grade("\n".join(_ended(text) for text in texts))
    if grade > HIGHEST_GRADE[band]:
        yield f"the prompts together are of grade {grade:.1f}, the most is {HIGHEST_GRADE[band]}"


def _ended(text: str) -> str:
    """A text whose last sentence ends, so that it does not run into the next."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text}."


def _hard_welsh(texts: list[str], band: Band) -> Iterator[str]:
    lengths = [letters(word) for text in texts for word in words(text)]
    mean = sum(lengths) / len(lengths)
    if mean > MOST_LETTERS[band]:
        yield f"a word has {mean:.2f} letters on average, the most is {MOST_LETTERS[band]}"
    long = 100 * sum(length >= LONG for length in lengths) / len(lengths)
    if long > MOST_LONG[band]:
        yield f"{long:.1f} % of words have {LONG} letters or more, the most is {MOST_LONG[band]} %"


@cache
def syllables(word: str) -> int:
    """The syllables of an English word."""
    from textstat.textstat import textstat

    return int(textstat.syllable_count(word))


def letters(word: str) -> int:
    """The letters of a Welsh word, a digraph being one."""
    return len([each for each in DIGRAPH.sub("x", word.casefold()) if each.isalpha()])
